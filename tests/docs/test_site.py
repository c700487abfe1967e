"""Pages of the site that are written from the code name everything; `make check` builds the whole."""

from __future__ import annotations

import re

import hooks
import pytest
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from reference import GENERATED
from reference.docstrings import prose
from reference.text import plain, table

import mcda
from mcda.commands import REGISTRY
from mcda.files.settings import rule_types, top_level_keys
from mcda.problems import CATALOGUE

PAGES = {path: write() for path, write in GENERATED.items()}
CODE = re.compile(r"`[^`\n]*`")


def headings(path: str) -> set[str]:
    return set(re.findall(r"^##+ (.+)$", PAGES[path], re.MULTILINE))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_command_and_message_is_on_its_page(language: str) -> None:
    assert REGISTRY.keys() - headings(f"reference/commands-{language}.md") == set()
    messages = PAGES[f"reference/messages-{language}.md"]
    assert {code for code in CATALOGUE if f"| `{code}` |" not in messages} == set()


def test_every_rule_key_and_name_of_python_is_on_its_page() -> None:
    assert set(rule_types()) - headings("reference/rules.md") == set()
    assert set(mcda.__all__) - headings("reference/python.md") == set()
    settings = PAGES["reference/settings.md"]
    assert {key for key in top_level_keys() if f"| `{key}` |" not in settings} == set()


def test_commands_are_told_in_the_language_of_the_page() -> None:
    assert "Changer en dernier un réglage" in PAGES["reference/commands-fr.md"]
    assert "Change a setting last" in PAGES["reference/commands-en.md"]


@pytest.mark.parametrize("path", PAGES)
def test_no_cell_breaks_its_table(path: str) -> None:
    tables = re.findall(r"(?:^\|.*\n)+", PAGES[path], re.MULTILINE)
    for rows in tables:
        bars = {CODE.sub("", row).count("|") for row in rows.splitlines()}
        assert len(bars) == 1


def test_texts_are_shown_as_they_are() -> None:
    assert plain("<b> `<b>` a|b *c*") == "&#60;b&#62; `<b>` a&#124;b &#42;c&#42;"
    assert table("ab", [("x\ny", "z")]).splitlines()[-2:] == ["| x y | z |", ""]


def test_sections_of_docstrings_become_lists() -> None:
    told = prose("What it is.\n\nParameters\n----------\nlimit\n    Seconds; of\n    the search.")
    assert told == "What it is.\n\n**Parameters**\n\n- `limit`: Seconds; of the search.\n"


def linked(page: str, text: str) -> str:
    config = {"use_directory_urls": False, "site_dir": "site"}
    file = File(page, "docs", config["site_dir"], use_directory_urls=False)
    return hooks.on_page_markdown(text, Page(None, file, {"site_url": ""}))


def test_links_between_documents_become_links_between_pages() -> None:
    assert linked("guide-fr.md", "[a](../README.md#start)") == "[a](presentation.md#start)"
    assert linked("presentation.md", "[a](docs/format.md)") == "[a](format.md)"
    assert linked("architecture.md", "[a](decisions)") == "[a](decisions/index.md)"
    assert linked("decisions/0001.md", "[a](../method.md#value)") == "[a](../method.md#value)"
    assert linked("index.md", "[a](../notebooks/quickstart.py)") == "a"
    assert linked("index.md", "```\n[a](../README.md)\n```\n") == "```\n[a](../README.md)\n```\n"


@pytest.mark.parametrize(
    ("html", "asks"),
    [
        ('<script src="https://cdn.example/x.js"></script>', True),
        ('<link rel="stylesheet" href="//fonts.example/css">', True),
        ("<img alt='x' src=http://example/x.png>", True),
        ('<a href="https://example.org">elsewhere</a>', False),
        ('<script src="assets/x.js"></script>', False),
    ],
)
def test_a_request_to_another_machine_is_seen(html: str, asks: bool) -> None:
    assert bool(hooks.REQUEST.search(html)) is asks

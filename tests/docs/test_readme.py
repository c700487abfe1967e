"""What the README and the guide show is what the program prints, and their code runs."""

from __future__ import annotations

import re

import pytest
from reference import GENERATED
from rewrite import LANGUAGES, QUOTING, ROOT, again, alike, quoted, written

REMEDY = "the session has changed: python -m tests.docs.rewrite writes it again"
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
DOCUMENTS = sorted(
    str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
)


@pytest.mark.parametrize("document", LANGUAGES)
def test_sessions_show_what_the_commands_print(document: str) -> None:
    shown = written(document)
    assert shown, "no session"
    for before, now in zip(shown, again(document), strict=True):
        assert alike(before) == alike(now), REMEDY


@pytest.mark.parametrize("document", QUOTING)
def test_a_document_that_quotes_another_shows_the_same_screens(document: str) -> None:
    shown = written(document)
    assert shown, "no session"
    assert shown == list(quoted(document)), REMEDY


@pytest.mark.parametrize("document", ["README.md"])
def test_python_of_the_documents_runs(document: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = PYTHON.findall((ROOT / document).read_text(encoding="utf-8"))
    assert blocks, "no code"
    for block in blocks:
        exec(compile(block, document, "exec", dont_inherit=True), {"__name__": "shown"})  # noqa: S102 - our own text


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_documents_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    home = (ROOT / document).parent
    written = {ROOT / "docs" / page for page in GENERATED}
    lost = [link for link in LINK.findall(text) if not (home / link).exists()]
    assert [link for link in lost if home / link not in written] == []

"""What MkDocs is told beyond mkdocs.yml: generated pages, links, languages, no outside request."""

from __future__ import annotations

import re
from logging import getLogger
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from typing import Any

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from reference import GENERATED

log = getLogger("mkdocs.plugins.mcda")
ROOT = Path(__file__).parents[1]
BESIDE = {
    "README.md": "presentation.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "scenarios/caen/SOURCES.md": "scenarios/caen.md",
    "scenarios/brest/SOURCES.md": "scenarios/brest.md",
}
"""Documents outside docs/ that are pages of the site too, and where."""
ORIGIN = {page: document for document, page in BESIDE.items()}
FRENCH_FIRST = ("index.md", "glossary.md")
"""Pages in both languages; of the others, those in French end in -fr."""
FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[([^\]]*)\]\((?!\w+:|#)([^)#\s]+)(#[^)\s]*)?\)")
REQUEST = re.compile(
    r"<(?:script|img|iframe|link|source)\b[^>]*?\b(?:src|href)=[\"']?(?:https?:)?//[^>]*>"
)


def on_files(files: Files, config: Any) -> Files:
    """Add what is generated, and the documents that stand outside docs/."""
    beside = {page: (ROOT / document).read_text(encoding="utf-8") for page, document in ORIGIN.items()}
    generated = {page: write() for page, write in GENERATED.items()}
    for path, text in {**generated, **beside}.items():
        files.append(File.generated(config, path, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Links between documents of the repository become links between pages."""
    parts = FENCED.split(markdown)
    parts[::2] = [LINK.sub(lambda link: _linked(link, page.file.src_uri), part) for part in parts[::2]]
    return "".join(parts)


def _linked(link: re.Match[str], page: str) -> str:
    """One link, as the site needs it; a document that is no page is only named."""
    text, path, anchor = link[1], link[2], link[3] or ""
    document = normpath(join(dirname(ORIGIN.get(page, f"docs/{page}")), path))
    target = BESIDE.get(
        document, document.removeprefix("docs/") if document.startswith("docs/") else None
    )
    if target is None:
        if not (ROOT / document).exists():
            log.warning("%s: there is no %s", page, document)
        return text
    if (ROOT / document).is_dir():
        target = f"{target}/index.md"
    return f"[{text}]({relpath(target, dirname(page) or '.')}{anchor})"


def on_page_context(context: Any, page: Page, config: Any, **_: Any) -> Any:
    """The theme's own words in the language of the page, `lang` of the document included."""
    french = page.file.src_uri.endswith("-fr.md") or page.file.src_uri in FRENCH_FIRST
    config.theme["language"] = "fr" if french else "en"
    return context


def on_post_page(output: str, page: Page, config: Any, **_: Any) -> str:
    """A page that would ask another machine for something is an error; the search gets a name."""
    for request in REQUEST.findall(output):
        log.warning("%s asks another machine: %s", page.file.src_uri, request)
    name = "Recherche" if config.theme["language"] == "fr" else "Search"
    return output.replace('role="dialog"', f'role="dialog" aria-label="{name}"', 1)

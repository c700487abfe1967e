"""A report as a tagged PDF (PDF/UA-1) by WeasyPrint, from the same HTML."""

from __future__ import annotations

import re
from typing import Any

from mcda.errors import MissingComponent

DRAWING = re.compile(r'<svg role="img" aria-label="([^"]*)"[^>]*>')


def pdf(html: str) -> bytes:
    """The document, with its language, title and structure; nothing is fetched.

    Raises
    ------
    MissingComponent
        WeasyPrint, or a library that it needs, is not installed.
    """
    try:
        import weasyprint
    except (ImportError, OSError) as missing:  # OSError: Pango is not there
        raise MissingComponent("WeasyPrint", 'pip install "mcda-portfolio[pdf]"') from missing
    document: bytes = weasyprint.HTML(string=titled(html), url_fetcher=refuse).write_pdf(
        pdf_variant="pdf/ua-1"
    )
    return document


def titled(html: str) -> str:
    """The same page; drawings have their name as a title, where WeasyPrint looks for it."""
    return DRAWING.sub(r"\g<0><title>\1</title>", html)


def refuse(url: str, *_: Any, **__: Any) -> Any:
    """Fetch nothing, wherever it is asked for."""
    raise ValueError(f"{url} is not fetched")

"""A report as a tagged PDF (PDF/UA-1) by WeasyPrint, from the same HTML."""

from __future__ import annotations

import re

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
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as missing:  # OSError: Pango is not there
        raise unable_to_print() from missing
    nothing = URLFetcher(allowed_protocols=())
    document: bytes = weasyprint.HTML(string=titled(html), url_fetcher=nothing).write_pdf(
        pdf_variant="pdf/ua-1"
    )
    return document


def unable_to_print() -> MissingComponent:
    """What is needed for PDF, and how to have it."""
    return MissingComponent("WeasyPrint", 'pip install "mcda-portfolio[pdf]"')


def titled(html: str) -> str:
    """The same page; drawings have their name as a title, where WeasyPrint looks for it."""
    return DRAWING.sub(r"\g<0><title>\1</title>", html)

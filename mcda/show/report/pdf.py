"""A report as a tagged PDF (PDF/UA-1) by WeasyPrint, from the same HTML."""

from __future__ import annotations

from typing import Any

from mcda.errors import MissingComponent


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
    document: bytes = weasyprint.HTML(string=html, url_fetcher=refuse).write_pdf(
        pdf_variant="pdf/ua-1", uncompressed_pdf=False
    )
    return document


def refuse(url: str, *_: Any, **__: Any) -> Any:
    """Fetch nothing, wherever it is asked for."""
    raise ValueError(f"{url} is not fetched")

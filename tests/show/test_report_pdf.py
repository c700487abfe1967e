"""The report as a PDF: tagged, its text can be read, two pages of note, nothing fetched."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader
from report_pages import DAY

from mcda.analysis.dossier import Dossier, gather
from mcda.errors import MissingComponent
from mcda.show.report import report
from mcda.show.report.page import page, stylesheet
from mcda.show.report.pdf import pdf, titled
from mcda.wording import words


@pytest.fixture(scope="module")
def brest() -> Dossier:
    return gather(["scenarios/brest"])


@pytest.fixture(scope="module")
def document(brest: Dossier) -> PdfReader:
    say = words("fr")
    return PdfReader(BytesIO(pdf(page(report(brest, say, day=DAY), say))))


def test_it_is_tagged_for_programs_that_read_aloud(document: PdfReader, brest: Dossier) -> None:
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert root["/StructTreeRoot"]["/K"]
    assert document.metadata is not None
    assert document.metadata.title == words("fr").label(brest.scenario.title)


def test_every_drawing_has_its_words(document: PdfReader) -> None:
    figures = list(_elements(document.trailer["/Root"]["/StructTreeRoot"], "/Figure"))
    assert figures
    assert all(figure.get("/Alt") for figure in figures)


def test_the_name_of_a_table_stands_on_the_page_of_its_first_row() -> None:
    """Tables of as many rows, and with such gaps, as bring them to every height of a page."""
    rows = "".join(f"<tr><th>row</th><td>{n}</td></tr>" for n in range(3))
    tables = "".join(
        f"<div style='height: {n * 7 % 23}mm'></div><table><caption>name{n}.</caption>"
        f"<thead><tr><th>head{n}.</th></tr></thead>"
        f"<tbody><tr><th>first{n}.</th></tr>{rows * (n % 7)}</tbody></table>"
        for n in range(40)
    )
    whole = f"<html lang=en><head><title>t</title><style>{stylesheet()}</style></head><body>{tables}"
    texts = [one.extract_text() for one in PdfReader(BytesIO(pdf(whole))).pages]
    assert len(texts) > 5
    for n in range(40):
        words_of_table = (f"name{n}.", f"head{n}.", f"first{n}.")
        assert any(all(word in text for word in words_of_table) for text in texts)


def _elements(element: object, kind: str):  # type: ignore[no-untyped-def]
    found = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(found, list):
        for child in found:
            yield from _elements(child, kind)
    elif isinstance(found, dict):
        if found.get("/S") == kind:
            yield found
        if "/K" in found:
            yield from _elements(found["/K"], kind)


def test_the_note_has_two_pages_and_the_annexes_follow(document: PdfReader, brest: Dossier) -> None:
    texts = [" ".join(one.extract_text().split()) for one in document.pages]
    annexes = words("fr")("Annexes")
    assert [annexes in text for text in texts[:3]] == [False, False, True]
    assert words("fr").fixed(brest.proposal.value, 2) in texts[0]
    width, height = (float(x) / 72 * 25.4 for x in document.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*asked: object, **_: object) -> None:
        raise AssertionError(asked)

    monkeypatch.setattr("weasyprint.urls.URLFetcher.open", opened)
    monkeypatch.setattr("urllib.request.OpenerDirector.open", opened)
    assert pdf('<html lang="fr"><title>t</title><img alt="x" src="file:///etc/hostname">')
    assert pdf('<html lang="fr"><title>t</title><img alt="x" src="http://127.0.0.1:9/x.png">')


def test_a_drawing_is_named_where_the_pdf_looks_for_it() -> None:
    drawing = '<svg role="img" aria-label="a &lt; b" width="1"><g/></svg>'
    assert "<title>a &lt; b</title><g/>" in titled(drawing)


def test_without_weasyprint_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with pytest.raises(MissingComponent, match=r"mcda-portfolio\[pdf\]"):
        pdf("<p>")


def test_a_long_note_beside_two_variants_still_has_two_pages() -> None:
    caen = gather(["scenarios/caen", "scenarios/caen:frugal", "scenarios/caen:contract"])
    say = words("fr")
    pages = PdfReader(BytesIO(pdf(page(report(caen, say, day=DAY), say)))).pages
    assert [say("Annexes") in one.extract_text() for one in pages[:3]] == [False, False, True]

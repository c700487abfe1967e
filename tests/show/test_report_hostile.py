"""Names that would be markup, style, template or script stay text, wherever a scenario has a text."""

from __future__ import annotations

import pytest
from report_pages import Page, dossier, written

SHORT = (
    "<script>alert(1)</script>",
    "</style><style>body{display:none}",
    "</title><h1>x</h1>",
    "<img src=https://evil.example/x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "{{ 7 * 7 }}",
    "{% raw %}{{ words }}{% endraw %}",
    "{n} {value} {",
    "%(name)s %s %d",
    "a & b &amp; &lt;i&gt;",
    "]]><!--",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "@import url(https://evil.example/x.css)",
    "url(https://evil.example/x.png)",
    "\\u003cscript\\u003e",
    "=HYPERLINK(\"https://evil.example\")",
)  # fmt: skip
LONG = ("×" * 10_000,)
TURNED = ("שלום العربية", "日本", "e\u0301\u0301\u0301")


def hostile(name: str) -> str:
    """The page of a scenario in which every text is a hostile one."""
    return written(
        dossier(
            ceiling=name,
            title=name,
            description=name,
            labels={"themes": {"water": name, "food": name}, "groups": {"rural": name}},
            A1={"name": name, "source": name, "mark": name, "note": name, "theme": name},
            A2={"name": name},
            U={"name": name, "group": name},
            R={"name": name},
            gain={"name": name, "unit": name[:50]},
        )
    )


def headings(page: Page) -> list[str]:
    return [tag for tag, _ in page.tags if tag[0] == "h"]


@pytest.fixture(scope="module")
def plain() -> Page:
    return Page(hostile("plain"))


@pytest.mark.parametrize("names", [SHORT, LONG, TURNED], ids=["markup", "10,000 characters", "scripts"])
def test_hostile_names_are_text(names: tuple[str, ...], plain: Page) -> None:
    page = Page(hostile(" ".join(names)))
    active = [tag for tag, _ in page.tags if tag in ("script", "img", "style", "iframe", "link", "base")]
    assert active == ["style"]
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in plain.tags} | {"tspan", "rect"}
    assert [tag for tag, _ in page.tags if tag[0] == "h"] == [
        tag for tag, _ in plain.tags if tag[0] == "h"
    ]
    assert page.addresses == []
    attributes = {name for _, attributes in page.tags for name in attributes}
    assert not {name for name in attributes if name.startswith("on") or name in ("style", "autofocus")}
    for name in names:
        assert " ".join(name.split()) in page.text


def test_marks_that_turn_text_around_are_left_out() -> None:
    text = hostile("one \u202etwo\u2066 three")
    assert "one two three" in Page(text).text
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(text)

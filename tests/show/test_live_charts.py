"""Charts alive in a page: nothing ends a script before its time, and Vega stands there once."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tiny import judge, tiny

from mcda.show.charts import Chart, ledger
from mcda.show.charts.render import embedded, in_script, interactive_script
from mcda.wording import words

HOSTILE = "</script><script>alert(1)</script><!-- ]]> & “\u2028”"


class Scripts(HTMLParser):
    """The texts of all scripts of a page, by id."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str | None, str] = {}
        self.id: str | None = None
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside, self.id = tag == "script", dict(attrs).get("id")
        if self.inside:
            self.found[self.id] = ""

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[self.id] += data


@pytest.fixture(scope="module")
def hostile() -> Chart:
    drawn = ledger.groups(judge(tiny(), "A1 A2"), words("fr"))
    told = {**drawn.specification, "description": HOSTILE}
    return replace(drawn, alternative=HOSTILE, specification=told)


def test_a_chart_is_put_into_a_page_whole(hostile: Chart) -> None:
    page = Scripts()
    page.feed(str(embedded(hostile)))
    assert [*page.found] == [f"specification-{hostile.name}"]
    read = json.loads(page.found[f"specification-{hostile.name}"])
    assert read["specification"] == hostile.specification
    assert read["specification"]["description"] == HOSTILE
    assert read["figures"]["decimal"] == ","


def test_json_in_a_script_holds_no_angle_bracket() -> None:
    assert "<" not in in_script({"x": HOSTILE})
    assert json.loads(in_script({"x": HOSTILE})) == {"x": HOSTILE}
    with pytest.raises(ValueError, match="JSON"):
        in_script(float("nan"))


def test_the_script_is_one_text_that_starts_every_chart() -> None:
    script = interactive_script()
    assert script is interactive_script()
    assert "</script" not in script
    assert "data-specification" in script
    assert "ast:!0" in script.replace(" ", "").replace("ast:true", "ast:!0")

"""What notebooks show, in a real browser: nothing is asked from outside, sliders reach Python."""

from __future__ import annotations

import json
from pathlib import Path

from accessibility import violations
from playwright.sync_api import Page, Request, expect

import mcda
from mcda.web import widget

BREST = "scenarios/brest"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Notebook</title>{head}</head>
<body><main><h1>Notebook</h1>{body}</main></body></html>"""
WIDGET = """<div id="place"></div><script type="module">
{module}
const state = {state}, hears = {{}};
window.saved = [];
const model = {{
  get: (name) => state[name],
  set: (name, value) => {{ state[name] = value; }},
  on: (event, call) => {{ hears[event] = call; }},
  save_changes: () => window.saved.push(structuredClone(state.moved)),
}};
window.answer = (html) => {{ state.shown = html; hears["change:shown"](); }};
definition.render({{ model, el: document.getElementById("place") }});
</script>"""


def test_records_ask_nothing_and_can_be_read(
    tmp_path: Path, page: Page, asked: list[Request], complaints: list[str]
) -> None:
    best = mcda.solve(mcda.read(BREST))
    shown = tmp_path / "records.html"
    body = best._repr_html_() + best.scenario._repr_html_() + best.ledger._repr_html_()
    shown.write_text(PAGE.format(head="", body=body), encoding="utf-8")
    page.goto(shown.as_uri())
    serious = [line for line in violations(page) if "duplicate-id" not in line]
    assert serious == []
    assert len(asked) == 1


def test_a_slider_moved_by_keyboard_reaches_python(
    tmp_path: Path, page: Page, asked: list[Request], complaints: list[str]
) -> None:
    sliders = mcda.sliders(BREST)
    state = {name: getattr(sliders, name) for name in ("controls", "moved", "shown", "texts")}
    code = (widget.STATIC / "widget.js").read_text(encoding="utf-8")
    module = code.replace("export default", "const definition =")
    body = WIDGET.format(module=module, state=json.dumps(state).replace("<", "\\u003c"))
    shown = tmp_path / "widget.html"
    shown.write_text(PAGE.format(head="", body=body), encoding="utf-8")
    page.goto(shown.as_uri())
    first = page.get_by_role("slider").first
    first.focus()
    first.press("ArrowRight")
    moved = page.evaluate("window.saved.at(-1)")
    assert list(moved) == [sliders.controls[0]["key"]]
    sliders.moved = moved
    page.evaluate("(html) => window.answer(html)", sliders.shown)
    expect(page.locator(".mcda-answer")).to_contain_text("points")
    assert violations(page) == []
    assert len(asked) == 1

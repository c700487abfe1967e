"""Sliders in a notebook: weights, equity levels and budgets beside the portfolio that they lead to.

The page and a notebook move the same figures and give the same answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from mcda.display import as_html
from mcda.errors import McdaError
from mcda.exact import plain
from mcda.files.read import read
from mcda.model import Scenario
from mcda.optimise.prompt import solve_promptly
from mcda.portfolio import Portfolio
from mcda.show.failures import error
from mcda.web.controls import Slider
from mcda.web.controls import sliders as offered
from mcda.wording import N_, Words, preferred_language, words

STATIC = Path(__file__).parent / "static"


class Sliders(anywidget.AnyWidget):
    """A scenario with sliders: `mcda.sliders("scenarios/caen")` as the last line of a cell.

    `portfolio` is the best for where the sliders stand; None where the rules clash.
    """

    _esm = STATIC / "widget.js"
    _css = STATIC / "widget.css"

    controls: Any = traitlets.List().tag(sync=True)
    """What can be moved, for the browser: key, label, range, unit."""
    moved: Any = traitlets.Dict().tag(sync=True)
    """Levels that differ from the scenario's, by key, as texts."""
    shown: Any = traitlets.Unicode().tag(sync=True)
    """The answer, in HTML with every text escaped."""
    texts: Any = traitlets.Dict().tag(sync=True)
    """Words of the widget itself, in the reader's language."""

    def __init__(self, source: str | Path) -> None:
        super().__init__()
        self.source = source
        self.scenario: Scenario = read(source)
        self.say: Words = words(preferred_language(None, self.scenario.language))
        self.portfolio: Portfolio | None = None
        self.controls = [control(one, self.say) for one in offered(self.scenario, self.say) if one.first]
        self.texts = {"reset": self.say(N_("As in the scenario")), "sliders": self.say(N_("Sliders"))}
        self.observe(self._answer, "moved")
        self._answer({"new": {}})

    def _answer(self, change: Mapping[str, Any]) -> None:
        """Solve for where the sliders stand now."""
        try:
            scenario = read(self.source, settings=settings(change["new"]))
            self.portfolio = solve_promptly(scenario)
        except McdaError as failure:
            self.portfolio = None
            self.shown = _told(failure, self.scenario, self.say)
        else:
            self.shown = as_html(self.portfolio)


def sliders(source: str | Path) -> Sliders:
    """A scenario (as `mcda.read` takes it) with sliders, to be shown in a notebook.

    Raises
    ------
    InvalidScenario
        As `mcda.read`.
    """
    return Sliders(source)


def settings(moved: Mapping[str, Any]) -> list[str]:
    """What `--set` would need for the same levels; anything that is no number is refused there."""
    return [f"{key}={plain(Fraction(str(level)))}" for key, level in moved.items()]


def control(slider: Slider, say: Words) -> dict[str, Any]:
    """A slider as the browser draws it: figures as texts, shares in percent."""
    factor = 100 if slider.unit == "share" else 1
    return {
        "key": slider.key,
        "label": slider.label,
        "low": plain(slider.low * factor),
        "high": plain(slider.high * factor),
        "step": plain(slider.step * factor),
        "value": plain(slider.value * factor),
        "factor": factor,
        "unit": "%" if slider.unit == "share" else "",
        "language": say.language,
    }


def _told(failure: McdaError, scenario: Scenario, say: Words) -> str:
    from markupsafe import escape

    lines = (str(escape(str(part))) for part in error(failure, scenario, say))
    return "".join(f"<p>{line}</p>" for line in lines)

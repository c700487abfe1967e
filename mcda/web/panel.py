"""The form beside a result: sliders, colleges, actions in or out, as the address has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from mcda.exact import plain
from mcda.model import Scenario
from mcda.show import labels
from mcda.web.controls import Kind, Slider, sliders
from mcda.web.question import PERCENT, Pair, Question, parts
from mcda.wording import N_, Words

SETS: dict[Kind, str] = {
    "budget": N_("Budget"),
    "equity": N_("Equity between partners"),
    "weight": N_("Weights of the criteria"),
    "other": N_("Other rules"),
}
UNITS = {"points": N_("points"), "share": "%", "actions": N_("actions"), "number": ""}


@dataclass(frozen=True)
class Control:
    """A slider with its field. Figures are texts as HTML wants them: a decimal point, no groups."""

    slider: Slider
    name: str
    unit: str
    low: str
    high: str
    step: str
    value: str
    usual: str
    """Where the scenario has it, as the reader writes figures."""
    moved: bool


@dataclass(frozen=True)
class ControlSet:
    """Sliders of a kind under one heading."""

    name: Kind
    title: str
    controls: tuple[Control, ...]
    note: str = ""
    is_idle: bool = False
    """Whether they say nothing at the moment."""

    @property
    def more(self) -> tuple[Control, ...]:
        """Those that are not shown at once."""
        return tuple(control for control in self.controls if not control.slider.first)

    @property
    def more_moved(self) -> bool:
        return any(control.moved for control in self.more)


@dataclass(frozen=True)
class Panel:
    """Everything that may be changed of a question."""

    kept: tuple[Pair, ...]
    """Parts of the address that no visible field holds."""
    sets: tuple[ControlSet, ...]
    colleges: tuple[str, ...]
    forced: tuple[tuple[str, str, str, tuple[Pair, ...]], ...]
    """In and out: the name of the field, what is said of an action, of adding one, and the actions."""
    free: tuple[Pair, ...]
    """Actions that are neither."""
    variants: tuple[str, ...]
    others: tuple[Question, ...]
    """The scenario as it stands and its variants, without the one that is shown."""
    afresh: Question


def panel(base: Scenario, question: Question, variants: tuple[str, ...], words: Words) -> Panel:
    """The form of a question about a scenario (`base`, without what the question moves)."""
    controls = [_control(slider, base, question, words) for slider in sliders(base, words)]
    return Panel(
        kept=tuple(pair for pair in parts(question) if pair[0] in ("scenario", "variant", "portfolio")),
        sets=tuple(_sets(controls, question, words)),
        colleges=tuple(sorted({row.college for row in base.college_weights})),
        forced=(
            ("with", words(N_("in:")), words(N_("Must be in")), _named(base, question.included, words)),
            ("without", words(N_("out:")), words(N_("Must be out")),
             _named(base, question.excluded, words)),
        ),
        free=_named(base, _free(base, question), words),
        variants=variants,
        others=tuple(
            Question(question.source, variant)
            for variant in ("", *variants)
            if Question(question.source, variant) != question
        ),
        afresh=Question(question.source, question.variant, portfolio=question.portfolio),
    )  # fmt: skip


def _free(base: Scenario, question: Question) -> Iterator[str]:
    forced = {*question.included, *question.excluded}
    return (action.action for action in base.actions if action.action not in forced)


def _named(scenario: Scenario, actions: Iterable[str], words: Words) -> tuple[Pair, ...]:
    known = (a for a in actions if a in scenario.action_by_id)
    return tuple((action, labels.action(scenario, action, words)) for action in known)


def _sets(controls: list[Control], question: Question, words: Words) -> Iterator[ControlSet]:
    for kind, title in SETS.items():
        chosen = tuple(control for control in controls if control.slider.kind == kind)
        idle = kind == "weight" and bool(question.college)
        note = words(N_("Those of the college chosen below count.")) if idle else ""
        if chosen:
            yield ControlSet(kind, words(title), chosen, note, idle)


def _control(slider: Slider, base: Scenario, question: Question, words: Words) -> Control:
    present = _present(question).get(slider.key, slider.value)
    percent = slider.unit == "share"
    scale = 100 if percent else 1
    unit = base.money if slider.unit == "money" else words(UNITS[slider.unit])
    usual = words.number(slider.value * scale, 4)
    return Control(
        slider=slider,
        name=slider.key + (PERCENT if percent else ""),
        unit=unit,
        low=_decimal(slider.low * scale),
        high=_decimal(max(slider.high, present) * scale),
        step=_decimal(slider.step * scale),
        value=_decimal(present * scale),
        usual=words.percent(slider.value, 1) if percent else f"{usual} {unit}".strip(),
        moved=present != slider.value,
    )


def _present(question: Question) -> dict[str, Fraction]:
    """Levels that the address gives, by key of slider."""
    weights = {f"weights.{name}": points for name, points in question.weights}
    return weights | dict(question.levels)


def _decimal(level: Fraction) -> str:
    """A number as HTML wants it, to six decimals where it has no end."""
    text = plain(level)
    return text if "/" not in text else plain(Fraction(round(level * 10**6), 10**6))

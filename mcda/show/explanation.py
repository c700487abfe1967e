"""Why an action is in or out: on a terminal, as JSON, as tidy rows. No amount is computed here."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rich.table import Table
from rich.text import Text

from mcda.analysis.datum import Datum
from mcda.analysis.explanation import Explanation, Importance, Worth
from mcda.analysis.turning_points import TurningPoint
from mcda.model import Scenario
from mcda.portfolio.result import Json, number
from mcda.show import labels
from mcda.show.layout import Screen, add_columns, new_table
from mcda.wording import N_, Words

COLUMNS = (
    *("action", "selected", "replacement_cost", "datum", "unit", "now", "level", "change"),
    *("relative_change", "before", "possible", "first", "verified", "reason", "set"),
)
"""Of a figure in CSV."""
IMPORTANCE_COLUMNS = (
    *("action", "selected", "possible", "replacement_cost", "value", "displaces", "brings", "verified"),
)
"""Of an action in CSV."""
MOST_PLACES = 8
"""Decimals of a very small cost."""
TOLD = 3
"""Turning points in the sentence, those that take the smallest change."""


# ---------------------------------------------------------------- on a terminal


def screen(found: Explanation, words: Words) -> Screen:
    """A sentence for the council, then every figure that would turn it."""
    scenario = found.scenario
    yield Text(words.label(scenario.title, scenario.name), style="bold")
    for sentence in sentences(found, words):
        yield Text(sentence)
    if found.turning_points:
        yield _table(found, words)
        if any(point.level is not None and not point.first for point in found.turning_points):
            note = N_("~ the first change that was found: a smaller one is not excluded.")
            yield Text(words(note), style="dim")
        if found.main:
            yield Text(words(N_("--all-data looks at the other figures too.")), style="dim")
    if not found.complete:
        yield Text(words(N_("Stopped before everything was looked at.")), style="yellow")


def sentences(found: Explanation, words: Words) -> Iterator[str]:
    """Why it is in or out, and what would turn it."""
    name = f"{found.action} ({labels.action(found.scenario, found.action, words)})"
    yield _why(found, name, words)
    turned = [one for one in _smallest(found) if one.level is not None]
    if turned:
        parts = [_condition(found.scenario, point, words) for point in turned[:TOLD]]
        said = (
            N_("It would leave {conditions}.") if found.selected else N_("It would enter {conditions}.")
        )
        yield words(said, conditions=words(N_(", or ")).join(parts))
    elif found.turning_points and found.complete:
        one = N_("No change of a single figure turns that.")
        yield words(N_("No change of a single main figure turns that.") if found.main else one)


def _why(found: Explanation, name: str, words: Words) -> str:
    worth, scenario = found.worth, found.scenario
    if worth.possible is None:
        said = N_("{name} is in; stopped before it was known what it is worth.")
        out = N_("{name} is out; stopped before it was known what it would cost.")
        return words(said if worth.selected else out, name=name)
    if not worth.possible:
        rules = ", ".join(labels.rule(scenario, rule, words) for rule in found.clash) or "–"
        said = N_("{name} is in, and cannot be left out: the rules demand it ({rules}).")
        out = N_("{name} is out, and cannot be taken: the rules exclude it ({rules}).")
        return words(said if worth.selected else out, name=name, rules=rules)
    others = " ".join(worth.displaces)
    if not worth.cost:
        return _tied(worth, name, others, words)
    cost = _cost(worth.cost, found.best.proof.objective, words)
    if worth.selected:
        said = N_("{name} is in: without it {others} would come instead, and {cost} would be lost.")
        alone = N_("{name} is in: without it {cost} would be lost.")
    else:
        said = N_("{name} is out: it would replace {others} and cost {cost}.")
        alone = N_("{name} is out: to take it would cost {cost}.")
    return words(said if others else alone, name=name, others=others, cost=cost)


def _tied(worth: Worth, name: str, others: str, words: Words) -> str:
    """An action that stands where it does only by the order among equals."""
    if worth.selected:
        said = N_("{name} is in, but it is a tie: {others} instead of it is just as good.")
        alone = N_("{name} is in, but it is a tie: the best portfolio without it is just as good.")
    else:
        said = N_("{name} is out, but it is a tie: taken instead of {others} it is just as good.")
        alone = N_("{name} is out, but it is a tie: the best portfolio with it is just as good.")
    return words(said if others else alone, name=name, others=others)


def _cost(cost: Fraction, objective: str, words: Words) -> str:
    if objective == "value":
        return words.plural(N_("{n} point"), N_("{n} points"), cost, places=_places(cost))
    return words(N_("{n} of the objective"), n=words.number(cost, _places(cost, 3)))


def _places(cost: Fraction, least: int = 2) -> int:
    """Decimals that show it: two, or as many as a smaller amount needs for two figures."""
    places = least
    while cost and abs(cost) * 10**places < 10 and places < MOST_PLACES:
        places += 1
    return least if abs(cost) * 10**least >= 1 else places


def _smallest(found: Explanation) -> list[TurningPoint]:
    """Turning points of figures that are not 0, the smallest relative change first, one of each kind."""
    known = [point for point in found.turning_points if point.relative is not None]
    known.sort(key=lambda point: abs(point.relative or Fraction(0)))
    kinds = dict[tuple[str, str], TurningPoint]()
    for point in known:
        datum = point.knob.datum
        kinds.setdefault((datum.table, datum.field if datum.table == "actions" else ""), point)
    return list(kinds.values())


def _condition(scenario: Scenario, point: TurningPoint, words: Words) -> str:
    """`if its cost fell to 2,988 k€ (-12.1%)`."""
    rises = (point.change or 0) > 0
    said = N_("if {figure} rose to {level} ({change})")
    fell = N_("if {figure} fell to {level} ({change})")
    return words(
        said if rises else fell,
        figure=figure(scenario, point.knob.datum, words),
        level=level(scenario, point.knob.unit, point.level, words),
        change=_relative(point, words),
    )


def figure(scenario: Scenario, datum: Datum, words: Words) -> str:
    """What a figure is called: its cost, its effect on a criterion, a weight, the bound of a rule."""
    if datum.table == "actions":
        return words(N_("its cost") if datum.field == "cost" else N_("its co-funding"))
    if datum.table == "impacts":
        name = labels.criterion(scenario, datum.field, words)
        return words(N_("its effect on “{name}”"), name=name)
    if datum.table == "weights":
        return words(N_("the weight of “{name}”"), name=labels.criterion(scenario, datum.id, words))
    return words(N_("the bound of “{name}”"), name=labels.rule(scenario, datum.id, words))


def level(scenario: Scenario, unit: str, level: Fraction | None, words: Words) -> str:
    """A level of a figure in its unit (`Knob.unit`)."""
    if level is None:
        return "–"
    if unit == "share":
        return words.percent(level, 2)
    if unit == "money":
        return words.with_unit(words.number(level, 2), scenario.money)
    figure = words.number(level, 4)
    if unit == "swing":
        return words.plural(N_("{n} point"), N_("{n} points"), level, places=2)
    if unit.startswith("impact:"):
        return f"{figure} {scenario.criterion_by_id[unit.removeprefix('impact:')].unit}".strip()
    return figure


def _relative(point: TurningPoint, words: Words) -> str:
    if point.relative is None:
        return "–"
    sign = "+" if point.relative > 0 else ""
    return sign + words.percent(point.relative)


def _table(found: Explanation, words: Words) -> Table:
    title = N_("What would make it leave") if found.selected else N_("What would make it enter")
    table = new_table(words(title))
    add_columns(table, words, [N_("Figure")], [N_("Now"), N_("Turns at"), N_("Change")])
    add_columns(table, words, [N_("To try it")], [])
    for point in found.turning_points:
        sure = "" if point.first or point.level is None else "~\u00a0"
        table.add_row(
            figure(found.scenario, point.knob.datum, words),
            level(found.scenario, point.knob.unit, point.knob.now, words),
            sure + level(found.scenario, point.knob.unit, point.level, words),
            _relative(point, words) if point.level is not None else _reason(point, words),
            " ".join(f"--set {_quoted(setting)}" for setting in point.settings),
        )
    return table


def _reason(point: TurningPoint, words: Words) -> str:
    return words(N_("not known") if point.reason == "stopped" else N_("never"))


def _quoted(setting: str) -> str:
    return f'"{setting}"' if " " in setting else setting


def importance_screen(found: Importance, words: Words) -> Screen:
    """What each action is worth to the best portfolio."""
    scenario = found.scenario
    yield Text(words.label(scenario.title, scenario.name), style="bold")
    yield Text(words(ABOUT), style="dim")
    table = new_table("")
    add_columns(table, words, [N_("Action"), N_("Name"), N_("Selected")], [N_("Replacement cost")])
    add_columns(table, words, [N_("Instead of"), N_("Together with")], [])
    for worth in found.worths:
        table.add_row(
            worth.action,
            labels.action(scenario, worth.action, words),
            "✓" if worth.selected else "",
            _importance(worth, words),
            " ".join(worth.displaces),
            " ".join(worth.brings),
        )
    yield table
    if not found.complete:
        yield Text(words(N_("Stopped before everything was looked at.")), style="yellow")


ABOUT = N_(
    "Replacement cost: what is lost when a selected action is left out, or another is taken, everything "
    "else chosen anew."
)


def _importance(worth: Worth, words: Words) -> str:
    if worth.possible is None:
        return words(N_("not known"))
    if not worth.possible:
        return words(N_("demanded by the rules") if worth.selected else N_("excluded by the rules"))
    cost = worth.cost or Fraction(0)
    return words.fixed(cost, _places(cost))


# ---------------------------------------------------------------- as JSON, as rows


def record(found: Explanation, words: Words) -> Json:
    """`mcda explain --json`."""
    turned = {str(point.knob.datum): _point(point) for point in found.turning_points}
    return {
        "schema": "mcda/explain/1",
        "main_figures_only": found.main,
        "scenario": found.scenario.name,
        **_worth(found.worth),
        "clash": list(found.clash),
        "objective": found.best.proof.objective,
        "best": list(found.best.actions),
        "opposite": None if found.opposite is None else list(found.opposite.actions),
        "enters_if": {} if found.selected else turned,
        "leaves_if": turned if found.selected else {},
        "sentence": " ".join(sentences(found, words)),
        "complete": found.complete,
    }


def _worth(worth: Worth) -> Json:
    return {
        "action": worth.action,
        "selected": worth.selected,
        "replacement_cost": number(worth.cost),
        "value_lost": number(worth.value),
        "opposite_possible": worth.possible,
        "displaces": list(worth.displaces),
        "brings": list(worth.brings),
        "verified": worth.verified,
    }


def _point(point: TurningPoint) -> Json:
    return {
        "level": number(point.level),
        "change": number(point.change),
        "relative_change": number(point.relative),
        "unit": point.knob.unit,
        "now": float(point.knob.now),
        "before": number(point.before),
        "possible": point.level is not None,
        "first": point.first,
        "verified": point.verified,
        "reason": point.reason,
        "set": list(point.settings),
    }


def rows(found: Explanation) -> list[Json]:
    """One row for each figure."""
    head = {
        "action": found.action,
        "selected": int(found.selected),
        "replacement_cost": number(found.worth.cost),
    }
    return [
        {
            **head,
            "datum": str(point.knob.datum),
            **_point(point),
            "set": " ".join(point.settings),
            "possible": int(point.level is not None),
            "first": int(point.first),
            "verified": int(point.verified),
        }
        for point in found.turning_points
    ]


def importance_record(found: Importance) -> Json:
    """`mcda explain --all --json`."""
    return {
        "schema": "mcda/explain/1",
        "scenario": found.scenario.name,
        "objective": found.best.proof.objective,
        "best": list(found.best.actions),
        "actions": [_worth(worth) for worth in found.worths],
        "complete": found.complete,
    }


def importance_rows(found: Importance) -> list[Json]:
    """One row for each action."""
    return [
        {
            "action": worth.action,
            "selected": int(worth.selected),
            "possible": None if worth.possible is None else int(worth.possible),
            "replacement_cost": number(worth.cost),
            "value": number(worth.value),
            "displaces": " ".join(worth.displaces),
            "brings": " ".join(worth.brings),
            "verified": worth.verified,
        }
        for worth in found.worths
    ]

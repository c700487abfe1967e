"""Value functions: on a terminal, as JSON, as tidy rows. No amount is computed here."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rich.table import Table
from rich.text import Text

from mcda.exact import plain
from mcda.model import Criterion, Curve, Exponential, NamedLevels
from mcda.model.shapes import shape_text
from mcda.portfolio.result import Json, number
from mcda.scoring.appraisal import Appraisal, Mark, Standing, ValueFunction
from mcda.show import labels
from mcda.show.layout import Screen, add_columns, new_table, together
from mcda.wording import N_, Words

BAR = 14
"""Characters of a bar of 100 points."""
CURVE = 24
"""Characters of a curve."""
EIGHTHS = " ▏▎▍▌▋▊▉█"
HEIGHTS = "▁▂▃▄▅▆▇█"
NAME = 34
"""Characters of an action's name."""
IDS = 60
"""Characters of the actions of a mark."""
SCOPES = {
    "action": N_("each action is valued by itself, and the values are added"),
    "portfolio": N_("effects are added first and valued together; below, what each would bring alone"),
    "partner": N_(
        "what each partner gets is added first and valued against its need; below, what each action "
        "would bring alone"
    ),
}
COLUMNS = ("criterion", "action", "level", "name", "if_not", "points", "weighted", "expected")
"""Of the tidy rows."""


# ---------------------------------------------------------------- on a terminal


def screen(found: Appraisal, words: Words) -> Screen:
    """Each value function with its actions, the heaviest first; then the marks of success."""
    scenario = found.scenario
    yield Text(words.label(scenario.title, scenario.name), style="bold")
    for change in scenario.changes:
        yield Text(f"  {change.override} · {labels.change(change, words)}", style="dim")
    for about in (
        N_("100 points are the way from zero to full, each action being looked at alone."),
        N_("Weighted: times the weight of the criterion. Expected: times the chance of success too."),
    ):
        yield Text(words(about), style="dim")
    for function in found.functions:
        yield from _function(found, function, words)
    for mark in found.marks:
        yield from _mark(found, mark, words)


def _function(found: Appraisal, function: ValueFunction, words: Words) -> Screen:
    criterion = function.criterion
    yield Text()
    weight = words(N_("weight {share}"), share=words.percent(function.weight))
    yield _headline(found, criterion, weight, words)
    yield Text(f"  {_anchors(criterion, words)} · {_shape(function, words)}")
    if isinstance(criterion.shape, tuple | Exponential):
        yield _drawing(criterion, words)
    yield Text(f"  {words(SCOPES[criterion.scope])}", style="dim")
    if function.actions:
        yield _standings(found, function, words)
    if function.together is not None:
        level, points = function.together
        said = N_("All actions together: {level} expected, {points} points.")
        shown = f"{words.number(level, 2)} {criterion.unit}".strip()
        yield Text(f"  {words(said, level=shown, points=words.fixed(points, 1))}")
    if function.without_effect:
        one, many = N_("{n} action has no effect on it."), N_("{n} actions have no effect on it.")
        yield Text(f"  {words.plural(one, many, function.without_effect)}", style="dim")


def _headline(found: Appraisal, criterion: Criterion, tail: str, words: Words) -> Text:
    name = labels.criterion(found.scenario, criterion.criterion, words)
    return Text.assemble((name, "bold"), (f"  {criterion.criterion} · {tail}", "cyan"))


def _anchors(criterion: Criterion, words: Words) -> str:
    """`0 → 2,000 trips a day`."""
    if isinstance(criterion.shape, NamedLevels):
        return words(N_("levels with names"))
    zero, full = (words.number(anchor or 0, 3) for anchor in (criterion.zero, criterion.full))
    return f"{zero} → {full} {criterion.unit}".strip()


def _shape(function: ValueFunction, words: Words) -> str:
    """A shape in words."""
    shape = function.criterion.shape
    if isinstance(shape, Exponential):
        said = N_("exponential: 50 points at {level} (c = {rate})")
        rate = words.number(function.rate or 0, 2)
        text = words(said, level=words.number(shape.midvalue, 3), rate=rate)
    elif isinstance(shape, NamedLevels):
        text = ", ".join(f"{name} {words.number(points, 2)}" for name, points in shape.levels)
    elif shape is None:
        text = words(N_("straight line"))
    else:
        pairs = (f"{words.number(x, 3)} → {words.number(y, 2)}" for x, y in shape)
        text = words(N_("through the points {points}"), points=", ".join(pairs))
    clipped = words(N_("; never below 0 nor above 100")) if function.criterion.clip else ""
    return text + clipped


def _drawing(criterion: Criterion, words: Words) -> Text:
    """The curve from zero to full, as heights."""
    zero, full = criterion.zero or Fraction(0), criterion.full or Fraction(0)
    levels = [zero + (full - zero) * Fraction(step, CURVE - 1) for step in range(CURVE)]
    drawn = "".join(_height(criterion.curve, level) for level in levels)
    ends = (f"  {words.number(zero, 3)} ", "dim"), (drawn, "cyan"), (f" {words.number(full, 3)}", "dim")
    return Text.assemble(*ends)


def _height(curve: Curve, level: Fraction) -> str:
    share = min(max(curve(level) / 100, Fraction(0)), Fraction(1))
    return HEIGHTS[round(share * (len(HEIGHTS) - 1))]


def _standings(found: Appraisal, function: ValueFunction, words: Words) -> Table:
    """The actions on a value function, a line each."""
    table = new_table("")
    table.title = None
    table.add_column(words(N_("Id")), no_wrap=True)
    table.add_column(words(N_("Action")), no_wrap=True, overflow="ellipsis", max_width=NAME)
    add_columns(table, words, [], [N_("Level"), N_("Points")])
    table.add_column("0" + "100".rjust(BAR - 1), no_wrap=True, header_style="dim")
    is_certain = all(standing.weighted == standing.expected for standing in function.actions)
    add_columns(table, words, [], [N_("Weighted"), *([] if is_certain else [N_("Expected")])])
    for standing in function.actions:
        table.add_row(
            standing.action,
            labels.action(found.scenario, standing.action, words),
            _level(function.criterion, standing, words),
            words.fixed(standing.points, 1),
            bar(standing.points),
            words.fixed(standing.weighted, 2),
            *([] if is_certain else [words.fixed(standing.expected, 2)]),
        )
    return table


def _level(criterion: Criterion, standing: Standing, words: Words) -> str:
    """`420`, or `420 (if not: 100)`, or a name."""
    shown = named(criterion, standing.level) or words.number(standing.level, 2)
    if standing.if_not is None:
        return together(shown)
    otherwise = named(criterion, standing.if_not) or words.number(standing.if_not, 2)
    return together(words(N_("{level} (if not: {otherwise})"), level=shown, otherwise=otherwise))


def bar(points: Fraction, width: int = BAR) -> Text:
    """Points as a bar on a scale of 100: an arrow where it goes beyond, shaded where it is negative."""
    share = abs(points) / 100
    eighths = min(max(round(share * width * 8), 1 if points else 0), width * 8)
    full, rest = divmod(eighths, 8)
    drawn = EIGHTHS[8] * full + (EIGHTHS[rest] if rest else "")
    if share > 1:
        drawn = EIGHTHS[8] * (width - 1) + "▶"
    if points < 0:
        drawn = "░" * len(drawn)
    track = "·" * (width - len(drawn))
    return Text.assemble((drawn, "red" if points < 0 else "cyan"), (track, "dim"))


def _mark(found: Appraisal, mark: Mark, words: Words) -> Screen:
    yield Text()
    yield _headline(found, mark.criterion, words(N_("chance of success")), words)
    table = new_table("")
    table.title = None
    add_columns(table, words, [], [N_("Mark"), N_("Chance")])
    table.add_column("0" + "100".rjust(BAR - 1), no_wrap=True, header_style="dim")
    add_columns(table, words, [], [N_("Actions")])
    table.add_column("", max_width=IDS)
    for chance in mark.chances:
        table.add_row(
            named(mark.criterion, chance.level) or words.number(chance.level, 2),
            words.percent(chance.share, 0),
            bar(100 * chance.share),
            words.number(len(chance.actions)),
            " ".join(chance.actions),
        )
    yield table


def named(criterion: Criterion, level: Fraction) -> str | None:
    """The name of a level, where levels have names."""
    if not isinstance(criterion.shape, NamedLevels):
        return None
    return next((name for name, points in criterion.shape.levels if points == level), None)


# ---------------------------------------------------------------- as data


def record(found: Appraisal) -> Json:
    """`mcda values --json`."""
    return {
        "schema": "mcda/values/1",
        "scenario": found.scenario.name,
        "criteria": [_function_record(function) for function in found.functions],
        "marks": [_mark_record(mark) for mark in found.marks],
    }


def _function_record(function: ValueFunction) -> Json:
    criterion, reached = function.criterion, function.together
    return {
        **_described(criterion),
        "zero": number(criterion.zero),
        "full": number(criterion.full),
        "scope": criterion.scope,
        "clip": criterion.clip,
        "c": function.rate,
        "weight": float(function.weight),
        "actions": [_standing_record(criterion, standing) for standing in function.actions],
        "without_effect": function.without_effect,
        "together": {"level": float(reached[0]), "points": float(reached[1])} if reached else None,
    }


def _described(criterion: Criterion) -> Json:
    """What a criterion is, and its curve."""
    shape, names = criterion.shape, None
    points = criterion.curve.points
    if isinstance(shape, NamedLevels):
        points, names = tuple((worth, worth) for _, worth in shape.levels), [*shape.names]
    return {
        "criterion": criterion.criterion,
        "unit": criterion.unit,
        "shape": shape_text(shape, plain),
        "points": [[float(level), float(worth)] for level, worth in points],
        "names": names,
    }


def _standing_record(criterion: Criterion, standing: Standing) -> Json:
    return {
        "action": standing.action,
        "level": float(standing.level),
        "name": named(criterion, standing.level),
        "if_not": number(standing.if_not),
        "points": float(standing.points),
        "weighted": float(standing.weighted),
        "expected": float(standing.expected),
    }


def _mark_record(mark: Mark) -> Json:
    levels = [
        {
            "level": float(chance.level),
            "percent": float(100 * chance.share),
            "actions": [*chance.actions],
        }
        for chance in mark.chances
    ]
    return {**_described(mark.criterion), "levels": levels}


def rows(found: Appraisal) -> list[dict[str, Any]]:
    """One row for each action and criterion that it changes."""
    return [
        {"criterion": function.criterion.criterion, **_standing_record(function.criterion, standing)}
        for function in found.functions
        for standing in function.actions
    ]

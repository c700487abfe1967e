"""Sensitivity on a terminal. No figure is computed here."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rich.text import Text

from mcda.analysis.datum import Datum
from mcda.analysis.sensitivity import Sensitivity
from mcda.analysis.stability import End, Stability
from mcda.analysis.tornado import Bar, Tip
from mcda.model import Scenario
from mcda.show import labels
from mcda.show.layout import Screen, add_columns, moves, new_table
from mcda.show.sensitivity_names import figure, name
from mcda.show.sensitivity_study import discovery_screen, study_screen
from mcda.wording import N_, Words

WIDTH = 16
"""Columns of one side of a bar."""
REASONS = {
    "curved": N_("a rule about it is not linear"),
    "potentials": N_("a rule compares with what partners could get, which moves too"),
    "worth": N_("a rule counts the actions that are worth something to a partner"),
    "summed": N_("its effects are added up before they are valued"),
    "mark": N_("it is a mark or a threshold, without a weight"),
    "weight": N_("the weight is nothing, or everything"),
    "cost": N_("the cost is 0"),
    "field": N_("only costs, effects, weights and bounds are followed"),
    "bound": N_("this number is no bound"),
}


def screen(found: Sensitivity, words: Words) -> Screen:
    """Everything that was found, in tables and sentences."""
    scenario = found.scenario
    yield Text(words.label(scenario.title, scenario.name), style="bold")
    chosen = N_("The best portfolio: {value} points, {actions}")
    count = words.plural(N_("{n} action"), N_("{n} actions"), len(found.portfolio.actions))
    yield Text(words(chosen, value=words.fixed(found.portfolio.value, 2), actions=count))
    if found.stability or found.refused:
        yield from _stability(found, words)
    if found.tornado:
        yield from _tornado(found, words)
    for study in found.studies:
        yield from study_screen(scenario, study, words)
    if found.discovery is not None:
        yield from discovery_screen(scenario, found.discovery, words)
    if not found.complete:
        yield Text(words(N_("Stopped before everything was done.")), style="yellow")


# ---------------------------------------------------------------- stability


def _stability(found: Sensitivity, words: Words) -> Screen:
    scenario = found.scenario
    table = new_table(words(N_("How far each figure may move, the others as they are")))
    add_columns(table, words, [N_("Figure")], [N_("From"), N_("Now"), N_("To")])
    add_columns(table, words, [N_("Below, better"), N_("Above, better")], [])
    for one in sorted(found.stability, key=narrowness):
        table.add_row(
            name(scenario, one.datum, words),
            _end(scenario, one.datum, one.low, words),
            figure(scenario, one.datum, one.value, words),
            _end(scenario, one.datum, one.high, words),
            beyond(scenario, one.low, words),
            beyond(scenario, one.high, words),
        )
    if found.stability:
        yield table
    yield from (Text(sentence) for sentence in findings(found, words))
    for refused in found.refused:
        said = N_("{figure}: not told, {reason}.")
        about, reason = name(scenario, refused.datum, words), words(REASONS[refused.reason])
        yield Text(words(said, figure=about, reason=reason), style="dim")
    yield Text(words(ABOUT_ENDS), style="dim")


ABOUT_ENDS = N_(
    "Between the ends the portfolio stays a best one; at an end in parentheses, another is better "
    "already. ∞: as far as was looked. Names enter (+) or leave (−); else the rule that the portfolio "
    "fails."
)


def narrowness(one: Stability) -> tuple[bool, Fraction, Datum]:
    """The order of a table: what may move least comes first."""
    room = one.room
    return room is None, room or Fraction(0), one.datum


def _end(scenario: Scenario, datum: Datum, end: End, words: Words) -> str:
    if end.at is None:
        return "∞"
    shown = figure(scenario, datum, end.at, words)
    return shown if end.included else f"({shown})"


def beyond(scenario: Scenario, end: End, words: Words) -> str:
    """What is better beyond an end, or the rule that the portfolio fails there."""
    if end.rule is not None:
        return words(N_("fails: {rule}"), rule=labels.rule(scenario, end.rule, words))
    return moves(end.entered, end.left) if end.at is not None else "–"


def findings(found: Sensitivity, words: Words) -> Iterator[str]:
    """What the intervals say, in sentences."""
    scenario = found.scenario
    told = [one for one in found.stability if one.room and not one.is_count]
    if told:
        first = min(told, key=narrowness)
        said = N_("The portfolio hangs most on {figure}: a change of {share} is enough.")
        share = words.percent(first.room or 0, 1)
        yield words(said, figure=name(scenario, first.datum, words), share=share)
    uncovered = [one for one in found.stability if one.covers is False]
    if uncovered:
        names = ", ".join(name(scenario, one.datum, words) for one in uncovered)
        yield words(N_("Their stated intervals reach beyond: {figures}."), figures=names)
    if any(not end.verified for one in found.stability for end in (one.low, one.high)):
        yield words(N_("The second engine had no time to confirm every end."))


# ---------------------------------------------------------------- tornado


def _tornado(found: Sensitivity, words: Words) -> Screen:
    scenario = found.scenario
    table = new_table(words(N_("What each figure alone does to the best value, in points")))
    add_columns(table, words, [N_("Figure")], [N_("From"), N_("To"), N_("At the low end")])
    table.add_column("", justify="center", no_wrap=True)
    add_columns(table, words, [], [N_("At the high end")])
    add_columns(table, words, [N_("Low: enters, leaves"), N_("High: enters, leaves")], [])
    add_columns(table, words, [N_("As it is, fails")], [])
    longest = max((bar.longest for bar in found.tornado), default=Fraction(0))
    for bar in found.tornado:
        table.add_row(
            name(scenario, bar.factor.datum, words),
            figure(scenario, bar.factor.datum, bar.low.figure, words),
            figure(scenario, bar.factor.datum, bar.high.figure, words),
            _change(bar, bar.low, words),
            drawn(bar, longest),
            _change(bar, bar.high, words),
            _tip_moves(bar.low, words),
            _tip_moves(bar.high, words),
            _fails(scenario, bar, words),
        )
    yield table
    yield Text(words(ABOUT_TORNADO), style="dim")


ABOUT_TORNADO = N_(
    "Each end: the best value, re-optimised, less that of the portfolio now. “As it is”: rules that the "
    "portfolio, kept unchanged, no longer meets at one of the ends."
)


def drawn(bar: Bar, longest: Fraction) -> str:
    """A bar to both sides of the value now: `░` for the low end, `█` for the high one."""
    sides = {-1: "", 1: ""}
    for tip, block in ((bar.low, "░"), (bar.high, "█")):
        change = (tip.best or Fraction(0)) - bar.value
        length = round(WIDTH * min(abs(change) / longest, Fraction(1))) if longest else 0
        side = 1 if change > 0 else -1
        if length > len(sides[side]):
            drawn_now = sides[side]
            sides[side] = drawn_now + block * (length - len(drawn_now))
    return f"{sides[-1][::-1]:>{WIDTH}}│{sides[1]:<{WIDTH}}"


def _change(bar: Bar, tip: Tip, words: Words) -> str:
    if tip.best is None:
        return words(N_("nothing possible"))
    change = tip.best - bar.value
    return ("+" if change > 0 else "") + words.fixed(change, 2)


def _tip_moves(tip: Tip, words: Words) -> str:
    return "–" if tip.best is None else moves(tip.entered, tip.left)


def _fails(scenario: Scenario, bar: Bar, words: Words) -> str:
    fails = dict.fromkeys((*bar.low.fails, *bar.high.fails))
    return ", ".join(labels.rule(scenario, rule, words) for rule in fails) or "–"

"""Sensitivity: on a terminal, as JSON, as tidy rows. No figure is computed here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from rich.text import Text

from mcda.analysis.datum import Datum
from mcda.analysis.discovery import Box, Condition, Discovery
from mcda.analysis.global_sensitivity import MAIN, Study
from mcda.analysis.sensitivity import Sensitivity
from mcda.analysis.stability import End, Refused, Stability
from mcda.analysis.tornado import Bar, Tip
from mcda.model import Scenario
from mcda.portfolio.result import Json, number
from mcda.show import labels
from mcda.show.layout import Screen, add_columns, moves, new_table
from mcda.wording import N_, Words

COLUMNS = ("analysis", "datum", "output", "statistic", "value", "text")
"""Of a row in CSV."""
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
METHODS = {
    "morris": N_("Morris's screening"),
    "sobol": N_("Sobol's indices"),
    "pawn": N_("PAWN"),
}
STATISTICS = {
    "mu_star": N_("Mean effect (mu*)"),
    "mu_star_conf": N_("±"),
    "mu": N_("With its sign (mu)"),
    "sigma": N_("Spread (sigma)"),
    "ST": N_("In all (ST)"),
    "ST_conf": N_("±"),
    "S1": N_("Alone (S1)"),
    "S1_conf": N_("±"),
    "median": N_("Median distance (KS)"),
    "maximum": N_("Greatest"),
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
        yield from _study(scenario, study, words)
    if found.discovery is not None:
        yield from _discovery(scenario, found.discovery, words)
    if not found.complete:
        yield Text(words(N_("Stopped before everything was done.")), style="yellow")


def name(scenario: Scenario, datum: Datum, words: Words) -> str:
    """A figure in words: `weight of Water`, `cost of W1`, ..."""
    if datum.table == "weights":
        return words(N_("weight: {name}"), name=labels.criterion(scenario, datum.id, words))
    if datum.table == "actions":
        return words(N_("cost: {action}"), action=datum.id)
    if datum.table == "impacts":
        leaf = labels.criterion(scenario, datum.field, words)
        return words(N_("effect: {action}, {name}"), action=datum.id, name=leaf)
    if datum.table == "rules":
        return f"{labels.rule(scenario, datum.id, words)} ({datum.field})"
    return words(N_("what a point is worth"))


def figure(scenario: Scenario, datum: Datum, amount: Fraction | None, words: Words) -> str:
    """An amount in the unit of its figure; shares in percent."""
    if amount is None:
        return "–"
    if datum.table == "weights":
        return words.percent(amount, 2)
    if datum.table in ("actions", "point_worth"):
        return words.with_unit(words.number(amount, 1), scenario.money)
    if datum.table == "impacts":
        unit = scenario.criterion_by_id[datum.field].unit
        return f"{words.number(amount, 2)} {unit}".strip()
    if _is_share(scenario, datum):
        return words.percent(amount, 2)
    return words.number(amount, 2)


def _is_share(scenario: Scenario, datum: Datum) -> bool:
    rule = scenario.rules[datum.id]
    now = getattr(rule, datum.field)
    return isinstance(now, Fraction) and now <= 1 and rule.type != "budget"


# ---------------------------------------------------------------- stability


def _stability(found: Sensitivity, words: Words) -> Screen:
    scenario = found.scenario
    table = new_table(words(N_("How far each figure may move, the others as they are")))
    add_columns(table, words, [N_("Figure")], [N_("From"), N_("Now"), N_("To")])
    add_columns(table, words, [N_("Below, better"), N_("Above, better")], [])
    for one in sorted(found.stability, key=_narrowness):
        table.add_row(
            name(scenario, one.datum, words),
            _end(scenario, one.datum, one.low, words),
            figure(scenario, one.datum, one.value, words),
            _end(scenario, one.datum, one.high, words),
            _beyond(scenario, one.low, words),
            _beyond(scenario, one.high, words),
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
    "Between the ends the portfolio stays a best one; at an end in brackets, another is better already. "
    "∞: as far as was looked. Names enter (+) or leave (−); else the rule that the portfolio fails."
)


def _narrowness(one: Stability) -> tuple[bool, Fraction, Datum]:
    room = one.room
    return room is None, room or Fraction(0), one.datum


def _end(scenario: Scenario, datum: Datum, end: End, words: Words) -> str:
    if end.at is None:
        return "∞" if end.proven else "?"
    shown = figure(scenario, datum, end.at, words)
    shown = shown if end.included else f"({shown})"
    return shown if end.proven else f"{shown} ?"


def _beyond(scenario: Scenario, end: End, words: Words) -> str:
    if end.rule is not None:
        return words(N_("fails: {rule}"), rule=labels.rule(scenario, end.rule, words))
    return moves(end.entered, end.left) if end.at is not None else "–"


def findings(found: Sensitivity, words: Words) -> Iterator[str]:
    """What the intervals say, in sentences."""
    scenario = found.scenario
    told = [one for one in found.stability if one.room is not None]
    if told:
        first = min(told, key=_narrowness)
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
    widest = max((bar.width for bar in found.tornado), default=Fraction(0))
    for bar in found.tornado:
        table.add_row(
            name(scenario, bar.factor.datum, words),
            figure(scenario, bar.factor.datum, bar.low.figure, words),
            figure(scenario, bar.factor.datum, bar.high.figure, words),
            _change(bar, bar.low, words),
            drawn(bar, widest),
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


def drawn(bar: Bar, widest: Fraction) -> str:
    """A bar to both sides of the value now: `░` for the low end, `█` for the high one."""
    sides = {-1: "", 1: ""}
    for tip, block in ((bar.low, "░"), (bar.high, "█")):
        change = (tip.best or Fraction(0)) - bar.value
        length = round(WIDTH * abs(change) / widest) if widest else 0
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


# ---------------------------------------------------------------- all at once


def _study(scenario: Scenario, study: Study, words: Words) -> Screen:
    title = N_("{method}: {output}")
    about = output_name(scenario, study.output, words)
    table = new_table(words(title, method=words(METHODS[study.method]), output=about))
    statistics = list(study.importances[0].figures) if study.importances else []
    add_columns(table, words, [N_("Figure")], [STATISTICS[key] for key in statistics])
    for one in study.importances:
        shown = (words.fixed(one.figures[key], 3) for key in statistics)
        table.add_row(name(scenario, one.factor.datum, words), *shown)
    if study.importances:
        yield table
    yield from (Text(sentence) for sentence in study_sentences(scenario, study, words))


def output_name(scenario: Scenario, output: str, words: Words) -> str:
    """What is read of a portfolio, in words."""
    kind, _, identifier = output.partition(":")
    if kind == "share":
        group = labels.group(scenario, identifier, words)
        return words(N_("share of {group} in the benefit"), group=group)
    if kind == "action":
        return words(N_("whether {action} is in"), action=identifier)
    return words(OUTPUTS[kind])


OUTPUTS = {
    "value": N_("best value, in points"),
    "cost": N_("cost of the best portfolio"),
    "local_cost": N_("what partners pay for the best portfolio"),
    "worst_off": N_("benefit of the partner that gets least, in points"),
}


def study_sentences(scenario: Scenario, study: Study, words: Words) -> Iterator[str]:
    """What a study says, in plain sentences."""
    if not study.complete:
        yield words(N_("Stopped before all samples were solved: nothing can be told."))
        return
    spread = N_("From {low} to {high} over {n} optimisations (seed {seed}).")
    ends = (words.fixed(end, 2) for end in (study.low, study.high))
    yield words(spread, **dict(zip(("low", "high"), ends, strict=True)), n=study.solves, seed=study.seed)
    main = MAIN[study.method]
    telling = [one for one in study.importances if one.figures[main] > 0]
    if not telling:
        yield words(N_("None of these figures changes it."))
    else:
        first = ", ".join(name(scenario, one.factor.datum, words) for one in telling[:3])
        yield words(N_("What matters most: {figures}."), figures=first)
    if study.impossible:
        said = N_("For {n} samples no portfolio meets all rules; they count as 0.")
        yield words(said, n=study.impossible)
    if study.screened:
        said = N_("A first screening left out {n} figures that matter least.")
        yield words(said, n=len(study.screened))


# ---------------------------------------------------------------- discovery


def _discovery(scenario: Scenario, found: Discovery, words: Words) -> Screen:
    title = words(N_("When is {action} in the best portfolio?"), action=found.action)
    yield Text(f"{title} {labels.action(scenario, found.action, words)}", style="bold")
    for sentence in discovery_sentences(scenario, found, words):
        yield Text(sentence)


def discovery_sentences(scenario: Scenario, found: Discovery, words: Words) -> Iterator[str]:
    """The conditions in words, with how far they can be trusted."""
    if not found.samples:
        yield words(N_("Stopped before any sample was solved."))
        return
    share = words.percent(found.frequency, 0)
    said = N_("{action} is in for {share} of {n} samples (seed {seed}).")
    yield words(said, action=found.action, share=share, n=found.samples, seed=found.seed)
    for box in found.boxes:
        if box.conditions and box.cases:
            yield _told(scenario, found.action, box, words)
    if found.accuracy is not None:
        said = N_("On samples kept apart, these conditions are right in {share} of the cases.")
        yield words(said, share=words.percent(found.accuracy, 0))
    if found.impossible:
        said = N_("For {n} samples no portfolio meets all rules; the action counts as out.")
        yield words(said, n=found.impossible)


def _told(scenario: Scenario, action: str, box: Box, words: Words) -> str:
    enters = N_(
        "{action} enters when {conditions} ({density} of the cases, n = {n}; {coverage} of all such "
        "samples)."
    )
    stays_out = N_(
        "{action} stays out when {conditions} ({density} of the cases, n = {n}; {coverage} of all such "
        "samples)."
    )
    conditions = [_condition(scenario, condition, words) for condition in box.conditions]
    return words(
        enters if box.selected else stays_out,
        action=action,
        conditions=listed(conditions, words),
        density=words.percent(box.density, 0),
        n=box.cases,
        coverage=words.percent(box.coverage, 0),
    )


def listed(parts: Sequence[str], words: Words) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return words(N_("{some} and {last}"), some=", ".join(parts[:-1]), last=parts[-1])


def _condition(scenario: Scenario, condition: Condition, words: Words) -> str:
    said = N_("{figure} is above {level}") if condition.above else N_("{figure} is at most {level}")
    datum = condition.factor.datum
    level = figure(scenario, datum, condition.threshold, words)
    return words(said, figure=name(scenario, datum, words), level=level)


# ---------------------------------------------------------------- as JSON, as rows


def record(found: Sensitivity) -> Json:
    """`mcda sensitivity --json`."""
    return {
        "schema": "mcda/sensitivity/1",
        "scenario": found.scenario.name,
        "value": float(found.portfolio.value),
        "actions": list(found.portfolio.actions),
        "stability": [_stable(one) for one in found.stability],
        "refused": [_refused(one) for one in found.refused],
        "tornado": [_bar(bar) for bar in found.tornado],
        "studies": [_study_record(study) for study in found.studies],
        "discovery": None if found.discovery is None else _discovered(found.discovery),
        "rows": rows(found),
        "complete": found.complete,
    }


def _stable(one: Stability) -> Json:
    return {
        "datum": str(one.datum),
        "value": float(one.value),
        "low": _end_record(one.low),
        "high": _end_record(one.high),
        "stated": None if one.stated is None else [float(end) for end in one.stated],
        "covers_stated": one.covers,
    }


def _end_record(end: End) -> Json:
    return {
        "at": number(end.at),
        "at_exact": None if end.at is None else str(end.at),
        "included": end.included,
        "rule": end.rule,
        "entered": list(end.entered),
        "left": list(end.left),
        "looked": number(end.looked),
        "proven": end.proven,
        "verified": end.verified,
    }


def _refused(one: Refused) -> Json:
    return {"datum": str(one.datum), "reason": one.reason}


def _bar(bar: Bar) -> Json:
    return {
        "datum": str(bar.factor.datum),
        "stated": bar.factor.stated,
        "low": _tip(bar.low),
        "high": _tip(bar.high),
        "width": float(bar.width),
        "kept_width": float(bar.kept_width),
    }


def _tip(tip: Tip) -> Json:
    return {
        "at": float(tip.figure),
        "best": number(tip.best),
        "entered": list(tip.entered),
        "left": list(tip.left),
        "kept": float(tip.kept),
        "fails": list(tip.fails),
    }


def _study_record(study: Study) -> Json:
    return {
        "method": study.method,
        "output": study.output,
        "figures": [{"datum": str(o.factor.datum), **o.figures} for o in study.importances],
        "screened": [str(factor.datum) for factor in study.screened],
        "solves": study.solves,
        "impossible": study.impossible,
        "seed": study.seed,
        "complete": study.complete,
    }


def _discovered(found: Discovery) -> Json:
    return {
        "action": found.action,
        "samples": found.samples,
        "frequency": found.frequency,
        "impossible": found.impossible,
        "accuracy": found.accuracy,
        "seed": found.seed,
        "boxes": [
            {
                "selected": box.selected,
                "cases": box.cases,
                "density": box.density,
                "coverage": box.coverage,
                "conditions": [
                    {
                        "datum": str(condition.factor.datum),
                        "above": condition.above,
                        "threshold": float(condition.threshold),
                    }
                    for condition in box.conditions
                ],
            }
            for box in found.boxes
        ],
    }


def rows(found: Sensitivity) -> list[Json]:
    """Tidy rows: one for each number, by analysis, figure, output and statistic."""
    return [
        *(row for one in found.stability for row in _stability_rows(one)),
        *(_row("stability", one.datum, "value", "refused", None, one.reason) for one in found.refused),
        *(row for bar in found.tornado for row in _tornado_rows(bar)),
        *(
            _row(study.method, one.factor.datum, study.output, statistic, amount)
            for study in found.studies
            for one in study.importances
            for statistic, amount in one.figures.items()
        ),
        *(row for row in _discovery_rows(found.discovery)),
    ]


def _row(analysis: str, datum: Datum, output: str, statistic: str, value: Any, text: str = "") -> Json:
    return dict(zip(COLUMNS, (analysis, str(datum), output, statistic, value, text), strict=True))


def _stability_rows(one: Stability) -> Iterator[Json]:
    yield _row("stability", one.datum, "value", "now", float(one.value))
    for side, end in (("low", one.low), ("high", one.high)):
        beyond = end.rule or (moves(end.entered, end.left) if end.at is not None else "")
        yield _row("stability", one.datum, "value", side, number(end.at), beyond)


def _tornado_rows(bar: Bar) -> Iterator[Json]:
    for side, tip in (("low", bar.low), ("high", bar.high)):
        told = moves(tip.entered, tip.left) if tip.best is not None else ""
        yield _row("tornado", bar.factor.datum, "best", side, number(tip.best), told)
        yield _row("tornado", bar.factor.datum, "kept", side, float(tip.kept), " ".join(tip.fails))


def _discovery_rows(found: Discovery | None) -> Iterator[Json]:
    for number_of, box in enumerate(found.boxes if found else (), start=1):
        side = "in" if box.selected else "out"
        for condition in box.conditions:
            statistic = "above" if condition.above else "at_most"
            told = f"{side} {number_of}"
            action = "" if found is None else f"action:{found.action}"
            datum, level = condition.factor.datum, float(condition.threshold)
            yield _row("discovery", datum, action, statistic, level, told)

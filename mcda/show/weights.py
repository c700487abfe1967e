"""Sets of weights: on a terminal, as JSON, as tidy rows. No amount is computed here."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from rich.table import Table
from rich.text import Text

from mcda.analysis.weight_sets import WeightSet, WeightSets
from mcda.elicitation import Consistency
from mcda.elicitation.exchange import Rate
from mcda.portfolio.portfolio import Portfolio
from mcda.portfolio.result import Json, number, regret_json
from mcda.show import labels, tables
from mcda.show.layout import Screen, add_columns, new_table, together
from mcda.wording import N_, Words

METHODS = {
    "points": N_("swing points, as written"),
    "swing": N_("swing weighting"),
    "ranks": N_("a ranking alone"),
    "ahp": N_("pairwise judgements (AHP)"),
    "bwm": N_("best-worst method, linear model"),
    "tradeoff": N_("changes that are worth the same"),
    "statements": N_("incomplete statements; the mean of the extreme weights is used"),
    "objective": N_("the spread of the impacts: nobody was asked"),
    "colleges": N_("a compromise between colleges"),
    "college": N_("the eyes of one college"),
}
KINDS = {
    "scenario": N_("Scenario"),
    "mean": N_("Mean"),
    "geometric": N_("Geometric mean"),
}
COLUMNS = ("set", "criterion", "weight", "points_per_unit", "in_reference", "money")
"""Of the tidy rows."""
DIGITS = 3
"""Significant digits of an exchange rate."""


# ---------------------------------------------------------------- on a terminal


def screen(found: WeightSets, words: Words) -> Screen:
    """The sets side by side, how firm they are, what they imply, where the colleges disagree."""
    scenario = found.scenario
    yield Text(words.label(scenario.title, scenario.name), style="bold")
    method = words(METHODS[found.elicited.method])
    yield Text(words(N_("Weights of the scenario: {method}."), method=method))
    for note in found.elicited.notes:
        yield Text(words(note.text, **note.parameters), style="yellow")
    for check in found.elicited.consistency:
        yield _consistency(found, check, words)
    yield Text()
    yield _sets(found, words)
    yield Text(words(N_("100 % are shared between the swings from zero to full.")), style="dim")
    yield Text()
    yield from _rates(found, words)
    if found.distances:
        yield Text()
        yield _disagreements(found, words)
    if found.consensus is not None:
        yield Text()
        yield from _consensus(found.consensus, words)
    elif found.without_consensus is not None:
        yield Text(words(N_("No portfolio of consensus: the rules clash, or the time was over.")))


def _consistency(found: WeightSets, check: Consistency, words: Words) -> Text:
    """How well the answers of a family agree, and the first one to look at again."""
    family = labels.criterion(found.scenario, check.family, words) if check.family else ""
    said = words(SAID[check.measure], value=_ratio(check, words), limit=_limit(check, words))
    text = f"{family}: {said}" if family else said[:1].upper() + said[1:]
    if check.revisit is not None:
        again = N_("Look at {answer} again first; the weights say {implied}.")
        alone = N_("Look at {answer} again first.")
        implied = "" if check.implied is None else words.number(check.implied, 2)
        text += " " + words(again if implied else alone, answer=check.revisit, implied=implied)
    return Text(text, style="green" if check.is_acceptable else "yellow")


SAID = {
    "ahp": N_("consistency ratio {value} ({limit} at most)."),
    "bwm": N_("input-based consistency ratio {value} ({limit} at most)."),
    "tradeoff": N_("the equalities miss each other by {value} at most ({limit} is acceptable)."),
}


def _ratio(check: Consistency, words: Words) -> str:
    return words.percent(check.value) if check.measure == "tradeoff" else words.fixed(check.value, 3)


def _limit(check: Consistency, words: Words) -> str:
    return words.percent(check.limit, 0) if check.measure == "tradeoff" else words.fixed(check.limit, 3)


def _name(one: WeightSet, words: Words) -> str:
    return one.name if one.kind == "college" else words(KINDS[one.kind])


def _sets(found: WeightSets, words: Words) -> Table:
    """A line for each criterion, a column for each set."""
    table = new_table(words(N_("Weights")))
    intervals = found.intervals
    between = [words(N_("Least to most"))] if intervals else []
    add_columns(table, words, [N_("Criterion"), N_("From zero to full")], [])
    for heading in [*(_name(one, words) for one in found.sets), *between]:
        table.add_column(heading, justify="right")
    for leaf in found.scenario.leaves:
        row = [words.percent(one.weights[leaf.criterion]) for one in found.sets]
        if intervals:
            low, high = intervals[leaf.criterion]
            row.append(f"{words.percent(low)} – {words.percent(high)}")
        name = labels.criterion(found.scenario, leaf.criterion, words)
        table.add_row(name, together(labels.swing(leaf, words)), *row)
    voices = [one.voice for one in found.sets]
    if any(voice not in (None, 1) for voice in voices):
        shown = ["" if voice is None else words.number(voice, 2) for voice in voices]
        table.add_section()
        table.add_row(words(N_("Voice")), "", *shown, *([""] if intervals else []))
    return table


def _rates(found: WeightSets, words: Words) -> Iterable[Text | Table]:
    """Exchange rates: what a unit of each criterion is worth in units of one of them."""
    scenario = found.scenario
    reference = scenario.criterion_by_id[found.reference]
    name = labels.criterion(scenario, found.reference, words)
    told_in = f"{reference.unit} ({name})" if reference.unit else name
    title = words(N_("What one unit is worth, in {unit}"), unit=told_in)
    table = new_table(title)
    add_columns(table, words, [N_("Criterion"), N_("One unit")], [])
    for one in found.sets:
        table.add_column(_name(one, words), justify="right")
    priced = scenario.point_worth is not None
    if priced:
        table.add_column(words(N_("In money")), justify="right")
    for position, leaf in enumerate(scenario.leaves):
        rates = [one.rates[position] for one in found.sets]
        row = [_significant(rate.in_reference, words) for rate in rates]
        if priced:
            row.append(words.with_unit(_significant(rates[0].money, words), scenario.money))
        table.add_row(
            labels.criterion(scenario, leaf.criterion, words),
            together(labels.one_unit(leaf, words)),
            *row,
        )
    yield table
    if any(leaf.shape is not None for leaf in scenario.leaves):
        mean = N_("Where a value function bends, the mean over its whole swing.")
        yield Text(words(mean), style="dim")


def _significant(amount: Fraction | None, words: Words) -> str:
    """A rate to a few significant digits."""
    if amount is None:
        return "–"
    if amount == 0:
        return words.number(0)
    places = 0
    while abs(amount) * 10**places < 10 ** (DIGITS - 1) and places < 9:
        places += 1
    return words.number(amount, places)


def _disagreements(found: WeightSets, words: Words) -> Table:
    """The criteria on which colleges are farthest apart."""
    table = new_table(words(N_("Where the colleges differ most")))
    add_columns(table, words, [N_("Criterion"), N_("Most"), N_("Least")], [N_("Difference")])
    for one in found.disagreements[:5]:
        weights = {s.name: s.weights[one.criterion] for s in found.sets if s.kind == "college"}
        table.add_row(
            labels.criterion(found.scenario, one.criterion, words),
            f"{one.high} ({words.percent(weights[one.high])})",
            f"{one.low} ({words.percent(weights[one.low])})",
            words(N_("{n} points"), n=words.fixed(100 * one.distance, 1)),
        )
    return table


def _consensus(agreed: Portfolio, words: Words) -> Screen:
    """The portfolio that the colleges regret least, and what each gives up."""
    yield Text(words(N_("The portfolio that the colleges regret least")), style="bold")
    yield Text(", ".join(agreed.actions))
    yield tables.proof(agreed.proof, words)
    yield tables.regrets(agreed, words)
    own = N_(
        "Rules are read with the weights of the scenario: all colleges choose among the same portfolios."
    )
    yield Text(words(own), style="dim")


# ---------------------------------------------------------------- as data


def record(found: WeightSets) -> Json:
    """Everything as JSON."""
    agreed = found.consensus
    return {
        "schema": "mcda/weights/1",
        "scenario": found.scenario.name,
        "method": found.elicited.method,
        "reference": found.reference,
        "sets": [_set(one) for one in found.sets],
        "consistency": [
            {**vars(check), "acceptable": check.is_acceptable} for check in found.elicited.consistency
        ],
        "intervals": {
            leaf: {"low": float(low), "high": float(high)}
            for leaf, (low, high) in found.intervals.items()
        },
        "vertices": [
            {leaf: float(weight) for leaf, weight in corner.items()}
            for corner in found.elicited.vertices
        ],
        "disagreements": [
            {**one._asdict(), "distance": float(one.distance)} for one in found.disagreements
        ],
        "distances": [
            {"one": one, "other": other, "distance": float(distance)}
            for (one, other), distance in found.distances.items()
        ],
        "consensus": None
        if agreed is None
        else {
            "status": agreed.proof.status,
            "verified": agreed.proof.verified,
            "worst_regret": number(agreed.proof.achieved),
            "actions": list(agreed.actions),
            "regrets": [regret_json(regret) for regret in agreed.proof.regrets],
        },
    }


def _set(one: WeightSet) -> Json:
    return {
        "name": one.name,
        "kind": one.kind,
        "voice": number(one.voice),
        "weights": {leaf: float(weight) for leaf, weight in one.weights.items()},
        "exchange_rates": {rate.criterion: _rate(rate) for rate in one.rates},
    }


def _rate(rate: Rate) -> Json:
    return {
        "points_per_unit": float(rate.points),
        "in_reference": number(rate.in_reference),
        "money": number(rate.money),
    }


def rows(found: WeightSets) -> list[dict[str, Any]]:
    """One row for each set and criterion."""
    return [
        {
            "set": one.heading,
            "criterion": rate.criterion,
            "weight": float(one.weights[rate.criterion]),
            **_rate(rate),
        }
        for one in found.sets
        for rate in one.rates
    ]

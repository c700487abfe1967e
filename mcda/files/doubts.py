"""Warnings: what can be used as it is, but is perhaps not what was meant.

Floats are precise enough here: nothing that is computed enters a result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from mcda.elicitation import elicit
from mcda.errors import Problem
from mcda.exact import plain
from mcda.files.check_funds import funding_doubts
from mcda.files.check_ids import unknown_columns
from mcda.files.check_needs import unneeded_parts
from mcda.files.check_timing import timing_doubts
from mcda.files.draft import Draft
from mcda.files.unserved import service_doubts
from mcda.files.weight_doubts import criterion_place, weight_doubts
from mcda.model.weighting import DataWeights
from mcda.problems import Term
from mcda.wording import N_

LEAST_PROPORTIONAL = 4
"""Actions with the same ratio from which two criteria look like one counted twice."""
RATIO_TOLERANCE = 0.01
DECISIVE = 0.75
"""Share of the weighted ranges from which one criterion decides everything."""
FAR_BEYOND = 5
"""Times `full` from which the total of all candidates is far beyond it."""
HARDLY = 0.02
"""Share of the swing below which all candidates together hardly move a criterion."""


def doubts(draft: Draft) -> Iterator[Problem]:
    """Every warning about a scenario without errors."""
    yield from unknown_columns(draft)
    yield from _unused_partners(draft)
    yield from unneeded_parts(draft)
    yield from _unknown_labels(draft)
    yield from weight_doubts(draft)
    yield from _criteria_without_impact(draft)
    yield from _counted_twice(draft)
    yield from _decisive(draft)
    yield from _far_beyond(draft)
    yield from _out_of_reach(draft)
    yield from _moved_anchors(draft)
    yield from funding_doubts(draft)
    yield from timing_doubts(draft)
    yield from service_doubts(draft)


def _unused_partners(draft: Draft) -> Iterator[Problem]:
    """Partners that neither pay, nor receive, nor lead, nor have members."""
    scenario = draft.scenario
    active = {share.partner for share in scenario.shares if share.pays or share.receives}
    used = active | {p.parent for p in scenario.partners} | {a.lead for a in scenario.actions}
    for row, partner in draft.sheets.partners.numbered():
        if scenario.shares and partner.partner not in used:
            yield Problem("W017", draft.table_place("partners", row, "partner"), partner.partner)


def _unknown_labels(draft: Draft) -> Iterator[Problem]:
    labels = draft.scenario.labels
    alternative = {g for p in draft.scenario.partners for c in p.classifications.values() for g in c}
    for section, named, kind, what in (
        ("themes", labels.themes, "theme", N_("theme")),
        ("groups", labels.groups, "group", N_("group")),
    ):
        unknown = set(named) - draft.known[kind] - (alternative if kind == "group" else set())
        for name in sorted(unknown if draft.known[kind] else ()):
            place = draft.settings.key_place(("labels", section, name))
            yield Problem("W018", place, name, {"what": Term(what)})


def _criteria_without_impact(draft: Draft) -> Iterator[Problem]:
    moved = {impact.criterion for impact in draft.scenario.impacts if impact.change}
    for criterion in draft.scenario.leaves:
        if criterion.criterion not in moved:
            yield Problem("W019", criterion_place(draft, criterion.criterion), criterion.criterion)


def _columns(draft: Draft) -> dict[str, dict[str, float]]:
    """Impacts that are not zero, by criterion and action, of the leaves that carry value."""
    leaves = {criterion.criterion for criterion in draft.scenario.leaves}
    columns: dict[str, dict[str, float]] = defaultdict(dict)
    for impact in draft.scenario.impacts:
        if impact.change and impact.criterion in leaves:
            columns[impact.criterion][impact.action] = float(impact.change)
    return columns


def _counted_twice(draft: Draft) -> Iterator[Problem]:
    """Two criteria with the same ratio on at least four actions, and most of those they share."""
    columns = _columns(draft)
    for one, other in combinations(sorted(columns), 2):
        shared = sorted(columns[one].keys() & columns[other].keys())
        ratios = [columns[other][action] / columns[one][action] for action in shared]
        alike = _most_alike(ratios)
        levels = {columns[one][action] for action in shared}
        enough = len(alike) >= LEAST_PROPORTIONAL and 3 * len(alike) >= 2 * len(shared)
        if enough and len(levels) > 2:
            details = {"other": other, "number": len(alike), "ratio": round(Fraction(alike[0]), 3)}
            yield Problem("W011", criterion_place(draft, one), one, details)


def _most_alike(ratios: list[float]) -> list[float]:
    """The largest set of ratios within the tolerance of the first of them."""
    ordered = sorted(ratios)
    best: list[float] = []
    start = 0
    for end, ratio in enumerate(ordered):
        while abs(ratio - ordered[start]) > RATIO_TOLERANCE * abs(ordered[start]):
            start += 1
        if end + 1 - start > len(best):
            best = ordered[start : end + 1]
    return best


def _decisive(draft: Draft) -> Iterator[Problem]:
    """One criterion whose weighted range over the candidates is three times all the others'."""
    if isinstance(draft.scenario.weights, DataWeights):
        return  # its weights follow the ranges
    ranges = dict(_weighted_ranges(draft))
    total = sum(ranges.values())
    for criterion, spread in ranges.items():
        if len(ranges) > 1 and spread > DECISIVE * total:
            details = {"share": Fraction(round(100 * spread / total))}
            yield Problem("W012", criterion_place(draft, criterion), criterion, details)


def _weighted_ranges(draft: Draft) -> Iterator[tuple[str, float]]:
    weights = elicit(draft.scenario).weights
    impacts: dict[str, set[tuple[Fraction, Fraction]]] = defaultdict(set)
    for impact in draft.scenario.impacts:
        impacts[impact.criterion].add((impact.level, impact.if_not))
    for criterion in draft.scenario.leaves:
        zero, curve = criterion.zero or Fraction(0), criterion.curve
        pairs = impacts[criterion.criterion]
        values = [float(curve(zero + done) - curve(zero + otherwise)) for done, otherwise in pairs]
        spread = max(values, default=0.0) - min(values, default=0.0)
        if len(pairs) < len(draft.scenario.actions):  # another action does nothing: 0 points
            spread = max(0.0, *values) - min(0.0, *values) if values else 0.0
        yield criterion.criterion, float(weights[criterion.criterion]) * spread


def _far_beyond(draft: Draft) -> Iterator[Problem]:
    """Anchors that all candidates together pass many times over make weights misleading."""
    leaves = draft.scenario.leaves
    columns = _columns(draft)
    for criterion in leaves if len(leaves) > 1 else ():
        swing = float((criterion.full or 0) - (criterion.zero or 0))
        good = [level for level in columns.get(criterion.criterion, {}).values() if level * swing > 0]
        total = sum(good)
        if abs(total) > FAR_BEYOND * abs(swing):
            times = Fraction(round(total / swing))
            place = criterion_place(draft, criterion.criterion, "full")
            details = {"total": Fraction(total), "times": times, "criterion": criterion.criterion}
            yield Problem("W013", place, plain(criterion.full or Fraction(0)), details)


def _out_of_reach(draft: Draft) -> Iterator[Problem]:
    """Anchors that all candidates together hardly approach: the weight weighs nothing."""
    if isinstance(draft.scenario.weights, DataWeights):
        return  # weights of the data know no anchors
    weights, columns = elicit(draft.scenario).weights, _columns(draft)
    for criterion in draft.scenario.leaves:
        swing = float((criterion.full or 0) - (criterion.zero or 0))
        levels = columns.get(criterion.criterion, {}).values()
        good, bad = (sum(level for level in levels if side * level * swing > 0) for side in (1, -1))
        moved = max(good, bad, key=abs)
        if moved and weights[criterion.criterion] and abs(moved) < HARDLY * abs(swing):
            place = criterion_place(draft, criterion.criterion, "full")
            share = round(Fraction(100 * moved / swing), 2)
            details = {"total": Fraction(moved), "share": share, "criterion": criterion.criterion}
            yield Problem("W021", place, plain(criterion.full or Fraction(0)), details)


def _moved_anchors(draft: Draft) -> Iterator[Problem]:
    """A weight is worth the swing between the anchors: moving one changes what it means."""
    weighed = {
        change.key.partition(".")[2] for change in draft.changes if change.key.startswith("weights.")
    }
    if any(change.key == "weights" for change in draft.changes):
        return
    for change in draft.changes:
        parts = change.key.split(".")
        is_anchor = parts[0] in ("criteria", "critères", "criteres") and parts[-1] in ("zero", "full")
        if is_anchor and change.old != change.new and parts[1] not in weighed:
            place = criterion_place(draft, parts[1], parts[-1])
            yield Problem("W014", place, change.key, {"override": change.override})

"""Warnings: what can be used as it is, but is perhaps not what was meant.

Floats are precise enough here: nothing that is computed enters a result.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations

from mcda.errors import NOWHERE, Place, Problem
from mcda.exact import plain
from mcda.files.check_ids import unknown_columns
from mcda.files.draft import Draft
from mcda.model import Criterion
from mcda.problems import Term
from mcda.wording import N_

LEAST_PROPORTIONAL = 4
"""Actions with the same ratio from which two criteria look like one counted twice."""
RATIO_TOLERANCE = 0.01
DECISIVE = 0.75
"""Share of the weighted ranges from which one criterion decides everything."""
FAR_BEYOND = 5
"""Times `full` from which the total of all candidates is far beyond it."""


def doubts(draft: Draft) -> Iterator[Problem]:
    """Every warning about a scenario without errors."""
    yield from unknown_columns(draft)
    yield from _unused_partners(draft)
    yield from _unknown_labels(draft)
    yield from _criteria_without_weight(draft)
    yield from _criteria_without_impact(draft)
    yield from _counted_twice(draft)
    yield from _decisive(draft)
    yield from _far_beyond(draft)
    yield from _moved_anchors(draft)


def _criterion_place(draft: Draft, criterion: str, column: str = "criterion") -> Place:
    table = draft.sheets.criteria.table
    for row in range(len(table.rows)):
        if table.text(row, "criterion") == criterion:
            return table.place(row, column)
    return NOWHERE


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


def _criteria_without_weight(draft: Draft) -> Iterator[Problem]:
    """Criteria that say nothing beside siblings that have a weight."""
    stated = draft.scenario.weights
    families: dict[str | None, list[Criterion]] = defaultdict(list)
    for criterion in draft.scenario.criteria:
        if criterion.role == "value":
            families[criterion.parent].append(criterion)
    for siblings in families.values():
        blank = [c for c in siblings if stated.get(c.criterion, c.weight) is None]
        for criterion in blank if len(blank) < len(siblings) else ():
            yield Problem("W020", _criterion_place(draft, criterion.criterion), criterion.criterion)


def _criteria_without_impact(draft: Draft) -> Iterator[Problem]:
    moved = {impact.criterion for impact in draft.scenario.impacts if impact.level}
    for criterion in draft.scenario.leaves:
        if criterion.criterion not in moved:
            yield Problem("W019", _criterion_place(draft, criterion.criterion), criterion.criterion)


def _columns(draft: Draft) -> dict[str, dict[str, float]]:
    """Impacts that are not zero, by criterion and action, of the leaves that carry value."""
    leaves = {criterion.criterion for criterion in draft.scenario.leaves}
    columns: dict[str, dict[str, float]] = defaultdict(dict)
    for impact in draft.scenario.impacts:
        if impact.level and impact.criterion in leaves:
            columns[impact.criterion][impact.action] = float(impact.level)
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
            yield Problem("W011", _criterion_place(draft, one), one, details)


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
    ranges = dict(_weighted_ranges(draft))
    total = sum(ranges.values())
    for criterion, spread in ranges.items():
        if len(ranges) > 1 and spread > DECISIVE * total:
            details = {"share": Fraction(round(100 * spread / total))}
            yield Problem("W012", _criterion_place(draft, criterion), criterion, details)


def _weighted_ranges(draft: Draft) -> Iterator[tuple[str, float]]:
    weights = _leaf_weights(draft)
    columns = _columns(draft)
    for criterion in draft.scenario.leaves:
        changes = columns.get(criterion.criterion, {}).values()
        zero, curve = criterion.zero or Fraction(0), criterion.curve
        ends = (Fraction(0), Fraction(min(changes, default=0)), Fraction(max(changes, default=0)))
        values = [float(curve(zero + end)) for end in ends]  # a curve is monotone
        yield criterion.criterion, float(weights[criterion.criterion]) * (max(values) - min(values))


def _leaf_weights(draft: Draft) -> Mapping[str, Fraction]:
    """Weight of each leaf, not normalised over the whole tree: only ratios are looked at."""
    stated = draft.scenario.weights
    criteria = {c.criterion: c for c in draft.scenario.criteria if c.role == "value"}
    own = {name: stated.get(name, c.weight) for name, c in criteria.items()}
    sums: dict[str | None, Fraction] = defaultdict(Fraction)
    sizes = Counter(c.parent for c in criteria.values())
    for name, criterion in criteria.items():
        sums[criterion.parent] += own[name] or 0

    def weight(name: str) -> Fraction:
        criterion = criteria[name]
        whole = sums[criterion.parent]
        part = (own[name] or Fraction(0)) / whole if whole else Fraction(1, sizes[criterion.parent])
        return part * (weight(criterion.parent) if criterion.parent in criteria else 1)

    return {criterion.criterion: weight(criterion.criterion) for criterion in draft.scenario.leaves}


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
            place = _criterion_place(draft, criterion.criterion, "full")
            details = {"total": Fraction(total), "times": times, "criterion": criterion.criterion}
            yield Problem("W013", place, plain(criterion.full or Fraction(0)), details)


def _moved_anchors(draft: Draft) -> Iterator[Problem]:
    """A weight is worth the swing between the anchors: moving one changes what it means."""
    weighed = {
        change.key.partition(".")[2] for change in draft.changes if change.key.startswith("weights.")
    }
    for change in draft.changes:
        parts = change.key.split(".")
        is_anchor = parts[0] in ("criteria", "critères", "criteres") and parts[-1] in ("zero", "full")
        if is_anchor and change.old != change.new and parts[1] not in weighed:
            place = _criterion_place(draft, parts[1], parts[-1])
            yield Problem("W014", place, change.key, {"override": change.override})

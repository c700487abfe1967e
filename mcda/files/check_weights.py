"""Checks on weights: every name exists, every family is complete, answers can be met together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import singledispatch
from itertools import pairwise
from typing import Any

from mcda.elicitation.ahp import missing_pairs
from mcda.elicitation.polytope import MOST_VERTICES, TooManyVerticesError
from mcda.elicitation.statements import contradictions, polytope
from mcda.elicitation.tradeoff import points_of, unconnected
from mcda.elicitation.tree import ROOT, compared, families
from mcda.errors import Problem
from mcda.exact import plain
from mcda.files.cells import nearest
from mcda.files.check_shapes import has_curve
from mcda.files.draft import Draft, listed, texts
from mcda.files.tree import Path, get
from mcda.model.weighting import (
    AhpWeights,
    AmongColleges,
    BwmWeights,
    CollegeView,
    CollegeWeights,
    RankWeights,
    StatementWeights,
    SwingWeights,
    TradeoffWeights,
    Weighting,
)
from mcda.rules import Consensus
from mcda.wording import N_

LEAST_TRADED = Fraction(1, 1000)
"""Points, before weights, below which a change is too small to be exchanged."""


def check_weights(draft: Draft) -> Iterator[Problem]:
    """Everything about `weights`, and about the table of the same name."""
    yield from _colleges(draft)
    if isinstance(draft.scenario.objective, Consensus) and not draft.sheets.weights.table.rows:
        yield Problem("E201", draft.settings.place(("objective",)))
    weights = draft.scenario.weights
    if not isinstance(weights, Weighting):
        yield from _unknown_names(draft, [(name, (name,)) for name in weights])
        yield from _worthless_families(draft, weights)
        return
    key = weights.method
    if key in ("swing", "ranks", "ahp", "bwm") and not getattr(weights, key):
        yield Problem("E211", draft.settings.place(("weights", key)), key)
        return
    unknown = list(_unknown_names(draft, weights.names()))
    yield from unknown
    if not unknown and _is_sound(draft):
        yield from _contents(weights, draft)


def _is_sound(draft: Draft) -> bool:
    """Whether the criteria can be looked at together: all read, all with anchors."""
    leaves = draft.scenario.leaves
    return (
        bool(leaves)
        and not draft.sheets.criteria.flawed
        and _is_tree(draft)
        and all(has_curve(leaf) for leaf in leaves)
    )


def _is_tree(draft: Draft) -> bool:
    """Whether every criterion of role value hangs on the top, once."""
    members = families(draft.scenario)
    reached = [ROOT]
    for branch in reached:
        reached += [name for name in members.get(branch, ()) if name not in reached]
    return len(reached) - 1 == sum(map(len, members.values()))


def _unknown_names(draft: Draft, names: Any) -> Iterator[Problem]:
    """Names that are no criterion of role value, each told once."""
    marks = {criterion.criterion for criterion in draft.marks}
    told: set[str] = set()
    for name, path in names:
        place = draft.setting_place(_as_written(draft, path))
        if name in told:
            continue
        if name not in draft.known["criterion"]:
            yield draft.unknown("criterion", name, place, N_("weight"))
        elif name in marks:
            yield Problem("E124", place, name, {"criterion": name, "column": "weight"})
        else:
            continue
        told.add(name)


def _as_written(draft: Draft, path: Path) -> Path:
    """A path inside `weights` as it stands in the file.

    One record stands for a list of one, equals may stand in one text, `own` may be written out, and
    pairs may have spaces.
    """
    found: list[str | int] = ["weights"]
    here: Any = get(draft.settings.value, ("weights",))
    for key in path:
        if isinstance(here, Mapping) and isinstance(key, int):
            continue
        while isinstance(here, Mapping) and key not in here and "own" in here:
            found, here = [*found, "own"], here["own"]
        if isinstance(here, Mapping):
            key = next((written for written in here if "".join(written.split()) == key), key)
        found.append(key)
        here = get(here, (key,)) if isinstance(here, Mapping | list) else here
    return tuple(found)


def _worthless_families(draft: Draft, stated: Mapping[str, Fraction]) -> Iterator[Problem]:
    """Siblings are not all worth nothing."""
    column = {criterion.criterion: criterion.weight for criterion in draft.scenario.criteria}
    for siblings in families(draft.scenario).values():
        points = [stated.get(name, column[name]) for name in siblings]
        if any(point is not None for point in points) and not any(points):
            in_settings = any(name in stated for name in siblings)
            in_table = draft.table_place("criteria", None, "weight")
            place = draft.settings.place(("weights",)) if in_settings else in_table
            yield Problem("E119", place, listed(list(siblings)))


def _incomplete(draft: Draft, names: Sequence[str], place: Any) -> Iterator[Problem]:
    """Families of which some members are compared and others forgotten."""
    for branch, family in compared(draft.scenario, names).items():
        missing = [name for name in family if name not in names]
        if missing:
            yield Problem("E194", place, listed(missing), {"family": branch or ", ".join(family)})


@singledispatch
def _contents(weights: Any, draft: Draft) -> Iterator[Problem]:
    """What is wrong with the answers of one method."""
    yield from ()


@_contents.register
def _(weights: SwingWeights, draft: Draft) -> Iterator[Problem]:
    place = draft.settings.place(("weights", "swing"))
    yield from _incomplete(draft, list(weights.swing), place)
    for family in compared(draft.scenario, weights.swing).values():
        if not any(weights.swing.get(name) for name in family):
            yield Problem("E119", place, listed(list(family)))
    order = weights.order or ()
    for family in compared(draft.scenario, weights.swing).values():
        known = [name for name in order if name in weights.swing and name in family]
        for above, below in pairwise(known):
            more, less = weights.swing[below], weights.swing[above]
            if more > less:
                details = {"above": above, "more": more, "less": less}
                place = draft.settings.place(("weights", "order", order.index(below)))
                yield Problem("E202", place, below, details)


@_contents.register
def _(weights: RankWeights, draft: Draft) -> Iterator[Problem]:
    names = [name for tied in weights.ranks for name in tied]
    place = draft.settings.place(("weights", "ranks"))
    for number, (name, path) in enumerate(weights.names()):
        if name in names[:number]:
            yield Problem("E196", draft.settings.place(("weights", *path)), name)
    yield from _incomplete(draft, names, place)
    members = compared(draft.scenario, names).values()
    for position, tied in enumerate(weights.ranks):
        if not any(set(tied) <= set(family) for family in members):
            place = draft.settings.place(("weights", "ranks", position))
            yield Problem("E195", place, " = ".join(tied))


@_contents.register
def _(weights: AhpWeights, draft: Draft) -> Iterator[Problem]:
    judgements = weights.judgements
    names = list(dict.fromkeys(name for pair in judgements for name in pair))
    members = compared(draft.scenario, names)
    written = Counter(
        "".join(pair.split()) for pair in get(draft.settings.value, _as_written(draft, ("ahp",)))
    )
    for one, other in judgements:
        place = draft.settings.key_place(_as_written(draft, ("ahp", f"{one}/{other}")))
        if ((other, one) in judgements and one < other) or written[f"{one}/{other}"] > 1:
            yield Problem("E196", place, f"{one}/{other}")
        if not any({one, other} <= set(family) for family in members.values()):
            yield Problem("E195", place, f"{one}/{other}")
    place = draft.settings.place(("weights", "ahp"))
    for branch, family in members.items():
        missing = ["/".join(pair) for pair in missing_pairs(list(family), judgements)]
        if missing:
            yield Problem("E206", place, listed(missing), {"family": branch or ", ".join(family)})


@_contents.register
def _(weights: BwmWeights, draft: Draft) -> Iterator[Problem]:
    seen: list[str] = []
    leaves = tuple(leaf.criterion for leaf in draft.scenario.leaves)
    for position, answers in enumerate(weights.bwm):
        path: Path = ("bwm", position)
        place = draft.settings.place(_as_written(draft, path))
        names = {answers.best, answers.worst, *answers.best_to_others, *answers.others_to_worst}
        groups = compared(draft.scenario, names)
        is_flat = groups.get(ROOT) == leaves != families(draft.scenario)[ROOT]
        if len(groups) > 1 or (is_flat and len(weights.bwm) > 1):
            yield Problem("E195", place, listed(sorted(names)))
            continue
        for key, end in (("best_to_others", answers.best), ("others_to_worst", answers.worst)):
            answered = {*getattr(answers, key), end}
            missing = [name for family in groups.values() for name in family if name not in answered]
            if missing:
                yield Problem("E194", place, listed(missing), {"family": key})
            for name, ratio in getattr(answers, key).items():
                if ratio < 1 or (name == end and ratio != 1):
                    where = draft.settings.place(_as_written(draft, (*path, key, name)))
                    yield Problem("E207", where, plain(ratio))
        if answers.best == answers.worst:
            yield Problem("E195", place, answers.best)
        twice = {answers.best_to_others.get(answers.worst), answers.others_to_worst.get(answers.best)}
        if len(twice) == 2 and all(ratio is not None and ratio >= 1 for ratio in twice):
            at = _as_written(draft, (*path, "others_to_worst", answers.best))
            yield Problem("E196", draft.settings.place(at), f"{answers.best}/{answers.worst}")
        for name in sorted(names & set(seen)):
            yield Problem("E196", place, name)
        seen += names


@_contents.register
def _(weights: TradeoffWeights, draft: Draft) -> Iterator[Problem]:
    leaves = {leaf.criterion: leaf for leaf in draft.scenario.leaves}
    curves = {name: leaf.curve for name, leaf in leaves.items()}
    zeros = {name: leaf.zero or Fraction(0) for name, leaf in leaves.items()}
    sound = True
    for position, exchange in enumerate(weights.tradeoff):
        place = draft.settings.place(("weights", "tradeoff", position))
        branches = [name for name in (exchange.criterion, exchange.other) if name not in leaves]
        if branches:
            sound = False
            yield Problem("E129", place, branches[0])
            continue
        one, other = points_of(exchange, curves, zeros)
        if min(abs(one), abs(other)) < LEAST_TRADED or one * other < 0:
            sound = False
            yield Problem("E199", place, exchange.text, {"one": one, "other": other})
    missing = unconnected(list(leaves), weights.tradeoff)
    if sound and missing:
        yield Problem("E198", draft.settings.place(("weights", "tradeoff")), listed(missing))


@_contents.register
def _(weights: StatementWeights, draft: Draft) -> Iterator[Problem]:
    place = draft.settings.place(("weights", "statements"))
    try:
        _, points = polytope(draft.scenario, weights.statements)
        clash = [] if points else contradictions(draft.scenario, weights.statements)
    except TooManyVerticesError:
        yield Problem("E205", place, details={"most": MOST_VERTICES})
        return
    if clash:
        first = weights.statements.index(clash[0])
        where = draft.settings.place(("weights", "statements", first))
        yield Problem("E197", where, " ; ".join(statement.text for statement in clash))


def _own(weights: AmongColleges, draft: Draft) -> Iterator[Problem]:
    """What is wrong with the scenario's own weights, written beside the key."""
    if isinstance(weights.own, Weighting):
        yield from _contents(weights.own, draft)
    else:
        yield from _worthless_families(draft, weights.own)


@_contents.register
def _(weights: CollegeWeights, draft: Draft) -> Iterator[Problem]:
    yield from _own(weights, draft)
    if not texts(draft, "weights", "college"):
        yield Problem("E201", draft.settings.place(("weights", "colleges")))


@_contents.register
def _(weights: CollegeView, draft: Draft) -> Iterator[Problem]:
    yield from _own(weights, draft)
    known = sorted(texts(draft, "weights", "college"))
    if not known:
        yield Problem("E201", draft.settings.place(("weights", "college")))
    elif weights.college not in known:
        place = draft.settings.place(("weights", "college"))
        details = {"known": listed(known)}
        yield Problem("E200", place, weights.college, details, nearest(weights.college, known))
    if isinstance(weights.own, Weighting):
        yield from _contents(weights.own, draft)
    else:
        yield from _worthless_families(draft, weights.own)


def _colleges(draft: Draft) -> Iterator[Problem]:
    """Rows of the table `weights`: criteria of role value, one voice for each college."""
    marks = {criterion.criterion for criterion in draft.marks}
    points: dict[str, dict[str, Fraction]] = {}
    voices: dict[str, Fraction] = {}
    for row, entry in draft.sheets.weights.numbered():
        place = draft.table_place("weights", row, "criterion")
        if entry.criterion in marks:
            yield Problem(
                "E124", place, entry.criterion, {"criterion": entry.criterion, "column": "weight"}
            )
        if entry.criterion in points.get(entry.college, {}):
            yield Problem("E196", place, f"{entry.college} : {entry.criterion}")
        voice = voices.setdefault(entry.college, entry.voice) if entry.voice is not None else None
        if voice != entry.voice:
            yield Problem("E204", draft.table_place("weights", row, "voice"), entry.college)
        points.setdefault(entry.college, {})[entry.criterion] = entry.weight
    for college, said in points.items():
        for family in compared(draft.scenario, said).values():
            if not any(said.get(name) for name in family):
                place = draft.table_place("weights", None, "weight")
                yield Problem("E119", place, f"{college} : {listed(list(family))}")
    if voices and len(voices) == len(points) and not any(voices.values()):
        yield Problem("E208", draft.table_place("weights", None, "voice"))

"""The tree of criteria as families: who is compared with whom, and what that makes of the leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from mcda.model import Scenario

ROOT = ""
"""Stands for the parent of criteria without one."""
Shares = Mapping[str, Fraction]


def families(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Siblings of role `value`, by their branch; `ROOT` for those at the top."""
    found: dict[str, list[str]] = defaultdict(list)
    for criterion in scenario.criteria:
        if criterion.role == "value":
            found[criterion.parent or ROOT].append(criterion.criterion)
    return {branch: tuple(siblings) for branch, siblings in found.items()}


def compared(scenario: Scenario, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Families whose members are compared: all leaves as one if just these are named.

    Otherwise the families of which some member is named.
    """
    named = set(names)
    leaves = tuple(leaf.criterion for leaf in scenario.leaves)
    if named == set(leaves):
        return {ROOT: leaves}
    return {branch: siblings for branch, siblings in families(scenario).items() if named & set(siblings)}


def leaves_below(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Leaves under each criterion of role `value`; a leaf is under itself."""
    members = families(scenario)

    def below(name: str) -> tuple[str, ...]:
        return tuple(x for child in members[name] for x in below(child)) if name in members else (name,)

    return {name: below(name) for siblings in members.values() for name in siblings}


def down_the_tree(scenario: Scenario, shares: Mapping[str, Shares]) -> dict[str, Fraction]:
    """Weights of the leaves from the shares within each family, multiplied down the tree."""
    members = families(scenario)
    weights: dict[str, Fraction] = {}
    pending = [(ROOT, Fraction(1))]
    while pending:
        branch, worth = pending.pop()
        for name in members.get(branch, ()):
            own = worth * shares[branch][name]
            if name in members:
                pending.append((name, own))
            else:
                weights[name] = own
    return dict(sorted(weights.items()))


def up_the_tree(scenario: Scenario, weights: Shares) -> dict[str, Shares]:
    """Shares within each family that weights of the leaves imply; equal where all are zero."""
    below = leaves_below(scenario)
    worth = {
        name: sum((weights[leaf] for leaf in leaves), Fraction(0)) for name, leaves in below.items()
    }
    return {
        branch: normalised({name: worth[name] for name in siblings})
        for branch, siblings in families(scenario).items()
    }


def weights_from(
    scenario: Scenario, shares: Mapping[str, Shares], otherwise: Mapping[str, Shares]
) -> dict[str, Fraction]:
    """Weights of the leaves from shares of compared families; other families as in `otherwise`."""
    leaves = {leaf.criterion for leaf in scenario.leaves}
    if set(shares) == {ROOT} and set(shares[ROOT]) == leaves:
        return dict(sorted(shares[ROOT].items()))
    return down_the_tree(scenario, {**otherwise, **shares})


def stated_shares(scenario: Scenario, points: Mapping[str, Fraction]) -> dict[str, Shares]:
    """Shares within each family from swing points, the column `weight` where they say nothing.

    A criterion without points beside siblings that have some has none; siblings of which nobody
    has points weigh the same.
    """
    column = {c.criterion: c.weight or Fraction(0) for c in scenario.criteria}
    stated = {**column, **points}
    return {
        branch: normalised({name: stated[name] for name in siblings})
        for branch, siblings in families(scenario).items()
    }


def normalised(points: Shares) -> dict[str, Fraction]:
    """Shares that sum to 1; equal where there are no points."""
    whole = sum(points.values(), Fraction(0))
    if not whole:
        return dict.fromkeys(points, Fraction(1, max(len(points), 1)))
    return {name: point / whole for name, point in points.items()}

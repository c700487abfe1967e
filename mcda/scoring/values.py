"""The exact data behind each action, and the points it is worth before rounding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from mcda.model import Action, Curve, Scenario, Share
from mcda.model.partner import need_shares
from mcda.rules.base import Goal
from mcda.scoring.tranches import Cut, cuts
from mcda.scoring.weights import leaf_weights

Receives = Mapping[str, Fraction]
"""Share of each partner."""
ONE = Fraction(1)


@dataclass(frozen=True)
class Effects:
    """Synergy of one other action: relative change of each criterion, and of the cost."""

    on: Mapping[str, Fraction] = field(default_factory=dict)
    cost: Fraction = Fraction(0)


@dataclass(frozen=True)
class ActionData:
    """Everything that the scenario says of one action, in exact numbers."""

    action: str
    cost: Fraction
    cofinancing: Fraction
    levels: Mapping[str, Fraction]
    """Impact on each leaf, level of each mark; absent means doing nothing."""
    pays: Receives
    receives: Receives
    receives_for: Mapping[str, Receives]
    """Shares of the benefit on criteria that have rows of their own."""
    effects: Mapping[str, Effects]
    """By the other action of each synergy."""
    if_not: Mapping[str, Fraction] = field(default_factory=dict)
    """Impact on each leaf if the action is not done, where it is not zero."""
    cut: Cut | None = None
    """How its local cost is cut, where funds or a decided split may take parts of it."""

    def change(self, criterion: str) -> Fraction:
        """What doing the action changes on a leaf, beside not doing it."""
        return self.levels.get(criterion, Fraction(0)) - self.if_not.get(criterion, Fraction(0))

    def receives_of(self, criterion: str) -> Receives:
        return self.receives_for.get(criterion, self.receives)

    def counted(self, criterion: str) -> Fraction:
        """Share of the benefit on a leaf that counts: all of it, unless who receives it has left."""
        if criterion in self.receives_for or self.receives:
            return sum(self.receives_of(criterion).values(), Fraction(0))
        return ONE


@dataclass(frozen=True)
class Valuation:
    """How levels become points: weights, curves, probabilities of success."""

    weights: Mapping[str, Fraction]
    zeros: Mapping[str, Fraction]
    curves: Mapping[str, Curve]
    """Of every leaf."""
    own: tuple[str, ...]
    """Leaves of scope `action`: the value of each action, added."""
    common: tuple[str, ...]
    """Leaves of scope `portfolio`: the value of the sum."""
    needs: Mapping[str, Receives]
    """Leaves of scope `partner`: the value of what each partner gets; its share of the need."""
    marks: Mapping[str, Curve]
    """Criteria of role `success`: mark -> percent."""

    def success(self, data: ActionData) -> Fraction:
        """Probability that the action succeeds: product of its marks; 1 without marks."""
        probability = ONE
        for criterion, curve in self.marks.items():
            probability *= curve(data.levels[criterion]) / 100
        return probability

    def points(self, data: ActionData, success: Fraction) -> dict[str, Fraction]:
        """W_j s_i v_j of each leaf of scope `action`, where something changes."""
        return {
            criterion: self.weights[criterion] * success * self.worth(criterion, data)
            for criterion in self.own
            if data.levels.get(criterion) or data.if_not.get(criterion)
        }

    def worth(self, criterion: str, data: ActionData) -> Fraction:
        """v_j(zero_j + impact_ij) - v_j(zero_j + impact_ij if not done), in points before weights."""
        zero, curve = self.zeros[criterion], self.curves[criterion]
        done = curve(zero + data.levels.get(criterion, Fraction(0)))
        if criterion not in data.if_not:
            return done
        return done - curve(zero + data.if_not[criterion])

    def expected(self, data: ActionData, success: Fraction) -> dict[str, Fraction]:
        """s_i impact_ij of every leaf, in its unit, where not zero: done less not done."""
        return {
            criterion: success * data.change(criterion)
            for criterion in self.weights
            if data.change(criterion)
        }

    @cached_property
    def goals(self) -> Mapping[Goal, Fraction]:
        """Curves over summed effects, each with the share of the need it is for (1 if common)."""
        common = {(criterion,): ONE for criterion in self.common}
        return common | {(c, p): share for c, needs in self.needs.items() for p, share in needs.items()}

    def goal_points(self, goal: Goal, level: Fraction) -> Fraction:
        """Points of a curve over summed effects, before rounding.

        W_j v_j(level) of common value, W_j n_pj v_j(level / n_pj) where a partner's need is n_pj of all.
        """
        criterion, share = goal[0], self.goals[goal]
        return self.weights[criterion] * share * self.curves[criterion](level / share)

    def gets(self, data: ActionData, levels: Mapping[str, Fraction]) -> dict[Goal, Fraction]:
        """What each partner in need gets of an action's effects, on leaves of scope `partner`."""
        return {
            (criterion, partner): levels[criterion] * share
            for criterion, needs in self.needs.items()
            if levels.get(criterion)
            for partner, share in data.receives_of(criterion).items()
            if partner in needs
        }

    def adds(self, data: ActionData, levels: Mapping[str, Fraction]) -> dict[Goal, Fraction]:
        """What an action's effects add to the level of each curve over summed effects."""
        common = {(criterion,): levels[criterion] for criterion in self.common if levels.get(criterion)}
        return common | self.gets(data, levels)

    def alone(self, criterion: str, data: ActionData, level: Fraction) -> Fraction:
        """Points of one action alone on a leaf whose effects are summed before they are valued."""
        adds = self.adds(data, {criterion: level})
        return sum((self.goal_points(goal, part) for goal, part in adds.items()), Fraction(0))

    def unweighted(self) -> Valuation:
        """The same with a full swing worth 100 points on every leaf."""
        return replace(self, weights=dict.fromkeys(self.weights, ONE))


def valuation(scenario: Scenario) -> Valuation:
    """Weights and curves of a scenario."""
    leaves = scenario.leaves
    return Valuation(
        weights=leaf_weights(scenario),
        zeros={leaf.criterion: leaf.zero or Fraction(0) for leaf in leaves},
        curves={leaf.criterion: leaf.curve for leaf in leaves},
        own=tuple(leaf.criterion for leaf in leaves if leaf.scope == "action"),
        common=tuple(leaf.criterion for leaf in leaves if leaf.scope == "portfolio"),
        needs={
            leaf.criterion: need_shares(scenario.partners, leaf.criterion)
            for leaf in leaves
            if leaf.scope == "partner"
        },
        marks={c.criterion: c.curve for c in scenario.criteria if c.role == "success"},
    )


def action_data(scenario: Scenario) -> dict[str, ActionData]:
    """The exact data of every action, by id."""
    levels: dict[str, dict[str, Fraction]] = defaultdict(dict)
    otherwise: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for impact in scenario.impacts:
        levels[impact.action][impact.criterion] = impact.level
        if impact.if_not:
            otherwise[impact.action][impact.criterion] = impact.if_not
    shares: dict[str, list[Share]] = defaultdict(list)
    for share in scenario.shares:
        shares[share.action].append(share)
    effects, cut = _effects(scenario), cuts(scenario)
    return {
        action.action: replace(
            _data(action, levels[action.action], shares[action.action], effects.get(action.action, {})),
            if_not=otherwise[action.action],
            cut=cut.get(action.action),
        )
        for action in scenario.actions
    }


def _data(
    action: Action,
    levels: Mapping[str, Fraction],
    shares: list[Share],
    effects: Mapping[str, Effects],
) -> ActionData:
    plain = [share for share in shares if share.criterion is None]
    receives = {share.partner: share.receives for share in plain if share.receives}
    return ActionData(
        action=action.action,
        cost=action.cost,
        cofinancing=action.cofinancing,
        levels=levels,
        pays={share.partner: share.pays for share in plain if share.pays},
        receives=receives,
        receives_for=_receives_for(shares, receives),
        effects=effects,
    )


def _receives_for(shares: list[Share], plain: Receives) -> dict[str, Receives]:
    """Rows that name a criterion: alone where they sum to 1, else in place of the plain rows."""
    rows: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for share in shares:
        if share.criterion is not None:
            rows[share.criterion][share.partner] = share.receives
    return {
        criterion: _positive(own if sum(own.values()) == 1 else {**plain, **own})
        for criterion, own in rows.items()
    }


def _positive(shares: Mapping[str, Fraction]) -> dict[str, Fraction]:
    return {partner: share for partner, share in shares.items() if share}


def _effects(scenario: Scenario) -> dict[str, dict[str, Effects]]:
    """Effects of synergies on each action, by the other action; one row acts on both."""
    on: dict[tuple[str, str], dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for link in scenario.links:
        if link.type != "synergy" or link.effect is None:
            continue
        keys = [leaf.criterion for leaf in scenario.leaves] if link.on == "value" else [str(link.on)]
        for pair in ((link.action, link.other), (link.other, link.action)):
            for key in keys:
                on[pair][key] += link.effect
    effects: dict[str, dict[str, Effects]] = defaultdict(dict)
    for (action, other), changes in sorted(on.items()):
        cost = changes.pop("cost", Fraction(0))
        effects[action][other] = Effects(dict(changes), cost)
    return effects

"""What each partner and group gets across the non-dominated portfolios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mcda.optimise.efficient_set import EfficientSet
from mcda.optimise.uncertain import UncertainModel
from mcda.rules.base import Amount

Firmness = Literal["firm", "partly", "open", "nothing", "unknown"]
"""What serves a partner: only core actions, some of both, only borderline ones, none; not known."""
Range = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Standing:
    """One partner, or one group, across the non-dominated portfolios."""

    id: str
    kind: Literal["partner", "group"]
    firmness: Firmness
    core: tuple[str, ...]
    """Core actions that serve it."""
    borderline: tuple[str, ...]
    benefit: Range
    """Least and greatest, in points, with the scenario's own weights and scores."""
    net: Range | None
    """In money; None without `point_worth`."""

    @property
    def assured(self) -> Fraction | None:
        """Least benefit as a part of the greatest; None where that is not positive."""
        least, greatest = self.benefit
        return least / greatest if greatest > 0 else None


def standings(
    model: UncertainModel, found: EfficientSet, classes: Mapping[str, str]
) -> Iterator[Standing]:
    """Each partner without members, then each group; nothing where there are no portfolios."""
    q = model.programme.q
    scenario = q.scores.scenario
    worth = scenario.point_worth_interval is not None
    telling = _Telling(model, found, classes)
    if not len(found):
        return
    for partner in q.leaves():
        net = q.net(partner) if worth else None
        yield telling.of(partner, "partner", {partner}, q.outcome("benefit", partner=partner), net)
    for group in q.groups():
        benefit = q.outcome("benefit", group=group)
        net = q.point_worth() * benefit - q.outcome("burden", group=group) if worth else None
        members = {p.partner for p in scenario.partners if p.membership(group, None)}
        yield telling.of(group, "group", members, benefit, net)


@dataclass(frozen=True)
class _Telling:
    """The non-dominated portfolios, and the class of each action."""

    model: UncertainModel
    found: EfficientSet
    classes: Mapping[str, str]

    def of(
        self,
        name: str,
        kind: Literal["partner", "group"],
        members: set[str],
        benefit: Amount,
        net: Amount | None,
    ) -> Standing:
        """One partner or group."""
        serving = [a for a in self.classes if self._serves(a, members)]
        core = tuple(a for a in serving if self.classes[a] == "core")
        borderline = tuple(a for a in serving if self.classes[a] == "borderline")
        unknown = any(self.classes[a] == "unknown" for a in serving)
        return Standing(
            name,
            kind,
            "unknown" if unknown else _firmness(core, borderline),
            core,
            borderline,
            self._range(benefit),
            None if net is None else self._range(net),
        )

    def _serves(self, action: str, members: set[str]) -> bool:
        """Whether some member receives some of an action."""
        data = self.model.programme.scores.data[action]
        return any(members & shares.keys() for shares in (data.receives, *data.receives_for.values()))

    def _range(self, amount: Amount) -> Range:
        whole = self.model.programme.columns.combination(amount)
        decisions = self.found.decisions[:, whole.places].astype(object)
        sums = decisions @ whole.coefficients.astype(object) + whole.constant
        return Fraction(min(sums)) / whole.multiple, Fraction(max(sums)) / whole.multiple


def _firmness(core: tuple[str, ...], borderline: tuple[str, ...]) -> Firmness:
    if core:
        return "partly" if borderline else "firm"
    return "open" if borderline else "nothing"

"""How the gains of a portfolio could be shared: who would do better alone, and what would be fair.

The game is closed at the adopted portfolio: what all partners have together is what they gain by
it, so that the transfers of every split sum to 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from mcda.analysis.games import (
    Game,
    LeastCore,
    Payment,
    Shortfall,
    least_core,
    least_transfers,
    nash,
    nucleolus,
    sampled_shapley,
    settle,
    shapley,
)
from mcda.analysis.games.game import Payoffs
from mcda.analysis.negotiation import Case, negotiate
from mcda.errors import Problem, UsageProblem
from mcda.model import Scenario
from mcda.optimise.coalitions import Alone, Coalitions, Joint
from mcda.optimise.engines import Clock, Engine
from mcda.optimise.prove import choose_engines
from mcda.optimise.solve import solve
from mcda.portfolio.listing import options_of
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.scoring import Scores, score

MOST_PARTNERS = 10
"""Above this number of partners, coalitions are sampled."""
ADDITIVE = frozenset({"action", "portfolio"})
"""Scopes of criteria under which what partners gain is a sum over actions, or is nobody's."""


@dataclass(frozen=True)
class Claim:
    """A group that would gain more alone than it does in the adopted portfolio."""

    partners: tuple[str, ...]
    together: Fraction
    """What its members gain in the adopted portfolio, in money."""
    alone: Alone

    @property
    def excess(self) -> Fraction:
        """What it would gain more alone, in money."""
        return self.alone.value - self.together


@dataclass(frozen=True)
class Standing:
    """One partner: what it gains here, what it could have alone, or with others but not all."""

    partner: str
    net: Fraction
    """`point_worth * benefit - burden` in the adopted portfolio."""
    alone: Alone
    """Its disagreement point."""
    claim: Claim | None
    """The group of several partners with this one that would gain most by going alone, if any."""

    @property
    def gain(self) -> Fraction:
        """What it gains more here than alone."""
        return self.net - self.alone.value


@dataclass(frozen=True)
class Split:
    """One way to share what the partners gain together. Money, by partner."""

    payoffs: Mapping[str, Fraction]
    transfers: Mapping[str, Fraction]
    """What each receives on top of its net (negative: pays). Sums to 0."""
    payments: tuple[Payment, ...]
    """Who pays whom, in few payments."""
    objecting: int
    """Known coalitions that would still gain more alone."""
    errors: Mapping[str, float] = field(default_factory=dict)
    """Half the 95 % interval of each payoff, where it was sampled."""


@dataclass(frozen=True)
class Sharing:
    """The gains of a portfolio, and how they could be shared."""

    portfolio: Portfolio
    joint: Joint
    game: Game
    best: Mapping[int, Alone]
    """What each coalition that was looked at can do alone; the whole too, without the rules that
    the adopted portfolio meets."""
    standings: tuple[Standing, ...]
    claims: tuple[Claim, ...]
    """Coalitions that would gain more alone, most first."""
    splits: Mapping[str, Split | None]
    """`shapley`, `nucleolus`, `nash` and `least_transfers` (the smallest that leave nobody with less
    than alone, or than nothing); None where there is none."""
    prenucleolus: bool
    """Whether the nucleolus may leave partners with less than alone: there is not enough for all."""
    least_core: LeastCore
    negotiation: tuple[Case, ...]
    """The most value where nobody may lose, by what transfers are permitted; empty for a list."""
    orders: int | None
    """Orders of arrival that were sampled; None where the value of Shapley is exact."""

    @property
    def scenario(self) -> Scenario:
        return self.portfolio.scenario

    @property
    def free(self) -> Alone:
        """The best of all partners together under the terms of coalitions."""
        return self.best[self.game.whole]

    @cached_property
    def core_is_empty(self) -> bool | None:
        """None where too few coalitions were looked at to know."""
        if self.least_core.core_is_empty:
            return True
        return False if self.game.complete else None

    @cached_property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """Failures of superadditivity, most first."""
        return tuple(self.game.shortfalls())

    @cached_property
    def convex(self) -> bool | None:
        """Whether joining is worth more to larger groups; None where it is not known."""
        return self.game.is_convex() if self.game.complete else None

    @cached_property
    def verified(self) -> Mapping[str, int]:
        """Coalitions by who found nothing better than their best."""
        found: dict[str, int] = {}
        for alone in self.best.values():
            found[alone.verified] = found.get(alone.verified, 0) + 1
        return dict(sorted(found.items()))


def share(
    scenario: Scenario,
    actions: Iterable[str] | None = None,
    *,
    joint: Joint = "takeover",
    samples: int = 200,
    seed: int = 1,
    engine: str = "auto",
    limit: float | None = None,
) -> Sharing:
    """How the gains of the best portfolio, or of a list of actions, could be shared.

    Parameters
    ----------
    joint
        What a coalition can do: see `Joint`.
    samples, seed
        Orders of arrival that are looked at where there are more than ten partners.
    limit
        Seconds for the portfolio, for the coalitions, and for each case of the negotiation; what is
        not proven then says so.

    Raises
    ------
    UsageProblem
        The scenario states no worth of a point, or no partner pays or receives; a criterion is valued
        against the need of each partner; an unknown action.
    Infeasible, Stopped
        As `solve`, where no list of actions is given.
    """
    _check(scenario)
    scores = score(scenario)
    if actions is None:
        portfolio = solve(scenario, engine=engine, limit=limit)
    else:
        portfolio = assemble(scores, options_of(scores, actions), Proof("judged"))
    pair = choose_engines("highs" if engine == "auto" else engine)  # the faster one on small models
    table = _Table(scores, joint, portfolio, pair, Clock.of(limit))
    cases = negotiate(scenario, engine=engine, limit=limit) if actions is None else ()
    return _shared(table, samples, seed, cases)


def _check(scenario: Scenario) -> None:
    if scenario.point_worth is None:
        raise UsageProblem(Problem("E265"))
    if not any(share.pays or share.receives for share in scenario.shares):
        raise UsageProblem(Problem("E266"))
    for leaf in scenario.leaves:
        if leaf.scope not in ADDITIVE:
            raise UsageProblem(Problem("E267", value=leaf.criterion))


class _Table:
    """Values of coalitions, each found once, when it is first asked for."""

    def __init__(
        self,
        scores: Scores,
        joint: Joint,
        portfolio: Portfolio,
        engines: tuple[Engine, Engine],
        clock: Clock,
    ) -> None:
        self.portfolio = portfolio
        self.joint = joint
        self.coalitions = Coalitions(scores, joint)
        self.players = self.coalitions.players
        self.whole = (1 << len(self.players)) - 1
        nets = {line.partner: line.net or Fraction(0) for line in portfolio.ledger.partners}
        self.nets: Payoffs = tuple(nets[partner] for partner in self.players)
        self.best: dict[int, Alone] = {}
        self._engines, self._clock = engines, clock

    def value(self, coalition: int) -> Fraction:
        """What a coalition can have alone; of the whole, what it has in the adopted portfolio."""
        if coalition == self.whole:
            return sum(self.nets, Fraction(0))
        return self.alone(coalition).value

    def alone(self, coalition: int) -> Alone:
        if coalition not in self.best:
            self.best[coalition] = self.coalitions.best(coalition, self._engines, self._clock)
        return self.best[coalition]

    def game(self) -> Game:
        """The game of the coalitions that have been looked at."""
        values = {coalition: self.value(coalition) for coalition in sorted(self.best)}
        return Game(self.players, {**values, self.whole: self.value(self.whole)})


def _shared(table: _Table, samples: int, seed: int, cases: tuple[Case, ...]) -> Sharing:
    size, whole = len(table.players), table.whole
    exact = size <= MOST_PARTNERS
    few = {whole ^ (1 << p) for p in range(size)} | {1 << p for p in range(size)}
    for coalition in range(1, whole) if exact else sorted(few):
        table.alone(coalition)
    table.alone(whole)
    sampled = None if exact else sampled_shapley(size, table.value, samples=samples, seed=seed)
    game = table.game()
    core = nucleolus(game) if exact else None
    alone = game.alone
    floors = [max(Fraction(0), value) for value in alone]
    lifts = least_transfers(table.nets, floors)
    payoffs: dict[str, Payoffs | None] = {
        "shapley": shapley(game) if sampled is None else sampled.payoffs,
        "nucleolus": None if core is None else core.payoffs,
        "nash": nash(game.total, alone),
        "least_transfers": None if lifts is None else _plus(table.nets, lifts),
    }
    splits = {name: _split(game, table.nets, given) for name, given in payoffs.items()}
    if sampled is not None and splits["shapley"] is not None:
        errors = dict(zip(game.players, sampled.errors, strict=True))
        splits["shapley"] = replace(splits["shapley"], errors=errors)
    claims = tuple(_claim(table, game, mask) for mask, _ in game.blocking(table.nets))
    return Sharing(
        portfolio=table.portfolio,
        joint=table.joint,
        game=game,
        best=dict(sorted(table.best.items())),
        standings=tuple(_standing(table, place, claims) for place in range(size)),
        claims=claims,
        splits=splits,
        prenucleolus=core is not None and not core.rational,
        least_core=least_core(game),
        negotiation=cases,
        orders=None if sampled is None else sampled.orders,
    )


def _plus(one: Payoffs, other: Payoffs) -> Payoffs:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _split(game: Game, nets: Payoffs, payoffs: Payoffs | None) -> Split | None:
    if payoffs is None:
        return None
    transfers = {
        partner: payoff - net for partner, payoff, net in zip(game.players, payoffs, nets, strict=True)
    }
    return Split(
        payoffs=dict(zip(game.players, payoffs, strict=True)),
        transfers=transfers,
        payments=settle(transfers),
        objecting=len(game.blocking(payoffs)),
    )


def _claim(table: _Table, game: Game, coalition: int) -> Claim:
    alone = table.alone(coalition)
    return Claim(game.names(coalition), alone.value - game.excess(coalition, table.nets), alone)


def _standing(table: _Table, place: int, claims: Iterable[Claim]) -> Standing:
    partner = table.players[place]
    groups = (claim for claim in claims if partner in claim.partners and len(claim.partners) > 1)
    return Standing(partner, table.nets[place], table.alone(1 << place), next(groups, None))

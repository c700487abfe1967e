"""What the best portfolio hangs on: how far each figure may move, and what moving it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from mcda.analysis.datum import Datum
from mcda.analysis.discovery import Discovery, discover
from mcda.analysis.factors import KINDS, SWING, Factor, data_of, datum_named, factors
from mcda.analysis.global_sensitivity import Study, study
from mcda.analysis.means import Means
from mcda.analysis.stability import Refused, Stability, is_suited, stabilities
from mcda.analysis.tornado import Bar, tornado
from mcda.errors import Problem, UsageProblem
from mcda.model import Scenario
from mcda.optimise.engines import Clock, heeding_ctrl_c
from mcda.optimise.solve import solve
from mcda.portfolio.portfolio import Portfolio
from mcda.runs.journal import FORGETFUL, Journal
from mcda.runs.many import ALONE, Hands
from mcda.runs.progress import Listener, unheard

BY_DEFAULT = ("weights", "costs", "rules")
"""Kinds of figures looked at where nothing is asked; scores are many, and come when named."""


@dataclass(frozen=True)
class Asked:
    """What is wanted."""

    only: tuple[str, ...] = BY_DEFAULT
    """Kinds of figures: `weights`, `costs`, `scores`, `rules`."""
    data: tuple[str, ...] = ()
    """Instead, figures by path (`actions.W1.cost`)."""
    stability: bool = True
    tornado: bool = True
    method: str | None = None
    """`morris`, `sobol` or `pawn`: how much each figure matters while all vary at once."""
    discover: str | None = None
    """An action: under what conditions it is in the best portfolio."""
    outputs: tuple[str, ...] = ("value",)
    """Of the study: see `mcda.analysis.evaluation.check_output`."""
    swing: Fraction = SWING
    """Range of figures without a stated interval, on both sides, as a part of them."""
    samples: int | None = None
    seed: int = 1


DEFAULTS = Asked()


@dataclass(frozen=True)
class Sensitivity:
    """Everything that was found."""

    portfolio: Portfolio
    """The best one, whose stability is told."""
    stability: tuple[Stability, ...] = ()
    refused: tuple[Refused, ...] = ()
    tornado: tuple[Bar, ...] = ()
    studies: tuple[Study, ...] = ()
    discovery: Discovery | None = None
    complete: bool = True
    """Everything that was asked was done."""
    interrupted: bool = False

    @property
    def scenario(self) -> Scenario:
        return self.portfolio.scenario


def sensitivity(
    scenario: Scenario,
    asked: Asked = DEFAULTS,
    *,
    engine: str = "auto",
    limit: float | None = None,
    journal: Journal = FORGETFUL,
    listen: Listener = unheard,
    hands: Hands = ALONE,
) -> Sensitivity:
    """How firm the best portfolio is when figures change.

    Parameters
    ----------
    limit
        Seconds; when they are over, what was done so far.
    journal
        Remembers what is established, so that interrupted work goes on.
    hands
        Who does the work: see `mcda.runs.many.many`.

    Raises
    ------
    UsageProblem
        E350 no such figure; E351 stability asked where the best portfolio is not the proven best in
        value; E352 no such output; E353 no figure can move; E093 no such action.
    Infeasible, Stopped
        As `solve`.
    """
    clock = Clock.of(limit)
    means = Means(engine, limit, clock, journal, listen, hands)
    data = _data(scenario, asked)
    moving = factors(scenario, data, asked.swing)
    varied = moving if asked.data else tuple(f for f in moving if not f.is_count)
    with heeding_ctrl_c(clock):
        portfolio = solve(scenario, engine=engine, limit=limit)
        told = asked.stability and _is_told(portfolio)
        ends = tuple(stabilities(portfolio, data, means=means)) if told else ()
        stable = tuple(end for end in ends if isinstance(end, Stability))
        bars = tornado(portfolio, moving, known=stable, means=means) if asked.tornado else ()
        draws = asked.samples, asked.seed
        studies = _studies(scenario, varied, asked, means)
        found = asked.discover and discover(scenario, varied, asked.discover, *draws, means=means)
    done = (
        len(ends) == (len(data) if told else 0)
        and len(bars) == (len(moving) if asked.tornado else 0)
        and all(one.complete for one in studies)
        and (not found or found.complete)
    )
    return Sensitivity(
        portfolio=portfolio,
        stability=stable,
        refused=tuple(end for end in ends if isinstance(end, Refused)),
        tornado=bars,
        studies=studies,
        discovery=found or None,
        complete=done,
        interrupted=clock.cancelled.is_set(),
    )


def _studies(
    scenario: Scenario, varied: Sequence[Factor], asked: Asked, means: Means
) -> tuple[Study, ...]:
    if asked.method is None:
        return ()
    draws = asked.samples, asked.seed
    return study(scenario, varied, asked.method, asked.outputs, *draws, means=means)


def _data(scenario: Scenario, asked: Asked) -> tuple[Datum, ...]:
    """The figures that are looked at, without repetition."""
    unknown = [kind for kind in asked.only if kind not in KINDS]
    if unknown:
        raise UsageProblem(Problem("E356", value=unknown[0], details={"known": ", ".join(KINDS)}))
    if asked.data:
        return tuple(dict.fromkeys(datum_named(scenario, path) for path in asked.data))
    return tuple(data_of(scenario, asked.only))


def _is_told(portfolio: Portfolio) -> bool:
    """Whether stability can be told. `UsageProblem` (E351) where the proof leaves something open."""
    if is_suited(portfolio):
        return True
    raise UsageProblem(Problem("E351"))

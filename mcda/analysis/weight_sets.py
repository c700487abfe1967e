"""Sets of weights side by side: the scenario's own, those of the colleges, and what lies between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from mcda.elicitation import College, Elicited, compromise, scenario_colleges
from mcda.elicitation.colleges import Disagreement, disagreements, distances
from mcda.elicitation.exchange import Rate, default_reference, exchange_rates
from mcda.errors import NOWHERE, Infeasible, McdaError, Problem, Stopped, UsageProblem
from mcda.files.cells import nearest
from mcda.model import Scenario
from mcda.optimise.solve import solve
from mcda.portfolio.listing import check_known, options_of
from mcda.portfolio.portfolio import Portfolio, Regret
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.rules import Consensus
from mcda.scoring import score
from mcda.scoring.weights import weigh

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class WeightSet:
    """One set of weights, and the exchange rates that it implies."""

    name: str
    """Name of the college; empty for the others."""
    kind: Literal["scenario", "college", "mean", "geometric"]
    voice: Fraction | None
    """Of a college."""
    weights: Mapping[str, Fraction]
    """Of the leaves, summing to 1."""
    rates: tuple[Rate, ...]

    @property
    def heading(self) -> str:
        """Name of the college, or the kind of set: what stands above it in a table."""
        return self.name or self.kind


@dataclass(frozen=True)
class WeightSets:
    """Everything that is known about the weights of a scenario."""

    scenario: Scenario
    elicited: Elicited
    """The scenario's own, with how firm they are."""
    reference: str
    """The criterion in whose units exchange rates are told."""
    sets: tuple[WeightSet, ...]
    """The scenario's own, the colleges', their mean and geometric mean."""
    disagreements: tuple[Disagreement, ...]
    """By criterion, the largest first."""
    distances: Mapping[tuple[str, str], Fraction]
    """Share of the weight that two colleges place differently."""
    consensus: Portfolio | None
    """The portfolio with the least worst regret over the colleges, where it was asked for."""
    without_consensus: McdaError | None = None
    """Why there is none although it was asked for."""

    @property
    def intervals(self) -> dict[str, tuple[Fraction, Fraction]]:
        """Least and largest admissible weight of each leaf, where statements leave room."""
        corners = self.elicited.vertices
        leaves = self.elicited.weights if corners else ()
        return {leaf: (min(c[leaf] for c in corners), max(c[leaf] for c in corners)) for leaf in leaves}

    @property
    def table(self) -> pd.DataFrame:
        """Weight of each leaf in each set, summing to 1: a row for each leaf (floats)."""
        return self._frame([list(one.weights.values()) for one in self.sets])

    @property
    def exchange_rates(self) -> pd.DataFrame:
        """What one unit of each leaf is worth, in units of the reference: a row for each leaf (floats).

        NaN where a set gives the reference no weight.
        """
        return self._frame([[rate.in_reference for rate in one.rates] for one in self.sets])

    def regrets(self, actions: Iterable[str]) -> tuple[Regret, ...]:
        """What a list of actions costs each college, beside the portfolio it would choose alone.

        Rules are not looked at. Empty where no portfolio of consensus was found: the best of each
        college comes from its search. `UsageProblem` is raised for an unknown action.
        """
        chosen = frozenset(actions)
        check_known(self.scenario, chosen)
        if self.consensus is None:
            return ()
        scores = score(self.consensus.scenario)
        q, tally = ScenarioQuantities(scores), Tally(scores, options_of(scores, chosen))
        return tuple(
            Regret(one.college, tally.of(q.value(one.college)), one.best)
            for one in self.consensus.proof.regrets
        )

    def _frame(self, columns: Sequence[Sequence[Fraction | None]]) -> pd.DataFrame:
        """Amounts of each set, in order of leaves, as one column each."""
        import pandas as pd

        leaves = pd.Index([leaf.criterion for leaf in self.scenario.leaves], name="criterion")
        amounts = [
            [float("nan") if amount is None else float(amount) for amount in row]
            for row in zip(*columns, strict=True)
        ]
        return pd.DataFrame(amounts, index=leaves, columns=[one.heading for one in self.sets])


def weight_sets(
    scenario: Scenario,
    *,
    reference: str | None = None,
    consensus: bool = True,
    engine: str = "auto",
    limit: float | None = None,
) -> WeightSets:
    """The weights of a scenario, and those of its colleges beside them.

    Parameters
    ----------
    reference
        The criterion in whose units exchange rates are told; by default the heaviest.
    consensus
        Whether to look for the portfolio that the colleges regret least (it takes a few solves).

    Raises
    ------
    UsageProblem
        The reference is no criterion with value of its own, or weights cannot be computed.
    """
    elicited = weigh(scenario)
    told_in = _reference(scenario, reference) or default_reference(elicited.weights)
    colleges = scenario_colleges(scenario)

    def one(kind: Literal["scenario", "college", "mean", "geometric"], college: College) -> WeightSet:
        rates = exchange_rates(scenario, college.weights, told_in)
        voice = college.voice if kind == "college" else None
        return WeightSet(college.name, kind, voice, college.weights, rates)

    nobody = Fraction(1)
    sets = [one("scenario", College("", nobody, elicited.weights))]
    sets += [one("college", college) for college in colleges]
    if len(colleges) > 1:
        sets.append(one("mean", College("", nobody, compromise(colleges, "mean"))))
        sets.append(one("geometric", College("", nobody, compromise(colleges, "geometric"))))
    agreed, reason = (
        _agreed(scenario, engine, limit) if consensus and len(colleges) > 1 else (None, None)
    )
    return WeightSets(
        scenario=scenario,
        elicited=elicited,
        reference=told_in,
        sets=tuple(sets),
        disagreements=disagreements(colleges) if colleges else (),
        distances=distances(colleges),
        consensus=agreed,
        without_consensus=reason,
    )


def _reference(scenario: Scenario, asked: str | None) -> str | None:
    known = [leaf.criterion for leaf in scenario.leaves]
    if asked is not None and asked not in known:
        details = {"known": ", ".join(known)}
        raise UsageProblem(Problem("E210", NOWHERE, asked, details, nearest(asked, known)))
    return asked


def _agreed(
    scenario: Scenario, engine: str, limit: float | None
) -> tuple[Portfolio | None, McdaError | None]:
    """The consensus portfolio, or why there is none."""
    asked = scenario.model_copy(update={"objective": Consensus()})
    try:
        return solve(asked, engine=engine, limit=limit), None
    except (Infeasible, Stopped) as reason:
        return None, reason

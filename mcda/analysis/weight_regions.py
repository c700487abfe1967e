"""For every admissible weight, the best portfolio: the weight space cut into regions, exactly.

Once found, the portfolios answer for any weights by one product of matrices. Where the search is
stopped early, the regret says how much better than the best of them a portfolio could be, at most and
at the worst weights.

Source: the lower bound is the upper envelope of linear functions (Benson 1998 for its outer
approximation; Przybylski, Gandibleux, Ehrgott 2010 for weight set decomposition).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mcda.analysis.frequency import Frequency, frequency
from mcda.analysis.information import Weights, information
from mcda.analysis.weight_samples import Sampler, normalised, vertices_of
from mcda.elicitation import scenario_colleges
from mcda.elicitation.triangulation import Vertex, independent_axes, simplices, size
from mcda.elicitation.weight_space import WeightSpace, branch_space, leaf_space, space_between
from mcda.errors import Infeasible, Stopped
from mcda.model import Scenario
from mcda.optimise.conflicts import conflicts_of
from mcda.optimise.engines import Clock, heeding_ctrl_c
from mcda.optimise.envelope.ask import oracle
from mcda.optimise.envelope.epigraph import Epigraph
from mcda.optimise.envelope.oracles import LeafPoints
from mcda.optimise.envelope.walk import Envelope, Met, walk
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import formulate
from mcda.optimise.prove import choose_engines
from mcda.portfolio.criterion_points import apart
from mcda.runs.journal import FORGETFUL, Journal
from mcda.runs.progress import Listener, unheard
from mcda.scoring import leaf_weights

Reals = NDArray[np.float64]
By = Literal["leaves", "branches"]
MOST_LEAVES = 4
"""That vary by themselves; with more, branches do."""
EXACT_DIMENSIONS = 2
"""Up to which shares of the volume are exact."""
SAMPLES = 10_000
"""For shares in more dimensions."""
TIE = 1e-9
"""Values in doubles that are relatively closer are compared exactly."""


@dataclass(frozen=True)
class Region:
    """A portfolio, and the weights at which none is worth more."""

    actions: tuple[str, ...]
    """Ids, sorted."""
    options: frozenset[str]
    """With starts and tranches, where there are any."""
    points: Mapping[str, Fraction]
    """Points on each leaf, were a full swing of it worth 100."""
    vertices: tuple[Mapping[str, Fraction], ...]
    """Of its region, as weights of the leaves."""
    share: Fraction | None
    """Of the volume of all admissible weights, exact; None where it was only estimated."""
    estimate: Frequency
    """The same share by sampling (what an exact share is, where there is one)."""


@dataclass(frozen=True)
class WeightRegions:
    """The best portfolio at every admissible weight."""

    scenario: Scenario
    weights: Weights
    """What is admitted."""
    space: WeightSpace
    """The part of it that was looked at: all of it, or mixtures of branches."""
    regions: tuple[Region, ...]
    """The largest first; only where they have an inside."""
    regret: Fraction
    """In points: no portfolio is worth more than the best one here plus this, at any weights looked
    at; 0 where everything is proven."""
    verified: str
    """Who else agreed at every corner: `enumeration`, an engine, `bounds`, or `no`."""
    corners: int
    """Weights at which something was proven, or is open."""
    solves: int
    interrupted: bool = False

    @property
    def complete(self) -> bool:
        """Whether these are all portfolios that are best at some weights looked at."""
        return self.regret == 0

    @property
    def leaves(self) -> tuple[str, ...]:
        """In the order of columns of weights."""
        return self.space.leaves

    def value_at(self, weights: Mapping[str, Fraction]) -> Fraction:
        """Points of the best portfolio at some weights of the leaves, exact."""
        return max(self._value(region, weights) for region in self.regions)

    def values(self, weights: Reals) -> tuple[Reals, NDArray[np.int64]]:
        """Best value and number of its region, at many weights.

        `weights` is (n, leaves). Which portfolio is best is decided exactly where doubles are too
        close; of equals the one with the larger region.
        """
        weights = np.asarray(weights, dtype=float)
        if not self.regions:
            raise ValueError("no portfolio was found")
        found = weights @ self._points.T
        best = found.argmax(axis=1)
        values = found[np.arange(len(found)), best]
        near = found >= (values - TIE * (1 + abs(values)))[:, None]
        for row in np.flatnonzero(near.sum(axis=1) > 1):
            own = {leaf: Fraction(w) for leaf, w in zip(self.leaves, weights[row].tolist(), strict=True)}
            rivals = np.flatnonzero(near[row]).tolist()
            best[row] = max(rivals, key=lambda k: (self._value(self.regions[k], own), -k))
        return values, best.astype(np.int64)

    def _value(self, region: Region, weights: Mapping[str, Fraction]) -> Fraction:
        return sum((weights[leaf] * points for leaf, points in region.points.items()), Fraction(0))

    @cached_property
    def _points(self) -> Reals:
        rows = [[float(region.points[leaf]) for leaf in self.leaves] for region in self.regions]
        return np.array(rows)


def weight_regions(
    scenario: Scenario,
    weights: Weights | None = None,
    by: By | None = None,
    *,
    within: Fraction = Fraction(0),
    engine: str = "auto",
    limit: float | None = None,
    journal: Journal = FORGETFUL,
    listen: Listener = unheard,
) -> WeightRegions:
    """The best portfolio at every admissible weight.

    Parameters
    ----------
    weights
        What is admitted (`mcda.analysis.information`); None for what the scenario has by default.
    by
        What varies: every leaf, or the branches at the top of the tree while leaves inside keep
        their proportions. None: branches where there are more than four leaves.
    within
        Stop when the regret is no more than so many points.
    limit
        Seconds; when they are over, what is known with its regret.

    Raises
    ------
    UsageProblem
        Weights that cannot be used (`information`).
    Infeasible, Stopped
        No portfolio meets all rules; no time to find one.
    """
    admitted = information(scenario, scores="nominal").weights if weights is None else weights
    clock, pair = Clock.of(limit), choose_engines(engine)
    space = space_of(scenario, admitted, by)
    with heeding_ctrl_c(clock):
        programme = formulate(apart(prepared(scenario, engine=engine, clock=clock)))
        asked = oracle(programme, pair, clock)
        unit = LeafPoints(programme).unit
        found = walk(space, asked, clock, within=within / unit, journal=journal, listen=listen)
        if not found.portfolios and not found.possible:
            raise Infeasible(*conflicts_of(programme, pair[0], clock))
    if found.epigraph is None:
        raise Stopped(interrupted=clock.cancelled.is_set())
    return WeightRegions(
        scenario=scenario,
        weights=admitted,
        space=space,
        regions=_regions(scenario, space, found, found.epigraph, unit),
        regret=found.epigraph.regret / found.scale * unit,
        verified=found.verified,
        corners=len(found.epigraph.corners),
        solves=found.solves,
        interrupted=clock.cancelled.is_set(),
    )


def space_of(scenario: Scenario, admitted: Weights, by: By | None = None) -> WeightSpace:
    """Admissible weights as parameters: the points that they lie between, leaves, or branches."""
    if admitted.hull:
        named = [college.name for college in scenario_colleges(scenario)]
        same = admitted.source == "colleges" and len(named) == len(admitted.hull)
        names = named if same else [str(place) for place in range(1, len(admitted.hull) + 1)]
        return space_between(dict(zip(names, admitted.hull, strict=True))).meeting(admitted.cuts)
    if by == "leaves" or (by is None and len(admitted.leaves) <= MOST_LEAVES):
        return leaf_space(scenario).meeting(admitted.cuts)
    return branch_space(scenario, leaf_weights(scenario)).meeting(admitted.cuts)


def _regions(
    scenario: Scenario, space: WeightSpace, found: Envelope, shape: Epigraph, unit: Fraction
) -> tuple[Region, ...]:
    """Portfolios whose regions have an inside, the largest first."""
    vertices = vertices_of(space)
    axes = independent_axes([vertex.point for vertex in vertices])
    held: list[tuple[Met, list[Vertex]]] = []
    for number, met in enumerate(found.portfolios):
        corners = [
            Vertex(normalised(corner.parameters), corner.ray.tight) for corner in shape.touching(number)
        ]
        if corners and len(independent_axes([corner.point for corner in corners])) == len(axes):
            held.append((met, corners))
    exact = _exact_shares([corners for _, corners in held], vertices, axes)
    sampled = _sampled_shares(space, [met.points for met, _ in held], exact)
    regions = [
        Region(
            actions=tuple(sorted(met.chosen & scenario.action_by_id.keys())),
            options=met.chosen,
            points={leaf: z * unit for leaf, z in zip(space.leaves, met.points, strict=True)},
            vertices=tuple(space.weights(corner.point) for corner in corners),
            share=share,
            estimate=estimate,
        )
        for (met, corners), share, estimate in zip(held, exact, sampled, strict=True)
    ]
    return tuple(sorted(regions, key=lambda r: (-(r.share or 0), -r.estimate.share, r.actions)))


def _exact_shares(
    regions: Sequence[list[Vertex]], whole: list[Vertex], axes: Sequence[int]
) -> list[Fraction | None]:
    """Share of the volume of each region; None in many dimensions."""
    if len(axes) > EXACT_DIMENSIONS:
        return [None] * len(regions)
    volume = _volume(whole, axes)
    return [_volume(corners, axes) / volume for corners in regions]


def _volume(vertices: list[Vertex], axes: Sequence[int]) -> Fraction:
    return sum((size(simplex, axes) for simplex in simplices(vertices)), Fraction(0))


def _sampled_shares(
    space: WeightSpace, points: Sequence[Sequence[int]], exact: Sequence[Fraction | None]
) -> list[Frequency]:
    """By how many of the weights drawn each portfolio is best; exact shares as they are."""
    if None not in exact:
        return [Frequency(float(s or 0), float(s or 0), float(s or 0), 0, 0) for s in exact]
    sampler = Sampler(space)
    drawn = sampler.weights(sampler.draw(SAMPLES, np.random.default_rng(0)))
    best = (drawn @ np.array(points, dtype=float).T).argmax(axis=1)
    seen = np.bincount(best, minlength=len(points))
    return [frequency(int(count), SAMPLES) for count in seen]

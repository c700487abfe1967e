"""Pareto local search: portfolios one option or one exchange away from those of an archive."""

from __future__ import annotations

import numpy as np

from mcda.optimise.engines import Clock
from mcda.optimise.fronts.archive import Archive, dominated, nondominated
from mcda.optimise.fronts.problem import FrontProblem, Selected, Whole, uses


def improved(
    problem: FrontProblem, archive: Archive, clock: Clock, effort: int, known: Archive | None = None
) -> Archive:
    """An archive that takes in what is near its portfolios, until nothing new is.

    `effort` bounds the neighbours looked at, times objectives and rows. Portfolios of `known` have
    been explored before.
    """
    explored = set() if known is None else {point.tobytes() for point in known.points}
    scouting = _Neighbourhood(problem)
    while effort > 0 and not clock.over:
        fresh = [k for k, point in enumerate(archive.points) if point.tobytes() not in explored]
        if not fresh:
            break
        found: list[Selected] = []
        for place in fresh:
            explored.add(archive.points[place].tobytes())
            effort -= scouting.size
            found.append(scouting.promising(archive, place))
            if effort <= 0 or clock.over:
                break
        near = np.vstack(found)
        points, meets = problem.evaluate(near)
        archive = archive.plus(points[meets], near[meets])
    return archive


class _Neighbourhood:
    """Exchanges of one option for another, judged by what options alone add."""

    def __init__(self, problem: FrontProblem) -> None:
        options = slice(problem.options)
        self._options = problem.options
        self._gains = problem.objectives[:, options].astype(float)
        self._uses = problem.rows[:, options].astype(float)
        others = uses(problem.rows, problem)[0][:, problem.options :].sum(axis=1)
        self._bounds = (problem.bounds - others).astype(float)
        self.size = (problem.options + 2) ** 2 // 4 * (len(self._gains) + len(self._uses))

    def promising(self, archive: Archive, place: int) -> Selected:
        """Neighbours that seem to meet every row and that no point of the archive seems to dominate."""
        base = archive.portfolios[place]
        outs, ins = (np.append(-1, np.flatnonzero(side)) for side in (base, ~base))
        slack = self._bounds - self._uses @ base
        fits = self._exchanged(slack, -self._uses, outs, ins) >= 0
        exchanges = np.flatnonzero(fits.all(axis=0).ravel())
        gains = self._exchanged(np.zeros(len(self._gains)), self._gains, outs, ins)
        gains = gains.reshape(len(gains), -1)[:, exchanges]
        better = (gains > 0).any(axis=0)
        points: Whole = (archive.points[place] + gains[:, better].T).astype(np.int64)
        kept = nondominated(points)
        kept = kept[~dominated(points[kept], archive.points)]
        return self._after(base, outs, ins, exchanges[better][kept])

    def _exchanged(
        self, start: np.ndarray, columns: np.ndarray, outs: np.ndarray, ins: np.ndarray
    ) -> np.ndarray:
        """Amounts (rows, outs, ins) when an option leaves and another enters; -1 stands for none."""
        padded = np.column_stack([columns, np.zeros(len(columns))])
        lost, won = padded[:, outs], padded[:, ins]
        result: np.ndarray = start[:, None, None] - lost[:, :, None] + won[:, None, :]
        return result

    def _after(
        self, base: np.ndarray, outs: np.ndarray, ins: np.ndarray, exchanges: np.ndarray
    ) -> Selected:
        leaving, entering = outs[exchanges // len(ins)], ins[exchanges % len(ins)]
        padded = np.repeat(np.append(base, False)[None], len(exchanges), axis=0)
        lines = np.arange(len(exchanges))
        padded[lines, leaving] = False
        padded[lines, entering] = True
        return padded[:, : self._options]

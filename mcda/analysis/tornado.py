"""A tornado: what each figure alone does to the best value, and to the portfolio that was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mcda.analysis.evaluation import Evaluation, evaluations
from mcda.analysis.factors import Factor
from mcda.analysis.means import ALONE, Means
from mcda.analysis.stability import Stability
from mcda.portfolio.portfolio import Portfolio
from mcda.runs.progress import Listener, Progress
from mcda.wording import N_

SAFE = Fraction(99, 100)
"""Part of the way to the end of a stability interval on which the rounding of units tells nothing."""


@dataclass(frozen=True)
class Tip:
    """One end of a bar: everything as it is, but for one figure."""

    figure: Fraction
    best: Fraction | None
    """Best value, re-optimised; None where nothing is possible."""
    entered: tuple[str, ...]
    """What the best portfolio then has, and the chosen one has not."""
    left: tuple[str, ...]
    kept: Fraction
    """Value of the chosen portfolio as it is."""
    fails: tuple[str, ...]
    """Rules that the chosen portfolio does not meet then."""


@dataclass(frozen=True)
class Bar:
    """One figure at both ends of its range."""

    factor: Factor
    low: Tip
    high: Tip
    value: Fraction
    """Value of the chosen portfolio now."""

    @property
    def width(self) -> Fraction:
        """By how much the best value changes from end to end; all of it where nothing is possible."""
        values = [tip.best or Fraction(0) for tip in (self.low, self.high)] + [self.value]
        return max(values) - min(values)

    @property
    def longest(self) -> Fraction:
        """The larger change of the best value at an end where something is possible."""
        changes = (abs(tip.best - self.value) for tip in (self.low, self.high) if tip.best is not None)
        return max(changes, default=Fraction(0))

    @property
    def kept_width(self) -> Fraction:
        """By how much the value of the chosen portfolio changes."""
        values = [self.low.kept, self.high.kept, self.value]
        return max(values) - min(values)


def tornado(
    portfolio: Portfolio,
    factors: Sequence[Factor],
    *,
    known: Sequence[Stability] = (),
    second_opinion: bool = False,
    means: Means = ALONE,
) -> tuple[Bar, ...]:
    """The bars of all figures, the widest first; of those that were done when the clock stopped.

    Each end is one optimum that one engine has proven; with `second_opinion`, both. Where a `known`
    stability interval says that the portfolio stays the best, only its own value is read again.
    """
    told = {one.datum: one for one in known}
    samples = [{f.datum: figure} for f in factors for figure in (f.low, f.high)]
    found = evaluations(
        portfolio.scenario,
        samples,
        kept=portfolio.options,
        firm=[_is_firm(told.get(datum), figure) for s in samples for datum, figure in s.items()],
        second_opinion=second_opinion,
        means=means,
    )
    bars = list(_bars(portfolio, factors, found, means.listen))
    return tuple(sorted(bars, key=lambda bar: (-bar.width, -bar.kept_width, bar.factor.datum)))


def _is_firm(known: Stability | None, figure: Fraction) -> bool:
    """Whether a stability interval reaches further than a figure, by more than any rounding."""
    if known is None:
        return False
    end = known.low if figure < known.value else known.high
    last = end.looked if end.at is None else end.at
    return last is None or abs(figure - known.value) < SAFE * abs(last - known.value)


def _bars(
    portfolio: Portfolio, factors: Sequence[Factor], found: Iterator[Evaluation], listen: Listener
) -> Iterator[Bar]:
    for number, factor in enumerate(factors):
        said = Progress(N_("Tornado: {datum}"), {"datum": str(factor.datum)}, number / len(factors))
        listen(said)
        ends = [end for end in (next(found, None), next(found, None)) if end is not None]
        if len(ends) < 2:
            return
        low, high = (
            _tip(portfolio, figure, end)
            for figure, end in zip((factor.low, factor.high), ends, strict=True)
        )
        yield Bar(factor, low, high, portfolio.value)


def _tip(portfolio: Portfolio, figure: Fraction, found: Evaluation) -> Tip:
    before, after = set(portfolio.actions), set(found.actions)
    possible = found.value is not None
    return Tip(
        figure=figure,
        best=found.value,
        entered=tuple(sorted(after - before)) if possible else (),
        left=tuple(sorted(before - after)) if possible else (),
        kept=portfolio.value if found.kept_value is None else found.kept_value,
        fails=found.kept_fails,
    )

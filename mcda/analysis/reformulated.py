"""The scores of a portfolio that was found, without asking anything anew."""

from __future__ import annotations

from dataclasses import replace

from mcda.portfolio.portfolio import Portfolio
from mcda.scoring import Scores, score


def scores_of(portfolio: Portfolio) -> Scores:
    """The scores that a portfolio was assembled from, with what its rules knew beforehand."""
    scores = score(portfolio.scenario)
    return replace(scores, potentials=portfolio.potentials, alone=portfolio.alone)

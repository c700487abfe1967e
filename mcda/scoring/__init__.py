"""From levels in natural units to whole units of value and money."""

from mcda.scoring.scores import ActionScore, Entry, Scores, score
from mcda.scoring.values import ActionData, Effects, Valuation
from mcda.scoring.weights import leaf_weights

__all__ = [
    "ActionData",
    "ActionScore",
    "Effects",
    "Entry",
    "Scores",
    "Valuation",
    "leaf_weights",
    "score",
]

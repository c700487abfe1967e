"""From levels in natural units to whole units of value and money."""

from mcda.scoring.entries import AFTER, ActionScore, Entry
from mcda.scoring.options import Option, start_id
from mcda.scoring.scores import Scores, score
from mcda.scoring.values import ActionData, Effects, Valuation
from mcda.scoring.weights import leaf_weights

__all__ = [
    "AFTER",
    "ActionData",
    "ActionScore",
    "Effects",
    "Entry",
    "Option",
    "Scores",
    "Valuation",
    "leaf_weights",
    "score",
    "start_id",
]

"""From answers to weights: what people say of criteria, as exact shares of one."""

from mcda.elicitation.colleges import College, compromise
from mcda.elicitation.weigh import Consistency, Elicited, Note, elicit, own_weights, scenario_colleges

__all__ = [
    "College",
    "Consistency",
    "Elicited",
    "Note",
    "compromise",
    "elicit",
    "own_weights",
    "scenario_colleges",
]

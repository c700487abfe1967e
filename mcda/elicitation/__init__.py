"""From answers to weights: what people say of criteria, as exact shares of one."""

from mcda.elicitation.colleges import College, colleges_of, compromise
from mcda.elicitation.weigh import Consistency, Elicited, elicit

__all__ = ["College", "Consistency", "Elicited", "colleges_of", "compromise", "elicit"]

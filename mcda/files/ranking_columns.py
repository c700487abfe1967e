"""Columns of the table of criteria that classical rankings read; portfolios never do."""

from __future__ import annotations

from mcda.files.headers import Column
from mcda.wording import N_

RANKING = (
    Column(
        "indifference",
        "amount",
        "indifférence",
        N_("For rankings: a difference up to this one, in the unit, says nothing."),
        aliases=("seuil d'indifférence",),
    ),
    Column(
        "preference",
        "amount",
        "préférence",
        N_("For rankings: a difference from this one on, in the unit, is a clear preference."),
        aliases=("seuil de préférence",),
    ),
    Column(
        "veto",
        "amount",
        "veto",
        N_("For rankings: an action this much worse, in the unit, is never placed before the other."),
        aliases=("seuil de veto",),
    ),
    Column(
        "gaussian",
        "amount",
        "gaussien",
        N_("For rankings: where the gaussian preference function rises most steeply, in the unit."),
        aliases=("seuil gaussien",),
    ),
    Column(
        "preference_function",
        "choice",
        "fonction de préférence",
        N_("For rankings: how preference grows with the difference (PROMETHEE); usual: at once."),
        choices={
            "usual": ("usuelle",),
            "u_shape": ("en_u", "en forme de U"),
            "v_shape": ("en_v", "en forme de V"),
            "level": ("à_paliers",),
            "linear": ("linéaire",),
            "gaussian": ("gaussienne",),
        },
    ),
    Column(
        "priority_from",
        "number",
        "prioritaire dès",
        N_("For rankings: effect from which an action is in the class “priority” on this criterion."),
    ),
    Column(
        "mature_from",
        "number",
        "à mûrir dès",
        N_("For rankings: effect from which an action is in the class “to mature” on this criterion."),
    ),
)
"""Thresholds of outranking methods and limits of classes, by criterion."""
RANKING_FIELDS = tuple(column.name for column in RANKING)
"""Their fields of a criterion; none on families, marks and thresholds."""

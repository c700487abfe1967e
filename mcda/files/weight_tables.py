"""Tables of weights: the sets of the colleges, and the answers of each method of elicitation.

A table of answers counts where `weights:` names it (`weights: swing`). The column `question` is
written for the planner and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from mcda.files.headers import KEPT, Column, Table
from mcda.wording import N_

CRITERION = Column(
    "criterion", "id", "critère", N_("Code of the criterion or branch."), required=True, filled=True
)
OTHER = Column(
    "other", "id", "autre", N_("Code of the other criterion."), required=True, filled=True,
    aliases=("autre critère",),
)  # fmt: skip
QUESTION = Column("question", "text", "question", N_("What is asked; it changes nothing."))

COLLEGES = Table(
    "weights",
    "poids",
    about=N_("Sets of weights, one for each college: swing points of each criterion."),
    aliases=("colleges", "collèges"),
    columns=(
        Column("college", "text", "collège", N_("Who gives these weights."), required=True, filled=True),
        CRITERION,
        Column(
            "weight",
            "amount",
            "poids",
            N_("Swing points, relative to those of its siblings."),
            required=True,
            filled=True,
            aliases=("points",),
        ),
        Column("voice", "amount", "voix", N_("How much the college counts; 1 if nothing is said.")),
        *KEPT,
    ),
)
SWING = Table(
    "swing",
    "bascules",
    about=N_("Answers on swings: points of each, 100 for the one that is worth most."),
    key="criterion",
    columns=(
        CRITERION,
        Column("points", "amount", "points", N_("From 0 to 100."), required=True),
        QUESTION,
        *KEPT,
    ),
)
RANKS = Table(
    "ranks",
    "rangs",
    about=N_("Answers on ranks: 1 for the swing that is worth most; equals share a rank."),
    key="criterion",
    columns=(
        CRITERION,
        Column("rank", "whole", "rang", N_("1, 2, 3 ..."), required=True),
        QUESTION,
        *KEPT,
    ),
)
AHP = Table(
    "ahp",
    "paires",
    about=N_("Pairwise judgements: how many times the first swing is worth the other."),
    columns=(
        CRITERION,
        OTHER,
        Column("judgement", "text", "jugement", N_("3, or 1/3 for the other way round."), required=True),
        QUESTION,
        *KEPT,
    ),
)
BWM = Table(
    "bwm",
    "meilleur_pire",
    about=N_("Best-worst answers: how the best compares with each, and each with the worst."),
    key="criterion",
    columns=(
        CRITERION,
        Column(
            "best_to_it",
            "amount",
            "meilleur_contre_lui",
            N_("How many times the best is worth this one; 1 names the best."),
            required=True,
        ),
        Column(
            "it_to_worst",
            "amount",
            "lui_contre_pire",
            N_("How many times this one is worth the worst; 1 names the worst."),
            required=True,
        ),
        QUESTION,
        *KEPT,
    ),
)
TRADEOFF = Table(
    "tradeoff",
    "échanges",
    about=N_("Changes that are worth the same, each in the unit of its criterion."),
    columns=(
        Column("amount", "number", "quantité", N_("Change from doing nothing."), required=True),
        CRITERION,
        Column(
            "other_amount",
            "number",
            "autre quantité",
            N_("Change that is worth as much."),
            required=True,
        ),
        OTHER,
        QUESTION,
        *KEPT,
    ),
)
STATEMENTS = Table(
    "statements",
    "énoncés",
    about=N_("What is known of the weights, one statement per row."),
    columns=(
        Column(
            "statement",
            "text",
            "énoncé",
            N_("Such as trips >= 2*jobs, or 0.1 <= water <= 0.3."),
            required=True,
            aliases=("enonce",),
        ),
        QUESTION,
        *KEPT,
    ),
)

ANSWER_TABLES: Mapping[str, Table] = {
    table.name: table for table in (SWING, RANKS, AHP, BWM, TRADEOFF, STATEMENTS)
}
"""Tables of answers by the method of elicitation, which is their name."""
WEIGHT_TABLES: Mapping[str, Table] = {COLLEGES.name: COLLEGES, **ANSWER_TABLES}

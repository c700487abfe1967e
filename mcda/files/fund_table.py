"""The table of funds: envelopes, rates, and what each fund is for."""

from __future__ import annotations

import re

from mcda.files.headers import KEPT, NAMED, Column, Family, Table, own_id
from mcda.wording import N_

FUNDS = Table(
    "funds",
    "fonds",
    about=N_("Funds that may support actions, one per row; how much is decided when solving."),
    key="fund",
    columns=(
        own_id("fund", "fonds"),
        NAMED,
        Column(
            "envelope",
            "money",
            "enveloppe",
            N_("Most that it grants in all, in the scenario's money."),
            aliases=("enveloppe totale",),
        ),
        Column(
            "max_rate",
            "percent",
            "taux maximal",
            N_("Largest percentage of the cost of an action that it grants."),
            required=True,
            filled=True,
            aliases=("taux maximum", "taux max", "taux"),
        ),
        Column(
            "step",
            "percent",
            "pas",
            N_("Size of a tranche, in percent of the cost: a whole number; 10 if nothing is said."),
            aliases=("tranche",),
        ),
        Column(
            "themes",
            "text",
            "thèmes",
            N_("Themes of the actions that it may support, separated by ;. Blank for all."),
        ),
        Column(
            "partners",
            "ids",
            "partenaires",
            N_("Leads that may ask, codes separated by spaces; blank for all."),
            aliases=("bénéficiaires", "porteurs"),
        ),
        Column(
            "kinds",
            "choice",
            "natures",
            N_("investment or operating; blank for both."),
            choices={"investment": ("investissement",), "operating": ("fonctionnement",)},
            aliases=("kind", "nature"),
        ),
        Column(
            "not_with",
            "ids",
            "non cumulable avec",
            N_("Funds that may not support the same action, codes separated by spaces."),
            aliases=("incompatible avec",),
        ),
        *KEPT,
    ),
    families=(
        Family(
            "name.<language>",
            "text",
            re.compile(r"(?i:name|nom)\.(?P<of>fr|en)"),
            "name.{of}",
            N_("Name on screen in a language."),
        ),
        Family(
            "envelope.<year>",
            "money",
            re.compile(r"(?i:envelope|enveloppe)[. ](?P<of>\d{4})"),
            "envelope.{of}",
            N_("Most that it grants to actions that start in a year."),
        ),
    ),
)

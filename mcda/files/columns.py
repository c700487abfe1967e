"""The tables of a scenario: their names, their columns, in English and in French.

The French names are data, not translations: a French workbook is read whatever the language of
the screen. Descriptions are translated when shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from mcda.files.fund_table import FUNDS
from mcda.files.headers import KEPT, NAMED, Column, Family, Kind, Table, fold, own_id, without_unit
from mcda.files.ranking_columns import RANKING
from mcda.files.weight_tables import WEIGHT_TABLES
from mcda.wording import N_


@cache
def find_column(table: str, header: str) -> tuple[str, Kind] | None:
    """Canonical name and kind of a header of a table; None for a column that is not known.

    The columns of `impacts` that bear the ids of criteria are left to whoever knows them.
    """
    known = EVERY_TABLE[table]
    column = known.by_header.get(fold(header)) or known.by_header.get(fold(without_unit(header)))
    if column is not None:
        return column.name, column.kind
    for family in known.families:
        found = family.pattern.fullmatch(without_unit(header))
        if found:
            return family.canonical.format_map(found.groupdict()), family.kind
    return None


@cache
def find_table(name: str) -> str | None:
    """Canonical name of a table called `name` in a folder or a workbook."""
    return _TABLE_NAMES.get(fold(name))


def find_inline(key: str) -> str | None:
    """Canonical name of a table called `key` in a `scenario.yaml`, where `weights` is a setting."""
    return None if key == "weights" else find_table(key)


def find_choice(column: Column, text: str) -> str | None:
    """Canonical value of a choice written in English or French."""
    folded = fold(text)
    for canonical, french in column.choices.items():
        if folded in {fold(name) for name in (canonical, *french)}:
            return canonical
    return None


NAMES = Family(
    "name.<language>",
    "text",
    re.compile(r"(?i:name|nom)\.(?P<of>fr|en)"),
    "name.{of}",
    N_("Name on screen in a language."),
)

PARTNERS = Table(
    "partners",
    "partenaires",
    about=N_("Territories and bodies that pay or receive, one per row."),
    key="partner",
    columns=(
        own_id("partner", "partenaire"),
        NAMED,
        Column("group", "text", "groupe", N_("urban, periurban, rural or any other; blank for a body.")),
        Column(
            "population",
            "amount",
            "population",
            N_("Inhabitants."),
            aliases=("habitants", "population municipale", "inhabitants"),
        ),
        Column(
            "area",
            "amount",
            "superficie",
            N_("Square kilometres."),
            aliases=("surface", "superficie km2"),
        ),
        Column(
            "cap",
            "money",
            "plafond",
            N_("Most it can pay, in the scenario's money."),
            aliases=("plafond de contribution", "plafond contribution"),
        ),
        Column(
            "fiscal_capacity",
            "money",
            "capacité fiscale",
            N_("Fiscal capacity, in the scenario's money."),
            aliases=("potentiel fiscal",),
        ),
        Column("need", "amount", "besoin", N_("Need, in a unit common to all partners.")),
        Column(
            "parent",
            "id",
            "membre de",
            N_("Partner of which it is a member."),
            aliases=("parent", "rattachement"),
        ),
        Column("college", "text", "collège", N_("Who speaks for it.")),
        Column(
            "contiguous_with",
            "ids",
            "voisin de",
            N_("Neighbours with a common border, codes separated by spaces; one direction is enough."),
            aliases=("voisins", "contigu à", "limitrophe de", "contiguous"),
        ),
        *KEPT,
    ),
    families=(
        NAMES,
        Family(
            "group@<name>",
            "text",
            re.compile(r"(?i:group|groupe)@(?P<of>[^.@]+)"),
            "group@{of}",
            N_("Group of the partner in another classification; verdicts are tested against it."),
        ),
        Family(
            "group@<name>.<group>",
            "share",
            re.compile(r"(?i:group|groupe)@(?P<of>[^.@]+\..+)"),
            "group@{of}",
            N_("Share of the partner in a group of another classification."),
        ),
        Family(
            "group.<group>",
            "share",
            re.compile(r"(?i:group|groupe)\.(?P<of>.+)"),
            "group.{of}",
            N_("Share of the partner in a group, instead of the column group."),
        ),
        Family(
            "need.<criterion>",
            "amount",
            re.compile(r"(?i:need|besoin)\.(?P<of>.+)"),
            "need.{of}",
            N_("Need for one criterion."),
        ),
    ),
)

CRITERIA = Table(
    "criteria",
    "critères",
    about=N_("What is valued, one criterion or family of criteria per row."),
    key="criterion",
    families=(NAMES,),
    columns=(
        own_id("criterion", "critère"),
        NAMED,
        Column("unit", "text", "unité", N_("Unit of the levels."), required=True),
        Column(
            "zero",
            "number",
            "zéro",
            N_("Level of doing nothing, worth 0 points; blank for a family."),
            required=True,
            aliases=("niveau zéro",),
        ),
        Column(
            "full",
            "number",
            "plein",
            N_("Level worth 100 points; below zero if less is better."),
            required=True,
            aliases=("niveau plein", "cible"),
        ),
        Column(
            "weight", "amount", "poids", N_("Worth of the swing from zero to full, beside its siblings.")
        ),
        Column("parent", "id", "parent", N_("Family it belongs to."), aliases=("famille",)),
        Column(
            "shape",
            "shape",
            "forme",
            N_(
                "linear; level:points pairs such as 0:0 200:60 500:100; exponential and the level "
                "worth 50 points, such as exponential 30; or named levels: weak:0 fair:40 strong:100."
            ),
            aliases=("courbe",),
        ),
        Column(
            "scope",
            "choice",
            "portée",
            N_(
                "action: values of the actions are added; portfolio: value of the summed impact; "
                "partner: value of what each partner gets, against its need."
            ),
            choices={
                "action": ("action",),
                "portfolio": ("portefeuille",),
                "partner": ("partenaire",),
            },
        ),
        Column(
            "role",
            "choice",
            "rôle",
            N_("value; success: a mark read as a probability; threshold: a level that screens actions."),
            choices={
                "value": ("valeur",),
                "success": ("succès", "réussite"),
                "threshold": ("seuil",),
            },
        ),
        Column(
            "clip", "bool", "borné", N_("yes: never below 0 nor above 100 points."), aliases=("écrêté",)
        ),
        Column(
            "at_least", "number", "au moins", N_("Least level of a threshold."), aliases=("minimum",)
        ),
        Column(
            "at_most", "number", "au plus", N_("Largest level of a threshold."), aliases=("maximum",)
        ),
        *RANKING,
        *KEPT,
    ),
)

ACTIONS = Table(
    "actions",
    "actions",
    about=N_("Candidate actions, one per row."),
    key="action",
    families=(NAMES,),
    columns=(
        own_id("action", "action"),
        NAMED,
        Column("theme", "text", "thème", N_("One theme."), required=True, filled=True),
        Column(
            "cost",
            "money",
            "coût",
            N_("Whole cost, in the scenario's money."),
            required=True,
            filled=True,
            aliases=("coût total", "montant"),
        ),
        Column(
            "lead",
            "id",
            "pilote",
            N_("Partner that leads it."),
            aliases=("porteur", "chef de file", "maître d'ouvrage"),
        ),
        Column(
            "cofinancing",
            "percent",
            "cofinancement",
            N_("Percent of the cost paid by others than the partners."),
            aliases=("cofinancement externe", "cofunding"),
        ),
        Column("cost.low", "money", "coût bas", N_("Least cost thought possible.")),
        Column("cost.high", "money", "coût haut", N_("Largest cost thought possible.")),
        Column(
            "duration",
            "whole",
            "durée",
            N_("Whole years of work."),
            aliases=("durée (ans)", "durée années"),
        ),
        Column(
            "duration_months", "whole", "durée (mois)", N_("Months of work."), aliases=("durée en mois",)
        ),
        Column("earliest", "year", "au plus tôt", N_("First year in which it may start.")),
        Column("latest", "year", "au plus tard", N_("Last year in which it may start.")),
        Column(
            "profile",
            "profile",
            "échéancier",
            N_("Percent of the cost in each year since the start: 20 50 30."),
            aliases=("profil",),
        ),
        Column(
            "delivers",
            "amount",
            "effets après",
            N_("Years from the start to the first effect."),
            aliases=("délai d'effet",),
        ),
        Column(
            "kind",
            "choice",
            "nature",
            N_("investment or operating."),
            choices={"investment": ("investissement",), "operating": ("fonctionnement",)},
        ),
        Column("competence", "text", "compétence", N_("Legal competence it rests on.")),
        Column(
            "legal_basis",
            "text",
            "base légale",
            N_("Legal basis."),
            aliases=("fondement juridique", "base juridique"),
        ),
        Column("convention", "bool", "convention", N_("yes: a convention between partners is needed.")),
        *KEPT,
    ),
)

IMPACTS = Table(
    "impacts",
    "effets",
    aliases=("effects",),
    about=N_("What each action changes on each criterion, against doing nothing."),
    key="action",
    columns=(
        Column(
            "action",
            "doing",
            "action",
            N_("Code of the action; W1.if_not for what happens if W1 is not done."),
            required=True,
            filled=True,
            aliases=("id", "code", "code action"),
        ),
        *KEPT,
    ),
)
BOUND = re.compile(r"(?P<of>.+)\.(?:(?P<low>low|bas)|(?P<high>high|haut))", re.IGNORECASE)
"""Headers of the ends of an interval in `impacts`: `trips.low`, `trips.haut`."""

SHARES = Table(
    "shares",
    "parts",
    about=N_("Who pays for each action and who receives it, in percent; each sums to 100 per action."),
    columns=(
        Column("action", "id", "action", N_("Code of the action."), required=True, filled=True),
        Column("partner", "id", "partenaire", N_("Code of the partner."), required=True, filled=True),
        Column("pays", "percent", "paie", N_("Percent of the local cost that it pays."), required=True),
        Column(
            "receives",
            "percent",
            "reçoit",
            N_("Percent of the benefit that it receives."),
            required=True,
            aliases=("bénéficie",),
        ),
        Column(
            "criterion",
            "id",
            "critère",
            N_("The one criterion whose benefit the row is about; else blank."),
        ),
        Column("pays.low", "percent", "paie bas", N_("Least percent that it pays, if that is decided.")),
        Column("pays.high", "percent", "paie haut", N_("Largest percent, if what it pays is decided.")),
        Column("receives.low", "percent", "reçoit bas", N_("Least percent thought possible.")),
        Column("receives.high", "percent", "reçoit haut", N_("Largest percent thought possible.")),
        *KEPT,
    ),
)

LINKS = Table(
    "links",
    "liens",
    about=N_("Dependencies and synergies between actions, one pair per row."),
    columns=(
        Column(
            "type",
            "choice",
            "type",
            N_("requires, excludes, together or synergy."),
            required=True,
            filled=True,
            aliases=("lien",),
            choices={
                "requires": ("nécessite", "requiert"),
                "excludes": ("exclut",),
                "together": ("ensemble",),
                "synergy": ("synergie",),
            },
        ),
        Column("action", "id", "action", N_("Code of the action."), required=True, filled=True),
        Column(
            "other",
            "id",
            "autre",
            N_("Code of the other action."),
            required=True,
            filled=True,
            aliases=("autre action",),
        ),
        Column("effect", "effect", "effet", N_("Of a synergy: percent gained or lost by both actions.")),
        Column(
            "on",
            "id",
            "sur",
            N_("Of a synergy: value, cost or a criterion."),
            choices={"value": ("valeur",), "cost": ("coût",)},
        ),
        *KEPT,
    ),
)

TABLES: Mapping[str, Table] = {
    table.name: table for table in (PARTNERS, CRITERIA, ACTIONS, IMPACTS, SHARES, LINKS)
}
"""The tables by name, in the order in which a planner fills them."""

SCENARIO_TABLES: Mapping[str, Table] = {**TABLES, FUNDS.name: FUNDS}
"""These, and the funds."""

EVERY_TABLE: Mapping[str, Table] = {**SCENARIO_TABLES, **WEIGHT_TABLES}
"""These, and those that hold sets of weights or answers about them."""

REQUIRED_TABLES = ("criteria", "actions", "impacts")
"""Tables without which there is no scenario."""

SETTINGS_SHEETS = ("scenario", "scénario")
"""Names of the sheet of settings in a workbook: rows of key and value."""
SETTINGS_COLUMNS = (("key", "clé"), ("value", "valeur"))
"""Headers of its two columns, English and French."""

_TABLE_NAMES = {
    fold(name): table.name
    for table in EVERY_TABLE.values()
    for name in (table.name, table.french, *table.aliases)
}

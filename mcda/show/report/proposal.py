"""The proposal: what is chosen, what it is worth and costs, and how far that is proven."""

from __future__ import annotations

import unicodedata

from mcda.analysis.stakes import stakes
from mcda.portfolio import Portfolio
from mcda.portfolio.portfolio import Proof
from mcda.show import labels, objectives
from mcda.show.datatables import Column, DataTable
from mcda.show.report.content import Paragraph, Part, Section
from mcda.show.report.short import brief, listed
from mcda.wording import N_, Words

MOST_ROWS = 24
"""Actions that have a row of their own in the note; more of them are told theme by theme."""


def proposal(found: Portfolio, words: Words) -> Section:
    """The portfolio in sentences and a table by theme."""
    parts: list[Part] = [
        Paragraph(_chosen(found, words), "lead"),
        Paragraph(" ".join([worth(found, words), proven(found.proof, words)])),
    ]
    if found.actions:
        few = len(found.actions) <= MOST_ROWS
        parts.append(by_action(found, words) if few else by_theme(found, words))
    return Section("proposal", words(N_("The proposal")), tuple(parts))


def _chosen(found: Portfolio, words: Words) -> str:
    scenario = found.scenario
    cost = labels.money(scenario, found.cost, words)
    chosen = words.plural(N_("{n} action"), N_("{n} actions"), len(found.actions))
    if not found.actions:
        return words(N_("No action is selected."))
    text = N_("{chosen} of {candidates}, for {cost}, all paid by the partners.")
    if not scenario.partners and not found.cofinancing:
        text = N_("{chosen} of {candidates}, for {cost}.")
    if found.cofinancing:
        text = N_("{chosen} of {candidates}, for {cost}: the partners pay {local}, others {rest}.")
    return words(
        text,
        chosen=chosen,
        candidates=words.number(stakes(scenario).candidates),
        cost=cost,
        local=labels.money(scenario, found.local_cost, words),
        rest=labels.money(scenario, found.cofinancing, words),
    )


def worth(found: Portfolio, words: Words) -> str:
    """The value, and what a point is."""
    sentence = words(
        N_("It is worth {value}; 100 points would be every criterion at its full level."),
        value=labels.worth(found, words),
    )
    aim = objectives.objective(found, words)
    return sentence if aim is None else f"{sentence} {aim}"


def proven(known: Proof, words: Words) -> str:
    """How sure it is that nothing better exists, for those who know no solver."""
    if known.status == "judged":
        return words(N_("It is a list made by hand, judged against the rules."))
    if known.status == "feasible":
        gap = words.percent(known.gap, 1) if known.gap is not None else "?"
        text = N_("The search was stopped early: another list may be better, by {gap} at most.")
        return words(text, gap=gap)
    if known.gap:
        text = N_("No list that meets all rules is better by more than {gap}: this is proven.")
        sentence = words(text, gap=words.percent(known.gap, 1))
    else:
        text = N_("No list that meets all rules is worth more: this is proven.")
        if known.objective != "value":
            text = N_("No list that meets all rules does better by this objective: this is proven.")
        sentence = words(text)
    return f"{sentence} {words(_checked(known))}"


def _checked(known: Proof) -> str:
    if known.verified == "enumeration":
        return N_("Every possible list was looked at.")
    if known.verified == "no":
        return N_("The independent check did not end in the time it was given.")
    return N_("A second, independent program has checked it.")


def by_action(found: Portfolio, words: Words) -> DataTable:
    """The actions, theme after theme: who leads, what each costs."""
    scenario = found.scenario
    starts = [Column(words(N_("Start")), "year")] if scenario.years is not None else []
    columns = (
        Column(words(N_("Theme"))),
        Column(words(N_("Action"))),
        Column(words(N_("Lead"))),
        *starts,
        Column(words(N_("Cost")), "money", scenario.money, places=0),
        Column(words(N_("Paid by partners")), "money", scenario.money, places=0),
    )
    rows = []
    for line in found.by_action:
        record = scenario.action_by_id[line.action]
        rows.append(
            (
                brief(labels.theme(scenario, record.theme, words), 32),
                brief(labels.action(scenario, line.action, words)),
                brief(labels.partner(scenario, record.lead, words), 44) if record.lead else None,
                *([line.start] if starts else []),
                line.cost,
                line.local_cost,
            )
        )
    total = (words(N_("Total")), None, None, *([None] if starts else []), found.cost, found.local_cost)
    title = words(N_("Actions proposed, by theme"))
    return DataTable(
        "proposed", title, columns, tuple(sorted(rows, key=lambda row: _plain(str(row[0])))), (total,)
    )


def _plain(text: str) -> str:
    """A text as it is sorted: without accents or capitals."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def by_theme(found: Portfolio, words: Words) -> DataTable:
    """Each theme with its actions: their value and what the partners pay."""
    scenario = found.scenario
    columns = (
        Column(words(N_("Theme"))),
        Column(words(N_("Actions"))),
        Column(words(N_("Points")), "number", places=1),
        Column(words(N_("Paid by partners")), "money", scenario.money, places=0),
    )
    rows = []
    for line in found.themes:
        if line.theme is None:
            continue
        chosen = [a for a in found.actions if scenario.action_by_id[a].theme == line.theme]
        names = [brief(labels.action(scenario, action, words), 40) for action in chosen]
        if names:
            theme = brief(labels.theme(scenario, line.theme, words), 24)
            rows.append((theme, listed(names, words, most=3), line.value, line.local_cost))
    total = (words(N_("Total")), None, found.value, found.local_cost)
    return DataTable("proposed", words(N_("Actions proposed, by theme")), columns, tuple(rows), (total,))

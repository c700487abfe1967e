"""Who gives and who receives, on a terminal. Nothing here computes an amount."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from mcda.analysis.classification import Regrouping, Sweep
from mcda.analysis.fairness import Fairness
from mcda.analysis.inequality import Inequality
from mcda.analysis.paradoxes import Contradiction
from mcda.model import Scenario
from mcda.portfolio.ledger import GroupLine
from mcda.portfolio.portfolio import Portfolio
from mcda.portfolio.themes import OUTSIDE, ThemeLedger
from mcda.show import labels, reading, tables
from mcda.show.departures import departures
from mcda.show.layout import Screen, add_columns, new_table, shown_share
from mcda.wording import N_, Words

OF = {"benefit": N_("Benefit"), "burden": N_("Pays"), "received": N_("Receives")}
NO_THEME = N_("of no theme")


def screen(found: Fairness, words: Words) -> Screen:
    """In words, then the tables behind them."""
    portfolio = found.portfolio
    scenario = portfolio.scenario
    yield Text(words.label(scenario.title, scenario.name), style="bold")
    yield tables.headline(portfolio, words)
    yield tables.proof(portfolio.proof, words)
    yield Text()
    for sentence in reading.sentences(scenario, found.reading, words):
        yield Text(sentence)
    yield groups(portfolio, words)
    if found.reading.attained:
        yield attained(found, words)
    yield themes(portfolio, words)
    if any(theme.flows for theme in portfolio.themes):
        yield flows(portfolio, words)
    for contradiction in found.contradictions:
        yield Text(contradicted(scenario, contradiction, words))
    yield from classification(scenario, found.sweep, words)
    yield from spread(scenario, found.inequality, words)
    if found.departures is not None:
        yield from departures(scenario, found.departures, words)


def _group(scenario: Scenario, group: str, words: Words) -> str:
    return labels.group(scenario, group, words) if group != OUTSIDE else words(N_("outside groups"))


def _theme(scenario: Scenario, theme: str | None, words: Words) -> str:
    return words(NO_THEME) if theme is None else labels.theme(scenario, theme, words)


def _lines(theme: ThemeLedger | Portfolio) -> list[GroupLine]:
    ledger = theme if isinstance(theme, ThemeLedger) else theme.ledger
    return [*ledger.groups, *([] if ledger.outside is None else [ledger.outside])]


def groups(portfolio: Portfolio, words: Words) -> Table:
    """Benefit, burden, received and net of each group, side by side."""
    table = new_table(words(N_("What each group gets and pays")))
    scenario = portfolio.scenario
    _add_four(table, [N_("Group")], scenario, words)
    for line in _lines(portfolio):
        table.add_row(_group(scenario, line.group, words), *_four(scenario, line, words))
    return table


def themes(portfolio: Portfolio, words: Words) -> Table:
    """The same theme by theme; lines in which nothing happens are left out."""
    table = new_table(words(N_("Reciprocity ledger by theme")))
    scenario = portfolio.scenario
    _add_four(table, [N_("Theme"), N_("Group")], scenario, words)
    for theme in portfolio.themes:
        name = _theme(scenario, theme.theme, words)
        for line in _lines(theme):
            if line.benefit or line.burden or line.received:
                group = _group(scenario, line.group, words)
                table.add_row(name, group, *_four(scenario, line, words))
                name = ""
    return table


def _add_four(table: Table, texts: list[str], scenario: Scenario, words: Words) -> None:
    net = [N_("Net")] if scenario.point_worth is not None else []
    add_columns(table, words, texts, [N_("Benefit (points)"), N_("Pays"), N_("Receives"), *net])


def _four(scenario: Scenario, line: GroupLine, words: Words) -> Iterator[str]:
    """The four amounts of a group, the first three with their share of the whole."""
    shares = (line.benefit_share, line.burden_share, line.received_share)
    amounts = (
        words.fixed(line.benefit, 2),
        labels.money(scenario, line.burden, words),
        labels.money(scenario, line.received, words),
    )
    for amount, share in zip(amounts, shares, strict=True):
        yield amount if share is None else f"{amount} ({words.percent(share, 0)})"
    if line.net is not None:
        yield labels.money(scenario, line.net, words)


def attained(found: Fairness, words: Words) -> Table:
    """What each partner gets of what it could have."""
    table = new_table(words(N_("Benefit beside what is possible without rules of equity")))
    headings = [N_("Benefit (points)"), N_("Possible"), N_("Share")]
    add_columns(table, words, [N_("Partner")], headings)
    for one in found.reading.attained:
        table.add_row(
            labels.partner(found.portfolio.scenario, one.partner, words),
            words.fixed(one.benefit, 2),
            words.fixed(one.potential, 2),
            shown_share(one.share, words),
        )
    return table


def flows(portfolio: Portfolio, words: Words) -> Table:
    """Money paid by one group and spent for another, theme by theme."""
    table = new_table(words(N_("Money from group to group, by theme")))
    scenario = portfolio.scenario
    pairs = sorted({pair for theme in portfolio.themes for pair in theme.flows if pair[0] != pair[1]})
    table.add_column(words(N_("Theme")))
    for pair in pairs:
        payer, receiver = (_group(scenario, group, words) for group in pair)
        table.add_column(f"{payer} → {receiver}", justify="right")
    for theme in portfolio.themes:
        if any(pair in theme.flows for pair in pairs):
            amounts = (theme.flows.get(pair) for pair in pairs)
            cells = ("–" if a is None else labels.money(scenario, a, words) for a in amounts)
            table.add_row(_theme(scenario, theme.theme, words), *cells)
    return table


CONTRADICTIONS = {
    ("benefit", True): N_(
        "The {group} partners get at least their part of the benefits (their share of inhabitants) in "
        "all, but not in {n} of {parts} {splits}: {names}."
    ),
    ("benefit", False): N_(
        "The {group} partners get less than their part of the benefits (their share of inhabitants) in "
        "all, but not in {n} of {parts} {splits}: {names}."
    ),
    ("money", True): N_(
        "The {group} partners receive at least what they pay in all, but not in {n} of {parts} "
        "{splits}: {names}."
    ),
    ("money", False): N_(
        "The {group} partners pay more than they receive in all, but not in {n} of {parts} {splits}: "
        "{names}."
    ),
}
SPLITS = {"theme": N_("themes"), "year": N_("years")}


def contradicted(scenario: Scenario, found: Contradiction, words: Words) -> str:
    """A balance in all that most themes or years contradict, in a sentence."""
    names = found.against
    if found.by == "theme":
        names = tuple(labels.theme(scenario, theme, words) for theme in names)
    return words(
        CONTRADICTIONS[found.of, found.balanced],
        group=labels.group(scenario, found.group, words),
        n=len(found.against),
        parts=found.parts,
        splits=words(SPLITS[found.by]),
        names=", ".join(names),
    )


def classification(scenario: Scenario, swept: Sweep, words: Words) -> Screen:
    """Shares of the benefits under every reading of who is urban or rural, and what hangs on it."""
    if len(swept.regroupings) == 1:
        nothing = N_("Every partner stands in one group: no other classification is declared.")
        yield Text(words(nothing))
        return
    table = new_table(words(N_("Who is counted where: benefits of each group, and verdicts")))
    table.add_column(words(N_("Classification")))
    names = sorted({line.group for regrouping in swept.regroupings for line in regrouping.groups})
    for name in names:
        table.add_column(labels.group(scenario, name, words), justify="right")
    table.add_column(words(N_("Verdicts that change")))
    for regrouping in swept.regroupings:
        shares = {line.group: line.benefit_share for line in regrouping.groups}
        cells = (shown_share(shares.get(name), words) for name in names)
        verdicts = _verdicts(scenario, swept, regrouping, words)
        table.add_row(_regrouping(scenario, regrouping, words), *cells, verdicts)
    yield table
    if not swept.unsettled:
        yield Text(words(N_("No verdict hangs on who is counted where.")))
    yield from _decided(scenario, swept, words)


REGROUPINGS = {
    "main": N_("as declared"),
    "declared": N_("classification “{group}”"),
    "all": N_("all partners in between counted as {group}"),
    "one": N_("{partner} counted as {group}"),
}


def _regrouping(scenario: Scenario, found: Regrouping, words: Words) -> str:
    declared = found.kind == "declared"
    group = found.group if declared else labels.group(scenario, found.group, words)
    partner = "" if found.partner is None else labels.partner(scenario, found.partner, words)
    return words(REGROUPINGS[found.kind], group=group, partner=partner)


def _verdicts(scenario: Scenario, swept: Sweep, found: Regrouping, words: Words) -> str:
    """Rules that do not stand as under the main classification."""
    main = {one.rule: one.verdict for one in swept.main.verdicts}
    return words(N_("; ")).join(
        words(
            N_("{rule}: {verdict}"),
            rule=labels.rule(scenario, one.rule, words),
            verdict=words(labels.VERDICTS[one.verdict]),
        )
        for one in found.verdicts
        if one.verdict != main[one.rule]
    )


def _decided(scenario: Scenario, swept: Sweep, words: Words) -> Screen:
    """Which partner's group decides which verdict alone."""
    hanging: dict[str, list[str]] = {}
    for one in swept.decisive:
        name = labels.partner(scenario, one.partner, words)
        partners = hanging.setdefault(one.rule, [])
        if name not in partners:
            partners.append(name)
    for rule, partners in hanging.items():
        yield Text(
            words(
                N_("The verdict on “{rule}” hangs on where {partners} is counted."),
                rule=labels.rule(scenario, rule, words),
                partners=reading.alternatives(partners, words),
            )
        )


def spread(scenario: Scenario, found: Inequality, words: Words) -> Screen:
    """How much of the inequality lies between groups, and how much within."""
    if found.decompositions:
        table = new_table(words(N_("Inequality per inhabitant (Theil's index)")))
        numbers = [N_("In all"), N_("Between groups"), N_("Within groups"), N_("Share between")]
        add_columns(table, words, [N_("Of what")], numbers)
        for one in found.decompositions:
            figures = (words.fixed(part, 4) for part in (one.total, one.between, one.within))
            share = shown_share(one.share_between, words)
            table.add_row(words(OF[one.of]), *figures, share)
        yield table
    if found.left_out:
        names = ", ".join(labels.partner(scenario, partner, words) for partner in found.left_out)
        yield Text(words(N_("Left out, as without inhabitants: {partners}."), partners=names))

"""Terminal screens: portfolios and judgements. Nothing here computes an amount."""

from __future__ import annotations

from fractions import Fraction

from rich.table import Table
from rich.text import Text

from mcda.analysis.judgement import Judgement
from mcda.analysis.reading import reading as read_plainly
from mcda.model import Scenario
from mcda.portfolio.ledger import GroupLine
from mcda.portfolio.portfolio import Portfolio, Proof
from mcda.show import labels, reading
from mcda.show.accounts import accounts
from mcda.show.financing import financing
from mcda.show.layout import Screen, add_columns, moves, new_table, shown_share, together
from mcda.show.objectives import objective
from mcda.show.transfers import transfers
from mcda.wording import N_, Words

VERDICT_STYLES = {"MET": "green", "NOT MET": "bold red", "VACUOUS": "yellow", "FRAGILE": "magenta"}
ENGINES = {"cpsat": "CP-SAT", "highs": "HiGHS"}


def portfolio(found: Portfolio, words: Words) -> Screen:
    """A portfolio: headline, proof, actions, value, ledger, rules."""
    yield from _title(found.scenario, words)
    yield headline(found, words)
    for sentence in reading.headlines(found.scenario, read_plainly(found), words):
        yield Text(sentence)
    yield proof(found.proof, words)
    aim = objective(found, words)
    if aim is not None:
        yield Text(aim)
    if found.proof.regrets:
        yield regrets(found, words)
    yield actions(found, words)
    yield criteria(found, words)
    if found.ledger.partners:
        yield partners(found, words)
        yield groups(found, words)
        yield from accounts(found, words)
        yield from transfers(found, words)
    yield from financing(found, words)
    yield from verdicts(found, words)


def _title(scenario: Scenario, words: Words) -> Screen:
    yield Text(words.label(scenario.title, scenario.name), style="bold")
    if scenario.name:
        yield Text(scenario.name, style="dim")
    for change in scenario.changes:
        if change.new == change.old:
            continue
        yield Text(f"  {change.override} · {labels.change(change, words)}", style="dim")


def headline(found: Portfolio, words: Words) -> Text:
    """Value, number of actions and money, in one line."""
    scenario = found.scenario
    return Text(
        words(
            N_("{value} points, {actions}; cost {cost}, of which partners pay {local}"),
            value=words.fixed(found.value, 2),
            actions=words.plural(N_("{n} action"), N_("{n} actions"), len(found.actions)),
            cost=labels.money(scenario, found.cost, words),
            local=labels.money(scenario, found.local_cost, words),
        ),
        style="bold",
    )


def proof(known: Proof, words: Words) -> Text:
    """What is known of the optimality, in one sentence."""
    if known.status == "judged":
        return Text(words(N_("A list made by hand, judged against the rules.")))
    if known.status == "feasible" and known.regrets:
        open_end = N_("Stopped before the proof: a smaller worst regret may exist.")
        return Text(words(open_end), style="yellow")
    if known.status == "feasible":
        stopped = N_("Stopped before the proof: nothing can exceed {bound} (gap {gap}).")
        bound = words.number(known.bound, 2) if known.bound is not None else "?"
        gap = words.percent(known.gap, 2) if known.gap is not None else "?"
        return Text(words(stopped, bound=bound, gap=gap), style="yellow")
    return Text(_proven(known, words), style="green" if known.verified != "no" else "yellow")


def _proven(known: Proof, words: Words) -> str:
    engine = ENGINES.get(known.engine or "", known.engine)
    if known.gap and known.verified != "no":
        text = N_("Best within {gap} by {engine}, which is enough over several years; {checker} agrees.")
        checker = ENGINES.get(known.verified, known.verified)
        return words(text, gap=words.percent(known.gap, 2), engine=engine, checker=checker)
    if known.verified == "enumeration":
        return words(
            N_("Proven best by {engine}; every portfolio was looked at: none is better."), engine=engine
        )
    if known.verified == "bounds":
        text = N_(
            "Proven best by {engine}; an exact search by bounds in whole numbers finds nothing better."
        )
        return words(text, engine=engine)
    if known.verified != "no":
        checker = ENGINES.get(known.verified, known.verified)
        text = N_("Proven best by {engine}; a second engine, {checker}, finds nothing better.")
        return words(text, engine=engine, checker=checker)
    if not known.verified_bound:
        return words(N_("Proven best by {engine}; the second engine ran out of time."), engine=engine)
    text = N_("Proven best by {engine}; the second engine ran out of time (its bound: {bound}).")
    return words(text, engine=engine, bound=words.number(known.verified_bound, 2))


def regrets(found: Portfolio, words: Words) -> Table:
    """What the portfolio is worth to each college, beside the best it would have chosen alone."""
    table = new_table(words(N_("Regret of each college")))
    headings = [N_("Worth to it"), N_("Its own best"), N_("Regret")]
    add_columns(table, words, [N_("College")], headings)
    for regret in found.proof.regrets:
        amounts = (regret.value, regret.best, regret.points)
        table.add_row(regret.college, *(words.fixed(amount, 2) for amount in amounts))
    return table


def actions(found: Portfolio, words: Words) -> Table:
    """The selected actions with what they bring and cost."""
    table = new_table(words(N_("Selected actions")))
    scenario = found.scenario
    start = [N_("Start")] if scenario.years is not None else []
    add_columns(
        table,
        words,
        [N_("Id"), N_("Action"), N_("Theme"), N_("Lead"), *start],
        [N_("Points"), N_("Cost"), N_("Paid by partners")],
    )
    for item in found.by_action:
        record = scenario.action_by_id[item.action]
        table.add_row(
            item.action,
            labels.action(scenario, item.action, words),
            labels.theme(scenario, record.theme, words),
            record.lead or "",
            *([str(item.start)] if start else []),
            words.fixed(item.value, 2),
            labels.money(scenario, item.cost, words),
            labels.money(scenario, item.local_cost, words),
        )
    return table


SCOPES = {"portfolio": N_(" (common)"), "partner": N_(" (by need)")}
"""What is said of criteria whose effects are summed before they are valued."""


def criteria(found: Portfolio, words: Words) -> Table:
    """Value and expected total of each criterion."""
    table = new_table(words(N_("Value by criterion")))
    add_columns(table, words, [N_("Criterion")], [N_("Expected total"), N_("Points")])
    scenario = found.scenario
    for criterion, points in found.value_by_criterion.items():
        record = scenario.criterion_by_id[criterion]
        name = labels.criterion(scenario, criterion, words)
        scope = words(SCOPES[record.scope]) if record.scope in SCOPES else ""
        total = f"{words.number(found.impacts[criterion], 1)} {record.unit}".strip()
        table.add_row(name + scope, together(total), words.fixed(points, 2))
    return table


def partners(found: Portfolio, words: Words) -> Table:
    """The reciprocity ledger, a line for each partner; sums below."""
    scenario, ledger = found.scenario, found.ledger
    priced = scenario.point_worth is not None
    table = new_table(words(N_("Reciprocity ledger")))
    net = [N_("Net")] if priced else []
    amounts = [N_("Benefit (points)"), N_("Pays"), N_("Receives"), *net]
    add_columns(table, words, [N_("Partner"), N_("Group")], amounts)
    for item in ledger.partners:
        money = [item.burden, item.received, *([item.net] if item.net is not None else [])]
        table.add_row(
            labels.partner(scenario, item.partner, words),
            labels.groups(scenario, item.groups, words),
            words.fixed(item.benefit, 2),
            *(labels.money(scenario, amount, words) for amount in money),
        )
    table.add_section()
    if found.common:
        table.add_row(
            words(N_("Common value")), "", words.fixed(found.common, 2), "", "", *[""] * priced
        )
    paid = labels.money(scenario, found.local_cost, words)
    table.add_row(words(N_("Total")), "", words.fixed(found.value, 2), paid, paid, *[""] * priced)
    return table


def groups(found: Portfolio, words: Words) -> Table:
    """Shares of each group beside its share of inhabitants."""
    table = new_table(words(N_("Groups: shares of the whole")))
    columns = [N_("Benefit"), N_("Pays"), N_("Receives"), N_("Inhabitants")]
    add_columns(table, words, [N_("Group")], columns)
    outside = [found.ledger.outside] if found.ledger.outside is not None else []
    for item in [*found.ledger.groups, *outside]:
        name = (
            labels.group(found.scenario, item.group, words)
            if item.group
            else words(N_("outside groups"))
        )
        table.add_row(name, *(shown_share(share, words) for share in _shares(item)))
    return table


def _shares(item: GroupLine) -> tuple[Fraction | None, ...]:
    return item.benefit_share, item.burden_share, item.received_share, item.population_share


def verdicts(found: Portfolio, words: Words) -> Screen:
    """How each rule stands: the relation with the least slack; below, why rules are fragile."""
    table = new_table(words(N_("Rules")))
    texts = [N_("Rule"), N_("Verdict"), N_("Tightest")]
    add_columns(table, words, texts, [N_("Level"), N_("Bound"), N_("Slack")])
    scenario = found.scenario
    for item in found.verdicts:
        sign = f"{labels.SIGNS[item.verdict]}\u00a0{words(labels.VERDICTS[item.verdict])}"
        level, bound, slack = (
            together(labels.quantity(scenario, item.unit, amount, words))
            for amount in (item.left, item.right, item.slack)
        )
        table.add_row(
            labels.rule(scenario, item.rule, words),
            Text(sign, style=VERDICT_STYLES[item.verdict]),
            labels.relation(scenario, item.relation, words),
            level if item.share is None else together(f"{level} ({words.percent(item.share)})"),
            f"{SENSES[item.sense]}\u00a0{bound}",
            slack,
        )
    yield table
    for item in found.verdicts:
        if item.fragility is not None:
            name = labels.rule(scenario, item.rule, words)
            why = labels.because(scenario, item, words)
            yield Text(f"{labels.SIGNS['FRAGILE']} {name} {why}", style=VERDICT_STYLES["FRAGILE"])


SENSES = {"<=": "≤", ">=": "≥", "==": "="}


def judgement(judged: Judgement, words: Words) -> Screen:
    """A hand-made list: as a portfolio, then what could be had instead."""
    yield from portfolio(judged.portfolio, words)
    yield Text()
    nothing = N_("nothing that meets the rules is worth more without costing more.")
    if not judged.portfolio.meets_all_rules and judged.within_rules is None:
        nothing = N_("the list breaks rules, and nothing that meets them costs so little.")
    yield _instead(N_("Better at the same cost:"), judged.better, judged.portfolio, nothing, words)
    if judged.within_rules is not None:
        title = N_("Best that meets the rules at the same cost:")
        yield _instead(title, judged.within_rules, judged.portfolio, "", words)
    nothing = N_("nothing that meets the rules costs the partners less without being worth less.")
    yield _instead(N_("Cheaper at the same value:"), judged.cheaper, judged.portfolio, nothing, words)


def _instead(title: str, other: Portfolio | None, judged: Portfolio, nothing: str, words: Words) -> Text:
    if other is None:
        return Text(f"{words(title)} {words(nothing)}")
    entered = sorted(set(other.actions) - set(judged.actions))
    left = sorted(set(judged.actions) - set(other.actions))
    return Text(f"{words(title)} {headline(other, words)}\n  {moves(entered, left)}")

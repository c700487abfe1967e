"""Sampled acceptability: on a terminal, as JSON, as tidy rows. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from mcda.analysis.acceptability import Acceptability, Followed, Spread
from mcda.analysis.frequency import Frequency
from mcda.portfolio.result import Json, number
from mcda.show import labels
from mcda.show.layout import Screen, add_columns, new_table
from mcda.show.regions import estimated, frequency_record, space_record, varying
from mcda.wording import N_, Words

COLUMNS = ("action", "acceptability", "low", "high")
"""Of an action in CSV."""
SHOWN = 10
"""Portfolios on a screen."""


# ---------------------------------------------------------------- on a terminal


def screen(found: Acceptability, words: Words) -> Screen:
    """What was drawn, actions and portfolios by how often they are in or are the best, the followed one."""
    yield Text(words.label(found.scenario.title, found.scenario.name), style="bold")
    yield Text()
    for sentence in drawn(found, words):
        yield Text(sentence)
    yield _actions(found, words)
    yield _portfolios(found, words)
    if found.followed is not None:
        yield from _followed(found, found.followed, words)
    yield Text(words(NO_CORE), style="dim")


NO_CORE = N_(
    "Acceptability is a share of samples, with its interval at 95 %; it is no core index, and rare "
    "cases may be missing."
)
METHODS = {
    "dirichlet": N_("all admissible weights equally likely (Dirichlet)"),
    "triangulation": N_("all admissible weights equally likely (drawn from simplices by volume)"),
    "hit_and_run": N_(
        "all admissible weights about equally likely (random walks, 50 steps per dimension)"
    ),
}
DISTRIBUTIONS = {
    "triangular": N_(
        "Figures vary within their intervals, most likely near what is stated (triangular)."
    ),
    "uniform": N_("Figures vary within their intervals, all equally likely."),
}


def drawn(found: Acceptability, words: Words) -> Iterator[str]:
    """How the samples came about, and what is wrong with them."""
    yield varying(found.space, words)
    form = N_("{samples} samples, {method}; seed {seed}.")
    yield words(form, samples=found.samples, method=words(METHODS[found.method]), seed=found.seed)
    if found.distribution is not None:
        yield words(DISTRIBUTIONS[found.distribution])
    if found.samples < found.asked:
        yield words(N_("Stopped after {n} of {asked} samples."), n=found.samples, asked=found.asked)
    if found.regret:
        form = N_("In each sample another portfolio could be worth at most {regret} points more.")
        yield words(form, regret=words.number(found.regret, 2))
    if found.impossible.seen:
        form = N_("In {share} of the samples no portfolio meets all rules.")
        yield words(form, share=words.percent(found.impossible.share))


def _actions(found: Acceptability, words: Words) -> Table:
    table = new_table(words(N_("How often an action is in the best portfolio")))
    add_columns(table, words, [N_("Id"), N_("Action")], [N_("Acceptability"), N_("Interval")])
    for action, seen in sorted(found.actions.items(), key=lambda item: (-item[1].share, item[0])):
        name = labels.action(found.scenario, action, words)
        table.add_row(action, name, words.percent(seen.share), _interval(seen, words))
    return table


def _interval(seen: Frequency, words: Words) -> str:
    return f"{words.percent(seen.low)} – {words.percent(seen.high)}"


def _portfolios(found: Acceptability, words: Words) -> Table:
    table = new_table(words(N_("How often a portfolio is the best")))
    add_columns(table, words, [], [N_("Acceptability"), N_("Confidence")])
    add_columns(table, words, [N_("Actions"), N_("Central weights")], [])
    for one in found.portfolios[:SHOWN]:
        central = ", ".join(f"{leaf} {words.percent(w, 0)}" for leaf, w in one.central.items())
        sure = "–" if one.confidence is None else estimated(one.confidence, words)
        table.add_row(estimated(one.acceptability, words), sure, " ".join(one.actions), central)
    return table


def _followed(found: Acceptability, followed: Followed, words: Words) -> Screen:
    scenario = found.scenario
    yield Text(words(N_("The portfolio {actions}:"), actions=" ".join(followed.actions)))
    table = new_table(words(N_("What it may turn out to be")))
    worst = N_("Mean of the worst tenth")
    add_columns(table, words, [""], [worst, N_("1 in 10 below"), N_("Middle"), N_("1 in 10 above")])
    table.add_row(words(N_("Value (points)")), *_spread(followed.value, words))
    for partner, net in followed.nets.items():
        form = N_("Net of {partner} ({money})")
        name = labels.partner(scenario, partner, words)
        table.add_row(words(form, partner=name, money=scenario.money), *_spread(net, words))
    yield table
    if followed.rules:
        rules = new_table(words(N_("How often its rules are met")))
        add_columns(rules, words, [N_("Rule")], [N_("Met"), N_("Interval")])
        for rule, seen in followed.rules.items():
            name = labels.rule(scenario, rule, words)
            rules.add_row(name, words.percent(seen.share), _interval(seen, words))
        yield rules


def _spread(amounts: Spread, words: Words) -> list[str]:
    shown = (amounts.cvar, amounts.p10, amounts.median, amounts.p90)
    return [words.fixed(amount, 1) for amount in shown]


# ---------------------------------------------------------------- as JSON, as rows


def record(found: Acceptability) -> Json:
    """`mcda robust --samples N --json`."""
    return {
        "schema": "mcda/acceptability/1",
        "scenario": found.scenario.name,
        "space": space_record(found.space),
        "samples": found.samples,
        "asked": found.asked,
        "seed": found.seed,
        "weights_drawn": found.method,
        "distribution": found.distribution,
        "acceptability": {action: frequency_record(seen) for action, seen in found.actions.items()},
        "portfolios": [
            {
                "actions": list(one.actions),
                "acceptability": frequency_record(one.acceptability),
                "central_weights": dict(one.central),
                "confidence": None if one.confidence is None else frequency_record(one.confidence),
            }
            for one in found.portfolios
        ],
        "followed": None if found.followed is None else _followed_record(found.followed),
        "impossible": frequency_record(found.impossible),
        "verified": frequency_record(found.verified),
        "regret": number(found.regret),
        "complete": found.complete,
    }


def _followed_record(followed: Followed) -> Json:
    return {
        "actions": list(followed.actions),
        "value": followed.value._asdict(),
        "nets": {partner: net._asdict() for partner, net in followed.nets.items()},
        "rules": {rule: frequency_record(seen) for rule, seen in followed.rules.items()},
    }


def rows(found: Acceptability) -> list[Json]:
    """One row for each action."""
    return [
        {"action": action, "acceptability": seen.share, "low": seen.low, "high": seen.high}
        for action, seen in found.actions.items()
    ]

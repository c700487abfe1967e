"""What equity costs: the best that could be had without each rule, beside the proposal."""

from __future__ import annotations

from collections.abc import Iterator

from mcda.analysis.dossier import Dossier
from mcda.analysis.rule_prices import RulePrice
from mcda.model import Scenario
from mcda.rules import Value
from mcda.show import labels
from mcda.show.datatables import Column, DataTable
from mcda.show.datatables.absences import why
from mcda.show.reading import enumerated
from mcda.show.report.content import Paragraph, Part, Section
from mcda.show.report.short import brief, listed, moved
from mcda.wording import N_, Words


def equity_cost(dossier: Dossier, words: Words) -> Section | None:
    """The price of each rule of equity, and of all together, or why it is not told.

    None where no rule is about it, or something else than value is maximised.
    """
    scenario = dossier.scenario
    about = [rule for rule in scenario.rules.values() if rule.concerns_equity]
    if not about or not isinstance(scenario.objective, Value):
        return None
    prices = tuple(price for price in dossier.rule_prices if price.is_equity)
    told = " ".join(_sentences(dossier, prices, words))
    parts: list[Part] = [Paragraph(told)] if told else []
    table = price_table(scenario, prices, words, in_short=True)
    if table.rows:
        parts.append(table)
    absent = dossier.absent("prices")
    if absent is not None:
        parts.append(Paragraph(why(absent, scenario, words), "aside"))
    return Section("equity", words(N_("What equity costs")), tuple(parts)) if parts else None


def _sentences(dossier: Dossier, prices: tuple[RulePrice, ...], words: Words) -> Iterator[str]:
    whole = max(prices, key=lambda price: len(price.rules), default=None)
    scenario = dossier.scenario
    if whole is not None and whole.price is not None and whole.level is not None:
        names = [brief(labels.rule(scenario, rule, words)) for rule in whole.rules]
        yield words(
            N_(
                "Without {rules}, the best list would be worth {level} instead of {present}: "
                "equity costs {price}."
            ),
            rules=enumerated([words(N_("“{name}”"), name=name) for name in names], words),
            level=labels.quantity(scenario, "points", whole.level, words),
            present=words.fixed(dossier.proposal.value, 2),
            price=labels.quantity(scenario, "points", whole.price, words),
        )
    free = [p for p in prices if len(p.rules) == 1 and p.price == 0]
    if free:
        names = [brief(labels.rule(scenario, price.rules[0], words)) for price in free]
        yield words(N_("Alone these cost nothing: {rules}."), rules=listed(names, words))


def price_table(
    scenario: Scenario, prices: tuple[RulePrice, ...], words: Words, *, in_short: bool = False
) -> DataTable:
    """A line for each price; in short, those that are not zero, and a few names."""
    columns = (
        Column(words(N_("Rule left out"))),
        Column(words(N_("Its price (points)")), "number"),
        Column(words(N_("Part of the value")), "share", places=1),
        Column(words(N_("What would enter (+) and leave (−) without it"))),
    )
    rows = tuple(
        (
            _named(scenario, price, words),
            price.price,
            price.share,
            _moves(scenario, price, words, most=2 if in_short else 50),
        )
        for price in prices
        if price.price is not None and (price.price or not in_short)
    )
    name = "equity_in_short" if in_short else "rule_prices"
    return DataTable(name, words(N_("The price of each rule")), columns, rows)


def _named(scenario: Scenario, price: RulePrice, words: Words) -> str:
    names = [brief(labels.rule(scenario, rule, words)) for rule in price.rules]
    return names[0] if len(names) == 1 else words(N_("all of them together"))


def _moves(scenario: Scenario, price: RulePrice, words: Words, most: int) -> str:
    entered, left = (
        [labels.action(scenario, action, words) for action in actions]
        for actions in (price.entered, price.left)
    )
    return moved(entered, left, words, most)

"""Records as a notebook shows them: sentences and tables, by the partials of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mcda.analysis.comparison import Comparison
from mcda.analysis.frontier import Frontier
from mcda.model import Scenario
from mcda.portfolio import Portfolio
from mcda.portfolio.ledger import Ledger
from mcda.show import frontier as frontier_screen
from mcda.show import tables
from mcda.show.charts import Chart
from mcda.show.datatables import Column, DataTable, comparison, exploration, portfolio
from mcda.show.datatables import scenario as inputs
from mcda.show.html import render
from mcda.wording import N_, Words, preferred_language, words

Part = str | DataTable | Chart
"""A sentence, a table, or a drawing."""


def html(record: object) -> str:
    """A record in the language of its scenario, every text escaped.

    Raises
    ------
    TypeError
        Nothing is known of how to show such a record.
    """
    for kind, shown in SHOWN.items():
        if isinstance(record, kind):
            say = words(preferred_language(None, _language(record)))
            title, parts = shown(record, say)
            return page(title, parts, say)
    raise TypeError(f"a {type(record).__name__} cannot be shown")


def page(title: str, parts: Iterable[Part], say: Words) -> str:
    """A title over sentences, tables and charts."""
    shown = [(_kind(part), part) for part in parts]
    return render("notebook/record.html", say, title=title, parts=shown)


def _kind(part: Part) -> str:
    return {DataTable: "table", Chart: "chart"}.get(type(part), "sentence")


def _language(record: Any) -> str | None:
    if isinstance(record, Chart):
        return record.language
    if isinstance(record, Comparison):
        return next((e.scenario.language for e in record.entries if e.scenario is not None), None)
    scenario = record if isinstance(record, Scenario) else getattr(record, "scenario", None)
    return None if scenario is None else scenario.language


Shown = tuple[str, Iterator[Part]]


def _portfolio(found: Portfolio, say: Words) -> Shown:
    def parts() -> Iterator[Part]:
        yield tables.headline(found, say).plain
        yield tables.proof(found.proof, say).plain
        yield portfolio.actions(found, say)
        if found.ledger.partners:
            yield portfolio.ledger(found, say)
        yield portfolio.verdicts(found, say)

    return say.label(found.scenario.title, found.scenario.name), parts()


def _scenario(found: Scenario, say: Words) -> Shown:
    def parts() -> Iterator[Part]:
        if description := say.label(found.description):
            yield description
        yield from filter(None, [inputs.partners(found, say)])
        yield inputs.criteria(found, say)
        yield inputs.rules(found, say)

    return say.label(found.title, found.name), parts()


def _ledger(found: Ledger, say: Words) -> Shown:
    """A ledger by itself knows the ids of partners, not their names."""
    columns = (
        Column(say(N_("Partner"))),
        *(Column(say(name), "number") for name in (N_("Benefit (points)"), N_("Pays"), N_("Receives"))),
    )
    rows = tuple((line.partner, line.benefit, line.burden, line.received) for line in found.partners)
    title = say(N_("Reciprocity ledger"))
    return title, iter([DataTable("ledger", title, columns, rows)])


def _comparison(found: Comparison, say: Words) -> Shown:
    parts = (comparison.variants(found, say), comparison.who_is_where(found, say))
    return say(N_("Portfolios side by side")), iter(parts)


def _frontier(found: Frontier, say: Words) -> Shown:
    def parts() -> Iterator[Part]:
        yield from frontier_screen.findings(found, say)
        yield exploration.frontier(found, say)

    return say(N_("Frontier")), parts()


def _chart(found: Chart, _: Words) -> Shown:
    return "", iter([found])


SHOWN: dict[type, Callable[[Any, Words], Shown]] = {
    Portfolio: _portfolio,
    Scenario: _scenario,
    Ledger: _ledger,
    Comparison: _comparison,
    Frontier: _frontier,
    Chart: _chart,
}
"""How each kind of record is shown."""

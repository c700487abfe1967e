"""A portfolio as a notebook shows it: plain tables, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

from mcda.wording import N_, Words, words

if TYPE_CHECKING:
    from mcda.portfolio.portfolio import Portfolio


def html(found: Portfolio) -> str:
    """Headline, actions, ledger and verdicts, in the scenario's language."""
    say = words(found.scenario.language)
    parts = [_headline(found, say), _actions(found, say)]
    if found.ledger.partners:
        parts.append(_ledger(found, say))
    return "\n".join([*parts, _verdicts(found, say)])


def _headline(found: Portfolio, say: Words) -> str:
    title = say.label(found.scenario.title, found.scenario.name)
    verified = say(N_("verified: {checker}"), checker=found.proof.verified)
    state = f"{found.proof.status}, {verified}"
    figures = f"{say.fixed(found.value, 2)} points, {_money(found, found.local_cost, say)}, {state}"
    return f"<h4>{escape(title)}</h4><p>{escape(figures)}</p>"


def _actions(found: Portfolio, say: Words) -> str:
    rows = []
    for line in found.by_action:
        name = say.label(found.scenario.action_by_id[line.action].name, line.action)
        rows.append((line.action, name, say.fixed(line.value, 2), _money(found, line.local_cost, say)))
    headers = (N_("Id"), N_("Action"), N_("Points"), N_("Paid by partners"))
    return _table([say(header) for header in headers], rows)


def _ledger(found: Portfolio, say: Words) -> str:
    rows = []
    for line in found.ledger.partners:
        name = say.label(found.scenario.partner_by_id[line.partner].name, line.partner)
        money = (_money(found, line.burden, say), _money(found, line.received, say))
        rows.append((name, say.fixed(line.benefit, 2), *money))
    headers = (N_("Partner"), N_("Benefit (points)"), N_("Pays"), N_("Receives"))
    return _table([say(header) for header in headers], rows)


def _verdicts(found: Portfolio, say: Words) -> str:
    rows = [(v.rule, v.verdict, v.relation, say.number(v.slack, 2)) for v in found.verdicts]
    headers = (N_("Rule"), N_("Verdict"), N_("Tightest"), N_("Slack"))
    return _table([say(header) for header in headers], rows)


def _money(found: Portfolio, amount: Fraction, say: Words) -> str:
    return say.money(amount, found.scenario.money)


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(header)}</th>' for header in headers)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

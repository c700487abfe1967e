"""One partner leaves: what falls, what comes in its place, and what it does to the others.

The convention. The partner leaves with its members. It pays nothing any more, and its benefit is
no longer counted; nobody gets it instead. Actions that it leads, pays alone or receives alone
fall. Of the others those who remain take over its payments in proportion to their own (`takeover`),
or every action to which it paid falls (`drop`); what was spent for it is spent for those who
remain. The rules stay; what they say of the partner by name goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from pydantic import ValidationError

from mcda.errors import Infeasible, McdaError, Stopped
from mcda.model import Partner, Scenario, Share
from mcda.optimise import solve
from mcda.portfolio.ledger import PartnerLine
from mcda.portfolio.portfolio import Portfolio
from mcda.rules import Rule, Status

Remaining = Literal["takeover", "drop"]
"""What those who remain do with the payments of the one that left."""
FALLEN = "departure"
"""Id of the rule that keeps fallen actions out."""
LABEL = {"fr": "Actions qui tombent avec le départ", "en": "Actions that fall with the departure"}
Number = Fraction | int


@dataclass(frozen=True)
class Without:
    """A scenario after a departure."""

    scenario: Scenario
    gone: frozenset[str]
    """The partner and its members."""
    fallen: tuple[str, ...]
    """Candidate actions that can no longer be done."""
    changed_rules: tuple[str, ...]
    """Rules that named the partner and no longer do."""
    dropped_rules: tuple[str, ...]
    """Rules that were about the partner alone."""


@dataclass(frozen=True)
class Change:
    """What a departure does to one that remains: after less before."""

    partner: str
    benefit: Fraction
    burden: Fraction
    received: Fraction
    net: Fraction | None


@dataclass(frozen=True)
class Departure:
    """The best portfolio without one partner, beside the one with it; or why there is none."""

    partner: str
    without: Without
    before: Portfolio
    after: Portfolio | None
    failure: McdaError | None
    changes: tuple[Change, ...]
    """Of those who remain; empty where no portfolio is left."""

    @property
    def fell(self) -> tuple[str, ...]:
        """Actions of the portfolio that can no longer be done."""
        return tuple(a for a in self.before.actions if a in self.without.fallen)

    @property
    def left(self) -> tuple[str, ...]:
        """Actions that could still be done and are no longer part of the best portfolio."""
        kept = set(self.after.actions if self.after else ()) | set(self.without.fallen)
        return tuple(a for a in self.before.actions if self.after and a not in kept)

    @property
    def entered(self) -> tuple[str, ...]:
        """Actions that were not in the portfolio before."""
        return tuple(a for a in self.after.actions if a not in self.before.actions) if self.after else ()

    @property
    def own(self) -> Fraction:
        """Points that the partner and its members had."""
        lines = self.before.ledger.partners
        return sum((line.benefit for line in lines if line.partner in self.without.gone), Fraction(0))

    @property
    def lost(self) -> Fraction | None:
        """Points lost in all, those of the partner among them."""
        return None if self.after is None else self.before.value - self.after.value

    @property
    def loses_most(self) -> Change | None:
        """Of those who remain, the one whose benefit falls most; None where none falls."""
        worst = min(self.changes, key=lambda change: (change.benefit, change.partner), default=None)
        return worst if worst is not None and worst.benefit < 0 else None

    @property
    def pays_most_more(self) -> Change | None:
        """Of those who remain, the one whose payments rise most; None where none rises."""
        worst = min(self.changes, key=lambda change: (-change.burden, change.partner), default=None)
        return worst if worst is not None and worst.burden > 0 else None


def departures(
    portfolio: Portfolio,
    remaining: Remaining = "takeover",
    *,
    engine: str = "auto",
    limit: float | None = None,
) -> tuple[Departure, ...]:
    """Solve the scenario of a portfolio again without each of its partners in turn.

    `limit` (seconds) holds for each solve. Where no portfolio is left, or none was found in time,
    the departure says why.
    """
    return tuple(
        _departure(portfolio, partner, remaining, engine, limit)
        for partner in portfolio.scenario.partner_by_id
    )


def _departure(
    before: Portfolio, partner: str, remaining: Remaining, engine: str, limit: float | None
) -> Departure:
    derived = without(before.scenario, partner, remaining)
    try:
        after = solve(derived.scenario, engine=engine, limit=limit)
    except (Infeasible, Stopped) as failure:
        return Departure(partner, derived, before, None, failure, ())
    return Departure(partner, derived, before, after, None, tuple(_changes(before, after)))


def _changes(before: Portfolio, after: Portfolio) -> Iterator[Change]:
    lines = {line.partner: line for line in before.ledger.partners}
    for line in after.ledger.partners:
        yield _change(lines[line.partner], line)


def _change(old: PartnerLine, new: PartnerLine) -> Change:
    return Change(
        partner=new.partner,
        benefit=new.benefit - old.benefit,
        burden=new.burden - old.burden,
        received=new.received - old.received,
        net=None if new.net is None or old.net is None else new.net - old.net,
    )


def without(scenario: Scenario, partner: str, remaining: Remaining = "takeover") -> Without:
    """The scenario as it stands once a partner and its members have left."""
    gone = _household(scenario.partners, partner)
    fallen = _fallen(scenario, gone, remaining)
    rules, changed, dropped = _rules(scenario, gone)
    if fallen:
        name = next(name for name in _names(FALLEN) if name not in rules)
        rules[name] = Status(excluded=fallen, label=LABEL)
    derived = scenario.changed(
        partners=tuple(p for p in scenario.partners if p.partner not in gone),
        actions=tuple(
            action.model_copy(update={"lead": None}) if action.lead in gone else action
            for action in scenario.actions
        ),
        shares=tuple(_shares(scenario.shares, gone)),
        rules=rules,
    )
    return Without(derived, gone, fallen, changed, dropped)


def _names(name: str) -> Iterator[str]:
    while True:
        yield name
        name = f"{name}_"


def _household(partners: Iterable[Partner], partner: str) -> frozenset[str]:
    """A partner with its members, and theirs."""
    family = [partner]
    for head in family:
        family.extend(member.partner for member in partners if member.parent == head)
    return frozenset(family)


def _fallen(scenario: Scenario, gone: frozenset[str], remaining: Remaining) -> tuple[str, ...]:
    """Actions that can no longer be done, whatever those who remain decide."""
    payers: dict[str, set[str]] = {}
    receivers: dict[str, set[str]] = {}
    for share in scenario.shares:
        if share.criterion is None and share.pays:
            payers.setdefault(share.action, set()).add(share.partner)
        if share.criterion is None and share.receives:
            receivers.setdefault(share.action, set()).add(share.partner)

    def falls(action: str, lead: str | None) -> bool:
        paying, receiving = payers.get(action, set()), receivers.get(action, set())
        unpaid = paying <= gone if remaining == "takeover" else bool(paying & gone)
        return lead in gone or (bool(paying) and unpaid) or (bool(receiving) and receiving <= gone)

    return tuple(a.action for a in scenario.actions if falls(a.action, a.lead))


def _shares(shares: Iterable[Share], gone: frozenset[str]) -> Iterator[Share]:
    """Who pays and who receives among those who remain.

    Payments sum to one again, and the bounds of payments to decide follow them. Shares received are
    left as they are, so that what the others do not receive is not counted. Every action has its
    rows for a criterion completed first: where they stand alone, they must not be filled up from
    the plain rows.
    """
    tables: dict[str, dict[str | None, dict[str, Share]]] = {}
    for share in shares:
        tables.setdefault(share.action, {}).setdefault(share.criterion, {})[share.partner] = share
    for action, by_criterion in tables.items():
        plain = by_criterion.get(None, {})
        left = sum((row.pays for partner, row in plain.items() if partner not in gone), Fraction(0))
        for criterion, rows in by_criterion.items():
            alone = criterion is not None and sum(row.receives for row in rows.values()) == 1
            nobody = {p: Share(action=action, partner=p, criterion=criterion) for p in plain if alone}
            for partner, row in {**nobody, **rows}.items():
                if partner not in gone:
                    settled = {"receives_low": None, "receives_high": None}
                    yield row.model_copy(update={**settled, **(_taken_over(row, left) if left else {})})


def _taken_over(row: Share, left: Fraction) -> dict[str, Fraction | None]:
    """What a partner pays, and between what, once those who paid the part `left` pay everything."""
    low, high = row.pays_low, row.pays_high
    return {
        "pays": row.pays / left,
        "pays_low": None if low is None else low / left,
        "pays_high": None if high is None else min(Fraction(1), high / left),
    }


Rules = dict[str, Any]


def _rules(scenario: Scenario, gone: frozenset[str]) -> tuple[Rules, tuple[str, ...], tuple[str, ...]]:
    """The rules without the names of those who left; which were changed, which dropped."""
    kept: Rules = {}
    changed, dropped = [], []
    for name, rule in scenario.rules.items():
        silent = _unnamed(rule, gone)
        if silent is None:
            dropped.append(name)
        else:
            kept[name] = silent
        if silent is not None and silent != rule:
            changed.append(name)
    return kept, tuple(changed), tuple(dropped)


def _unnamed(rule: Rule, gone: frozenset[str]) -> Rule | None:
    """A rule without the entries that name those who left; None where nothing is left of it."""
    paths = [n.path for n in rule.names() if n.kind in ("partner", "lead") and n.id in gone]
    fields: dict[str, Any] = {str(path[0]): getattr(rule, str(path[0])) for path in paths}
    for field, value in fields.items():
        removed = {path[1] for path in paths if path[0] == field and len(path) > 1}
        rest = _rest(value, removed)
        if not rest and type(rule).model_fields[field].get_default() is None:
            return None
        fields[field] = rest
    try:
        return type(rule).model_validate({**_stated(rule), **fields}) if fields else rule
    except ValidationError:
        return None


def _rest(value: Any, removed: set[str | int]) -> Any:
    """A list or mapping without some of its entries; nothing of what is no collection."""
    if isinstance(value, tuple | list):
        return tuple(item for place, item in enumerate(value) if place not in removed)
    if isinstance(value, Mapping):
        return {key: item for key, item in value.items() if key not in removed}
    return None


def _stated(rule: Rule) -> dict[str, Any]:
    """What a rule says, field by field."""
    return {name: getattr(rule, name) for name in type(rule).model_fields}

"""Who gives and who receives, as JSON and as tidy rows: the contract of `mcda fairness`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from mcda.analysis.classification import Sweep
from mcda.analysis.departures import Change, Departure
from mcda.analysis.fairness import Fairness
from mcda.analysis.inequality import Inequality
from mcda.analysis.reading import Attained, Reading
from mcda.model import Scenario
from mcda.portfolio.ledger import GroupLine, PartnerLine
from mcda.portfolio.result import Json, as_json, number, shares_json
from mcda.show import reading
from mcda.show.records import failure
from mcda.wording import Words

LEDGER = ("theme", "side", "name", "benefit", "burden", "received", "net")
"""Columns of the ledger by theme in CSV; `side` is `partner` or `group`."""
DEPARTURES = ("leaves", "partner", "benefit", "burden", "received", "net")
"""Columns of what departures change for those who remain, in CSV."""


def record(found: Fairness, words: Words) -> Json:
    """`mcda fairness --json`: the portfolio as in `solve`, and what is read from it."""
    scenario = found.portfolio.scenario
    return {
        **as_json(found.portfolio, "fairness"),
        "reading": _reading(scenario, found.reading, words),
        "classification": _sweep(found.sweep),
        "inequality": _inequality(found.inequality),
        "contradictions": [
            {**asdict(one), "against": list(one.against)} for one in found.contradictions
        ],
        "departures": None
        if found.departures is None
        else [_departure(one, words) for one in found.departures],
    }


def _reading(scenario: Scenario, found: Reading, words: Words) -> Json:
    least = found.least_per_head
    return {
        "sentences": list(reading.sentences(scenario, found, words)),
        "least_per_head": least
        and {
            "partner": least.partner,
            "points_per_inhabitant": float(least.level),
            "average": float(least.average),
        },
        "weakest": found.weakest and _attained(found.weakest),
        "unserved": list(found.unserved),
        "potentials": [_attained(one) for one in found.attained],
    }


def _attained(one: Attained) -> Json:
    return {
        "partner": one.partner,
        "benefit": float(one.benefit),
        "potential": float(one.potential),
        "share": number(one.share),
    }


def _sweep(swept: Sweep) -> Json:
    return {
        "borderline": list(swept.borderline),
        "readings": [
            {
                "kind": one.kind,
                "group": one.group,
                "partner": one.partner,
                "groups": [{"group": line.group, **shares_json(line)} for line in one.groups],
                "verdicts": {verdict.rule: verdict.verdict for verdict in one.verdicts},
            }
            for one in swept.regroupings
        ],
        "unsettled": list(swept.unsettled),
        "decisive": [
            {
                "rule": one.rule,
                "partner": one.partner,
                "group": one.group,
                "verdict": one.verdict.verdict,
                "slack": float(one.verdict.slack),
            }
            for one in swept.decisive
        ],
    }


def _inequality(found: Inequality) -> Json:
    return {
        "theil": [
            {
                "of": one.of,
                "total": one.total,
                "between": one.between,
                "within": one.within,
                "groups": [
                    {"group": group.group, "share": float(group.share), "index": group.index}
                    for group in one.groups
                ],
            }
            for one in found.decompositions
        ],
        "undefined": list(found.undefined),
        "left_out": list(found.left_out),
    }


def _departure(found: Departure, words: Words) -> Json:
    after = found.after
    solved = {} if after is None else {"status": after.proof.status, "verified": after.proof.verified}
    return {
        "partner": found.partner,
        "gone": sorted(found.without.gone),
        **(failure(found.failure, words) if found.failure is not None else solved),
        "fallen": list(found.without.fallen),
        "fell": list(found.fell),
        "left": list(found.left),
        "entered": list(found.entered),
        "value": None if after is None else float(after.value),
        "lost": number(found.lost),
        "own": float(found.own),
        "changes": [_change(one) for one in found.changes],
        "loses_most": found.loses_most and found.loses_most.partner,
        "pays_most_more": found.pays_most_more and found.pays_most_more.partner,
        "changed_rules": list(found.without.changed_rules),
        "dropped_rules": list(found.without.dropped_rules),
    }


def _change(change: Change | PartnerLine | GroupLine) -> Json:
    four = {
        "benefit": float(change.benefit),
        "burden": float(change.burden),
        "received": float(change.received),
        "net": number(change.net),
    }
    return {"partner": change.partner, **four} if isinstance(change, Change) else four


def ledger_rows(found: Fairness) -> list[Json]:
    """The ledger by theme: a row for each theme and partner, and each theme and group."""
    return list(_ledger_rows(found))


def _ledger_rows(found: Fairness) -> Iterator[Json]:
    for theme in found.portfolio.themes:
        about = {"theme": theme.theme or ""}
        for partner in theme.partners:
            yield {**about, "side": "partner", "name": partner.partner, **_change(partner)}
        for group in theme.groups:
            yield {**about, "side": "group", "name": group.group, **_change(group)}


def departure_rows(found: Fairness) -> list[Json]:
    """A row for each departure and each partner that remains; none where nothing is left."""
    return [
        {"leaves": one.partner, **_change(change)}
        for one in found.departures or ()
        for change in one.changes
    ]

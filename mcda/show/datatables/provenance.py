"""Where a result comes from, so that it can be had again."""

from __future__ import annotations

from datetime import date

from mcda.portfolio import Portfolio
from mcda.portfolio.result import provenance as recorded
from mcda.show.datatables import columns
from mcda.show.datatables.datatable import DataTable, Row
from mcda.show.tables import ENGINES, proof
from mcda.wording import N_, Words


def provenance(found: Portfolio, words: Words, day: date | None = None) -> DataTable:
    """Scenario, fingerprint, changes, proof, engine, versions; the day, where one is given."""
    known = recorded(found)
    scenario = found.scenario
    stated: list[Row] = [
        (words(N_("Scenario")), words.label(scenario.title, scenario.name)),
        (words(N_("Read from")), known["source"]),
        (words(N_("Variant")), known["variant"] or ""),
        (words(N_("Last changes")), "\n".join(known["settings"])),
        (words(N_("Fingerprint of the scenario (SHA-256)")), known["scenario_sha256"]),
        (words(N_("Proof")), str(proof(found.proof, words))),
        (words(N_("Engine")), ENGINES.get(known["engine"] or "", known["engine"] or "")),
        (words(N_("Second engine")), _checker(found, words)),
        (words(N_("Seconds of search")), words.number(found.proof.seconds, 1)),
        (words(N_("Smallest unit of value (points)")), words.number(found.unit, 6)),
        (words(N_("Versions")), ", ".join(f"{n} {v}" for n, v in known["versions"].items())),
        (words(N_("Written on")), "" if day is None else words.date(day)),
    ]
    rows = tuple(row for row in stated if row[1])
    heads = columns.texts(words, N_("Question"), N_("Answer"))
    return DataTable("provenance", words(N_("Where this comes from")), heads, rows)


def _checker(found: Portfolio, words: Words) -> str:
    verified = found.proof.verified
    if verified == "enumeration":
        return words(N_("every portfolio was looked at"))
    return words(N_("no")) if verified == "no" else ENGINES.get(verified, verified)

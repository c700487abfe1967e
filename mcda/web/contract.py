"""What programs are answered, as JSON Schema: the second half of the OpenAPI document.

A record has all its properties, always. Readers should bear with more of them: a later version may
add some, and changes the number at the end of `schema` where one of them changes its meaning.
"""

from __future__ import annotations

from typing import Any, get_args

from mcda.portfolio.portfolio import Status
from mcda.portfolio.verdicts import Standing
from mcda.rules.base import Sense
from mcda.web.answer import State

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
NUMBER: Json = {"type": "number"}
WHOLE: Json = {"type": "integer"}
FLAG: Json = {"type": "boolean"}
NOTHING: Json = {"type": "null"}


def at(name: str) -> Json:
    """The schema of that name."""
    return {"$ref": f"#/components/schemas/{name}"}


def maybe(schema: Json) -> Json:
    return {"anyOf": [schema, NOTHING]}


def many(schema: Json) -> Json:
    return {"type": "array", "items": schema}


def by_name(schema: Json) -> Json:
    return {"type": "object", "additionalProperties": schema}


def one_of(*texts: str) -> Json:
    return {"type": "string", "enum": [*texts]}


def record(**properties: Json) -> Json:
    """An object that has each of these."""
    return {"type": "object", "properties": properties, "required": [*properties]}


def _all(schema: Json, *names: str) -> dict[str, Json]:
    return dict.fromkeys(names, schema)


FOUR = {**_all(NUMBER, "benefit", "burden", "received"), "net": maybe(NUMBER)}
"""What somebody gets, pays and receives, and what is left of it."""
FLOW = record(payer=TEXT, receiver=TEXT, amount=NUMBER)
CHANGE = record(before=maybe(NUMBER), after=maybe(NUMBER))
PARTNER = record(partner=TEXT, groups=by_name(NUMBER), **FOUR)
NUMBERS, TEXTS, YEARS = by_name(NUMBER), many(TEXT), by_name(WHOLE)

RESULT: dict[str, Json] = {
    "Result": record(
        schema=TEXT,
        scenario=TEXT,
        status=one_of(*get_args(Status)),
        value_exact=TEXT,
        verified=TEXT,
        **_all(NUMBER, "value", "rounding_bound", "cost", "local_cost", "common"),
        **_all(maybe(NUMBER), "bound", "gap", "verified_bound"),
        objective=record(name=TEXT, levels=many(NUMBER), **_all(maybe(NUMBER), "value", "bound", "gap")),
        regrets=many(record(college=TEXT, **_all(NUMBER, "value", "best", "regret"))),
        actions=TEXTS,
        starts=YEARS,
        **_all(NUMBERS, "impacts", "value_by_criterion", "value_by_theme"),
        **_all(many(PARTNER), "partners", "parents"),
        groups=many(at("Group")),
        flows=many(FLOW),
        account=many(at("Account")),
        tranches=TEXTS,
        financing=maybe(at("Financing")),
        themes=many(at("Theme")),
        transfers=many(record(rule=TEXT, **FLOW["properties"])),
        beforehand=record(**_all(by_name(TEXT), "potentials", "alone")),
        rules=many(at("Verdict")),
        provenance=at("Provenance"),
    ),
    "Group": record(
        group=TEXT,
        **FOUR,
        **_all(maybe(NUMBER), "benefit_share", "burden_share", "received_share", "population_share"),
    ),
    "Account": record(
        rule=TEXT,
        between=many(TEXTS),
        theme=maybe(TEXT),
        opening=NUMBER,
        years=many(
            record(
                year=WHOLE,
                tolerance=maybe(NUMBER),
                inside=maybe(FLAG),
                **_all(NUMBER, "given", "received", "balance", "volume"),
            )
        ),
        balanced_from=maybe(WHOLE),
        **_all(NUMBER, "given_after", "received_after"),
    ),
    "Theme": record(
        theme=maybe(TEXT),
        **_all(NUMBER, "value", "local_cost"),
        partners=many(record(partner=TEXT, **FOUR)),
        groups=many(record(group=TEXT, **FOUR)),
        flows=many(FLOW),
    ),
    "Financing": record(
        actions=many(
            record(
                action=TEXT,
                **_all(NUMBER, "cost", "cofinancing", "granted", "local_cost"),
                **_all(NUMBERS, "grants", "payments"),
                **_all(maybe(NUMBER), "own", "own_share"),
            )
        ),
        funds=many(
            record(
                fund=TEXT,
                year=maybe(WHOLE),
                granted=NUMBER,
                **_all(maybe(NUMBER), "envelope", "left"),
            )
        ),
    ),
    "Verdict": record(
        **_all(TEXT, "rule", "type", "relation", "unit"),
        verdict=one_of(*get_args(Standing)),
        sense=one_of(*get_args(Sense)),
        **_all(NUMBER, "left", "right", "slack"),
        share=maybe(NUMBER),
        because=maybe(record(margin=NUMBER, relation=maybe(TEXT), **_all(TEXT, "kind", "name"))),
    ),
    "Provenance": record(
        **_all(TEXT, "source", "scenario_sha256", "value_unit"),
        **_all(maybe(TEXT), "variant", "engine"),
        settings=TEXTS,
        changes=many(record(override=TEXT, key=TEXT, old=maybe(TEXT), new=maybe(TEXT))),
        canonical=maybe(FLAG),
        seconds=NUMBER,
        versions=by_name(TEXT),
    ),
}
"""A portfolio, as `mcda solve --json` tells it."""

LONG: dict[str, Json] = {
    "Frontier": record(
        schema=TEXT,
        scenario=TEXT,
        objectives=many(record(name=TEXT, sense=one_of("max", "min"))),
        points=many(
            record(
                objectives=NUMBERS, actions=TEXTS, starts=YEARS, tranches=TEXTS, supported=maybe(FLAG)
            )
        ),
        verified=TEXT,
        share_open=maybe(NUMBER),
        **_all(FLAG, "complete", "ties", "canonical"),
        adoption=NOTHING,
    ),
    "Explanation": record(
        **_all(TEXT, "schema", "scenario", "action", "objective", "verified", "sentence"),
        **_all(FLAG, "main_figures_only", "selected", "complete"),
        opposite_possible=maybe(FLAG),
        **_all(maybe(NUMBER), "replacement_cost", "value_lost"),
        **_all(TEXTS, "displaces", "brings", "clash", "best"),
        opposite=maybe(TEXTS),
        **_all(by_name(at("TurningPoint")), "enters_if", "leaves_if"),
    ),
    "TurningPoint": record(
        **_all(maybe(NUMBER), "level", "change", "relative_change", "before"),
        now=NUMBER,
        unit=TEXT,
        reason=maybe(TEXT),
        **_all(FLAG, "possible", "first", "verified"),
        set=TEXTS,
    ),
}
"""What long analyses find, as `mcda frontier --json` and `mcda explain --json` tell it."""

WORK = {
    "schema": TEXT,
    "question": at("Question"),
    "state": one_of("done", "working", "infeasible", "wrong", "stopped"),
    "job": maybe(TEXT),
    "seconds": NUMBER,
    "progress": maybe(record(text=TEXT, share=maybe(NUMBER))),
    "result": {"anyOf": [at("Frontier"), at("Explanation"), at("Problems"), NOTHING]},
    "problems": many(at("Problem")),
}
"""A long analysis, or how far it is."""

PAGE: dict[str, Json] = {
    "Problem": record(
        **_all(TEXT, "code", "message", "hint"),
        severity=one_of("error", "warning"),
        row=maybe(WHOLE),
        **_all(maybe(TEXT), "file", "sheet", "column", "path", "value"),
    ),
    "Problems": record(schema=TEXT, problems=many(at("Problem"))),
    "Question": record(
        **_all(TEXT, "address", "scenario", "variant", "college"),
        **_all(NUMBERS, "weights", "levels"),
        **_all(TEXTS, "with", "without", "portfolio", "settings"),
    ),
    "Answer": record(
        schema=TEXT,
        question=at("Question"),
        state=one_of(*get_args(State)),
        job=maybe(TEXT),
        **_all(maybe(at("Result")), "result", "own"),
        clash=TEXTS,
        relaxation=by_name(
            maybe(record(amount=NUMBER, unit=TEXT, relation=TEXT, actions=TEXTS)),
        ),
        problems=many(at("Problem")),
    ),
    "Work": record(**WORK),
    "Effect": record(
        schema=TEXT,
        action=TEXT,
        inside=FLAG,
        **_all(at("Answer"), "before", "after"),
        **_all(TEXTS, "entered", "left"),
        partners=many(record(partner=TEXT, **dict.fromkeys(FOUR, CHANGE))),
        groups=many(record(group=TEXT, **dict.fromkeys(FOUR, CHANGE))),
    ),
    "Action": record(schema=TEXT, action=TEXT, reason=TEXT, why=at("Work"), effect=at("Effect")),
    "Comparison": record(schema=TEXT, answers=many(at("Answer")), actions=by_name(many(FLAG))),
    "Positions": record(
        schema=TEXT,
        positions=many(
            record(name=TEXT, saved={**TEXT, "format": "date-time"}, question=at("Question"))
        ),
    ),
    "Scenarios": record(
        schema=TEXT,
        scenarios=many(
            record(
                **_all(TEXT, "scenario", "title", "description"),
                variants=TEXTS,
                problems=many(at("Problem")),
            )
        ),
    ),
    "Uploading": {"anyOf": [record(schema=TEXT, most_bytes=WHOLE), at("Uploaded")]},
    "Uploaded": record(scenario=TEXT, **WORK),
    "Programs": record(schema=TEXT, paths=many(record(method=TEXT, path=TEXT, summary=TEXT))),
}
"""What only the page tells."""

SCHEMAS = {**PAGE, **LONG, **RESULT}
"""Every schema, by name."""

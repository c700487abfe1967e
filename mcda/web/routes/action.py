"""One action: why it is in or out, what would change it, what happens to everybody if it is forced."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from mcda.analysis.reasons import reasons
from mcda.errors import Place, Problem, UsageProblem
from mcda.files.cells import nearest
from mcda.model import Scenario
from mcda.show import labels
from mcda.show.reasons import sentence
from mcda.web import records
from mcda.web.answer import Answer
from mcda.web.consequences import partners, turning_points
from mcda.web.controls import sliders
from mcda.web.desk import PATIENCE
from mcda.web.forms import Sent
from mcda.web.question import Question
from mcda.web.routes import ANEW, answers
from mcda.web.routes.frontier import ended, told
from mcda.web.routes.portfolio import asked_of, base_of
from mcda.web.visit import Here
from mcda.wording import N_, Words

router = APIRouter()
SHORTER = 0.1
"""Seconds for each of the two answers that this page waits for, beside `PATIENCE`."""


@answers(
    router,
    "/action/{action}",
    "Why an action is in or out, and what forcing it changes",
    "Action",
    asks=True,
    parameters=[ANEW],
)
def action(action: str, visit: Here, request: Request) -> Response:
    """An action of the best portfolio, or outside of it."""
    question = asked_of(visit)
    base = base_of(visit, question)
    _check(base, action)
    words = visit.reader.words(base)
    free = question.forcing(action, None)
    now = visit.desk.ask(free, PATIENCE)
    inside = now.portfolio is not None and action in now.portfolio.actions
    effect = visit.desk.force(free, action, not inside, SHORTER)
    reason = _reason(now, action, words)
    anew = "anew" in request.query_params
    why = visit.desk.studies.why(free, action, words.language, SHORTER, anew=anew)
    record = why.record if why.state == "done" else None
    return visit.reply(
        "action_part.html" if visit.reader.wants_part else "action.html",
        lambda: {
            "schema": "mcda/web/action/1",
            "action": action,
            "reason": reason,
            "why": records.work(why, words),
            "effect": records.effect(effect, words),
        },
        scenario=base,
        question=question,
        free=free,
        action=action,
        name=labels.action(base, action, words),
        title=words.label(base.title, question.source),
        facts=_facts(base, action, words),
        now=now,
        inside=inside,
        standing=_forced(question, action),
        effect=effect,
        reason=reason,
        partners=partners(effect, words),
        why=why,
        told=record,
        progress=told(why, words),
        turning=turning_points(record, base, free, sliders(base, words), words),
    )


@router.post("/action/{action}/cancel", include_in_schema=False, response_model=None)
def cancel(action: str, visit: Here, form: Sent) -> Response:
    """End the computation of what would turn an action."""
    _check(base_of(visit, asked_of(visit)), action)
    return ended(visit, form, f"/action/{action}")


def _check(scenario: Scenario, action: str) -> None:
    if action not in scenario.action_by_id:
        suggestion = nearest(action[:80], list(scenario.action_by_id))
        details = {"known": ", ".join(sorted(scenario.action_by_id))}
        raise UsageProblem(Problem("E093", Place(), action[:80], details, suggestion))


def _forced(question: Question, action: str) -> str:
    """Whether the question forces an action: `in`, `out` or nothing."""
    if action in question.included:
        return "in"
    return "out" if action in question.excluded else ""


def _facts(scenario: Scenario, action: str, words: Words) -> tuple[tuple[str, str], ...]:
    """What is known of an action before anything is chosen."""
    record = scenario.action_by_id[action]
    local = record.cost * (1 - record.cofinancing)
    lead = [(words(N_("Lead")), labels.partner(scenario, record.lead, words))] if record.lead else []
    return (
        (words(N_("Theme")), labels.theme(scenario, record.theme, words)),
        (words(N_("Cost")), labels.money(scenario, record.cost, words)),
        (words(labels.paid_alone(scenario)), labels.money(scenario, local, words)),
        *lead,
    )


def _reason(now: Answer, action: str, words: Words) -> str:
    """Why an action is in or out of the portfolio that is shown, in a sentence; empty without one."""
    found = now.portfolio
    if found is None:
        return ""
    why = next(reason for reason in reasons(found) if reason.action == action)
    return sentence(why, found.scenario, words)

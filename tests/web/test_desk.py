"""The desk: figures are those of the library, whatever way they came."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction

import pytest

from mcda import frontier
from mcda.errors import Infeasible, UsageProblem
from mcda.files.read import read
from mcda.optimise.solve import solve
from mcda.portfolio.result import as_json
from mcda.web import records
from mcda.web.answer import Answer, Work
from mcda.web.desk import Desk
from mcda.web.question import Question, address
from mcda.wording import words

BREST = "scenarios/brest"
LONG = 120.0
BASE = Question()
TIGHT = BASE.moving("rules.budget.max", Fraction(2400))
RURAL = BASE.moving("rules.rural.min", Fraction(62, 100))
HEAVY = BASE.moving("weights.transition", Fraction(150))
NOTHING = BASE.moving("rules.budget.max", Fraction(1))
FRENCH = words("fr")


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with Desk([BREST], workers=1, ahead=False) as served:
        yield served


def timeless(record: dict[str, object]) -> object:
    """A result without what differs from one computation to the next: seconds, who had the last word."""
    text = json.loads(json.dumps(record))
    assert text.pop("verified") != "no"
    for name in ("seconds", "engine"):
        text["provenance"].pop(name)
    return text


@pytest.mark.parametrize("question", [BASE, TIGHT, RURAL, HEAVY], ids=address)
def test_figures_are_those_of_the_library(desk: Desk, question: Question) -> None:
    answer = desk.ask(question, LONG)
    assert answer.state == "exact"
    assert answer.job is None
    assert answer.portfolio is not None
    expected = solve(read(BREST, settings=question.settings()))
    assert answer.portfolio.options == expected.options
    assert answer.portfolio.verdicts == expected.verdicts
    assert answer.portfolio.ledger == expected.ledger
    assert answer.portfolio.proof.achieved == expected.proof.achieved
    if not question.weights:  # beside a weight that is moved its siblings are stated too
        assert timeless(as_json(answer.portfolio)) == timeless(as_json(expected))


def test_rules_that_clash_are_told_with_what_would_help(desk: Desk) -> None:
    answer = desk.ask(NOTHING, LONG)
    with pytest.raises(Infeasible) as clash:
        solve(read(BREST, settings=NOTHING.settings()))
    assert answer.state == "infeasible"
    assert answer.clash == clash.value.clash
    for rule, found in clash.value.relaxation.items():
        told = answer.relaxation[rule]
        assert (None if told is None else told.amount) == (None if found is None else found.amount)
    record = records.answer(answer, FRENCH)
    assert record["result"] is None
    assert record["clash"] == list(clash.value.clash)


def test_what_is_wrong_is_told(desk: Desk) -> None:
    wrong = {
        "E404": Question(source="brst"),
        "E414": Question(source=f"upload:{'0' * 32}"),
        "E027": Question(variant="nothing"),
        "E085": BASE.moving("rules.nothing.max", Fraction(1)),
        "E201": Question(college="nobody"),
    }
    for code, question in wrong.items():
        answer = desk.ask(question)
        assert (answer.state, answer.problems[0].code) == ("wrong", code)
        assert records.answer(answer, FRENCH)["problems"][0]["code"] == code
    unknown = desk.ask(BASE.forcing("NOBODY", True))
    assert unknown.state == "wrong"


def test_the_own_list_is_judged_beside_the_answer(desk: Desk) -> None:
    best = desk.ask(BASE, LONG).portfolio
    assert best is not None
    listed = desk.ask(replace(BASE, portfolio=best.actions[:3]), LONG)
    assert listed.portfolio is not None
    assert listed.portfolio.actions == best.actions
    assert listed.own is not None
    assert listed.own.actions == best.actions[:3]
    assert not listed.own.meets_all_rules
    unknown = desk.ask(replace(BASE, portfolio=("NOBODY",)), LONG)
    assert (unknown.state, unknown.own) == ("exact", None)
    assert [problem.code for problem in unknown.problems] == ["E093"]


def test_meanwhile_the_best_that_is_known_and_meets_the_rules(desk: Desk) -> None:
    known = [desk.ask(question, LONG).portfolio for question in (BASE, TIGHT, RURAL)]
    question = BASE.moving("rules.budget.max", Fraction(2451))
    answer = desk.ask(question, 0.0)
    assert answer.state == "provisional"
    assert answer.job is not None
    assert answer.portfolio is not None
    assert answer.portfolio.meets_all_rules
    assert answer.portfolio.proof.status == "feasible"
    possible = [one for one in known if one is not None and one.local_cost <= 2451]
    assert answer.portfolio.value >= max(one.value for one in possible)
    exact = desk.ask(question, LONG)
    assert exact.state == "exact"
    assert exact.portfolio is not None
    assert exact.portfolio.value >= answer.portfolio.value
    assert desk.ask(question, 0.0).state == "exact"


def test_equal_questions_at_the_same_time_are_one_computation(desk: Desk) -> None:
    question = BASE.moving("rules.budget.max", Fraction(2550))
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: desk.ask(question, LONG), range(8)))
    assert all(answer is answers[0] for answer in answers)


def test_a_cancelled_question_is_not_begun_again_by_itself(desk: Desk) -> None:
    question = BASE.moving("rules.budget.max", Fraction(2575))
    working = desk.ask(question, 0.0)
    assert working.job is not None
    assert desk.cancel(working.job)
    stopped = desk.ask(question, LONG)
    assert (stopped.state, stopped.problems[0].code) == ("stopped", "E419")
    assert not desk.cancel(working.job)
    assert desk.ask(question, LONG, anew=True).state == "exact"


def test_two_to_four_side_by_side(desk: Desk) -> None:
    answers = desk.compare([BASE, TIGHT, NOTHING], LONG)
    assert [answer.state for answer in answers] == ["exact", "exact", "infeasible"]
    record = records.comparison(answers, FRENCH)
    for place, answer in enumerate(answers):
        taken = [action for action, where in record["actions"].items() if where[place]]
        assert taken == sorted(answer.portfolio.actions if answer.portfolio else ())
    for number in (0, 1, 5):
        with pytest.raises(UsageProblem) as refused:
            desk.compare([BASE] * number)
        assert refused.value.problem.code == "E416"


def test_an_action_forced_in_or_out_changes_what_partners_have(desk: Desk) -> None:
    best = desk.ask(BASE, LONG).portfolio
    assert best is not None
    action = best.actions[0]
    effect = desk.force(BASE, action, inside=False, patience=LONG)
    assert effect.before.portfolio is not None
    assert effect.before.portfolio.options == best.options
    assert effect.after.portfolio is not None
    assert action not in effect.after.portfolio.actions
    assert effect.after.portfolio.value <= best.value
    for before, after in effect.partners:
        assert before.partner == after.partner
    record = records.effect(effect, FRENCH)
    assert action in record["left"]
    first = record["partners"][0]
    assert first["benefit"]["before"] == float(best.ledger.partners[0].benefit)


def test_the_frontier_is_that_of_the_library(desk: Desk) -> None:
    found = desk.studies.frontier(BASE, patience=LONG)
    expected = frontier(read(BREST), ("value", "local_cost"))
    assert found.state == "done"
    assert [point.levels for point in found.record.points] == [p.levels for p in expected.points]
    assert [point.actions for point in found.record.points] == [p.actions for p in expected.points]
    assert found.record.complete
    assert records.work(found, FRENCH)["result"]["complete"]
    middle = expected.points[len(expected.points) // 2]
    budget = dict(zip((o.name for o in expected.objectives), middle.levels, strict=True))["local_cost"]
    tried = desk.ask(BASE.moving("rules.budget.max", budget), 0.0)
    assert tried.portfolio is not None
    assert tried.portfolio.value == middle.levels[0]


def test_long_work_tells_where_it_is_and_can_be_cancelled(desk: Desk) -> None:
    work = desk.studies.why(BASE, "E1", "fr")
    assert work.state == "working"
    assert work.job is not None
    going = desk.progress(work.job)
    assert isinstance(going, Work)
    assert desk.cancel(work.job)
    assert desk.studies.why(BASE, "E1", "fr", LONG).problems[0].code == "E419"
    assert desk.progress(work.job) is None
    wrong = desk.studies.why(BASE, "NOBODY", "fr", LONG)
    assert (wrong.state, wrong.problems[0].code) == ("wrong", "E093")
    assert records.work(wrong, FRENCH)["problems"][0]["code"] == "E093"


def test_processes_end_with_the_desk() -> None:
    with Desk([BREST], workers=1, ahead=False) as other:
        answer = other.ask(BASE, 0.0)
        assert isinstance(answer, Answer)
        threads = [*other._solvers._threads, *other.studies._jobs._threads]
        workers = [*other._solvers._workers, *other.studies._jobs._workers]
    assert not any(thread.is_alive() for thread in threads)
    assert not any(worker.is_alive for worker in workers)
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker.pid, 0)

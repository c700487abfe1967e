"""The questions of equity that benchmarks measure on, and the plain script beside them."""

import pytest

from benchmarks import equity, equity_pulp, equity_report
from benchmarks.equity import Depth, Measured, Question
from benchmarks.equity_cases import CASES
from benchmarks.equity_scenarios import LEVELS, QUESTIONS, contract, ends
from mcda.analysis.price_of_equity import Asked, price_of_equity
from mcda.optimise import solve
from mcda.portfolio import Proof, assemble
from mcda.portfolio.enumeration import levels_of
from mcda.scoring import score

SMALL = (14, 4)
portfolios = pytest.mark.parametrize("question", [q for q in QUESTIONS if q != "price"])


def test_the_questions_with_a_target_are_questions():
    assert {question.name for question in equity.QUESTIONS} == set(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_seed_gives_the_same_contract(question):
    assert contract(question, *SMALL) == contract(question, *SMALL)
    assert contract(question, *SMALL) != contract(question, *SMALL, seed=2)


def test_a_contract_has_the_size_that_was_asked_for():
    made = contract("leximin", 15, 5)
    assert (len(made.actions), len(made.partners)) == (15, 5)
    assert {name for partner in made.partners for name in partner.groups} == {
        "urban",
        "periurban",
        "rural",
    }


@portfolios
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # PuLP's, about its own solvers
def test_the_plain_script_means_the_same(question):
    """On small contracts both reach the same levels, recomputed exactly, and break no rule."""
    made = contract(question, *((6, 3) if question == "ledger" else SMALL))
    ours, theirs = solve(made), equity_pulp.answer(question, made, limit=60)
    scores = score(made)
    judged = assemble(scores, theirs.actions, Proof("judged"))
    assert theirs.status == "optimal"
    assert [v.rule for v in judged.verdicts if not v.holds] == []
    reached = [float(level) for level in levels_of(scores, frozenset(theirs.actions))]
    assert reached == pytest.approx([float(level) for level in ours.proof.levels], rel=1e-3)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # PuLP's, about its own solvers
def test_the_plain_curve_is_the_same_curve():
    made = contract("price", *SMALL)
    first, last = ends(made)
    asked = Asked(points=LEVELS, start=f"{first} %", end=f"{last} %")
    ours = [float(point.value) for point in price_of_equity(made, "equity", "min", asked).points]
    assert len(ours) == LEVELS
    assert equity_pulp.curve(made, limit=60) == pytest.approx(ours, rel=1e-3)


def test_what_a_child_says_is_reported():
    question = Question("share", SMALL, 60)
    measured = equity.measure(question, 1, limit=60)
    assert measured.product["status"] == measured.peer["status"] == "optimal"
    assert measured.peer_differs == ""
    assert equity_report.is_met(question, [measured])
    text = equity_report.section([measured], Depth((question,), 1, 0, 60), 1)
    assert "| share, 14 x 4 | 60 s |" in text


def test_an_answer_without_proof_misses_its_target():
    question = Question("welfare", SMALL, 60, or_gap=True)
    figures = {"status": "feasible", "verified": "no", "gap": None, "cpu": 1.0, "memory": 1.0}

    def measured(**changes):
        return Measured(question, 1, {**figures, **changes}, {"status": "unsolved"}, {})

    assert not equity_report.is_met(question, [measured()])
    assert equity_report.is_met(question, [measured(gap=0.01)])
    assert not equity_report.is_met(question, [measured(gap=0.01, cpu=61.0)])


def test_a_worse_answer_of_the_peer_is_named():
    proven = {"status": "optimal", "verified": "highs", "levels": [2.0, 50.0]}
    worse = {"levels": [1.9, 60.0], "broken": []}
    question = Question("worst_off", SMALL, 1)
    assert Measured(question, 1, proven, {}, worse).peer_differs == "-5.0000% at stage 1 of 2"
    assert Measured(question, 1, proven, {}, {"levels": [2.0, 50.0]}).peer_differs == ""
    broken = {"levels": [3.0, 50.0], "broken": ["budget"]}
    assert Measured(question, 1, proven, {}, broken).peer_differs == "breaks budget"


def test_cases_are_what_children_do():
    assert set(CASES) == {"product", "peer", "judge"}

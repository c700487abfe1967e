"""Rankings side by side: what they hold, what the methods refuse, how they agree."""

from __future__ import annotations

import io
import re
from fractions import Fraction

import numpy as np
import pytest
from commands.running import SCENARIOS
from loading import load
from rich.console import Console
from tiny import tiny

import mcda
from mcda.analysis.rankings import Rankings, rank
from mcda.errors import UsageProblem
from mcda.files.read import read
from mcda.model.weighting import SwingWeights
from mcda.scoring.ranking.aggregators import AGGREGATORS
from mcda.scoring.ranking.methods import ANCHORED, DEFAULT, Options, checked, methods
from mcda.show import rankings as shown
from mcda.wording import Words, words

ODD = {name for name, known in AGGREGATORS.items() if not known.respects_dominance}
ODD |= {"cocoso", "s_probid"}
"""Methods that may place a dominated action first, or that cannot score so few actions."""
LANGUAGES = pytest.mark.parametrize("say", [words("fr"), words("en")], ids=["fr", "en"])
POSITIVE = {"marcos", "multimoora", "multiplicative", "ocra", "waspas", "wpm"}
"""Methods that cannot read a level of 0, which most actions of Caen have on most criteria."""


@pytest.fixture(scope="module")
def caen() -> mcda.Scenario:
    return mcda.read(SCENARIOS / "caen")


def seen(found: Rankings, say: Words, width: int = 120, *, with_agreement: bool = True) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None, highlight=False)
    for part in shown.screen(found, say, with_agreement=with_agreement):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


# ---------------------------------------------------------------- every method


@pytest.mark.parametrize("name", sorted(set(methods()) - POSITIVE))
def test_a_method_ranks_every_action_of_caen(caen: mcda.Scenario, name: str) -> None:
    found = rank(caen, name).by_method[name]
    assert found.ranks.shape == (len(caen.actions),)
    assert found.ranks.min() == 1
    assert found.scores is None or np.isfinite(found.scores).all()


@pytest.mark.parametrize("name", sorted(POSITIVE))
def test_a_method_that_cannot_read_zero_says_so_and_what_to_take(caen: mcda.Scenario, name: str) -> None:
    with pytest.raises(UsageProblem) as refused:
        rank(caen, name)
    assert refused.value.problem.code == "E172"
    assert "topsis" in refused.value.problem.details["known"]


@pytest.mark.parametrize("name", sorted(methods()))
def test_one_action_alone_is_first(name: str) -> None:
    tables = tiny(gain={"priority_from": 10, "mature_from": 4})
    one = {**tables, "actions": tables["actions"][:1], "impacts": tables["impacts"][:1]}
    one["shares"] = [row for row in tables["shares"] if row["action"] == "A1"]
    found = rank(load(one), [name, "mavt"], with_reversal=True, with_dominance=True)
    assert found.by_method[name].ranks.tolist() == [1]
    assert "NaN" not in repr(shown.record(found, words("en")))


@pytest.mark.parametrize("name", sorted(set(methods()) - ODD))
def test_what_is_best_on_everything_is_first_and_what_is_worst_last(name: str) -> None:
    """A2 before A1 before A3 on both criteria; classes, kernels and single optima may tie."""
    tables = tiny(gain={"priority_from": 15, "mature_from": 7})
    tables["criteria"].append({**tables["criteria"][0], "criterion": "more", "name": "More"})
    for row, level in zip(tables["impacts"], (8, 30, 2), strict=True):
        row["more"] = level
    found = rank(load(tables), name).by_method[name]
    first, second, third = (int(found.ranks[row]) for row in (1, 0, 2))
    assert first == 1
    assert first <= second <= third
    assert third > 1


def test_without_a_name_the_default_methods_are_run(caen: mcda.Scenario) -> None:
    assert tuple(rank(caen).by_method) == DEFAULT


def test_a_name_may_stand_alone_and_twice_is_once(caen: mcda.Scenario) -> None:
    assert tuple(rank(caen, "vikor").by_method) == ("vikor",)
    assert checked(["vikor", "topsis", "vikor"]) == ("vikor", "topsis")


@pytest.mark.parametrize(
    ("name", "meant"), [("topsi", "topsis"), ("Promethee II", "promethee_ii"), ("zzz", None)]
)
def test_an_unknown_method_names_the_nearest(name: str, meant: str | None) -> None:
    with pytest.raises(UsageProblem) as refused:
        checked([name])
    assert refused.value.problem.code == "E176"
    assert refused.value.problem.suggestion == meant
    assert "promethee_ii" in refused.value.problem.details["known"]


# ---------------------------------------------------------------- options


@pytest.mark.parametrize("wrong", [{"v": 1.5}, {"v": float("nan")}, {"q": -1}, {"veto": float("inf")}])
def test_numbers_out_of_bounds_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageProblem) as refused:
        Options(**wrong)
    assert refused.value.problem.code == "E177"


def test_a_cut_below_one_half_is_refused(caen: mcda.Scenario) -> None:
    with pytest.raises(UsageProblem) as refused:
        rank(caen, "electre_tri", Options(cut=0.4))
    assert refused.value.problem.code == "E167"


def test_thresholds_asked_for_replace_the_columns_on_every_criterion(caen: mcda.Scenario) -> None:
    asked = Options(preference="gaussian", q=1, p=2, s=3, veto=4)
    thresholds = rank(caen, "promethee_ii", asked).matrix.thresholds
    assert set(thresholds.functions) == {"gaussian"}
    for stated, number in zip(
        (thresholds.indifference, thresholds.preference, thresholds.gaussian, thresholds.veto),
        (1, 2, 3, 4),
        strict=True,
    ):
        assert set(stated.tolist()) == {number}


def test_v_moves_vikor_and_the_normalisation_topsis(caen: mcda.Scenario) -> None:
    plain, majority = (rank(caen, "vikor", Options(v=v)).by_method["vikor"] for v in (0.5, 1))
    assert plain.ranks.tolist() != majority.ranks.tolist()
    vector, stretched = (
        rank(caen, "topsis", Options(normalisation=name)).by_method["topsis"]
        for name in (None, "min_max")
    )
    assert stretched.normalisation == "min_max"
    assert vector.ranks.tolist() != stretched.ranks.tolist()


def test_a_normalisation_is_for_the_methods_that_take_it(caen: mcda.Scenario) -> None:
    found = rank(caen, DEFAULT, Options(normalisation="min_max")).by_method
    assert found["topsis"].normalisation == "min_max"
    assert found["vikor"].normalisation == "none"
    for names in (["vikor", "mavt"], ["mavt"]):
        with pytest.raises(UsageProblem) as refused:
            rank(caen, names, Options(normalisation="min_max"))
        assert refused.value.problem.code == "E171"


def test_anchors_shield_from_the_other_actions(caen: mcda.Scenario) -> None:
    """SPOTIS is told zero and full: what remains keeps its score when an action leaves."""
    run = methods()["spotis"].run
    matrix = rank(caen, "spotis").matrix
    whole = run(matrix, caen, Options()).scores
    fewer = run(matrix.among(np.arange(1, len(matrix.alternatives))), caen, Options()).scores
    assert "spotis" in ANCHORED
    assert whole is not None
    assert fewer is not None
    assert whole[1:].tolist() == pytest.approx(fewer.tolist())


# ---------------------------------------------------------------- agreement, reversal, dominance


def test_agreement_is_there_with_two_methods_and_one_with_itself(caen: mcda.Scenario) -> None:
    found = rank(caen, ["mavt", "topsis"]).agreement
    assert rank(caen, ["mavt"]).agreement is None
    assert found is not None
    assert found.names == ("mavt", "topsis")
    for table in (found.kendall, found.spearman, found.weighted_similarity):
        assert np.diag(table).tolist() == pytest.approx([1, 1])


def test_the_additive_value_never_reverses_a_pair() -> None:
    found = rank(mcda.read(SCENARIOS / "brest"), ["mavt", "topsis"], with_reversal=True).reversal
    assert found is not None
    mavt, topsis = found["mavt"], found["topsis"]
    for trials in (mavt.removals, mavt.copies, mavt.worst, mavt.scale, mavt.shift):
        assert trials.names
        assert not trials.moved.any()
    assert topsis.shift.moved.any()
    assert not topsis.scale.moved.any()


def test_a_dominated_action_ranks_behind_in_value(caen: mcda.Scenario) -> None:
    """M1 does no worse than M2 on everything and more on trips; both succeed as likely."""
    found = rank(caen, "mavt", with_dominance=True)
    assert found.dominance is not None
    assert "M1" in found.dominance.dominators("M2")
    ranks = dict(zip(found.matrix.alternatives, found.by_method["mavt"].ranks.tolist(), strict=True))
    assert ranks["M1"] < ranks["M2"]


# ---------------------------------------------------------------- in Python, on screen


def test_the_table_holds_the_ranks_the_best_first(caen: mcda.Scenario) -> None:
    found = mcda.rank(caen, ["mavt", "topsis"])
    assert list(found.table.columns) == ["mavt", "topsis"]
    assert set(found.table.index) == set(caen.action_by_id)
    mean = found.table.mean(axis=1).tolist()
    assert mean == sorted(mean)
    assert isinstance(found, mcda.Rankings)


RAW = re.compile(r"\{\w*\}|%\(|N_\(|\bnan\b")


@LANGUAGES
def test_the_screen_shows_every_action_rank_and_method(caen: mcda.Scenario, say: Words) -> None:
    found = rank(caen)
    text = seen(found, say)
    for method, head in zip(found.by_method, DEFAULT, strict=True):
        assert method == head
        assert head in text
    lines = {line.split()[0]: line.split() for line in text.splitlines() if line.split()}
    for row, action in enumerate(found.matrix.alternatives):
        ranks = [str(ranking.ranks[row]) for ranking in found.by_method.values()]
        assert lines[action][-4:] == ranks


@LANGUAGES
@pytest.mark.parametrize("width", [80, 100, 120])
def test_nothing_is_cut_off_or_left_unfilled(caen: mcda.Scenario, say: Words, width: int) -> None:
    found = rank(caen, DEFAULT, with_dominance=True)
    text = seen(found, say, width)
    assert RAW.findall(text) == []
    assert "…" not in text
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width


@LANGUAGES
def test_many_methods_are_numbered(caen: mcda.Scenario, say: Words) -> None:
    names = sorted(set(methods()) - POSITIVE)
    text = seen(rank(caen, names), say, 160)
    assert RAW.findall(text) == []
    for name in names:
        assert name in text


def test_the_remark_on_origins_is_for_vector_normalisation_alone(caen: mcda.Scenario) -> None:
    say = words("en")
    assert say(shown.ORIGIN) in seen(rank(caen, "topsis"), say, 200)
    stretched = rank(caen, "topsis", Options(normalisation="min_max"))
    assert say(shown.ORIGIN) not in seen(stretched, say, 200)


def test_actions_behind_a_threshold_are_ranked_and_named(caen: mcda.Scenario) -> None:
    found = rank(caen, "mavt")
    assert found.screened == ("L3",)
    assert "L3" in found.matrix.alternatives
    assert words("en")(shown.SCREENED, actions="L3") in seen(found, words("en"))


def test_the_sets_that_methods_name_are_told(caen: mcda.Scenario) -> None:
    text = seen(rank(caen, ["electre1", "electre_tri", "vikor"]), words("en"), 200)
    assert "electre1 · kernel: " in text
    assert "electre_tri · class “priority”: C2 " in text
    assert "vikor · compromise solution: M5" in text


def test_a_ranking_that_ties_all_has_no_agreement_but_shows() -> None:
    tables = tiny()
    for row in tables["impacts"]:
        row["gain"] = 5
    found = rank(load(tables), ["mavt", "topsis"])
    record = shown.record(found, words("en"))
    assert record["agreement"]["kendall"] == [[None, None], [None, None]]
    assert "–" in seen(found, words("en"))


@pytest.mark.parametrize("method", ["mavt", "topsis", "vikor", "promethee_ii", "rim"])
def test_many_weights_at_once_give_the_scores_of_one_by_one(method: str) -> None:
    scenario = read(SCENARIOS / "caen")
    leaves = [leaf.criterion for leaf in scenario.leaves]
    vectors = np.random.default_rng(3).dirichlet(np.ones(len(leaves)), 4)
    together = mcda.scores_under(scenario, vectors, method)
    for vector, scores in zip(vectors, together, strict=True):
        points = {name: Fraction(weight) for name, weight in zip(leaves, vector.tolist(), strict=True)}
        weighed = scenario.model_copy(update={"weights": SwingWeights(swing=points)})
        alone = mcda.rank(weighed, method).by_method[method]
        np.testing.assert_allclose(scores, alone.scores, rtol=1e-9, atol=1e-12)

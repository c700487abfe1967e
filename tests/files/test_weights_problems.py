"""What can be wrong with weights: each in its place, with its value and a remedy; never a traceback."""

from __future__ import annotations

import string
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import changed, problems_of

from mcda.errors import Problem
from mcda.files.read import check, read, read_mapping
from mcda.model.weighting import METHODS
from mcda.problems import hint, line, message
from mcda.scoring.weights import leaf_weights
from mcda.wording import words

FILES = {
    "criteria.csv": """criterion,name,parent,unit,zero,full,role,shape
town,Town,,,,,,
trips,Trips,town,a day,0,1000,,
jobs,Jobs,town,jobs,0,100,,
water,Water,,m3,0,50,,
odds,Odds,,mark,,,success,1:20 5:100
""",
    "actions.csv": "action,name,theme,cost\nA,Bus,mobility,200\nB,Pipe,water,150\n",
    "impacts.csv": "action,trips,jobs,water,odds\nA,300,10,5,4\nB,100,20,20,3\n",
}
COLLEGES = (
    "college,criterion,weight,voice\nTown,town,60,1\nTown,water,40,1\nHill,town,50,\nHill,water,50,\n"
)


class Mistake(NamedTuple):
    """Weights with one mistake, on line 3 of the settings and below, and how it is told."""

    code: str
    weights: str
    value: str | None
    row: int | None
    column: str | None = None
    file: str = "scenario.yaml"
    tables: Mapping[str, str] = {}
    names: tuple[str, ...] = ()
    """What else the sentence names."""


BEST = "{best: town, worst: water, best_to_others: {water: 3}, others_to_worst: {town: 3}}"
MISTAKES = (
    Mistake("E190", "\n  statements:\n  - town >= water\n  - trips !! jobs", "trips !! jobs", 6),
    Mistake("E191", "\n  tradeoff:\n  - 100 trips = 3", "100 trips = 3", 5),
    Mistake("E192", "\n  ahp:\n    town/water: -3", "-3", 5),
    Mistake("E192", "\n  ahp:\n    town/water: 1/0", "1/0", 5),
    Mistake("E193", "\n  ahp:\n    town-water: 3", None, 5),
    Mistake("E194", "\n  swing:\n    trips: 100", "jobs", 5, names=("town",)),
    Mistake("E194", "\n  ranks:\n  - town", "water", 5),
    Mistake("E194", "\n  bwm: " + BEST.replace("town: 3", ""), "town", 4),
    Mistake(
        "E195", "\n  ahp:\n    town/water: 1\n    town/trips: 2\n    trips/jobs: 2", "town/trips", 6
    ),
    Mistake("E195", "\n  ranks:\n  - town = trips\n  - water\n  - jobs", "town = trips", 5),
    Mistake("E196", "\n  ranks:\n  - town\n  - water\n  - town", "town", 7),
    Mistake("E196", "\n  ahp:\n    town/water: 3\n    water/town: 3", "town/water", 5),
    Mistake("E196", "\n  bwm:\n  - " + BEST + "\n  - " + BEST, "town", 6),
    Mistake(
        "E197",
        "\n  statements:\n  - trips >= 0\n  - jobs >= 0.6\n  - water >= 0.6",
        "jobs >= 0.6 ; water >= 0.6",
        6,
    ),
    Mistake("E198", "\n  tradeoff:\n  - 100 trips = 10 jobs", "water", 5),
    Mistake(
        "E199", "\n  tradeoff:\n  - 100 trips = 10 jobs\n  - 10 jobs = -4 water", "10 jobs = -4 water", 6
    ),
    Mistake("E200", "\n  college: Twon", "Twon", 4, tables={"weights.csv": COLLEGES}, names=("Town",)),
    Mistake("E201", "\n  colleges: mean", None, 4),
    Mistake(
        "E202",
        "\n  swing: {town: 50, water: 100}\n  order:\n  - town\n  - water",
        "water",
        7,
        names=("town", "50", "100"),
    ),
    Mistake("E203", " swong", "swong", 3, names=("swing",)),
    Mistake(
        "E204",
        " {}",
        "Hill",
        5,
        "voice",
        "weights.csv",
        {"weights.csv": COLLEGES.replace("50,\n", "50,2\n", 1).replace("50,\n", "50,3\n")},
    ),
    Mistake("E206", "\n  ahp: {trips/water: 1, trips/jobs: 2}", "jobs/water", 4),
    Mistake(
        "E207",
        "\n  bwm:\n    best: town\n    worst: water\n    best_to_others: {water: 3}\n"
        "    others_to_worst:\n      town: 0.5",
        "0.5",
        9,
    ),
    Mistake(
        "E208",
        " {}",
        None,
        1,
        "voice",
        "weights.csv",
        {
            "weights.csv": COLLEGES.replace("60,1", "60,0")
            .replace("40,1", "40,0")
            .replace("50,\n", "50,0\n")
        },
    ),
    Mistake("E209", " swing", "swing", 3),
    Mistake("E209", " swing", "swing", 3, tables={"swing.csv": "criterion,points\ntown,\nwater,\n"}),
    Mistake("E119", "\n  swing: {town: 0, water: 0}", "town, water", 4),
    Mistake(
        "E119",
        " {}",
        "Hill : town, water",
        1,
        "weight",
        "weights.csv",
        {"weights.csv": COLLEGES.replace(",50,", ",0,")},
    ),
    Mistake("E124", "\n  swing:\n    odds: 5", "odds", 5),
    Mistake("E021", "\n  order: [town, watr]\n  swing: {town: 2, water: 1}", "watr", 4),
    Mistake(
        "E021",
        " {}",
        "twon",
        2,
        "criterion",
        "weights.csv",
        {"weights.csv": COLLEGES.replace("Town,town", "Town,twon")},
    ),
    Mistake(
        "E196",
        " {}",
        "Hill : town",
        6,
        "criterion",
        "weights.csv",
        {"weights.csv": COLLEGES + "Hill,town,9,\n"},
    ),
    Mistake(
        "W025",
        "\n  ahp: {trips/jobs: 2, jobs/water: 2, trips/water: 1/2}",
        "trips/jobs",
        4,
        names=("0.10",),
    ),
    Mistake(
        "W026",
        "\n  bwm: {best: trips, worst: jobs, best_to_others: {jobs: 3, water: 3}, "
        "others_to_worst: {trips: 3, water: 3}}",
        "water",
        4,
        names=("1", "0.17"),
    ),
    Mistake(
        "W027",
        "\n  tradeoff: [100 trips = 10 jobs, 100 trips = 5 water, 10 jobs = 20 water]",
        None,
        4,
        names=("%",),
    ),
    Mistake("W028", "\n  objective: entropy", "entropy", 4),
)


def written(folder: Path, weights: str, tables: Mapping[str, str]) -> Path:
    """The scenario with these weights, which start on line 3."""
    for name, text in {**FILES, **tables}.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings = f"mcda: 1\nmoney: EUR\nweights:{weights}\n"
    (folder / "scenario.yaml").write_text(settings, encoding="utf-8")
    return folder


def titled(mistake: Mistake) -> str:
    return f"{mistake.code} {mistake.value}"


@pytest.mark.parametrize("mistake", MISTAKES, ids=titled)
def test_a_mistake_is_told_in_its_place_with_its_value_and_a_remedy(
    mistake: Mistake, tmp_path: Path
) -> None:
    found = check(written(tmp_path, mistake.weights, mistake.tables))
    assert mistake.code in {problem.code for problem in found}
    if mistake.code.startswith("E"):
        assert {p.code for p in found if p.severity == "error"} == {mistake.code}
    problem = next(problem for problem in found if problem.code == mistake.code)
    place = problem.place
    assert (place.file, place.row) == (mistake.file, mistake.row)
    assert place.column == mistake.column or str(place.column).isdigit()
    if mistake.value is not None:
        assert problem.value == mistake.value
    english = words("en")
    assert hint(problem, english)
    told = line(problem, english) + message(problem, english)
    assert "{" not in told.replace(mistake.value or "{", "")
    shown = "" if mistake.code == "W028" else mistake.value or ""
    assert all(name in told for name in (*mistake.names, shown))


def test_every_problem_of_weights_is_made_here() -> None:
    wanted = {f"E{n}" for n in range(190, 210)} | {f"W0{n}" for n in range(25, 29)}
    assert wanted - {mistake.code for mistake in MISTAKES} == {"E205"}


def test_weights_of_too_many_kinds_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcda.elicitation.polytope.MOST_VERTICES", 2)
    (problem,) = check(written(tmp_path, "\n  statements:\n  - trips >= 0.1", {}))
    assert (problem.code, str(problem.place)) == ("E205", "scenario.yaml:5:3")
    assert hint(problem, words("en"))


def test_mistakes_are_told_together(tmp_path: Path) -> None:
    """In the settings, in the table of the colleges, and in another table."""
    swings = "\n  swing: {town: 0, water: 0, trips: 5}\n  order: [trips, town]"
    tables = {
        "weights.csv": COLLEGES.replace("Hill,water,50,", "Hill,watr,50,").replace("60,1", "60,2"),
        "links.csv": "type,action,other\nrequires,A,C\n",
    }
    found = check(written(tmp_path, swings, tables))
    told = {(p.code, str(p.place), p.value) for p in found if p.severity == "error"}
    assert told == {
        ("E119", "scenario.yaml:4:10", "town, water"),
        ("E194", "scenario.yaml:4:10", "jobs"),
        ("E021", "weights.csv:5:criterion", "watr"),
        ("E204", "weights.csv:3:voice", "Town"),
        ("E022", "links.csv:2:other", "C"),
    }


def test_own_weights_beside_a_college_are_checked_as_if_they_stood_alone(tmp_path: Path) -> None:
    tables = {"weights.csv": COLLEGES}
    for own, code in (
        ("swing: {trips: 1}", "E194"),
        ("statements: [trips >= 2*jobs, jobs >= 0.4]", "E197"),
        ("ahp: {trips/jobs: 1, jobs/trips: 1}", "E196"),
        ("trips: 0\n  jobs: 0", "E119"),
    ):
        found = check(written(tmp_path, f"\n  college: Town\n  {own}", tables))
        assert [(p.code, p.place.file) for p in found if p.severity == "error"] == [
            (code, "scenario.yaml")
        ]


def test_one_family_of_best_worst_answers_may_stand_in_a_list(tmp_path: Path) -> None:
    """Its mistakes are told as well as without the list."""
    answers = BEST.replace("water: 3", "watr: 3")
    found = check(written(tmp_path, f"\n  bwm:\n  - {answers}", {}))
    assert [(p.code, str(p.place), p.value) for p in found] == [("E021", "scenario.yaml:5:49", "watr")]
    assert check(written(tmp_path, f"\n  bwm:\n  - {BEST}", {})) == []


def test_best_worst_answers_over_all_leaves_leave_no_room_for_families(tmp_path: Path) -> None:
    leaves = "{best: trips, worst: jobs, best_to_others: {jobs: 4, water: 2}, "
    leaves += "others_to_worst: {trips: 4, water: 2}}"
    assert check(written(tmp_path, f"\n  bwm: {leaves}", {})) == []
    for both in ([leaves, BEST], [BEST, leaves]):
        listed = "".join(f"\n  - {answers}" for answers in both)
        found = check(written(tmp_path, f"\n  bwm:{listed}", {}))
        assert [p.code for p in found] == ["E195"]


def test_pairs_may_have_spaces_and_are_still_answered_once(tmp_path: Path) -> None:
    found = check(written(tmp_path, "\n  ahp:\n    town / water: 3\n    water /town: 2", {}))
    assert [(p.code, str(p.place)) for p in found] == [("E196", "scenario.yaml:5:5")]
    found = check(written(tmp_path, "\n  ahp:\n    town / water: 3\n    town/water: 2", {}))
    assert [p.code for p in found] == ["E196"]
    found = check(written(tmp_path, "\n  ahp:\n    town/water: 3\n    trips / jbs: 2", {}))
    assert [(p.code, str(p.place), p.value) for p in found] == [("E021", "scenario.yaml:6:5", "jbs")]


def test_a_loop_of_branches_is_told_whatever_the_weights_are(tmp_path: Path) -> None:
    loop = FILES["criteria.csv"].replace("town,Town,,", "town,Town,land,") + "land,Land,town,,,,,\n"
    for weights in (" {water: 1}", "\n  statements: [water >= 0.1]", "\n  swing: {water: 1}"):
        found = check(written(tmp_path, weights, {"criteria.csv": loop}))
        assert "E029" in {problem.code for problem in found}


@pytest.mark.parametrize(
    ("weights", "code", "place", "value"),
    [
        ("\n  swing: {town: 2, water: 1}\n  ranks: [town]", "E030", 5, "ranks"),
        ("\n  ranks: [town, water]\n  formula: rok", "E080", 5, "rok"),
        ("\n  swing: {town: 2, water: 1}\n  order: town", "E081", 5, "town"),
        ("\n  ahp:\n    town-water: 3", "E193", 5, "town-water"),
        ("\n  swing:\n    1st: 3", "E011", 5, "1st"),
    ],
)
def test_what_stands_beside_the_answers_is_told_in_its_place(
    weights: str, code: str, place: int, value: str, tmp_path: Path
) -> None:
    (problem,) = check(written(tmp_path, weights, {}))
    assert (problem.code, problem.place.row, problem.value) == (code, place, value)


# ---------------------------------------------------------------- garbage

WORDS = st.sampled_from(
    [*METHODS, "order", "formula", "best", "worst", "best_to_others", "others_to_worst", "own",
     "answers", "roc", "mean", "geometric", "entropy", "Town", "trips", "water", "trips/water",
     "water / trips", "trips = water",
     "trips >= 2*water", "100 trips = 4 water", "0 trips = 1 water", "watr", ""]
)  # fmt: skip
SCALARS = st.one_of(
    WORDS,
    st.none(),
    st.booleans(),
    st.integers(-3, 9),
    st.just(10**40),
    st.sampled_from([0.5, float("nan"), float("inf"), 1e300, -0.0]),
    st.sampled_from(["1/3", "1/0", "3", "-1", "30 %", "1e9", "9" * 60, "0.1 <= trips <= 30 %"]),
    st.text(string.printable, max_size=8),
)
GARBAGE = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=12,
)
POINTS = st.dictionaries(st.sampled_from(["trips", "water"]), SCALARS, max_size=2)
RATIOS = st.sampled_from([1, 2, 3, "1/2", 0, -1, 10**40])
FAMILY = st.fixed_dictionaries(
    {
        "best": st.sampled_from(["trips", "water"]),
        "worst": st.sampled_from(["trips", "water"]),
        "best_to_others": st.dictionaries(st.sampled_from(["trips", "water"]), RATIOS, max_size=2),
        "others_to_worst": st.dictionaries(st.sampled_from(["trips", "water"]), RATIOS, max_size=2),
    }
)
RANKED = st.lists(st.sampled_from(["trips", "water", "trips = water", ["water"], []]), max_size=3)
TEXTS = st.lists(
    st.sampled_from(["trips >= 2*water", "water >= trips", "trips <= 0.2", "100 trips = 4 water",
                     "-1 water = -3 trips", "5 trips = 999999999999 water"]),
    max_size=3,
)  # fmt: skip
NEARLY = st.one_of(
    st.fixed_dictionaries({"swing": POINTS}, optional={"order": st.lists(WORDS, max_size=2)}),
    st.fixed_dictionaries({"ranks": RANKED}),
    st.fixed_dictionaries({"ahp": st.dictionaries(WORDS, RATIOS, max_size=3)}),
    st.fixed_dictionaries({"bwm": st.one_of(FAMILY, st.lists(FAMILY, max_size=2))}),
    st.fixed_dictionaries({"statements": TEXTS}),
    st.fixed_dictionaries({"tradeoff": TEXTS}),
    POINTS,
)
VIEWS = st.one_of(
    st.builds(lambda own, name: {**own, "college": name}, NEARLY, st.sampled_from(["Town", "Twon", 3])),
    st.builds(lambda own: {"college": "Town", "own": own}, NEARLY),
    st.builds(lambda own: {**own, "answers": "swing"}, NEARLY),
)
TOWN = [
    {"college": "Town", "criterion": "trips", "weight": 2},
    {"college": "Town", "criterion": "water", "weight": 1},
]


def weighed_or_refused(content: Mapping[str, Any]) -> bool:
    """Whether weights come out of it; nothing but a refusal may be raised."""
    problems = problems_of(dict(content))
    assert all(line(problem, words("en")) for problem in problems)
    if problems:
        return False
    found = leaf_weights(read_mapping(dict(content)))
    assert sum(found.values()) == 1
    assert min(found.values()) >= 0
    return True


def test_a_college_that_cannot_be_read_is_not_said_to_be_missing(tmp_path: Path) -> None:
    """The cell is told, and nothing that follows from it."""
    tables = {"weights.csv": "college,criterion,weight\nTown,town,x\n"}
    for weights in ("\n  colleges: mean", "\n  college: Town", " {}\nobjective: consensus"):
        found = check(written(tmp_path, weights, tables))
        assert [(p.code, str(p.place)) for p in found] == [("E012", "weights.csv:2:weight")]


@given(weights=GARBAGE)
def test_garbage_is_refused_or_weighs_something(weights: Any) -> None:
    assert weighed_or_refused(changed(weights=weights)) in (True, False)


@given(weights=st.one_of(NEARLY, VIEWS, st.dictionaries(WORDS, GARBAGE, max_size=3)))
def test_what_is_nearly_right_is_refused_or_weighs_something(weights: Any) -> None:
    content = changed(weights=weights, colleges=TOWN, swing=[{"criterion": "trips", "points": 3}])
    assert weighed_or_refused(content) in (True, False)


TEXT_CELLS = ["trips", "water", "", "1", "3", "1/3", "trips >= water", "x"]
CELLS = st.one_of(st.sampled_from(TEXT_CELLS), SCALARS)
TABLES = {
    "swing": ("criterion", "points"),
    "ranks": ("criterion", "rank"),
    "ahp": ("criterion", "other", "judgement"),
    "bwm": ("criterion", "best_to_it", "it_to_worst"),
    "tradeoff": ("amount", "criterion", "other_amount", "other"),
    "statements": ("statement",),
    "colleges": ("college", "criterion", "weight", "voice"),
}


@given(data=st.data(), method=st.sampled_from([*TABLES]))
def test_tables_of_garbage_are_refused_or_weigh_something(data: st.DataObject, method: str) -> None:
    row = st.dictionaries(st.sampled_from(TABLES[method]), CELLS, max_size=4)
    table = data.draw(st.one_of(st.lists(row, max_size=4), GARBAGE))
    weights = {"colleges": "mean"} if method == "colleges" else method
    assert weighed_or_refused(changed(weights=weights, **{method: table})) in (True, False)


@given(
    setting=st.sampled_from(
        ["", ".swing", ".college", ".own", ".trips", ".ranks", ".statements", ".answers"]
    ).map("weights{}".format),
    value=WORDS,
    weights=st.one_of(NEARLY, st.just("swing")),
)
def test_settings_on_the_command_line_are_refused_or_weigh_something(
    setting: str, value: str, weights: Any
) -> None:
    swings = [{"criterion": "trips", "points": 3}, {"criterion": "water", "points": 1}]
    content = changed(weights=weights, colleges=TOWN, swing=swings)
    problems = problems_of(content, settings=[f"{setting}={value}"])
    if not problems:
        scenario = read_mapping(content, settings=[f"{setting}={value}"])
        assert sum(leaf_weights(scenario).values()) == 1
    assert all(isinstance(problem, Problem) for problem in problems)


def test_a_college_is_chosen_through_any_weights(tmp_path: Path) -> None:
    tables = {"weights.csv": COLLEGES, "swing.csv": "criterion,points\ntrips,3\njobs,1\n"}
    for weights in (" {trips: 3, jobs: 1}", "\n  swing: {trips: 3, jobs: 1}", " swing"):
        folder = written(tmp_path, weights, tables)
        found = leaf_weights(read(folder, settings=["weights.college=Town"]))
        assert {name: float(part) for name, part in found.items()} == {
            "trips": 0.45,
            "jobs": 0.15,
            "water": 0.4,
        }

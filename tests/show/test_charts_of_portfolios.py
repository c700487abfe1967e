"""Charts of portfolios: their figures are those of the library, their sentences say them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from commands.running import ROOT, SCENARIOS
from tiny import judge as by_hand
from tiny import tiny

from mcda.analysis.comparison import Comparison, Entry, compare
from mcda.analysis.frontier import Frontier
from mcda.analysis.frontier import frontier as exact_frontier
from mcda.analysis.judgement import Judgement, judge
from mcda.analysis.value_for_money import adopted_in_turn, best_within, candidates, yield_of
from mcda.files.read import read
from mcda.optimise import solve
from mcda.portfolio import Portfolio
from mcda.portfolio.portfolio import Proof, assemble
from mcda.scoring import score
from mcda.show.charts import Chart
from mcda.show.charts.frontier import frontier
from mcda.show.charts.ledger import groups, partners, written_at
from mcda.show.charts.portfolio_map import portfolio_map
from mcda.show.charts.render import svg
from mcda.show.charts.style import COLOURS, SHAPES, distinct, shortened
from mcda.show.charts.value_for_money import value_for_money
from mcda.show.charts.variants import by_theme, variants, who_is_where
from mcda.wording import Words, words

LANGUAGES = pytest.mark.parametrize("say", [words("fr"), words("en")], ids=["fr", "en"])
OWN = ["E1", "E2", "E3", "E5", "S1", "S3", "S5"]
HOSTILE = ("<script>alert(1)</script>", "\"'&]]>", "\u202egnp.exe", "a" * 10_000, "{{7*7}}", "<b>=1+1")
LARGEST = 25_000
"""Bytes of a drawing."""


@pytest.fixture(scope="module")
def found() -> Portfolio:
    return solve(read(SCENARIOS / "brest"))


@pytest.fixture(scope="module")
def front(found: Portfolio) -> Frontier:
    return exact_frontier(found.scenario, ["value", "local_cost"], nested=True)


@pytest.fixture(scope="module")
def own_list(found: Portfolio) -> Judgement:
    return judge(found.scenario, OWN)


@pytest.fixture(scope="module")
def compared() -> Comparison:
    brest = str(SCENARIOS / "brest")
    impossible = read(brest, settings=["rules.rural.min=99 %"])
    return compare([brest, f"{brest}:frugal", f"{brest}:climate_first", impossible])


def drawn(chart: Chart, *fields: str) -> list[tuple[Any, ...]]:
    """Rows of the specification that have all these fields."""
    rows = (row for values in chart.specification["datasets"].values() for row in values)
    return [tuple(row[field] for field in fields) for row in rows if set(fields) <= row.keys()]


def parsed(picture: str) -> Xml.Element:
    """The drawing, which must be well formed."""
    return Xml.fromstring(picture)  # noqa: S314 - drawn here, and with entities Expat refuses bombs


def column(chart: Chart, number: int) -> list[Any]:
    return [row[number] for row in chart.table.rows]


# ---------------------------------------------------------------- value for money


def test_each_step_is_the_portfolio_of_the_actions_so_far(found: Portfolio, front: Frontier) -> None:
    steps, scores = adopted_in_turn(found, front.adoption), score(found.scenario)
    for number, step in enumerate(steps, start=1):
        whole = assemble(scores, [s.action for s in steps[:number]], Proof("judged"))
        assert (step.value, step.local_cost) == (whole.value, whole.local_cost)
        assert step.meets_rules == whole.meets_all_rules
    assert (steps[-1].value, steps[-1].local_cost) == (found.value, found.local_cost)
    plain = sum(line.value for line in candidates(found.scenario, found.actions) if line.is_chosen)
    assert plain != found.value, "synergies count"


def test_the_order_is_that_of_adoption_where_it_leads_here(found: Portfolio, front: Frontier) -> None:
    assert front.adoption is not None
    nested = [len(stop.entered) for stop in front.adoption.stops]
    order = [step.action for step in adopted_in_turn(found, front.adoption)]
    for stop, end in zip(
        front.adoption.stops, [sum(nested[: n + 1]) for n in range(len(nested))], strict=True
    ):
        assert set(order[end - len(stop.entered) : end]) == set(stop.entered)
    other = by_hand(tiny(), "A1 A3")
    assert [step.action for step in adopted_in_turn(other, front.adoption)] == ["A1", "A3"]


def test_without_an_order_most_value_for_money_enters_first() -> None:
    dear = by_hand(tiny(A1={"cost": 400}), "A1 A2 A3")
    assert [step.action for step in adopted_in_turn(dear)] == ["A2", "A3", "A1"]
    free = by_hand(tiny(A1={"cost": 0}), "A1 A2 A3")
    assert adopted_in_turn(free)[0].action == "A1"


@LANGUAGES
def test_value_for_money(found: Portfolio, front: Frontier, own_list: Judgement, say: Words) -> None:
    chart = value_for_money(found, say, frontier=front, own_list=own_list)
    marks = set(drawn(chart, "paid", "value"))
    steps = adopted_in_turn(found, front.adoption)
    own = own_list.portfolio
    paid, value = ([o.name for o in front.objectives].index(n) for n in ("local_cost", "value"))
    expected = {(float(s.local_cost), float(s.value)) for s in steps} | {(0.0, 0.0)}
    expected |= {(float(p.levels[paid]), float(p.levels[value])) for p in front.points}
    for portfolio in (found, own, own_list.better, own_list.cheaper, own_list.within_rules):
        if portfolio is not None:
            expected.add((float(portfolio.local_cost), float(portfolio.value)))
    assert marks == expected
    assert column(chart, 2)[: len(steps)] == [step.local_cost for step in steps]
    assert column(chart, 5)[-1] == best_within(front, own.local_cost)
    for figure in (found.value, own.value):
        assert say.fixed(figure, 2) in chart.finding
    assert say.money(found.local_cost, "k€") in chart.finding
    assert chart.alternative


def test_no_more_can_be_had_for_less_than_the_cheapest_point(front: Frontier) -> None:
    cheapest = min(point.levels[1] for point in front.points)
    assert best_within(front, cheapest - 1) is None
    assert best_within(front, cheapest) == min(point.levels[0] for point in front.points)


# ---------------------------------------------------------------- map, ledger


@LANGUAGES
def test_map_of_the_candidates(found: Portfolio, say: Words) -> None:
    chart = portfolio_map(found, say)
    known = candidates(found.scenario, found.actions)
    scores = score(found.scenario)
    for one in known:
        alone = assemble(scores, [one.action], Proof("judged"))
        assert (one.value, one.cost, one.local_cost) == (alone.value, alone.cost, alone.local_cost)
    rows = set(drawn(chart, "id", "paid", "value", "chosen"))
    assert rows == {(c.action, float(c.local_cost), float(c.value), c.is_chosen) for c in known}
    rate = yield_of(c for c in known if c.is_chosen).per_money
    assert rate is not None
    assert say.number(100 * rate, 2) in chart.finding
    assert f"{len(found.actions)}" in chart.finding
    assert f"{len(known)}" in chart.finding


@LANGUAGES
def test_groups(found: Portfolio, say: Words) -> None:
    chart = groups(found, say)
    lines = found.ledger.groups
    bars = [share for share, _ in drawn(chart, "share", "measure")]
    shares = ((line.benefit_share, line.burden_share, line.received_share) for line in lines)
    assert bars[:6] == [float(share or 0) for three in shares for share in three]
    people = {share for share, figure in drawn(chart, "share", "figure") if not figure}
    assert people == {float(line.population_share or 0) for line in lines}
    rural = next(line for line in lines if line.group == "rural")
    for share in (rural.population_share, rural.benefit_share, rural.burden_share):
        assert share is not None
        assert say.percent(share) in chart.finding


def test_no_figure_of_a_group_lies_across_the_mark_of_its_inhabitants(found: Portfolio) -> None:
    tenth = Fraction(1, 10)
    assert written_at(Fraction(2, 10), Fraction(25, 100), tenth) == Fraction(25, 100)
    for share, people in ((2, 3), (3, 2), (2, None)):
        mark = Fraction(people, 10) if people else None
        assert written_at(Fraction(share, 10), mark, tenth) == Fraction(share, 10)
    ends = drawn(groups(found, words("fr")), "share", "end")
    people = [line.population_share for line in found.ledger.groups for _ in range(3)]
    for (share, end), mark in zip(ends[: len(people)], people, strict=True):
        assert end in (share, float(mark or 0))


@LANGUAGES
def test_partners(found: Portfolio, say: Words) -> None:
    chart = partners(found, say)
    lines = found.ledger.partners
    pairs = [(float(line.burden), float(line.received)) for line in lines]
    assert drawn(chart, "burden", "received") == pairs
    assert column(chart, 1) == [line.burden for line in lines]
    assert sum(column(chart, 3)) == 1 == sum(column(chart, 4))
    whole = sum(line.benefit for line in lines)
    assert column(chart, 3) == [line.benefit / whole for line in lines]
    people = [found.scenario.partner_by_id[line.partner].population or 0 for line in lines]
    assert column(chart, 4) == [Fraction(number, sum(people)) for number in people]
    giver = min(lines, key=lambda line: line.received - line.burden)
    assert say.money(giver.burden, "k€") in chart.finding


def test_a_partner_with_members_has_no_inhabitants_of_its_own() -> None:
    shown = partners(by_hand(tiny(V={"parent": "U"}), "A1 A3"), words("en"))
    assert dict(zip(column(shown, 0), column(shown, 4), strict=True)) == {
        "Town": None,
        "Belt": Fraction(5, 7),
        "Country": Fraction(2, 7),
    }


# ---------------------------------------------------------------- frontier


@LANGUAGES
def test_frontier(found: Portfolio, front: Frontier, say: Words) -> None:
    chart = frontier(front, say, chosen=found)
    points = {(float(p.levels[1]), float(p.levels[0])) for p in front.points}
    assert set(drawn(chart, "across", "up")) == points
    large = [(across, up) for across, up, size in drawn(chart, "across", "up", "size") if size > 100]
    assert large == [(float(found.local_cost), float(found.value))]
    assert [row[:2] for row in chart.table.rows] == [p.levels for p in front.points]
    assert say.fixed(found.value, 2) in chart.finding
    assert str(front.number) in chart.finding


def test_three_objectives_have_two_panels(found: Portfolio) -> None:
    three = exact_frontier(found.scenario, ["value", "local_cost", "benefit:rural"])
    chart = frontier(three, words("en"))
    assert len(chart.specification["hconcat"]) == 2
    assert set(drawn(chart, "across", "up")) == {
        (float(point.levels[n]), float(point.levels[0])) for point in three.points for n in (1, 2)
    }


# ---------------------------------------------------------------- variants


@LANGUAGES
def test_variants(compared: Comparison, say: Words) -> None:
    chart = variants(compared, say)
    solved = [entry.portfolio for entry in compared.entries if entry.portfolio is not None]
    assert len(solved) == 3
    amounts = {amount for amount, _ in drawn(chart, "amount", "figure")}
    assert amounts == {0.0, *(float(a) for p in solved for a in (p.value, p.local_cost))}
    assert say("impossible") in chart.finding
    assert "climate_first" in chart.finding
    base, frugal = solved[:2]
    assert say.fixed(base.value, 2) in chart.finding
    assert say.fixed(frugal.value, 2) in chart.finding
    assert column(chart, 2) == [*(portfolio.value for portfolio in solved), None]


@LANGUAGES
def test_who_is_where(compared: Comparison, say: Words) -> None:
    chart = who_is_where(compared, say)
    for row in chart.table.rows:
        held = [row[1] in entry.actions for entry in compared.solved]
        assert row[-1] == sum(held)
        assert list(row[3:6]) == [say("yes") if one else say("no") for one in held]
    assert {row[1] for row in chart.table.rows} == {*compared.in_all, *compared.in_some}
    full = sum(held for (held,) in drawn(chart, "held"))
    assert full == sum(len(entry.actions) for entry in compared.solved)
    assert str(len(compared.in_all)) in chart.finding
    assert str(len(compared.in_some)) in chart.finding


def test_those_that_most_hold_come_first_in_their_theme(compared: Comparison) -> None:
    for scenario, theme, actions in by_theme(compared):
        assert {scenario.action_by_id[action].theme for action in actions} == {theme}
        held = [sum(action in entry.actions for entry in compared.solved) for action in actions]
        assert held == sorted(held, reverse=True)


# ---------------------------------------------------------------- empty, hostile, light


def everything(found: Portfolio, say: Words) -> Iterator[Chart]:
    yield value_for_money(found, say)
    yield portfolio_map(found, say)
    yield groups(found, say)
    yield partners(found, say)
    compared = Comparison((Entry("one", found.scenario, found), Entry("two", found.scenario)))
    yield variants(compared, say)
    yield who_is_where(compared, say)


@pytest.mark.parametrize(
    ("say", "chosen"), [(words("fr"), ""), (words("en"), "A1 A2")], ids=["fr", "en"]
)
def test_what_is_unknown_or_empty_is_drawn_all_the_same(say: Words, chosen: str) -> None:
    lone = {"partners": [], "shares": [], "A1": {"lead": ""}, "A2": {"lead": ""}, "A3": {"lead": ""}}
    for tables in (tiny(U={"population": "", "group": ""}), tiny(**lone)):
        for chart in everything(by_hand(tables, chosen), say):
            assert chart.finding
            assert chart.alternative
            assert chart.title
            parsed(svg(chart))


def test_hostile_names_stay_text() -> None:
    tables = tiny(money="\u202e<&", title=HOSTILE[0])
    rows = (*tables["partners"], *tables["actions"])
    for row, name in zip(rows, HOSTILE, strict=True):
        row["name"] = name
    for row, name in zip(tables["actions"], HOSTILE[:3], strict=True):
        row["theme"] = name
    for chart in everything(by_hand(tables, "A1 A2 A3"), words("fr")):
        picture = svg(chart)
        tags = {tag.tag.rpartition("}")[2] for tag in parsed(picture).iter()}
        assert tags <= {"svg", "g", "path", "rect", "line", "text"}
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", picture)
        assert len(picture.encode()) < LARGEST
    assert set(column(chart, 2)) == set(HOSTILE[3:]), "the table has names whole"


def test_names_are_cut_at_a_word_and_stay_distinct() -> None:
    assert shortened("Réseau de quatre\ntiers-lieux", 20) == "Réseau de quatre…"
    assert shortened("a" * 10_000, 10) == "a" * 9 + "…"
    assert shortened("x\u202ey\u2066\x00z") == "xyz"
    assert distinct(["same" * 20, "same" * 20])[0] != distinct(["same" * 20, "same" * 20])[1]


def test_a_drawing_is_small_and_says_what_it_is(
    found: Portfolio, front: Frontier, compared: Comparison
) -> None:
    say = words("fr")
    charts = [
        *everything(found, say),
        value_for_money(found, say, frontier=front),
        frontier(front, say),
        variants(compared, say),
        who_is_where(compared, say),
    ]
    for chart in charts:
        picture = svg(chart)
        root = parsed(picture)
        assert root.get("role") == "img"
        assert root.get("aria-label") == chart.alternative
        assert len(picture.encode()) < LARGEST, chart.name
        assert " id=" not in picture, "two drawings on a page must not share ids"
        assert not re.search(r"\d\.\d\d", " ".join(re.findall(r' d="([^"]*)"', picture)))


def test_colours_stand_out_from_white() -> None:
    def light(hexadecimal: str) -> float:
        parts = (int(hexadecimal[n : n + 2], 16) / 255 for n in (1, 3, 5))
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert all(1.05 / (light(colour) + 0.05) >= 3 for colour in COLOURS)
    pairs = {(COLOURS[n % len(COLOURS)], SHAPES[n % len(SHAPES)]) for n in range(56)}
    assert len(pairs) == 56


def test_charts_need_no_data_frames() -> None:
    program = (
        "import sys; sys.path[:0] = ['tests']\n"
        "from tiny import judge, tiny\n"
        "from mcda.show.charts.ledger import groups\n"
        "from mcda.show.charts.render import svg\n"
        "from mcda.wording import words\n"
        "svg(groups(judge(tiny(), 'A1'), words('en')))\n"
        "print('pandas' in sys.modules)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "False"

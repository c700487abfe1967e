"""Answers in tables: `weights: swing` reads the table `swing` as if it stood in `scenario.yaml`.

Each answer keeps the place of its cell, so that what is wrong with it is told there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mcda.errors import Place, Problem
from mcda.exact import plain
from mcda.files.cells import Habits, RefusedError, nearest, number
from mcda.files.columns import find_table
from mcda.files.raw_table import RawTable, Style
from mcda.files.rows import Rows, Values
from mcda.files.tree import Path, Tree, with_part
from mcda.files.weight_tables import ANSWER_TABLES
from mcda.model.weighting import METHODS

AT: Path = ("weights",)
BEST: Path = ("bwm", "best")
ENDS: tuple[Path, ...] = (BEST, ("bwm", "worst"))
"""Said by every criterion that equals the best or the worst; the first is best, the last is worst."""
ANSWERS = "answers"
"""Key of the table's name where other keys stand beside it; swing points beside it are set aside."""
BESIDE = ("college", "colleges", "order", "formula")
"""Keys that keep their meaning beside it."""


@dataclass(frozen=True)
class _Answer:
    """One part of a record, and the column of the cell that says it."""

    path: Path
    value: Any
    column: str


Read = Callable[[Values, int, Style], Iterable[_Answer]]
"""The answers of a row, which is the n-th that was answered."""


def with_answers(tree: Tree, tables: Mapping[str, RawTable]) -> tuple[Tree, list[Problem]]:
    """Settings whose `weights` name a table of answers, with these answers in their place."""
    weights = tree.value.get("weights") if isinstance(tree.value, Mapping) else None
    written = weights if isinstance(weights, Mapping) else {ANSWERS: weights}
    named, beside = written.get(ANSWERS), {key: written[key] for key in BESIDE if key in written}
    if not isinstance(named, str):
        return tree, []
    method = find_table(named)
    if method is None or method not in ANSWER_TABLES:
        details = {"known": ", ".join([*ANSWER_TABLES])}
        problem = Problem("E203", tree.place(AT), named, details, nearest(named, [*METHODS]))
        return _without_weights(tree), [problem]
    problems: list[Problem] = []
    set_aside = [key for key in written if key not in (ANSWERS, method, *BESIDE)]
    if set_aside:
        problems.append(Problem("W030", tree.place(AT), ", ".join(set_aside), {"table": method}))
    answers = list(_answers(method, tables[method], problems)) if method in tables else []
    if not answers:
        if all(problem.severity == "warning" for problem in problems):
            problems.append(Problem("E209", tree.place(AT), named, {"table": method}))
        return _without_weights(tree), problems
    if isinstance(written.get(method), Mapping | list):
        beside[method] = written[method]
    return _answered(tree, method, answers, beside), problems


def _without_weights(tree: Tree) -> Tree:
    return Tree(with_part(tree.value, AT, {}), tree.keys, tree.values)


def _answers(method: str, table: RawTable, problems: list[Problem]) -> Iterable[tuple[_Answer, Place]]:
    rows = Rows(table, Habits(table.style), "fr", problems)
    count = 0
    answered: set[Path] = set()
    named = {column.name for column in rows.spec.columns if column.filled}
    for row, values, sound in rows.values():
        if not sound or not named <= values.keys():
            continue
        try:
            found = list(READERS[method](values, count, table.style))
        except RefusedError as refused:
            rows.refuse_cell(refused, row, "judgement", str(values["judgement"]))
            continue
        count += bool(found)
        for answer in found:
            place = table.place(row, answer.column)
            if answer.path in answered and answer.path not in ENDS and method != "ranks":
                problems.append(Problem("E196", place, str(answer.path[-1])))
            answered.add(answer.path)
            yield answer, place


def _answered(
    tree: Tree, method: str, answers: list[tuple[_Answer, Place]], beside: Mapping[str, Any]
) -> Tree:
    """The settings with a record made of answers; what stands beside the name of the table wins."""
    places: dict[Path, Place] = {(*AT, method): tree.place(AT)}
    if method == "ranks":
        answers = _ranked(answers, places)
    record: dict[str, Any] = {}
    for answer, place in answers:
        path = (*AT, *answer.path)
        if isinstance(answer.path[-1], int):
            record.setdefault(method, []).append(answer.value)
        elif answer.path != BEST or path not in places:
            record = with_part(record, answer.path, answer.value)
        places.setdefault(path, place)
    value = with_part(tree.value, AT, _merged(record, beside))
    return Tree(value, {**places, **tree.keys}, {**places, **tree.values})


def _merged(answers: Any, beside: Any) -> Any:
    if not isinstance(answers, Mapping) or not isinstance(beside, Mapping):
        return beside
    common = {key: _merged(answers[key], beside[key]) for key in answers if key in beside}
    return {**answers, **beside, **common}


def _ranked(
    answers: list[tuple[_Answer, Place]], places: dict[Path, Place]
) -> list[tuple[_Answer, Place]]:
    """Criteria in order of rank, equals joined; the place of each is noted."""
    by_rank: dict[int, list[tuple[_Answer, Place]]] = {}
    for answer, place in answers:
        by_rank.setdefault(int(answer.path[-1]), []).append((answer, place))
    ranked = []
    for position, rank in enumerate(sorted(by_rank)):
        tied = by_rank[rank]
        places.update({(*AT, "ranks", position, nth): place for nth, (_, place) in enumerate(tied)})
        named = [answer.value for answer, _ in tied]
        ranked.append((_Answer(("ranks", position), named, "rank"), tied[0][1]))
    return ranked


def _swing(values: Values, count: int, style: Style) -> Iterable[_Answer]:
    if "points" in values:
        yield _Answer(("swing", values["criterion"]), plain(values["points"]), "points")


def _ranks(values: Values, count: int, style: Style) -> Iterable[_Answer]:
    if "rank" in values:
        yield _Answer(("ranks", int(values["rank"])), values["criterion"], "rank")


def _ahp(values: Values, count: int, style: Style) -> Iterable[_Answer]:
    if "judgement" in values:
        parts = [number(part, style) for part in str(values["judgement"]).split("/")]
        pair = f"{values['criterion']}/{values['other']}"
        yield _Answer(("ahp", pair), "/".join(map(plain, parts)), "judgement")


def _bwm(values: Values, count: int, style: Style) -> Iterable[_Answer]:
    criterion = values["criterion"]
    for column, key, end in (
        ("best_to_it", "best_to_others", "best"),
        ("it_to_worst", "others_to_worst", "worst"),
    ):
        if column in values:
            yield _Answer(("bwm", key, criterion), plain(values[column]), column)
            if values[column] == 1:
                yield _Answer(("bwm", end), criterion, column)


def _tradeoff(values: Values, count: int, style: Style) -> Iterable[_Answer]:
    if "amount" in values and "other_amount" in values:
        left = f"{plain(values['amount'])} {values['criterion']}"
        right = f"{plain(values['other_amount'])} {values['other']}"
        yield _Answer(("tradeoff", count), f"{left} = {right}", "amount")


def _statements(values: Values, count: int, style: Style) -> Iterable[_Answer]:
    if "statement" in values:
        yield _Answer(("statements", count), values["statement"], "statement")


READERS: Mapping[str, Read] = {
    "swing": _swing,
    "ranks": _ranks,
    "ahp": _ahp,
    "bwm": _bwm,
    "tradeoff": _tradeoff,
    "statements": _statements,
}
"""How the rows of each table are read."""

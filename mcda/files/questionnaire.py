"""The questions behind weights, written out in the planner's units: a workbook to fill in.

The workbook holds the whole scenario and one sheet for each method of elicitation. Whoever has
filled in one of them writes its name beside `weights.answers` on the sheet of settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path

from mcda.elicitation.tree import families, leaves_below
from mcda.errors import Place, Problem, UsageProblem
from mcda.files.answers import ANSWERS
from mcda.files.durable import refuse_existing, write_file
from mcda.files.pages import Written
from mcda.files.read import read
from mcda.files.weight_tables import ANSWER_TABLES
from mcda.files.workbook import Sheet, ods_bytes, sheets_of, xlsx_bytes
from mcda.files.write import load_content
from mcda.model import Criterion, NamedLevels, Scenario
from mcda.wording import N_, Words

MAKERS = {".xlsx": xlsx_bytes, ".ods": ods_bytes}
Row = dict[str, Written]


def write_questionnaire(
    source: str | Path, target: str | Path, words: Words, *, force: bool = False
) -> Path:
    """Write a scenario as a workbook with the questions of every method.

    `InvalidScenario` is raised if the source has errors; `UsageProblem` if the target exists
    (unless `force`) or is no workbook.
    """
    path = Path(target)
    maker = MAKERS.get(path.suffix.casefold())
    if maker is None:
        known = ", ".join(MAKERS)
        raise UsageProblem(Problem("E113", Place(str(path)), path.suffix, {"known": known}))
    if not force:
        refuse_existing(path)
    content = load_content(source)
    answered = {page.table for page in content.pages}
    asked = [sheet for sheet in question_sheets(read(source), words) if sheet.title not in answered]
    settings, *tables = sheets_of(content)
    write_file(path, maker([_with_choice(settings), *tables, *asked]))
    return path


def _with_choice(settings: Sheet) -> Sheet:
    """The settings with a row for the name of the sheet that counts."""
    key = ".".join(("weights", ANSWERS))
    keys = [str(row[0]) for row in settings.rows]
    is_there = "weights" in keys or key in keys
    return settings if is_there else replace(settings, rows=(*settings.rows, (key, "")))


def question_sheets(scenario: Scenario, words: Words) -> list[Sheet]:
    """One sheet for each method, its answers blank."""
    ask = _Questions(scenario, words)
    rows = {
        "swing": ask.swings(),
        "ranks": ask.ranks(),
        "ahp": ask.pairs(),
        "bwm": ask.best_worst(),
        "tradeoff": ask.exchanges(),
        "statements": ask.statements(),
    }
    return [_sheet(name, list(found)) for name, found in rows.items()]


def _sheet(name: str, rows: Sequence[Row]) -> Sheet:
    """A table of answers, the question first."""
    known = ANSWER_TABLES[name].by_name
    kept = [column for column in known.values() if column.name not in ("source", "mark", "note")]
    columns = sorted(kept, key=lambda column: column.name != "question")
    return Sheet(
        title=name,
        headers=tuple(column.name for column in columns),
        kinds=tuple(column.kind for column in columns),
        rows=tuple(tuple(row.get(column.name, "") for column in columns) for row in rows),
    )


@dataclass(frozen=True)
class _Questions:
    """The questions about one scenario, in one language."""

    scenario: Scenario
    words: Words

    def swings(self) -> Iterator[Row]:
        first = N_(
            "Nothing is done yet. If only one of these could be: {all}; which would you choose? "
            "Give it 100."
        )
        then = N_("Beside those 100, how much, from 0 to 100, is it worth to have {swing}?")
        for family in self._families():
            for name in family:
                text = self.words(then, swing=self._swing(name))
                if name == family[0]:
                    together = " ; ".join(self._swing(member) for member in family)
                    text = f"{self.words(first, all=together)} {text}"
                yield {"criterion": name, "question": text}

    def ranks(self) -> Iterator[Row]:
        question = N_("Which rank (1 for the most worthwhile) has {swing}?")
        for family in self._families():
            for name in family:
                yield {"criterion": name, "question": self.words(question, swing=self._swing(name))}

    def pairs(self) -> Iterator[Row]:
        question = N_(
            "How many times is it worth to have {one}, beside {other}? (1/3: three times less)"
        )
        for family in self._families():
            for one, other in combinations(family, 2):
                text = self.words(question, one=self._swing(one), other=self._swing(other))
                yield {"criterion": one, "other": other, "question": text}

    def best_worst(self) -> Iterator[Row]:
        question = N_(
            "How many times is the best worth {swing} (1: it is the best)? How many times is that "
            "worth the worst (1: it is the worst)?"
        )
        family = self._leaves()
        for name in family:
            yield {"criterion": name, "question": self.words(question, swing=self._swing(name))}

    def exchanges(self) -> Iterator[Row]:
        question = N_(
            "To have {swing} is worth as much as which change of “{other}” ({unit}; less is written "
            "with a minus sign)?"
        )
        points = self.words(N_("points out of 100"))
        for one, other in pairwise(self._leaves()):
            criterion, against = (self.scenario.criterion_by_id[name] for name in (one, other))
            name = self.words.label(against.name, other)
            unit = points if isinstance(against.shape, NamedLevels) else against.unit
            text = self.words(question, swing=self._swing(one), other=name, unit=unit)
            yield {"amount": criterion.swing, "criterion": one, "other": other, "question": text}

    def statements(self) -> Iterator[Row]:
        question = N_("Is it worth at least as much to have {one} as {other}? If so: {statement}")
        for family in self._families():
            for one, other in pairwise(family):
                said = f"{one} >= {other}"
                text = self.words(
                    question, one=self._swing(one), other=self._swing(other), statement=said
                )
                yield {"question": text}

    def _families(self) -> Iterator[tuple[str, ...]]:
        """Families with something to compare."""
        return (members for members in families(self.scenario).values() if len(members) > 1)

    def _leaves(self) -> tuple[str, ...]:
        return tuple(leaf.criterion for leaf in self.scenario.leaves)

    def _swing(self, name: str) -> str:
        """The swing of a criterion in words: its leaves from `zero` to `full`."""
        leaves = leaves_below(self.scenario)[name]
        if leaves == (name,):
            return self._step(self.scenario.criterion_by_id[name])
        branch = self.words.label(self.scenario.criterion_by_id[name].name, name)
        steps = ", ".join(self._step(self.scenario.criterion_by_id[leaf]) for leaf in leaves)
        return self.words(N_("all of “{branch}” ({steps})"), branch=branch, steps=steps)

    def _step(self, leaf: Criterion) -> str:
        step = N_("“{name}” from {zero} to {full} {unit}")
        zero, full = self._ends(leaf)
        name = self.words.label(leaf.name, leaf.criterion)
        return self.words(step, name=name, zero=zero, full=full, unit=leaf.unit).strip()

    def _ends(self, leaf: Criterion) -> tuple[str, str]:
        """The levels `zero` and `full`, by their names where they have some."""
        if isinstance(leaf.shape, NamedLevels):
            names = {points: name for name, points in leaf.shape.levels}
            return names[Fraction(0)], names[Fraction(100)]
        zero, full = (self.words.number(level or 0, 3) for level in (leaf.zero, leaf.full))
        return zero, full

"""Reading a scenario: a folder, a workbook, a participatory-budget file, or YAML alone.

    sources -> raw settings and tables -> variants -> records -> checks -> Scenario

Everything that is wrong is told at once. `read` refuses a scenario with errors; `check` lists the
errors and warnings of the scenario and of each of its variants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from mcda.errors import InvalidScenario, Problem
from mcda.files import sources, steps, variants
from mcda.files.answers import with_answers
from mcda.files.check_amounts import check_amounts
from mcda.files.check_criteria import check_criteria
from mcda.files.check_funds import check_funds
from mcda.files.check_ids import check_ids
from mcda.files.check_needs import check_needs
from mcda.files.check_rules import check_rules
from mcda.files.check_shapes import check_shapes
from mcda.files.check_timing import check_timing
from mcda.files.check_weights import check_weights
from mcda.files.contours import read_contours
from mcda.files.doubts import doubts
from mcda.files.draft import Draft
from mcda.files.records import Sheets, read_tables
from mcda.files.settings import read_settings
from mcda.files.sources import Raw
from mcda.model import Partner, Scenario

CHECKS: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    check_ids,
    check_criteria,
    check_shapes,
    check_needs,
    check_weights,
    check_amounts,
    check_funds,
    check_rules,
    check_timing,
)
"""Checks across tables, in the order in which a planner fills them."""


UNREADABLE = frozenset({"E047", "E060", "E061", "E062", "E063", "E068", "E069", "E087", "E088"})
"""Problems that leave a table out: what refers to it would be blamed for nothing."""


@dataclass(frozen=True)
class Reading:
    """A scenario with all that was found in it."""

    scenario: Scenario
    """To be trusted only where no problem is an error."""
    problems: tuple[Problem, ...]
    """Errors and warnings."""
    draft: Draft
    """What the checks looked at."""
    raw: Raw
    """The same before it was read, overrides applied."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")


def read(source: str | Path, *, variant: str | None = None, settings: Sequence[str] = ()) -> Scenario:
    """The scenario of a folder, workbook, `.pb` or YAML file; `-` is YAML on the standard input.

    `source` may name a variant, or an override, after a colon (`scenarios/caen:frugal`).
    `settings` are last changes written `KEY=VALUE` (`rules.budget.max=9000`).

    Raises
    ------
    InvalidScenario
        With everything that is wrong.

    """
    path, origin, named = sources.locate(source)
    return _trusted(_reading(sources.load(path, origin), variant or named, settings))


class Reader:
    """Reads several variants of a scenario, its files once."""

    def __init__(self) -> None:
        self._load = cache(sources.load)

    def read(self, source: str | Path, settings: Sequence[str] = ()) -> Scenario:
        """As `mcda.files.read.read`."""
        path, origin, named = sources.locate(source)
        return _trusted(_reading(self._load(path, origin), named, settings))


def read_with_warnings(
    source: str | Path, *, settings: Sequence[str] = ()
) -> tuple[Scenario, tuple[Problem, ...]]:
    """As `read`, with the warnings about it."""
    reading = read_all(source, settings=settings)
    return _trusted(reading), reading.problems


def load(source: str | Path) -> tuple[Raw, str | None]:
    """What is written at a source, and the variant that it names: for who asks for many variants of it.

    `InvalidScenario` is raised where nothing can be read at all.
    """
    path, origin, named = sources.locate(source)
    return sources.load(path, origin), named


def scenario_of(raw: Raw, *, variant: str | None = None, settings: Sequence[str] = ()) -> Scenario:
    """The scenario of what `load` found, as `read`, which looks at the disk each time, gives it."""
    return _trusted(_reading(raw, variant, settings))


def read_mapping(
    content: Mapping[str, Any], *, variant: str | None = None, settings: Sequence[str] = ()
) -> Scenario:
    """The scenario that a Python mapping writes, its tables as lists of mappings.

    Cells may be text, int, float (by its shortest text), Fraction or Decimal. `InvalidScenario`
    is raised as by `read`.
    """
    return _trusted(_reading(sources.raw_of_mapping(content), variant, settings))


def read_all(source: str | Path, *, variant: str | None = None, settings: Sequence[str] = ()) -> Reading:
    """The scenario with its warnings and its raw form, trusted or not.

    `InvalidScenario` is raised where there is nothing to look at: no file, no YAML.
    """
    path, origin, named = sources.locate(source)
    return _with_doubts(_reading(sources.load(path, origin), variant or named, settings))


def check(source: str | Path, settings: Sequence[str] = ()) -> list[Problem]:
    """Errors and warnings of a scenario and of every variant, none of them twice.

    Where a variant is named (`FOLDER:variant`), only that one is looked at.
    """
    try:
        path, origin, named = sources.locate(source)
        raw = sources.load(path, origin)
    except InvalidScenario as invalid:
        return list(invalid.problems)
    chosen = [named] if named is not None else [None, *steps.names(raw)]
    found = [*steps.structure_problems(raw)]
    for variant in chosen:
        found += _with_doubts(_reading(raw, variant, settings)).problems
    return _once(found)


def variants_of(source: str | Path) -> tuple[str, ...]:
    """Names that may follow the colon: variants, then overrides that bear another name."""
    path, origin, _ = sources.locate(source)
    return steps.names(sources.load(path, origin))


def declared_variants(source: str | Path) -> tuple[str, ...]:
    """Names of the variants of a scenario, overrides aside."""
    path, origin, _ = sources.locate(source)
    return steps.declared(sources.load(path, origin))


def _trusted(reading: Reading) -> Scenario:
    if reading.errors:
        raise InvalidScenario(_once(reading.errors))
    return reading.scenario


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """Problems without repetition, errors first."""
    first: dict[tuple[Any, ...], Problem] = {}
    for problem in problems:
        first.setdefault((problem.code, problem.place, problem.value), problem)
    return sorted(first.values(), key=lambda problem: problem.severity)


def _reading(raw: Raw, variant: str | None, settings: Sequence[str]) -> Reading:
    applied = variants.apply(raw, variant, settings)
    problems = [*raw.problems, *applied.problems]
    tree, found = with_answers(applied.raw.settings, applied.raw.tables)
    problems += found
    values, found = read_settings(tree)
    problems += found
    blank = Scenario.model_validate(values)
    sheets, wrong = read_tables(applied.raw.tables, blank.money, blank.cent, blank.language)
    problems += wrong
    outlines, found = read_contours(blank.contours, raw.folder, tree, _on_a_map(sheets.partners.records))
    problems += found
    context = {
        "outlines": outlines,
        "origin": raw.origin,
        "variant": variant,
        "changes": applied.changes,
        "settings": tuple(settings),
    }
    scenario = _assembled(blank, sheets, context)
    draft = Draft(scenario, sheets, tree, applied.changes)
    for check_part in CHECKS if not UNREADABLE & {p.code for p in raw.problems} else ():
        problems += check_part(draft)
    return Reading(scenario, tuple(_without_echoes(problems)), draft, applied.raw)


def _on_a_map(partners: Iterable[Partner]) -> dict[str, bool]:
    """Whether each partner should be on a map: not a body outside groups, nor one made of others."""
    parents = {partner.parent for partner in partners}
    return {p.partner: bool(p.groups) and p.partner not in parents for p in partners}


def _with_doubts(reading: Reading) -> Reading:
    """The reading with its warnings; they would only distract from errors."""
    if reading.errors:
        return reading
    return replace(reading, problems=(*reading.problems, *doubts(reading.draft)))


def _without_echoes(problems: Sequence[Problem]) -> list[Problem]:
    """Problems but those of cells without a result: they are neither empty nor no numbers."""
    lost = {_cell_of(problem) for problem in problems if problem.code == "E075"}
    return [p for p in problems if p.code == "E075" or _cell_of(p) not in lost]


def _cell_of(problem: Problem) -> tuple[str | int | None, ...]:
    place = problem.place
    return (place.file, place.sheet, place.row, place.column)


def _assembled(blank: Scenario, sheets: Sheets, context: Mapping[str, Any]) -> Scenario:
    """The settings with their records, sorted so that the order of rows says nothing."""
    return blank.model_copy(
        update={
            "partners": tuple(sorted(sheets.partners.records, key=lambda p: p.partner)),
            "criteria": tuple(sorted(sheets.criteria.records, key=lambda c: c.criterion)),
            "actions": tuple(sorted(sheets.actions.records, key=lambda a: a.action)),
            "impacts": tuple(sorted(sheets.impacts.records, key=lambda i: (i.action, i.criterion))),
            "shares": tuple(
                sorted(sheets.shares.records, key=lambda s: (s.action, s.partner, s.criterion or ""))
            ),
            "links": tuple(
                sorted(sheets.links.records, key=lambda k: (k.type, k.action, k.other, k.on or ""))
            ),
            "funds": tuple(sorted(sheets.funds.records, key=lambda fund: fund.fund)),
            "college_weights": tuple(
                sorted(sheets.weights.records, key=lambda row: (row.college, row.criterion))
            ),
            "impact_extra": dict(sorted(sheets.impact_extra.items())),
            **context,
        }
    )

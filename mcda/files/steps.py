"""Overrides and variants as they are declared: steps, each of which writes one thing at one key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mcda.errors import InvalidScenario, Place, Problem
from mcda.files.cells import nearest
from mcda.files.columns import EVERY_TABLE, find_inline
from mcda.files.raw_table import KEYS, as_text, canonical_name
from mcda.files.settings import shown
from mcda.files.sources import Raw
from mcda.files.tree import Path, Tree, get, holds, tree_of
from mcda.files.yaml_tree import parse
from mcda.model.weighting import method_of
from mcda.problems import Term
from mcda.wording import N_

COMMAND_LINE = "--set"
GATHERED = frozenset({"rules", "weights", "labels", "title", "description"})
"""Settings that hold entries of their own: a mapping changes the entries it names."""


@dataclass(frozen=True)
class Step:
    """One key of an override and what it writes there."""

    override: str
    key: str
    written: Tree
    place: Place
    """Where the key stands."""

    def below(self, name: str) -> Step:
        """The step for one entry of the mapping that is written."""
        written, place = self.written.at((name,)), self.written.key_place((name,))
        return Step(self.override, f"{self.key}.{name}", written, place)

    def refused(self, known: Sequence[str] = (), wrong: str = "") -> Problem:
        """The key names nothing; `wrong` is the part that is not known."""
        near = nearest(wrong, known)
        corrected = self.key.replace(wrong, near, 1) if near else None
        return Problem("E085", self.place, self.key, {"override": self.override}, corrected)


def names(raw: Raw) -> tuple[str, ...]:
    """Names that may stand after the colon: variants, then overrides that are none."""
    return tuple(dict.fromkeys([*_entries(raw, "variants"), *_entries(raw, "overrides")]))


def declared(raw: Raw) -> tuple[str, ...]:
    """Names of variants, overrides aside."""
    return tuple(_entries(raw, "variants"))


def structure_problems(raw: Raw) -> Iterator[Problem]:
    """What is wrong with the lists of overrides and variants themselves."""
    for section in ("overrides", "variants"):
        content = _section(raw, section)
        if content is not None and not isinstance(content, Mapping):
            yield _not_a_mapping(raw, (section,))
    for name, override in _entries(raw, "overrides").items():
        if not isinstance(override, Mapping):
            yield _not_a_mapping(raw, ("overrides", name))
    for name in _entries(raw, "variants"):
        yield from _unknown_overrides(raw, name)


def _not_a_mapping(raw: Raw, path: Path) -> Problem:
    expected = Term(N_("a list of keys and values"))
    return Problem(
        "E081", raw.settings.place(path), shown(get(raw.settings.value, path)), {"expected": expected}
    )


def _section(raw: Raw, name: str) -> Any:
    return raw.settings.value.get(name) if isinstance(raw.settings.value, Mapping) else None


def _entries(raw: Raw, name: str) -> Mapping[str, Any]:
    content = _section(raw, name)
    return content if isinstance(content, Mapping) else {}


def _listed(entry: Any) -> list[str]:
    """The overrides of a variant: a list, or one name."""
    if entry is None:
        return []
    return [str(name) for name in entry] if isinstance(entry, list | tuple) else [str(entry)]


def _unknown_overrides(raw: Raw, variant: str) -> Iterator[Problem]:
    known = _entries(raw, "overrides")
    for position, name in enumerate(_listed(_entries(raw, "variants")[variant])):
        if name not in known:
            place = raw.settings.place(("variants", variant, position))
            yield _unknown_name(name, place, list(known))


def _unknown_name(name: str, place: Place, known: Sequence[str]) -> Problem:
    return Problem("E027", place, name, {"known": ", ".join(known)}, nearest(name, known))


def steps_of(raw: Raw, variant: str | None) -> tuple[list[Step], list[Problem]]:
    """The steps of a variant, or of overrides called by their own names (`frugal+rural_first`)."""
    variants, overrides = _entries(raw, "variants"), _entries(raw, "overrides")
    asked = [] if variant is None else variant.split("+")
    unknown = [name for name in asked if name not in variants and name not in overrides]
    if unknown:
        place = Place(raw.origin or None)
        return [], [_unknown_name(name, place, names(raw)) for name in unknown]
    listed = [o for name in asked for o in (_listed(variants[name]) if name in variants else [name])]
    steps: list[Step] = []
    for name in listed:
        override = overrides.get(name)
        for key in override if isinstance(override, Mapping) else ():
            path: Path = ("overrides", name, key)
            steps.append(Step(name, key, raw.settings.at(path), raw.settings.key_place(path)))
    return steps, []


def set_steps(settings: Sequence[str]) -> tuple[list[Step], list[Problem]]:
    """The steps of `--set KEY=VALUE` arguments."""
    steps: list[Step] = []
    problems: list[Problem] = []
    for argument in settings:
        key, equals, value = (part.strip() for part in argument.partition("="))
        place = Place(COMMAND_LINE, path=key)
        try:
            if not equals or not key:
                raise InvalidScenario([Problem("E086", Place(COMMAND_LINE), argument)])
            steps.append(Step(COMMAND_LINE, key, _set_value(value, place), place))
        except InvalidScenario as invalid:
            problems += invalid.problems
    return steps, problems


def _set_value(value: str, place: Place) -> Tree:
    if value[:1] in ("{", "[", '"', "'"):
        return tree_of(parse(value, COMMAND_LINE).value, place)
    return Tree(None if value in ("", "null", "~") else value, {(): place}, {(): place})


def expanded(raw: Raw, steps: Sequence[Step]) -> Iterator[Step]:
    """Steps that write whole mappings, as steps that write their entries."""
    for step in steps:
        if isinstance(step.written.value, Mapping) and _holds_entries(raw, step):
            yield from expanded(raw, [step.below(name) for name in step.written.value])
        else:
            yield step


def adds_row(raw: Raw, step: Step) -> bool:
    """Whether a step writes a new row: a record under an id that the table does not hold.

    The record has every column whose cells must be filled; with fewer, the id is rather mistaken.
    """
    name, _, row_id = step.key.partition(".")
    table = EVERY_TABLE.get(find_inline(name) or "")
    if table is None or table.key is None or not isinstance(step.written.value, Mapping):
        return False
    rows = raw.tables.get(table.name)
    held = {as_text(cell) for cell in rows.column(table.key)} if rows else set()
    written = {canonical_name(table.name, str(header)) for header in step.written.value}
    needed = {column.name for column in table.columns if column.filled} - {table.key}
    return bool(row_id) and "." not in row_id and row_id not in held and needed <= written


def _holds_entries(raw: Raw, step: Step) -> bool:
    """Whether a mapping changes entries rather than being one: not a full record."""
    path = tuple(step.key.split("."))
    if adds_row(raw, step):
        return False
    if find_inline(path[0]):
        return len(path) <= len(KEYS.get(find_inline(path[0]) or "", ())) + 1
    if path == ("weights",):
        written_now = (
            raw.settings.value.get("weights") if isinstance(raw.settings.value, Mapping) else {}
        )
        return {method_of(written_now), method_of(step.written.value)} == {"points"}
    if path[0] in GATHERED and len(path) == 1:
        return True
    is_known_rule = len(path) == 2 and holds(raw.settings.value, path) and path[0] == "rules"
    return is_known_rule and "type" not in step.written.value

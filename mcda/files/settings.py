"""The settings of a scenario: from a tree to checked values, with every problem in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from mcda.errors import Problem
from mcda.exact import PLAIN_NUMBER, plain
from mcda.files.cells import LARGEST, nearest, suggested_id
from mcda.files.columns import EVERY_TABLE, find_inline
from mcda.files.tree import Path, Tree, get, walk
from mcda.model import Scenario
from mcda.model.scenario import PLACED, Interval, Labels
from mcda.model.weighting import METHODS, method_of
from mcda.problems import Term
from mcda.rules import AnyObjective, AnyRule, Rule
from mcda.wording import N_

FORMAT = "1"
"""Version of the format, key `mcda`."""
OUTSIDE = frozenset({"mcda", "tables", "overrides", "variants"})
"""Keys of `scenario.yaml` that are no part of the scenario itself."""
Values = dict[str, Any]


def read_settings(tree: Tree) -> tuple[Values, list[Problem]]:
    """Values for the fields of a Scenario; what is wrong is left out and told."""
    if not isinstance(tree.value or {}, Mapping):
        return {}, [_wrong_kind(tree, (), N_("a list of keys and values"))]
    written = {key: part for key, part in (tree.value or {}).items() if part is not None}
    problems = [*_version_problems(tree, written), *_unreasonable(tree)]
    own = {key: part for key, part in written.items() if key not in OUTSIDE and not find_inline(key)}
    rules, rule_problems = _read_rules(tree, own.pop("rules", {}))
    values, own_problems = _read_fields(tree, own)
    return {**values, "rules": rules}, [*problems, *own_problems, *rule_problems]


def top_level_keys() -> list[str]:
    """Keys that `scenario.yaml` may have."""
    return sorted({*Scenario.model_fields, *OUTSIDE} - {*PLACED} | {*EVERY_TABLE, "colleges"})


def _version_problems(tree: Tree, written: Mapping[str, Any]) -> Iterator[Problem]:
    version = written.get("mcda", FORMAT)
    if str(version) != FORMAT:
        yield Problem("E083", tree.place(("mcda",)), str(version), {"known": FORMAT})


def _unreasonable(tree: Tree) -> Iterator[Problem]:
    """Numbers that no money, share or level can be."""
    for path in walk(tree.value):
        part = get(tree.value, path)
        if isinstance(part, str) and len(part) > 12 and PLAIN_NUMBER.fullmatch(part):
            number = Fraction(part)
            if abs(number) > LARGEST or number.denominator > LARGEST:
                yield Problem("E019", tree.place(path), part[:80])
        elif isinstance(part, str) and re.fullmatch(r"[+-]?[\d.]+[eE][+-]?\d{2,3}", part):
            yield Problem("E019", tree.place(path), part[:80])


def _read_fields(tree: Tree, own: Values) -> tuple[Values, list[Problem]]:
    """Everything but rules and tables; fields in error are left out."""
    try:
        record = Scenario.model_validate(own)
    except ValidationError as error:
        problems = problems_of(error.errors(), tree, ())
        wrong = {str(detail["loc"][0]) for detail in error.errors() if detail["loc"]}
        sound = {key: part for key, part in own.items() if key not in wrong}
        values, more = _read_fields(tree, sound) if wrong else ({}, [])
        return values, [*problems, *more]
    values = {key: getattr(record, key) for key in own if key in Scenario.model_fields}
    return values, []


def _read_rules(tree: Tree, rules: Any) -> tuple[dict[str, Rule], list[Problem]]:
    if not isinstance(rules, Mapping):
        return {}, [_wrong_kind(tree, ("rules",), N_("a list of keys and values"))]
    read: dict[str, Rule] = {}
    problems: list[Problem] = []
    for name, record in rules.items():
        path: Path = ("rules", name)
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,63}", name):
            problems.append(Problem("E011", tree.key_place(path), name, {}, suggested_id(name)))
            continue
        try:
            read[name] = _rule_adapter().validate_python(record)
        except ValidationError as error:
            problems += problems_of(error.errors(), tree, path, tagged=True)
    return read, problems


@cache
def _rule_adapter() -> TypeAdapter[Rule]:
    return TypeAdapter(AnyRule)


@cache
def rule_types() -> Mapping[str, type[BaseModel]]:
    """Record of each type of rule."""
    records = get_args(get_args(AnyRule)[0])
    return {get_args(record.model_fields["type"].annotation)[0]: record for record in records}


@cache
def objective_types() -> Mapping[str, type[BaseModel]]:
    """Record of each objective."""
    records = get_args(get_args(AnyObjective)[0])
    return {get_args(record.model_fields["type"].annotation)[0]: record for record in records}


def problems_of(
    errors: Iterable[ErrorDetails], tree: Tree, start: Path, *, tagged: bool = False
) -> list[Problem]:
    """Problems for the errors of a record that stands at `start` in the tree.

    Where several branches of a union failed, only the error that is deepest in the file, and
    the first of those, is told.
    """
    found: dict[Path, ErrorDetails] = {}
    for error in errors:
        found.setdefault(_written_path(tree, start, error, tagged), error)
    deepest = [p for p in found if not any(q != p and q[: len(p)] == p and p != start for q in found)]
    problems = [_problem(tree, path, found[path]) for path in deepest]
    return [p for p in problems if p.code == "E036"] or problems


def _written_path(tree: Tree, start: Path, error: ErrorDetails, tagged: bool) -> Path:
    """The path in the file of an error: keys that are not there are tags of unions."""
    here, path = get(tree.value, start), start
    drop_tag = tagged and not error["type"].startswith("union_tag")
    for key in _without_tags(error["loc"])[1 if drop_tag else 0 :]:
        is_key = isinstance(here, Mapping) and key in here
        is_position = isinstance(here, list | tuple) and isinstance(key, int) and key < len(here)
        if is_key or is_position:
            here, path = here[key], (*path, key)
    is_key = error["type"] == "missing" and isinstance(error["loc"][-1], str)
    return (*path, _MISSING + str(error["loc"][-1])) if is_key else path


def _without_tags(location: Path) -> Path:
    """A location without the names of records that stand after `weights`, and after their `own`."""
    if location[:1] != ("weights",):
        return location
    tags = {1, *(n + 1 for n, key in enumerate(location) if key == "own")}
    return tuple(key for n, key in enumerate(location) if n not in tags)


_MISSING = "\0"
"""Marks the end of a path that is not in the file."""


def _problem(tree: Tree, path: Path, error: ErrorDetails) -> Problem:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "missing" and str(path[-1]).startswith(_MISSING):
        *above, key = path
        return Problem("E031", tree.key_place(tuple(above)), str(key)[1:], {})
    if error["loc"][-1:] == ("[key]",):
        details = {**context, "reason": error["msg"]}
        return Problem(_CODES.get(kind, "E089"), tree.key_place(path), str(path[-1]), details)
    seen = get(tree.value, path)
    if path[:1] == ("weights",) and len(path) == 2 and isinstance(seen, Mapping | list | tuple):
        return _unknown_method(tree, path)
    if kind == "extra_forbidden":
        return _unknown_key(tree, path)
    if kind == "union_tag_invalid":
        return _unknown_type(tree, path, str(context["tag"]))
    if kind == "union_tag_not_found":
        return Problem("E031", tree.key_place(path), "type", {"known": ", ".join(rule_types())})
    if kind == "literal_error":
        return _not_one_of(tree, path, shown(seen), str(context["expected"]))
    if kind in _EXPECTED:
        return _wrong_kind(tree, path, _EXPECTED[kind])
    code = _CODES.get(kind, "E089")
    details = {**_number_details(shown(seen)), **context, "reason": error["msg"]}
    return Problem(code, tree.place(path), shown(seen), details)


_CODES = {
    "not_a_number": "E012",
    "bad_statement": "E190",
    "bad_exchange": "E191",
    "not_positive": "E192",
    "bad_pair": "E193",
    "share_above_one": "E017",
    "negative": "E016",
    "greater_than_equal": "E016",
    "nothing_asked": "E033",
    "missing_with": "E034",
    "group_or_partner": "E037",
    "both_in_and_out": "E038",
    "cost_per_partner": "E039",
    "index_of_net": "E290",
    "preset_or_weights": "E291",
    "weights_increase": "E292",
    "greater_than": "E293",
    "less_than_equal": "E294",
    "list_without_years": "E224",
    "shared_side": "E225",
    "empty_side": "E226",
    "string_pattern_mismatch": "E011",
    "int_parsing": "E071",
    "int_from_float": "E071",
    "bool_parsing": "E077",
    "missing": "E082",
    "too_long": "E082",
    "too_short": "E082",
}
"""Code of each type of error of the records."""

_EXPECTED = {
    "model_type": N_("a list of keys and values"),
    "model_attributes_type": N_("a list of keys and values"),
    "dict_type": N_("a list of keys and values"),
    "tuple_type": N_("a list"),
    "list_type": N_("a list"),
    "string_type": N_("a text"),
    "int_type": N_("a number"),
    "bool_type": N_("yes or no"),
}
"""What was expected, for each type of error about the kind of value."""


def _wrong_kind(tree: Tree, path: Path, expected: str) -> Problem:
    return Problem("E081", tree.place(path), shown(get(tree.value, path)), {"expected": Term(expected)})


def _unknown_key(tree: Tree, path: Path) -> Problem:
    key = str(path[-1])
    place = tree.key_place(path)
    if re.fullmatch(r"\d+\s*%?", key) and get(tree.value, path) is None:
        return Problem("E036", place, key)
    known = _keys_at(tree, path[:-1])
    return Problem("E030", place, key, {"known": ", ".join(known)}, nearest(key, known))


def _unknown_method(tree: Tree, path: Path) -> Problem:
    """A record under a key of `weights` that is no method of elicitation."""
    key = str(path[-1])
    known = sorted(METHODS)
    return Problem("E030", tree.key_place(path), key, {"known": ", ".join(known)}, nearest(key, known))


def _keys_at(tree: Tree, path: Path) -> list[str]:
    """Keys that the record at a path may have."""
    if not path:
        return top_level_keys()
    if path == ("weights",):
        return sorted(METHODS[method_of(get(tree.value, path))].model_fields)
    record: type[BaseModel]
    if path[0] == "rules" and len(path) == 2:
        record = rule_types()[get(tree.value, path)["type"]]
    elif path == ("objective",):
        record = objective_types()[get(tree.value, path)["type"]]
    else:
        record = Labels if path[0] == "labels" else Interval
    return sorted(field.alias or name for name, field in record.model_fields.items())


def _unknown_type(tree: Tree, path: Path, seen: str) -> Problem:
    known = [*objective_types()] if path == ("objective",) else [*rule_types()]
    details = {"known": ", ".join(known)}
    code = "E080" if path == ("objective",) else "E032"
    return Problem(code, tree.place((*path, "type")), seen, details, nearest(seen, known))


def _not_one_of(tree: Tree, path: Path, seen: str, expected: str) -> Problem:
    known = re.findall(r"'([^']*)'", expected)
    return Problem("E080", tree.place(path), seen, {"known": ", ".join(known)}, nearest(seen, known))


def _number_details(seen: str) -> Values:
    """How a number could be written, for the remedies of E012 and E017."""
    text = seen.replace(",", ".").replace(" ", "")
    if PLAIN_NUMBER.fullmatch(text) and len(text) < 40:
        number = Fraction(text)
        return {"example": plain(number), "grouped": plain(number), "percent": f"{plain(number)} %"}
    return {"example": "1500", "grouped": "12.5", "percent": "50 %"}


def shown(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        parts = ", ".join(f"{key}: {shown(part)}" for key, part in value.items())
        return "{" + _shortened(parts, 76) + "}"
    if isinstance(value, list | tuple):
        return "[" + _shortened(", ".join(shown(part) for part in value), 76) + "]"
    if isinstance(value, Fraction):
        return plain(value)
    return "null" if value is None else _shortened(str(value), 80)


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"

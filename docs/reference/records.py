"""Rules, objectives and settings, from the JSON Schema that the records make of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mcda.files.schema import schema
from mcda.show.labels import RULES
from mcda.wording import words
from reference.text import code, head, plain, table

Schema = dict[str, Any]
KEYS = ("key", "written as", "without it", "meaning")
EVERYWHERE = ("type", "label")
"""Keys that every rule has, told once."""
ABOUT_RULES = """\
Every type of rule and of objective with its keys, from the records that read them.
How they are written, with examples: [the format](../format.md#rules).
What they mean exactly: [the method](../method.md#equity).

Each rule has its `type` and may have a `label`, its name on screen: one text, or one per language."""
ABOUT_SETTINGS = """\
Every key of `scenario.yaml`, from the JSON Schema that `mcda schema` prints and that editors use.
The tables and their columns are in [the format](../format.md#tables)."""


def rules_page() -> str:
    """Rules, then objectives."""
    written = schema()
    rules, objectives = (list(_variants(written["properties"][key])) for key in ("rules", "objective"))
    return (
        head("Rules and objectives", ABOUT_RULES)
        + "## Rules\n\n"
        + "".join(_record(written, name, _names(name)) for name in rules)
        + "## Objectives\n\n"
        + "".join(_record(written, name, "") for name in objectives)
    )


def settings_page() -> str:
    """The keys of a scenario, then the records that some of them hold."""
    written = schema()
    told = set(_variants(written["properties"]["rules"])) | set(
        _variants(written["properties"]["objective"])
    )
    records = "".join(_record(written, name, "") for name in written["$defs"] if name not in told)
    return (
        head("Keys of scenario.yaml", ABOUT_SETTINGS)
        + table(KEYS, _keys(written))
        + "## Records\n\n"
        + records
    )


def _variants(part: Any) -> Iterator[str]:
    """Names of the records of which a part of the schema holds one."""
    if isinstance(part, dict):
        if "then" in part:
            yield part["then"]["$ref"].rpartition("/")[2]
        for below in part.values():
            yield from _variants(below)
    elif isinstance(part, list):
        for below in part:
            yield from _variants(below)


def _record(written: Schema, name: str, names: str) -> str:
    """One record: what it says, and its keys."""
    record = written["$defs"][name]
    title = record["properties"].get("type", {}).get("const", name)
    about = plain(record.get("description", ""))
    rows = list(_keys(record, without=EVERYWHERE))
    return f"### {title}\n\n{names}{about}\n\n" + (table(KEYS, rows) if rows else "")


def _names(name: str) -> str:
    """What a rule is called on screen, in both languages."""
    type_ = schema()["$defs"][name]["properties"]["type"]["const"]
    french, english = (words(language)(RULES[type_]) for language in ("fr", "en"))
    return f"On screen: {english} · *{french}*\n{{: .names }}\n\n"


def _keys(record: Schema, without: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The rows of a table of keys."""
    needed = record.get("required", ())
    for key, part in record["properties"].items():
        if key not in without:
            absent = "**needed**" if key in needed else _default(part)
            yield code(key), _kind(part), absent, plain(part.get("description", ""))


def _default(part: Schema) -> str:
    default = part.get("default")
    return "" if default is None or isinstance(default, list | dict) else code(str(default).lower())


def _kind(part: Schema) -> str:
    """What is written after a key, in words."""
    if "$ref" in part:
        return part["$ref"].rpartition("/")[2]
    if "enum" in part:
        return ", ".join(code(str(value)) for value in part["enum"])
    if "const" in part:
        return code(str(part["const"]))
    for several in ("anyOf", "oneOf"):
        if several in part:
            return " or ".join(dict.fromkeys(_kinds(part[several])))
    if part.get("pattern") == "%$":
        return "share (`50 %`)"
    return _of_type(part)


def _kinds(parts: list[Schema]) -> Iterator[str]:
    """Each way to write it; that nothing may be written goes without saying."""
    yield from (_kind(part) for part in parts if part.get("type") != "null")


def _of_type(part: Schema) -> str:
    kinds = part.get("type", "record")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if "array" in kinds:
        if "prefixItems" in part:
            return f"a list of {len(part['prefixItems'])}: {_kind(part['prefixItems'][0])}"
        inside = part.get("items", {})
        return "a table" if "properties" in inside else f"a list of: {_kind(inside)}"
    if "object" in kinds:
        return "names and values"
    return {"string": "text", "integer": "whole number", "boolean": "`true` or `false`"}.get(
        kinds[0], "number"
    )

"""What `import mcda` offers: every name with its signature and its documentation."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import mcda
from reference.docstrings import fields, prose, summary
from reference.text import code, head

WIDTH = 88
"""Characters of a call that stands on one line."""
ABOUT = """\
Every name that `import mcda` offers, with its documentation, from the code.
Exit codes and JSON of the commands, which call these: [the format](../format.md#python).

"""


def page() -> str:
    """Functions, then records, in the order of the alphabet."""
    offered = {name: getattr(mcda, name) for name in mcda.__all__}
    functions = "".join(_function(name, it) for name, it in offered.items() if not inspect.isclass(it))
    records = "".join(_class(name, it) for name, it in offered.items() if inspect.isclass(it))
    usage = f"```python\n{_usage(mcda.__doc__ or '')}\n```\n\n"
    return (
        head("Python", "en", ABOUT + usage)
        + f"## Functions\n\n{functions}## Records and exceptions\n\n{records}"
    )


def _usage(text: str) -> str:
    """The indented example of a docstring."""
    return textwrap.dedent("\n".join(line for line in text.splitlines() if line.startswith("    ")))


def _function(name: str, function: Callable[..., Any]) -> str:
    """A function: how it is called, and its documentation."""
    called = f"```python\n{_signature(name, function)}\n```"
    return f"### {name}\n\n{called}\n\n{prose(inspect.getdoc(function))}\n\n"


def _signature(name: str, function: Callable[..., Any]) -> str:
    """The call with its annotations, a parameter a line where it is long."""
    signature = inspect.signature(function)
    line = f"mcda.{name}{signature}".replace("'", "")
    if len(line) <= WIDTH:
        return line
    parameters = [str(parameter).replace("'", "") for parameter in signature.parameters.values()]
    first = next(
        (i for i, p in enumerate(signature.parameters.values()) if p.kind == p.KEYWORD_ONLY), None
    )
    if first is not None:
        parameters.insert(first, "*")
    returned = f" -> {signature.return_annotation}" if signature.return_annotation else ""
    return (
        f"mcda.{name}(\n" + "".join(f"    {parameter},\n" for parameter in parameters) + f"){returned}"
    )


def _class(name: str, record: type) -> str:
    """A record with what can be read of it: its own fields and public members."""
    members = "".join(
        f"- {code(member)}{': ' if said else ''}{said}\n" for member, said in _members(record)
    )
    return f"### {name}\n\n{prose(inspect.getdoc(record))}\n\n{members}\n"


def _members(record: type) -> Iterator[tuple[str, str]]:
    """Fields, properties and methods, with the first paragraph of their documentation."""
    documented = fields(record)
    for name, annotation in inspect.get_annotations(record).items():
        if not name.startswith("_"):
            yield f"{name}: {annotation}", summary(documented.get(name))
    for name, member in vars(record).items():
        function = _function_of(member)
        if function is not None and not name.startswith("_"):
            yield name if _read(member) else f"{name}()", summary(inspect.getdoc(function))


def _read(member: Any) -> bool:
    """Whether a member is read, not called."""
    return isinstance(member, property | cached_property)


def _function_of(member: Any) -> Callable[..., Any] | None:
    """The function behind a property or method."""
    if isinstance(member, property):
        return member.fget
    if isinstance(member, cached_property):
        return member.func
    if isinstance(member, classmethod | staticmethod):
        return member.__func__
    return member if inspect.isfunction(member) else None

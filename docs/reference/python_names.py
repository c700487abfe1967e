"""What `import mcda` offers: every name with its signature and its documentation."""

from __future__ import annotations

import ast
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
        head("Python", ABOUT + usage)
        + f"## Functions\n\n{functions}## Records and exceptions\n\n{records}"
    )


def _usage(text: str) -> str:
    """The indented example of a docstring."""
    blocks = [block for block in text.split("\n\n") if block.startswith("    ")]
    return textwrap.dedent("\n\n".join(blocks))


def _function(name: str, function: Callable[..., Any]) -> str:
    """A function: how it is called, and its documentation."""
    called = f"```python\n{_signature(name, function)}\n```"
    return f"### {name}\n\n{called}\n\n{prose(inspect.getdoc(function))}\n\n"


def _signature(name: str, function: Callable[..., Any]) -> str:
    """The call as the code writes it, a parameter a line where it is long."""
    written = _written(function)
    line = f"mcda.{name}{written}"
    if len(line) <= WIDTH:
        return line
    inside = [str(parameter) for parameter in written.parameters.values()]
    kinds = [parameter.kind for parameter in written.parameters.values()]
    if inspect.Parameter.KEYWORD_ONLY in kinds:
        inside.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
    lines = "".join(f"    {parameter},\n" for parameter in inside)
    return f"mcda.{name}(\n{lines}) -> {written.return_annotation}"


class _Source(str):
    """A piece of code that shows as it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _written(function: Callable[..., Any]) -> inspect.Signature:
    """A signature whose annotations and defaults are those of the text, not what they became."""
    given: ast.arguments = ast.parse(inspect.getsource(function)).body[0].args  # type: ignore[attr-defined]
    named = [*given.args[len(given.args) - len(given.defaults) :], *given.kwonlyargs]
    defaults = {
        argument.arg: _Source(ast.unparse(default))
        for argument, default in zip(named, [*given.defaults, *given.kw_defaults], strict=True)
        if default is not None
    }
    signature = inspect.signature(function)
    parameters = [
        it.replace(annotation=_Source(it.annotation), default=defaults.get(it.name, it.empty))
        for it in signature.parameters.values()
    ]
    return signature.replace(
        parameters=parameters, return_annotation=_Source(signature.return_annotation)
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

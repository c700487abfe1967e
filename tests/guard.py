"""What guards the house beyond style, types and import contracts: `python -m tests.guard`.

Each guard is a function that yields one sentence for everything that is wrong.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "mcda"
CATALOGUE = PACKAGE / "locale" / "fr" / "LC_MESSAGES" / "mcda.po"
LONGEST_MODULE = 400
CATALOGUES = {"mcda/problems/general.py": 700, "mcda/files/columns.py": 500}
"""Lists of entries, one after another, may be longer than modules of logic."""
LONGEST_FUNCTION = 60
SPOKEN = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
"""Where texts to translate stand."""
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
CODE = re.compile(r"[EW]\d{3}")
OUTSIDE = re.compile(
    r"(?<![\w.:/<>*)}-])/(?:work|home|root|tmp|mnt|opt|srv|Users|Volumes)/\w|\b[A-Z]:\\\w"
)
PARENT = re.compile(r"(?<![\w./])(?:\.\./)+[\w./-]*")
LATER = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b")
TEXT = {
    ".cfg", ".css", ".csv", ".html", ".ini", ".js", ".json", ".md", ".po", ".py", ".sh", ".toml", ".txt",
    ".yaml", ".yml", "",
}  # fmt: skip
HOMES = {
    "skcriteria": ("mcda/scoring/",),
    "pulp": ("mcda/optimise/",),
    "highspy": ("mcda/optimise/",),
    "ortools": ("mcda/optimise/",),
}
"""The rooms that may import a package."""
LATE = {"pandas", "numpy", "scipy"}
"""Packages that a command imports inside its functions, if at all."""

Findings = Iterator[str]


# ---------------------------------------------------------------- files


@cache
def files() -> tuple[Path, ...]:
    """Files of the project, as git knows them; without git, all but caches."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout.split("\0")  # fmt: skip
        found = [ROOT / name for name in listed if name]
    else:
        found = [p for p in ROOT.rglob("*") if not _is_made(p.relative_to(ROOT))]
    return tuple(sorted(path for path in found if path.is_file() and path.suffix in TEXT))


def _is_made(path: Path) -> bool:
    """Whether a path belongs to an environment, a cache or a build."""
    made = {"__pycache__", "build", "dist"}
    return any(part in made or (part.startswith(".") and part != ".ci") for part in path.parts)


@cache
def modules() -> tuple[tuple[str, str, ast.Module], ...]:
    """Name, text and syntax of every module of the package."""
    texts = [(_name(p), p.read_text(encoding="utf-8")) for p in sorted(PACKAGE.rglob("*.py"))]
    return tuple((name, text, ast.parse(text)) for name, text in texts)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# ---------------------------------------------------------------- words


def every_text_is_translated() -> Findings:
    """Every text marked with `N_` has its French, with the same `{keys}`; none is fuzzy."""
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    known = {message.id: message for message in catalogue if isinstance(message.id, str)}
    known |= {part: m for m in catalogue if isinstance(m.id, tuple) for part in m.id}
    for message in catalogue:
        if message.id and message.fuzzy:
            yield f"fuzzy: {message.id!r}"
    for place, text in _marked_texts():
        if text not in known or not known[text].string:
            yield f"{place}: not translated: {text!r}"
            continue
        translated = known[text].string
        for form in translated if isinstance(translated, tuple) else (translated,):
            if {*PLACEHOLDER.findall(form)} != {*PLACEHOLDER.findall(text)}:
                yield f"{place}: other keys in the translation of {text!r}"


@cache
def _marked_texts() -> tuple[tuple[str, str], ...]:
    """(place, text) of every text marked for translation."""
    from babel.messages.extract import extract_from_dir

    found = extract_from_dir(PACKAGE, SPOKEN, keywords={"N_": None, "_": None})
    return tuple(
        (f"mcda/{name}:{line}", part)
        for name, line, text, _, _ in found
        for part in (text if isinstance(text, tuple) else (text,))
    )


def no_translation_is_left_over() -> Findings:
    """Every French text is the translation of a text of the code."""
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    marked = {text for _, text in _marked_texts()}
    for message in catalogue:
        parts = message.id if isinstance(message.id, tuple) else (message.id,)
        if message.id and not marked.issuperset(parts):
            yield f"translated, but in no module: {message.id!r}"


def the_compiled_catalogue_is_that_of_the_texts() -> Findings:
    """`mcda.mo` is compiled from `mcda.po` as it stands."""
    from babel.messages.mofile import read_mo
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as texts, CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        written, read = read_po(texts), read_mo(compiled)
    expected = {str(m.id): m.string for m in written if m.id and m.string and not m.fuzzy}
    found = {str(m.id): m.string for m in read if m.id}
    for text in sorted(expected.keys() | found.keys()):
        if expected.get(text) != found.get(text):
            yield f"mcda.mo differs from mcda.po (run `make words`): {text!r}"


# ---------------------------------------------------------------- problems


def every_code_has_its_words() -> Findings:
    """Every code of a problem that the code uses is in the catalogue, and the reverse."""
    from mcda.problems import CATALOGUE as WORDED

    used: dict[str, str] = {}
    for name, _, tree in modules():
        if not name.startswith("mcda/problems/"):
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and CODE.fullmatch(str(node.value)):
                    used.setdefault(str(node.value), f"{name}:{node.lineno}")
    for code in sorted(used.keys() - WORDED.keys()):
        yield f"{used[code]}: {code} has no words in mcda/problems"
    for code in sorted(WORDED.keys() - used.keys()):
        yield f"mcda/problems: {code} is used nowhere"


# ---------------------------------------------------------------- places and leftovers


def no_file_names_a_place_outside_the_project() -> Findings:
    """No absolute path, and no parent folder above the project's."""
    for path in files():
        for number, line in enumerate(_lines(path), start=1):
            for place in OUTSIDE.findall(line):
                yield f"{_name(path)}:{number}: names a place outside the project ({place}...)"
            for place in PARENT.findall(line):
                if not (path.parent / place).resolve().is_relative_to(ROOT):
                    yield f"{_name(path)}:{number}: leads out of the project ({place})"


def nothing_is_left_for_later() -> Findings:
    """No note to do something later: what is left stands in an issue."""
    for path in files():
        for number, line in enumerate(_lines(path), start=1):
            for note in LATER.findall(line):
                yield f"{_name(path)}:{number}: {note}"


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []


# ---------------------------------------------------------------- size and imports


def modules_and_functions_are_short() -> Findings:
    """At most 400 lines in a module, 60 in a function."""
    for name, text, tree in modules():
        length = len(text.splitlines())
        most_lines = CATALOGUES.get(name, LONGEST_MODULE)
        if length > most_lines:
            yield f"{name}: {length} lines (at most {most_lines})"
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    most = f"(at most {LONGEST_FUNCTION})"
                    yield f"{name}:{node.lineno}: {node.name} has {length} lines {most}"


def packages_stay_in_their_rooms() -> Findings:
    """scikit-criteria is scoring's, solvers are the optimiser's, wherever the import stands."""
    for name, _, tree in modules():
        for node in ast.walk(tree):
            for package in _imported(node):
                if package in HOMES and not name.startswith(HOMES[package]):
                    yield f"{name}:{node.lineno}: imports {package}"  # type: ignore[attr-defined]


def commands_start_without_data_frames() -> Findings:
    """No module of mcda/commands imports pandas or numpy at its top."""
    for name, _, tree in modules():
        if name.startswith("mcda/commands/"):
            for node in tree.body:
                for package in LATE.intersection(_imported(node)):
                    yield f"{name}:{node.lineno}: imports {package} at its top"


def _imported(node: ast.AST) -> list[str]:
    """Packages that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module.split(".")[0]]
    return []


GUARDS: tuple[Callable[[], Findings], ...] = (
    every_text_is_translated,
    no_translation_is_left_over,
    the_compiled_catalogue_is_that_of_the_texts,
    every_code_has_its_words,
    no_file_names_a_place_outside_the_project,
    nothing_is_left_for_later,
    modules_and_functions_are_short,
    packages_stay_in_their_rooms,
    commands_start_without_data_frames,
)


def main() -> int:
    """Print everything that is wrong; 1 if there is anything."""
    failed = 0
    for guard in GUARDS:
        for finding in guard():
            failed += 1
            print(finding)
    print(f"{len(GUARDS)} guards, {failed} findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""The twenty likeliest mistakes of a planner: told in their place, in French and in English."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

from mcda.errors import NOWHERE, Place, Problem
from mcda.files.read import check
from mcda.problems import CATALOGUE, hint, line, message
from mcda.wording import LANGUAGES, LOCALE, words

ROOT = Path(__file__).parents[2]
SOUND = Path(__file__).parent / "vallee"
GOLDEN = Path(__file__).parent / "golden"


class Mistake(NamedTuple):
    """A change to a sound scenario: text `old` of `file` becomes `new`."""

    name: str
    file: str
    old: str
    new: str


MISTAKES = (
    Mistake("the letter O for the digit 0", "actions.csv", ",2900,", ",29OO,"),
    Mistake("a unit that is not the column's", "actions.csv", ",2900,", ",2900 $,"),
    Mistake("a comma between thousands", "actions.csv", ",3400,", ',"3,400",'),
    Mistake("a negative cost", "actions.csv", ",900,HILL", ",-900,HILL"),
    Mistake("an empty cost", "actions.csv", ",900,HILL", ",,HILL"),
    Mistake("finer than a cent", "actions.csv", ",320,", ",320.000001,"),
    Mistake("an action twice", "actions.csv", "\nM2,", "\nM1,"),
    Mistake(
        "a text with a comma, not quoted", "actions.csv", '"Fuites, télérelève"', "Fuites, télérelève"
    ),
    Mistake("a column misspelt", "actions.csv", "theme,cost,", "theme,coost,"),
    Mistake("shares that do not sum to 100", "shares.csv", "M1,TOWN,50,30", "M1,TOWN,40,30"),
    Mistake("shares from 0 to 1", "shares.csv", "50,30\nM1,HILL,50,70", ".5,.3\nM1,HILL,.5,.7"),
    Mistake("a partner misspelt", "shares.csv", "W1,HILL", "W1,HIL"),
    Mistake("an action that does not exist", "links.csv", "requires,M1,G1", "requires,M1,G11"),
    Mistake("an unknown kind of link", "links.csv", "excludes,", "exclude,"),
    Mistake("a mark left blank", "impacts.csv", "M1,420,0,4", "M1,420,0,"),
    Mistake("a criterion misspelt in the impacts", "impacts.csv", ",trips,", ",trip,"),
    Mistake("a weight of an unknown criterion", "scenario.yaml", "water: 90", "watter: 90"),
    Mistake("a share above 1 without its sign", "scenario.yaml", "rural, min: 50 %", "rural, min: 50"),
    Mistake("a decimal comma in YAML", "scenario.yaml", "rural, min: 50 %", "rural, min: 12,5 %"),
    Mistake("a group that does not exist", "scenario.yaml", "group: rural,", "group: rurale,"),
    Mistake("an unknown key of a rule", "scenario.yaml", "budget, max:", "budget, maxi:"),
    Mistake("an unknown type of rule", "scenario.yaml", "{type: caps}", "{type: cap}"),
    Mistake("an override that names nothing", "scenario.yaml", "rules.budget.max:", "rules.buget.max:"),
    Mistake("a variant of unknown overrides", "scenario.yaml", "frugal: [frugal]", "frugal: [frugale]"),
    Mistake("a key twice", "scenario.yaml", "  trips: 100", "  trips: 100\n  trips: 90"),
    Mistake("a bracket left open", "scenario.yaml", "{type: caps}", "{type: caps"),
)


def copy_with(mistake: Mistake, folder: Path) -> Path:
    """A copy of a sound scenario with one mistake."""
    target = folder / "vallee"
    shutil.copytree(SOUND, target)
    text = (target / mistake.file).read_text(encoding="utf-8")
    assert mistake.old in text, f"the scenario no longer holds {mistake.old!r}"
    changed = text.replace(mistake.old, mistake.new, 1)
    (target / mistake.file).write_text(changed, encoding="utf-8")
    return target


def told(mistake: Mistake, folder: Path, language: str) -> str:
    problems = [p for p in check(copy_with(mistake, folder)) if p.severity == "error"]
    lines = "\n".join(line(problem, words(language)) for problem in problems)
    return f"== {mistake.name}\n{lines}\n"


def test_the_scenario_without_mistakes_has_none():
    assert check(SOUND) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_likeliest_mistakes_are_told_in_full_in_each_language(tmp_path, language):
    golden = GOLDEN / f"mistakes_{language}.txt"
    shown = "\n".join(
        told(mistake, tmp_path / str(number), language) for number, mistake in enumerate(MISTAKES)
    )
    if os.environ.get("MCDA_UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_each_mistake_is_told_once_with_its_file_and_a_remedy(tmp_path, mistake):
    errors = [p for p in check(copy_with(mistake, tmp_path)) if p.severity == "error"]
    assert errors, "a mistake went through"
    assert any(problem.place.file == mistake.file for problem in errors)
    assert all(hint(problem, words("fr")) for problem in errors)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_has_french_words_that_use_the_same_details(code):
    french = words("fr")
    for text in filter(None, CATALOGUE[code]):
        translated = french._catalogue.gettext(text)
        assert translated != text, f"{code} has no French words: {text}"
        assert placeholders(translated) <= placeholders(text)


@pytest.mark.parametrize("code", CATALOGUE)
def test_french_words_keep_the_habits_of_french_typography(code):
    for text in filter(None, CATALOGUE[code]):
        translated = words("fr")._catalogue.gettext(text)
        assert not re.search(r" [:;?!»%](?!\w)", translated), "a no-break space is missing"
        assert not re.search(r"[“”]|« ", translated)


def test_every_code_used_by_the_program_is_in_the_catalogue():
    used = {
        code
        for path in (ROOT / "mcda").rglob("*.py")
        for code in re.findall(r'"([EW]\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert used - set(CATALOGUE) == set()


def test_the_compiled_translations_are_those_of_the_source():
    from babel.messages.mofile import read_mo
    from babel.messages.pofile import read_po

    folder = LOCALE / "fr" / "LC_MESSAGES"
    with (folder / "mcda.po").open("rb") as source, (folder / "mcda.mo").open("rb") as compiled:
        written, built = read_po(source), read_mo(compiled)
    texts = {message.id: message.string for message in written if message.id and message.string}
    assert {m.id: m.string for m in built if m.id} == texts


def test_a_figure_in_a_message_follows_the_language():
    from fractions import Fraction

    details = {"action": "M1", "total": Fraction(191, 2), "difference": Fraction(9, 2)}
    problem = Problem("E050", NOWHERE, "95.5", details)
    assert "95,5\u00a0%" in message(problem, words("fr"))
    assert "95.5 %" in message(problem, words("en"))


def test_a_suggestion_replaces_the_list_of_what_is_known():
    place = Place("scenario.yaml", row=9, column="11")
    details = {"what": "poids", "known": "social, water"}
    problem = Problem("E021", place, "socail", details, "social")
    assert line(problem, words("en")) == (
        "scenario.yaml:9:11: poids “socail”: unknown criterion.  [E021]  Did you mean “social”?"
    )

"""What matters while all figures vary at once, and when an action enters: in words, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from mcda.analysis.discovery import Box, Condition, Discovery
from mcda.analysis.global_sensitivity import MAIN, Study
from mcda.model import Scenario
from mcda.show import labels
from mcda.show.layout import Screen, add_columns, new_table
from mcda.show.sensitivity_names import figure, name
from mcda.wording import N_, Words

METHODS = {
    "morris": N_("Morris's screening"),
    "sobol": N_("Sobol's indices"),
    "pawn": N_("PAWN"),
}
STATISTICS = {
    "mu_star": N_("Mean effect (mu*)"),
    "mu_star_conf": N_("±"),
    "mu": N_("With its sign (mu)"),
    "sigma": N_("Spread (sigma)"),
    "ST": N_("In all (ST)"),
    "ST_conf": N_("±"),
    "S1": N_("Alone (S1)"),
    "S1_conf": N_("±"),
    "median": N_("Median distance (KS)"),
    "maximum": N_("Greatest"),
}
NEARLY_ALWAYS = 0.8
"""An action that is in more often than that is told by what keeps it out."""

# ---------------------------------------------------------------- all at once


def study_screen(scenario: Scenario, study: Study, words: Words) -> Screen:
    """A table of figures, the most important first; below, in sentences."""
    title = N_("{method}: {output}")
    about = output_name(scenario, study.output, words)
    table = new_table(words(title, method=words(METHODS[study.method]), output=about))
    statistics = list(study.importances[0].figures) if study.importances else []
    add_columns(table, words, [N_("Figure")], [STATISTICS[key] for key in statistics])
    for one in study.importances:
        shown = (words.fixed(one.figures[key], 3) for key in statistics)
        table.add_row(name(scenario, one.factor.datum, words), *shown)
    if study.importances:
        yield table
    yield from (Text(sentence) for sentence in study_sentences(scenario, study, words))


def output_name(scenario: Scenario, output: str, words: Words) -> str:
    """What is read of a portfolio, in words."""
    kind, _, identifier = output.partition(":")
    if kind == "share":
        group = labels.group(scenario, identifier, words)
        return words(N_("share of {group} in the benefit"), group=group)
    if kind == "action":
        return words(N_("whether {action} is in"), action=identifier)
    return words(OUTPUTS[kind])


OUTPUTS = {
    "value": N_("best value, in points"),
    "cost": N_("cost of the best portfolio"),
    "local_cost": N_("what partners pay for the best portfolio"),
    "worst_off": N_("benefit of the partner that gets least, in points"),
}


def study_sentences(scenario: Scenario, study: Study, words: Words) -> Iterator[str]:
    """What a study says, in plain sentences."""
    if not study.complete:
        yield words(N_("Stopped before all samples were solved: nothing can be told."))
        return
    spread = N_("From {low} to {high} over {n} optimisations (seed {seed}).")
    ends = (words.fixed(end, 2) for end in (study.low, study.high))
    yield words(spread, **dict(zip(("low", "high"), ends, strict=True)), n=study.solves, seed=study.seed)
    main = MAIN[study.method]
    telling = [one for one in study.importances if one.figures[main] > 0]
    if not telling:
        yield words(N_("None of these figures changes it."))
    else:
        first = ", ".join(name(scenario, one.factor.datum, words) for one in telling[:3])
        yield words(N_("What matters most: {figures}."), figures=first)
    if study.impossible:
        said = N_("For {n} samples no portfolio meets all rules; they count as 0.")
        yield words(said, n=study.impossible)
    if study.screened:
        said = N_("A first screening left out {n} figures that matter least.")
        yield words(said, n=len(study.screened))


# ---------------------------------------------------------------- discovery


def discovery_screen(scenario: Scenario, found: Discovery, words: Words) -> Screen:
    """When an action enters and when it stays out."""
    title = words(N_("When is {action} in the best portfolio?"), action=found.action)
    yield Text(f"{title} {labels.action(scenario, found.action, words)}", style="bold")
    for sentence in discovery_sentences(scenario, found, words):
        yield Text(sentence)


def discovery_sentences(scenario: Scenario, found: Discovery, words: Words) -> Iterator[str]:
    """The conditions in words, with how far they can be trusted."""
    if not found.samples:
        yield words(N_("Stopped before any sample was solved."))
        return
    share = words.percent(found.frequency, 0)
    said = N_("{action} is in for {share} of {n} samples (seed {seed}).")
    yield words(said, action=found.action, share=share, n=found.samples, seed=found.seed)
    entering = found.frequency <= NEARLY_ALWAYS
    for box in found.boxes:
        if box.conditions and box.cases and box.selected == entering:
            yield _told(scenario, found.action, box, words)
    if found.accuracy is not None:
        said = N_("On samples kept apart, these conditions are right in {share} of the cases.")
        yield words(said, share=words.percent(found.accuracy, 0))
    if found.impossible:
        said = N_("For {n} samples no portfolio meets all rules; the action counts as out.")
        yield words(said, n=found.impossible)


def _told(scenario: Scenario, action: str, box: Box, words: Words) -> str:
    enters = N_(
        "{action} enters when {conditions} ({density} of the cases, n = {n}; {coverage} of all such "
        "samples)."
    )
    stays_out = N_(
        "{action} stays out when {conditions} ({density} of the cases, n = {n}; {coverage} of all such "
        "samples)."
    )
    by_figure = groupby(box.conditions, key=lambda condition: condition.factor)
    conditions = [_condition(scenario, list(ends), words) for _, ends in by_figure]
    return words(
        enters if box.selected else stays_out,
        action=action,
        conditions=listed(conditions, words),
        density=words.percent(box.density, 0),
        n=box.cases,
        coverage=words.percent(box.coverage, 0),
    )


def listed(parts: Sequence[str], words: Words) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return words(N_("{some} and {last}"), some=", ".join(parts[:-1]), last=parts[-1])


def _condition(scenario: Scenario, ends: Sequence[Condition], words: Words) -> str:
    """What is asked of one figure: a threshold, or two."""
    datum = ends[0].factor.datum
    levels = [figure(scenario, datum, end.threshold, words) for end in ends]
    about = name(scenario, datum, words)
    if len(ends) > 1:  # "at most" sorts before "above"
        said = N_("{figure} is above {low} and at most {high}")
        return words(said, figure=about, low=levels[1], high=levels[0])
    said = N_("{figure} is above {level}") if ends[0].above else N_("{figure} is at most {level}")
    return words(said, figure=about, level=levels[0])

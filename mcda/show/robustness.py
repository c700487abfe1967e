"""Robustness on a terminal. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from mcda.analysis.information import Weights
from mcda.analysis.next_question import Answer, Question
from mcda.analysis.robust_partners import Standing
from mcda.analysis.robustness import Range, Robustness
from mcda.model import Scenario
from mcda.optimise.competitors import Competition, Competitor
from mcda.show import labels
from mcda.show.layout import Screen, add_columns, moves, new_table, shown_share
from mcda.show.shares import shares_screen
from mcda.wording import N_, Words


def screen(found: Robustness, words: Words) -> Screen:
    """What is admitted, the actions by class, partners, competitors."""
    scenario = found.scenario
    yield Text(words.label(scenario.title, scenario.name), style="bold")
    yield Text()
    for sentence in admitted(found, words):
        yield Text(sentence)
    yield Text()
    for sentence in findings(found, words):
        yield Text(sentence)
    yield _actions(found, words)
    if found.partners:
        yield _standings(found, words)
        for sentence in _for_whom(found, words):
            yield Text(sentence)
    if found.competition is not None:
        yield from _competition(scenario, found.competition, words)
    if found.shares is not None:
        yield from shares_screen(scenario, found.shares, words)
    if found.question is not None:
        yield from _question(scenario, found.question, words)


SETS = {
    "free": N_("Weights: any."),
    "stated": N_("Weights: as stated."),
    "statements": N_("Weights: all that agree with the statements of the scenario."),
    "colleges": N_("Weights: all that lie between those of the colleges."),
}
SCORES = {
    "nominal": N_("Effects: as stated."),
    "interval": N_("Effects: anywhere within their stated intervals."),
}
SET_ASIDE = N_("Effects: as stated; some are intervals, which are left aside.")
COSTS = {
    "high": N_("Rules must hold at the high end of the intervals of costs."),
    "nominal": N_("Rules must hold at the costs as stated."),
    "low": N_("Rules must hold at the low end of the intervals of costs."),
}


def admitted(found: Robustness, words: Words) -> Iterator[str]:
    """What is admitted, in sentences."""
    information = found.information
    yield _admitted_weights(information.weights, words)
    yield words(SET_ASIDE if information.intervals_aside else SCORES[information.scores])
    yield words(COSTS[information.costs])
    if information.cost_objective:
        yield words(N_("Cost is one more criterion."))


def _admitted_weights(weights: Weights, words: Words) -> str:
    if weights.spread is None:
        said = words(SETS[weights.source])
    elif weights.relative:
        form = N_("Weights: those of the scenario, each up to {spread} of itself more or less.")
        said = words(form, spread=words.percent(weights.spread, 0))
    else:
        form = N_("Weights: those of the scenario, each up to {spread} more or less.")
        said = words(form, spread=words.number(weights.spread, 3))
    if weights.statements:
        said += " " + words(
            N_("And: {statements}."), statements=words(N_("; ")).join(weights.statements)
        )
    return f"{said} ({_extremes(len(weights.vertices), words)})"


def _extremes(count: int, words: Words) -> str:
    return words.plural(N_("{n} extreme set of weights"), N_("{n} extreme sets of weights"), count)


def findings(found: Robustness, words: Words) -> Iterator[str]:
    """How many portfolios and actions of each class, in sentences."""
    count = len(found.portfolios)
    if not found.complete and any(share is None for share in found.core_index.values()):
        yield words(
            N_(
                "Not all non-dominated portfolios are known: there is no core index, and only what is "
                "proven is told."
            )
        )
    else:
        one = N_("{n} portfolio is not dominated by any other.")
        yield words.plural(one, N_("{n} portfolios are not dominated by any other."), count)
    for name, said in CLASSES.items():
        actions = found.of_class(name)  # type: ignore[arg-type]
        if actions:
            yield words(said, actions=", ".join(actions))


CLASSES = {
    "core": N_("Core, in all of them: {actions}."),
    "borderline": N_("In negotiation, in some of them: {actions}."),
    "exterior": N_("Out of all of them: {actions}."),
    "unknown": N_("Not known: {actions}."),
}
CLASS = {
    "core": N_("core"),
    "borderline": N_("in negotiation"),
    "exterior": N_("out"),
    "unknown": N_("not known"),
}


def _actions(found: Robustness, words: Words) -> Table:
    table = new_table(words(N_("Core index: share of these portfolios that hold the action")))
    add_columns(table, words, (N_("id"), N_("action"), N_("class")), (N_("core index"),))
    order = sorted(found.core_index, key=lambda a: (-(found.core_index[a] or 0), a))
    for action in order:
        name = labels.action(found.scenario, action, words)
        standing = words(CLASS[found.classes[action]])
        table.add_row(action, name, standing, shown_share(found.core_index[action], words))
    return table


FIRMNESS = {
    "firm": N_("firm"),
    "partly": N_("firm in part"),
    "open": N_("in negotiation"),
    "nothing": N_("nothing"),
    "unknown": N_("not known"),
}


def _standings(found: Robustness, words: Words) -> Table:
    table = new_table(words(N_("What each partner gets in these portfolios")))
    texts = (N_("partner"), N_("standing"), N_("core actions"), N_("in negotiation"))
    add_columns(table, words, texts, (N_("benefit"), N_("net"), N_("assured")))
    for standing in found.partners:
        benefit = between(standing.benefit, words, 2)
        net = "–" if standing.net is None else between(standing.net, words, 0)
        table.add_row(
            _name(found.scenario, standing, words),
            words(FIRMNESS[standing.firmness]),
            _listed(standing.core),
            _listed(standing.borderline),
            benefit,
            net,
            shown_share(standing.assured, words),
            end_section=standing is _last_partner(found),
        )
    return table


def _last_partner(found: Robustness) -> Standing | None:
    partners = [standing for standing in found.partners if standing.kind == "partner"]
    return partners[-1] if partners else None


def _name(scenario: Scenario, standing: Standing, words: Words) -> str:
    if standing.kind == "group":
        return labels.group(scenario, standing.id, words)
    return labels.partner(scenario, standing.id, words)


def _listed(actions: Sequence[str]) -> str:
    return " ".join(actions) or "–"


def between(ends: Range, words: Words, places: int) -> str:
    """`12.00 … 15.50`, or one figure where both ends agree."""
    low, high = (words.fixed(end, places) for end in ends)
    return low if low == high else f"{low} … {high}"


FOR_WHOM = {
    "firm": N_("Firm for: {names}."),
    "partly": N_("Firm in part for: {names}."),
    "open": N_("In negotiation for: {names}."),
    "nothing": N_("Nothing for: {names}."),
}


def _for_whom(found: Robustness, words: Words) -> Iterator[str]:
    """For which groups the cooperation is firm, and for which all is in negotiation."""
    kind = "group" if any(s.kind == "group" for s in found.partners) else "partner"
    told = [standing for standing in found.partners if standing.kind == kind]
    for firmness, said in FOR_WHOM.items():
        names = [_assured(found.scenario, s, words) for s in told if s.firmness == firmness]
        if names:
            yield words(said, names=", ".join(names))


def _assured(scenario: Scenario, standing: Standing, words: Words) -> str:
    """`rural (assured: 98.5%)`: least benefit as a part of the greatest, where they differ."""
    name, share = _name(scenario, standing, words), standing.assured
    if share is None or share == 1:
        return name
    return words(N_("{name} (assured: {share})"), name=name, share=words.percent(share))


def _competition(scenario: Scenario, told: Competition, words: Words) -> Screen:
    yield Text()
    proposed = ", ".join(told.proposed) or words(N_("(none)"))
    yield Text(words(N_("Proposed: {actions}."), actions=proposed))
    yield Text(words(_verdict(told)), style="bold")
    if told.number is not None and told.number > len(told.competitors):
        form = N_("{shown} of {all} competitors are shown, the most threatening first.")
        yield Text(words(form, shown=len(told.competitors), all=told.number))
    if told.competitors:
        table = new_table(words(N_("Competitors: proposed less competitor, least … greatest")))
        money = words(N_("cost ({money})"), money=scenario.money)
        add_columns(table, words, (N_("changes"),), (N_("value"), money))
        for competitor in told.competitors:
            table.add_row(*_against(told, competitor, words))
        yield table


def _verdict(told: Competition) -> str:
    if told.broken:
        return N_("This list does not meet all rules: it stands here for comparison only.")
    if told.robust is None:
        return N_("Stopped before it was known whether another portfolio may be better.")
    if told.robust:
        return N_("Undoubtedly robust: no portfolio that may cost as little is better for any data.")
    return N_("Not undoubtedly robust: for some admissible data another portfolio is better.")


def _against(told: Competition, competitor: Competitor, words: Words) -> tuple[str, str, str]:
    entered = sorted({*competitor.actions} - {*told.proposed})
    left = sorted({*told.proposed} - {*competitor.actions})
    value, cost = between(competitor.value, words, 2), between(competitor.cost, words, 2)
    return moves(entered, left), value, cost


def _question(scenario: Scenario, question: Question, words: Words) -> Screen:
    """The question, and what either answer would leave."""
    yield Text()
    yield Text(
        words(N_("To ask next: {question}"), question=asked(scenario, question, words)), style="bold"
    )
    for answer, said in ((question.yes, N_("If so: {left}")), (question.no, N_("If not: {left}"))):
        yield Text(words(said, left=_left(answer, question, words)))


def asked(scenario: Scenario, question: Question, words: Words) -> str:
    """The question in plain words: about swings, which people can compare."""
    one = _swing(scenario, question.criterion, words)
    if question.level is not None:
        form = N_("does passing from {one} weigh {share} of all swings together, or more?")
        return words(form, one=one, share=words.percent(question.level, 0))
    other = _swing(scenario, question.other or "", words)
    if question.ratio == 1:
        form = N_("is passing from {one} worth at least as much as passing from {other}?")
        return words(form, one=one, other=other)
    form = N_("is passing from {one} worth at least {n} times as much as passing from {other}?")
    return words(form, one=one, other=other, n=words.number(question.ratio or 1))


def _swing(scenario: Scenario, criterion: str, words: Words) -> str:
    """`0 → 500 trips (Trips)`."""
    levels = labels.swing(scenario.criterion_by_id[criterion], words)
    return f"{levels} ({labels.criterion(scenario, criterion, words)})"


def _left(answer: Answer, question: Question, words: Words) -> str:
    """What is still in negotiation, and what is settled."""
    settled = [action for action in question.borderline if action not in answer.borderline]
    count = words.plural(
        N_("{n} action in negotiation"), N_("{n} actions in negotiation"), len(answer.borderline)
    )
    if not settled:
        return words(N_("{count}, none settled."), count=count)
    return words(N_("{count}; settled: {actions}."), count=count, actions=", ".join(settled))

"""Rankings of the actions: on a terminal, as JSON, as tidy rows. No rank is computed here."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from rich.table import Table
from rich.text import Text

from mcda.analysis.rankings import Rankings
from mcda.portfolio.result import Json
from mcda.problems import message
from mcda.scoring.ranking.dominance import Dominance
from mcda.scoring.ranking.matrix import Floats, Ranking
from mcda.scoring.ranking.methods import methods
from mcda.scoring.ranking.reversal import Reversal, Trials
from mcda.show import labels
from mcda.show.layout import Screen, add_columns, new_table
from mcda.wording import N_, Words

NAMED = 5
"""With more methods, columns bear their numbers instead of their names."""
OVER_CRITERIA = frozenset({"ideal", "worst"})
"""Details of a method that are arrays over the criteria that it looks at ..."""
OVER_PAIRS = frozenset({"concordance", "discordance", "credibility"})
"""... or over pairs of actions; others are over the actions, or over these and all criteria."""
LISTED = 200
"""With more actions, JSON leaves out what grows as their square."""
TRIALS = ("removals", "copies", "worst", "scale", "shift")


# ---------------------------------------------------------------- on a terminal


def screen(found: Rankings, words: Words, *, with_agreement: bool = False) -> Screen:
    """Ranks side by side, what each method is; agreement, reversal and dominance if asked for."""
    yield Text(words.label(found.scenario.title, found.scenario.name), style="bold")
    yield _ranks(found, words)
    yield _what_they_are(found, words)
    yield from _remarks(found, words)
    yield Text()
    if with_agreement:
        yield from _agreement(found, words)
    if found.reversal is not None:
        yield from _reversal(found, found.reversal, words)
    if found.dominance is not None:
        yield from _dominance(found, found.dominance, words)
    yield Text(words(BESIDE), style="dim")


BESIDE = N_(
    "Rankings look at actions one by one; the portfolio (mcda solve) looks at what they cost, to whom "
    "they go and how they combine."
)


def _heads(found: Rankings) -> dict[str, str]:
    """What stands above the column of each method: its name, or its number where they are many."""
    names = list(found.by_method)
    if len(names) <= NAMED:
        return {name: name for name in names}
    return {name: str(number) for number, name in enumerate(names, start=1)}


def _ranks(found: Rankings, words: Words) -> Table:
    table = new_table(words(N_("Ranks of the actions")))
    add_columns(table, words, [N_("Id"), N_("Action")], [])
    for head in _heads(found).values():
        table.add_column(head, justify="right", no_wrap=True)
    for row in found.order:
        action = found.matrix.alternatives[row]
        ranks = (str(ranking.ranks[row]) for ranking in found.by_method.values())
        table.add_row(action, labels.action(found.scenario, action, words), *ranks)
    return table


def _what_they_are(found: Rankings, words: Words) -> Table:
    """A line for each method: its name, its normalisation, its direction, what moves it."""
    table = new_table(words(N_("What each method looks at")))
    heads = _heads(found)
    add_columns(table, words, [N_("Method")], [])
    table.columns[0].no_wrap = True
    table.add_column(words(N_("Name · normalisation · scores · what its ranks are sensitive to")))
    for name, ranking in found.by_method.items():
        known, scaled = methods()[name], ranking.normalisation.replace("none", "")
        parts = (words(known.title), scaled, words(_direction(ranking)), words(known.sensitive_to))
        own = name if len(heads) <= NAMED else f"{heads[name]} {name}"
        table.add_row(own, " · ".join(part for part in parts if part))
    return table


def _direction(ranking: Ranking) -> str:
    if ranking.scores is None:
        return N_("ranks only")
    return N_("high scores first") if ranking.higher_is_better else N_("low scores first")


def _remarks(found: Rankings, words: Words) -> Screen:
    """What one must know to read these ranks."""
    for name, problem in found.failed.items():
        yield Text(words(FAILED, method=name, why=message(problem, words)), style="yellow")
    topsis = found.by_method.get("topsis")
    if topsis is not None and topsis.normalisation == "vector":
        yield Text(words(ORIGIN))
    if found.screened:
        yield Text(words(SCREENED, actions=" ".join(found.screened)))
    for name, ranking in found.by_method.items():
        for text in _told(found, ranking, words):
            yield Text(f"{name} · {text}")


FAILED = N_("{method} cannot rank these actions: {why}")
ORIGIN = N_(
    "topsis with vector normalisation: another origin of a unit (degrees, an index) moves its ranks; "
    "those of vikor and of topsis with min_max stay."
)
SCREENED = N_("Ranked here, but set aside from portfolios by a threshold: {actions}.")
TOLD = {
    "compromise": N_("compromise solution: {actions}"),
    "kernel": N_("kernel: {actions}"),
}
IN_CLASS = N_("class “{name}”: {actions}")


def _told(found: Rankings, ranking: Ranking, words: Words) -> Iterator[str]:
    """Sets of actions that a method names beside the ranks."""
    for key, text in TOLD.items():
        chosen = ranking.details.get(key)
        if chosen is not None:
            yield words(text, actions=" ".join(_chosen(found, chosen)) or "–")
    for number, name in enumerate(ranking.details.get("classes", ())):
        members = _chosen(found, ranking.details["pessimistic"] == number)
        yield words(IN_CLASS, name=words(name), actions=" ".join(members) or "–")


# ---------------------------------------------------------------- agreement, reversal, dominance


def _agreement(found: Rankings, words: Words) -> Screen:
    known = found.agreement
    if known is None:
        yield Text(words(N_("Agreement needs two methods.")))
        return
    yield _square(found, known.kendall, words(KENDALL), words)
    yield _square(found, known.spearman, words(SPEARMAN), words)
    yield _square(found, known.weighted_similarity, words(SIMILARITY), words)


KENDALL = N_("Agreement: Kendall's tau (1 same order, 0 unrelated, -1 reversed)")
SPEARMAN = N_("Agreement: Spearman's rho (the same scale; far moves count more)")
SIMILARITY = N_("Agreement: WS (up to 1; the top of the line's ranking counts most)")


def _square(found: Rankings, figures: Floats, title: str, words: Words) -> Table:
    table, heads = new_table(title), _heads(found)
    table.add_column(words(N_("Method")), no_wrap=True)
    for head in heads.values():
        table.add_column(head, justify="right", no_wrap=True)
    for name, line in zip(heads, figures.tolist(), strict=True):
        own = name if len(heads) <= NAMED else f"{heads[name]} {name}"
        table.add_row(own, *("–" if math.isnan(x) else words.fixed(x, 2) for x in line))
    return table


def _reversal(found: Rankings, tried: Mapping[str, Reversal], words: Words) -> Screen:
    table = new_table(words(N_("Rank reversal: changes after which two actions change places")))
    numbers = [N_("one taken out"), N_("the best changes"), N_("one copied"), N_("a worst one added")]
    units = [N_("another unit"), N_("another origin")]
    add_columns(table, words, [N_("Method")], [*numbers, *units])
    for name, of in tried.items():
        best = words.percent(of.removals.share_best_changed, 0)
        copied, worst, scale, shift = (_rate(getattr(of, trial), words) for trial in TRIALS[1:])
        table.add_row(name, _rate(of.removals, words), best, copied, worst, scale, shift)
    yield table
    yield Text(words(REVERSED))
    yield Text()


REVERSED = N_(
    "In each column, how many of the changes tried reverse at least one pair; “the best changes”: share "
    "of the removals after which another action is first."
)


def _rate(trials: Trials, words: Words) -> str:
    """Changes that reverse a pair, of those tried."""
    return f"{round(trials.share_with_reversal * len(trials.names))}/{len(trials.names)}"


def _dominance(found: Rankings, known: Dominance, words: Words) -> Screen:
    dominated = [a for a in known.alternatives if a not in set(known.undominated)]
    table = new_table(
        words(N_("Dominated actions: others do as well on everything, and better on something"))
    )
    add_columns(table, words, [N_("Id"), N_("Action"), N_("Dominated by")], [])
    for action in dominated:
        name = labels.action(found.scenario, action, words)
        table.add_row(action, name, " ".join(known.dominators(action)))
    if dominated:
        yield table
    else:
        yield Text(words(N_("No action is dominated by another.")))
    for group in known.equals:
        yield Text(words(N_("The same on every criterion: {actions}"), actions=" ".join(group)))


# ---------------------------------------------------------------- as JSON, as rows


def record(found: Rankings, words: Words) -> Json:
    """`mcda rank --json`."""
    matrix, agreed = found.matrix, found.agreement
    return {
        "schema": "mcda/rank/1",
        "scenario": found.scenario.name,
        "criteria": [
            {"criterion": name, "sense": "max" if better else "min", "weight": weight}
            for name, better, weight in zip(
                matrix.criteria, matrix.maximise.tolist(), matrix.weights.tolist(), strict=True
            )
        ],
        "methods": {n: _method(found, n, ranking, words) for n, ranking in found.by_method.items()},
        "failed": {
            name: {"code": problem.code, "message": message(problem, words)}
            for name, problem in found.failed.items()
        },
        "agreement": None
        if agreed is None
        else {
            "methods": list(agreed.names),
            "kendall": plain(agreed.kendall),
            "spearman": plain(agreed.spearman),
            "ws": plain(agreed.weighted_similarity),
        },
        "reversal": None
        if found.reversal is None
        else {name: {t: _trials(getattr(of, t)) for t in TRIALS} for name, of in found.reversal.items()},
        "dominance": None if found.dominance is None else _dominated(found.dominance),
    }


def _method(found: Rankings, name: str, ranking: Ranking, words: Words) -> Json:
    actions, known = found.matrix.alternatives, methods()[name]
    scores = ranking.scores
    return {
        **{key: _detail(found, key, ranking, detail) for key, detail in ranking.details.items()},
        **{key: words(told) for key, told in ranking.details.items() if isinstance(told, str)},
        "title": words(known.title),
        "scores": None if scores is None else dict(zip(actions, plain(scores), strict=True)),
        "ranks": dict(zip(actions, ranking.ranks.tolist(), strict=True)),
        "normalisation": ranking.normalisation or None,
        "higher_is_better": ranking.higher_is_better,
        "sensitive_to": words(known.sensitive_to),
    }


def _detail(found: Rankings, name: str, ranking: Ranking, detail: Any) -> Any:
    """An array over actions, pairs or criteria by their ids; a set of actions as a list of ids."""
    actions, criteria = found.matrix.alternatives, found.matrix.criteria
    if not isinstance(detail, np.ndarray):
        return plain(detail)
    if name in OVER_CRITERIA:
        kept = [c for c in criteria if c not in ranking.details.get("ignored", ())]
        return dict(zip(kept, plain(detail), strict=True))
    if detail.dtype == bool:
        return _chosen(found, detail)
    classes = ranking.details.get("classes", ())
    if name in ("pessimistic", "optimistic"):
        return {action: classes[number] for action, number in zip(actions, detail, strict=True)}
    if detail.ndim == 2 and name != "three_ranks":
        if len(actions) > LISTED:
            return None
        heads = classes[:-1] if classes else actions if name in OVER_PAIRS else criteria
        return {
            action: dict(zip(heads, line, strict=True))
            for action, line in zip(actions, plain(detail), strict=True)
        }
    return dict(zip(actions, plain(detail), strict=True))


def _chosen(found: Rankings, flags: Any) -> list[str]:
    """The actions that are flagged."""
    pairs = zip(found.matrix.alternatives, flags, strict=True)
    return [action for action, flag in pairs if flag]


def _trials(trials: Trials) -> Json:
    return {
        "trials": len(trials.names),
        "share_with_reversal": trials.share_with_reversal,
        "mean_share": trials.mean_share,
        "share_best_changed": trials.share_best_changed,
        "worst": trials.worst,
        "moving": list(trials.moving),
    }


def _dominated(known: Dominance) -> Json:
    kept = set(known.undominated)
    return {
        "undominated": list(known.undominated),
        "dominated": {a: list(known.dominators(a)) for a in known.alternatives if a not in kept},
        "equals": [list(group) for group in known.equals],
    }


def plain(value: Any) -> Any:
    """Arrays and their figures as JSON knows them: what is not finite is null."""
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value


def rows(found: Rankings) -> list[Json]:
    """One row for each method and action, in the order of the actions."""
    return [
        {
            "method": name,
            "action": action,
            "score": "" if ranking.scores is None else plain(ranking.scores[row]),
            "rank": int(ranking.ranks[row]),
        }
        for name, ranking in found.by_method.items()
        for row, action in enumerate(found.matrix.alternatives)
    ]

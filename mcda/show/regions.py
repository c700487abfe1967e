"""Weight regions: on a terminal, as JSON, as tidy rows. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from mcda.analysis.frequency import Frequency
from mcda.analysis.weight_regions import Region, WeightRegions
from mcda.elicitation.weight_space import WeightSpace
from mcda.portfolio.result import Json, number
from mcda.show.layout import Screen, add_columns, new_table
from mcda.wording import N_, Words

COLUMNS = ("region", "share", "share_low", "share_high", "actions")
"""Of a region in CSV."""
SHOWN = 20
"""Regions on a screen."""


# ---------------------------------------------------------------- on a terminal


def screen(found: WeightRegions, words: Words) -> Screen:
    """How many portfolios are best somewhere, how sure that is, and where each is."""
    yield Text(words.label(found.scenario.title, found.scenario.name), style="bold")
    yield Text()
    yield Text(varying(found.space, words))
    for sentence in findings(found, words):
        yield Text(sentence)
    yield _table(found, words)
    if len(found.regions) > SHOWN:
        more = len(found.regions) - SHOWN
        yield Text(words.plural(N_("And {n} smaller region."), N_("And {n} smaller regions."), more))


VARYING = {
    "leaves": N_("Every criterion varies: {names}."),
    "branches": N_("The branches vary, proportions inside each stay as stated: {names}."),
    "points": N_("Weights vary between those of: {names}."),
}


def varying(space: WeightSpace, words: Words) -> str:
    """What the weights are made of."""
    return words(VARYING[space.kind], names=", ".join(space.names))


def findings(found: WeightRegions, words: Words) -> Iterator[str]:
    """How many regions, and what is left open."""
    one = N_("{n} portfolio is the best one, whatever the admissible weights.")
    many = N_("{n} portfolios are each the best one for some of the admissible weights.")
    yield words.plural(one, many, len(found.regions))
    if found.complete:
        yield words(N_("Proven for all of them: no other portfolio is better anywhere."))
    else:
        form = N_(
            "Stopped early: whatever the weights, another portfolio is worth at most {regret} points "
            "more than the best of these."
        )
        yield words(form, regret=words.number(found.regret, 2))


def _table(found: WeightRegions, words: Words) -> Table:
    table = new_table(words(N_("Where each portfolio is the best one")))
    add_columns(table, words, [N_("Part of the weights")], [])
    table.columns[0].justify = "right"
    add_columns(table, words, [N_("Actions")], [])
    always = frozenset.intersection(*(frozenset(r.actions) for r in found.regions))
    table.add_row("", words(N_("In all of them: {actions}"), actions=" ".join(sorted(always)) or "–"))
    for region in found.regions[:SHOWN]:
        others = [action for action in region.actions if action not in always]
        table.add_row(estimated(region.estimate, words), " ".join(f"+{a}" for a in others) or "=")
    return table


def estimated(seen: Frequency, words: Words) -> str:
    """A share, with the half of its interval where it was sampled."""
    if not seen.samples:
        return words.percent(seen.share)
    return f"{words.percent(seen.share)} ± {words.percent((seen.high - seen.low) / 2)}"


# ---------------------------------------------------------------- as JSON, as rows


def record(found: WeightRegions) -> Json:
    """`mcda robust --regions --json`."""
    return {
        "schema": "mcda/regions/1",
        "scenario": found.scenario.name,
        "space": space_record(found.space),
        "regions": [_region(region) for region in found.regions],
        "regret": number(found.regret),
        "complete": found.complete,
        "verified": found.verified,
        "corners": found.corners,
    }


def space_record(space: WeightSpace) -> Json:
    """What varies, and what each parameter stands for."""
    return {
        "varying": space.kind,
        "parameters": {
            name: {leaf: number(w) for leaf, w in zip(space.leaves, corner, strict=True)}
            for name, corner in zip(space.names, space.corners, strict=True)
        },
    }


def frequency_record(seen: Frequency) -> Json:
    """A share with its interval at 95 percent."""
    return {"share": seen.share, "low": seen.low, "high": seen.high, "samples": seen.samples}


def _region(region: Region) -> Json:
    return {
        "actions": list(region.actions),
        "points": {leaf: number(points) for leaf, points in region.points.items()},
        "share_exact": None if region.share is None else str(region.share),
        "share": frequency_record(region.estimate),
        "vertices": [{leaf: number(w) for leaf, w in v.items()} for v in region.vertices],
    }


def rows(found: WeightRegions) -> list[Json]:
    """One row for each region."""
    return [
        {
            "region": place,
            "share": region.estimate.share,
            "share_low": region.estimate.low,
            "share_high": region.estimate.high,
            "actions": " ".join(region.actions),
        }
        for place, region in enumerate(found.regions, start=1)
    ]

"""What incomplete information leaves open, as tables."""

from __future__ import annotations

from collections.abc import Mapping

from mcda.analysis.robust_partners import Standing
from mcda.analysis.robustness import Robustness
from mcda.show import labels
from mcda.show.datatables import columns
from mcda.show.datatables.datatable import Column, DataTable, Row
from mcda.show.layout import moves
from mcda.show.robustness import CLASS, FIRMNESS
from mcda.wording import N_, Words

ORDER: Mapping[str, int] = {"core": 0, "borderline": 1, "unknown": 2, "exterior": 3}


def core(found: Robustness, words: Words) -> DataTable:
    """Core index and class of each action: core, in negotiation, out."""
    index = found.core_index
    order = sorted(index, key=lambda a: (ORDER[found.classes[a]], -(index[a] or 0), a))
    rows: list[Row] = [
        (
            action,
            labels.action(found.scenario, action, words),
            words(CLASS[found.classes[action]]),
            index[action],
        )
        for action in order
    ]
    heads = (
        *columns.texts(words, N_("Id"), N_("Action"), N_("Class")),
        columns.share(N_("Core index"), words),
    )
    title = words(N_("Core index: share of these portfolios that hold the action"))
    tab = words(N_("Core index"))
    return DataTable("core", title, heads, tuple(rows), tab=tab)


def standings(found: Robustness, words: Words) -> DataTable | None:
    """What each partner and group gets across the non-dominated portfolios; None where nobody does."""
    if not found.partners:
        return None
    scenario = found.scenario
    priced = any(standing.net is not None for standing in found.partners)
    net = (N_("Net, least"), N_("Net, greatest")) if priced else ()
    heads = (
        *columns.texts(words, N_("Partner or group"), N_("Standing")),
        *columns.texts(words, N_("Core actions"), N_("Actions in negotiation")),
        columns.points(N_("Benefit, least"), words),
        columns.points(N_("Benefit, greatest"), words),
        columns.share(N_("Assured"), words),
        *(columns.money(scenario, heading, words) for heading in net),
    )
    rows = tuple(_standing(found, one, priced, words) for one in found.partners)
    title = words(N_("What each partner gets in these portfolios"))
    return DataTable("standings", title, heads, rows, tab=words(N_("Partners' standing")))


def _standing(found: Robustness, one: Standing, priced: bool, words: Words) -> Row:
    known = labels.group if one.kind == "group" else labels.partner
    net: Row = (one.net or (None, None)) if priced else ()
    return (
        known(found.scenario, one.id, words),
        words(FIRMNESS[one.firmness]),
        " ".join(one.core),
        " ".join(one.borderline),
        *one.benefit,
        one.assured,
        *net,
    )


def competitors(found: Robustness, words: Words) -> DataTable | None:
    """Competitors of the proposed portfolio, the most threatening first; None where none was found."""
    told = found.competition
    if told is None or not told.competitors:
        return None
    proposed = {*told.proposed}
    rows: list[Row] = [
        (
            moves(sorted({*one.actions} - proposed), sorted(proposed - {*one.actions})),
            *one.value,
            *one.cost,
        )
        for one in told.competitors
    ]
    value, cost = (N_("Value, least"), N_("Value, greatest")), (N_("Cost, least"), N_("Cost, greatest"))
    heads: tuple[Column, ...] = (
        columns.text(N_("Enters (+), leaves (−)"), words),
        *(columns.points(heading, words) for heading in value),
        *(columns.money(found.scenario, heading, words) for heading in cost),
    )
    title = words(N_("Competitors: proposed less competitor, least … greatest"))
    return DataTable("competitors", title, heads, tuple(rows), tab=words(N_("Competitors")))

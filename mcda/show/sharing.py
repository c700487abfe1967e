"""How gains could be shared, on a terminal. No amount is computed here."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from rich.table import Table
from rich.text import Text

from mcda.analysis.sharing import Claim, Sharing, Split, Standing
from mcda.show import labels, tables
from mcda.show.layout import Screen, add_columns, new_table
from mcda.show.side_by_side import STATUSES
from mcda.wording import N_, Words

CONCEPTS = {
    "shapley": N_("Shapley"),
    "nucleolus": N_("Nucleolus"),
    "nash": N_("Nash"),
    "least_transfers": N_("Least transfers"),
}
JOINT = {
    "takeover": N_(
        "A group alone may do any action that one of its members pays for; its members take over what "
        "the others would have paid, in proportion to their own payments."
    ),
    "consent": N_("A group alone may do the actions that its members pay for wholly."),
}
LISTED = 10
"""Groups that a screen lists."""


def screen(found: Sharing, words: Words) -> Screen:
    """Who gains what, alone and together; ways to share; groups that would do better alone."""
    scenario = found.scenario
    yield Text(words.label(scenario.title, scenario.name), style="bold")
    yield tables.headline(found.portfolio, words)
    yield tables.proof(found.portfolio.proof, words)
    yield Text(_worth(found, words))
    yield Text(words(JOINT[found.joint]), style="dim")
    yield Text(words(TERMS), style="dim")
    yield Text()
    yield _standings(found, words)
    yield Text(_together(found, words))
    yield Text()
    yield _splits(found, words)
    yield from _notes(found, words)
    yield Text()
    yield from _payments(found, words)
    yield Text(_core(found, words), style="yellow" if found.core_is_empty else "")
    yield from _claims(found, words)
    yield Text()
    for standing in found.standings:
        yield Text("• " + certificate(found, standing, words))
    if found.negotiation:
        yield Text()
        yield _negotiation(found, words)
    yield Text(_verified(found, words), style="yellow" if "no" in found.verified else "green")


TERMS = N_(
    "It is bound by the links between actions, by what is excluded and by the ceilings of its members; "
    "not by the budget of all, coverage, equity or imposed actions."
)


def _worth(found: Sharing, words: Words) -> str:
    low, nominal, high = found.scenario.point_worth_interval or (Fraction(0),) * 3
    worth = labels.money(found.scenario, nominal, words)
    if low == high:
        return words(N_("Gain: benefit at {worth} a point, less what is paid."), worth=worth)
    form = N_("Gain: benefit at {worth} a point, the middle of its interval, less what is paid.")
    return words(form, worth=worth)


def _standings(found: Sharing, words: Words) -> Table:
    table = new_table(words(N_("Each partner here and alone")))
    add_columns(table, words, [N_("Partner")], [N_("Gain here"), N_("Gain alone"), N_("Difference")])
    add_columns(table, words, [N_("What it would do alone")], [])
    for standing in found.standings:
        table.add_row(
            labels.partner(found.scenario, standing.partner, words),
            *(_money(found, x, words) for x in (standing.net, standing.alone.value, standing.gain)),
            " ".join(standing.alone.actions) or "–",
        )
    return table


def _together(found: Sharing, words: Words) -> str:
    form = N_("Together: {here} here; {free} at best if all were bound as a group alone is.")
    here, free = found.game.total, found.free.value
    return words(form, here=_money(found, here, words), free=_money(found, free, words))


def _splits(found: Sharing, words: Words) -> Table:
    """Payoffs, and in brackets the transfers that bring them about."""
    table = new_table(words(N_("Ways to share the gain (and transfers received or paid)")))
    add_columns(table, words, [N_("Partner")], [N_("Gain here"), *CONCEPTS.values()])
    for standing in found.standings:
        name = labels.partner(found.scenario, standing.partner, words)
        cells = (_payoff(found, found.splits[c], standing.partner, words) for c in CONCEPTS)
        table.add_row(name, _money(found, standing.net, words), *cells)
    objecting = (found.splits[concept] for concept in CONCEPTS)
    counts = ("–" if split is None else str(split.objecting) for split in objecting)
    table.add_row(words(N_("Groups better off alone")), str(len(found.claims)), *counts, style="dim")
    return table


def _payoff(found: Sharing, split: Split | None, partner: str, words: Words) -> str:
    if split is None:
        return "–"
    transfer = split.transfers[partner]
    sign = "+" if transfer > 0 else ""
    payoff = _money(found, split.payoffs[partner], words)
    error = split.errors.get(partner)
    if error is not None:
        payoff += f" ± {_money(found, Fraction(error), words)}"
    return f"{payoff} ({sign}{words.fixed(transfer, _places(transfer))})"


def _places(amount: Fraction) -> int:
    return 0 if abs(amount) >= 100 or not amount else 1


def _notes(found: Sharing, words: Words) -> Screen:
    """What must be known to read the ways to share."""
    if found.splits["nash"] is None:
        form = N_("No Nash split: together the partners gain less here than each alone.")
        yield Text(words(form), style="yellow")
    if found.splits["least_transfers"] is None:
        form = N_("No transfers are enough to leave everybody with what it has alone, and no loss.")
        yield Text(words(form), style="yellow")
    if found.prenucleolus:
        form = N_(
            "There is not enough to give each what it has alone: the nucleolus is the prenucleolus."
        )
        yield Text(words(form), style="yellow")
    if found.orders is not None:
        form = N_(
            "Above ten partners the Shapley value is sampled ({orders} orders of arrival; "
            "its intervals hold 95 times in 100), the nucleolus is left out, and the core is judged on "
            "the {n} groups that were looked at."
        )
        yield Text(words(form, orders=found.orders, n=len(found.best)), style="yellow")


def _payments(found: Sharing, words: Words) -> Screen:
    """Who pays whom, for the smallest transfers."""
    split = found.splits["least_transfers"]
    if split is None:
        return
    if not split.payments:
        form = N_("No transfer is needed for each partner to gain at least what it would alone.")
        yield Text(words(form))
        return
    table = new_table(words(N_("Least transfers: who pays whom")))
    add_columns(table, words, [N_("Payer"), N_("Receiver")], [N_("Amount")])
    for payment in split.payments:
        names = (labels.partner(found.scenario, p, words) for p in (payment.payer, payment.receiver))
        table.add_row(*names, _money(found, payment.amount, words))
    yield table


def _core(found: Sharing, words: Words) -> str:
    epsilon = found.least_core.epsilon
    amount = "" if epsilon is None else _money(found, abs(epsilon), words)
    if found.core_is_empty:
        form = N_("The core is empty: share as one may, some group could gain {amount} more alone.")
        return words(form, amount=amount)
    if found.core_is_empty is None:
        return words(N_("No group that was looked at makes the core empty; others might."))
    form = N_("The core is not empty: some sharing leaves each group at least {amount} better off here.")
    equal = N_("The core is not empty, without room: some group gains just as much alone.")
    return words(form if epsilon else equal, amount=amount)


def _claims(found: Sharing, words: Words) -> Screen:
    if found.shortfalls:
        form = N_("Joining is not always worth it: {failures} of groups have less together than apart.")
        failures = words.plural(N_("{n} pair"), N_("{n} pairs"), len(found.shortfalls))
        yield Text(words(form, failures=failures))
    if not found.claims:
        some = N_("No group that was looked at would gain more alone.")
        sure = found.orders is None and "no" not in found.verified
        yield Text(words(N_("No group would gain more alone.") if sure else some), style="green")
        return
    title = words.plural(
        N_("{n} group would gain more alone"), N_("{n} groups would gain more alone"), len(found.claims)
    )
    table = new_table(title)
    add_columns(table, words, [N_("Group")], [N_("Gain here"), N_("Gain alone"), N_("Difference")])
    for claim in found.claims[:LISTED]:
        amounts = (claim.together, claim.alone.value, claim.excess)
        table.add_row(_group(found, claim, words), *(_money(found, x, words) for x in amounts))
    if len(found.claims) > LISTED:
        table.add_row("…")
    yield table


def _group(found: Sharing, claim: Claim, words: Words) -> str:
    """The members of a group, or those who are not, whichever is shorter."""
    others = [p for p in found.game.players if p not in claim.partners]
    if len(others) < len(claim.partners):
        return words(N_("all but {partners}"), partners=_names(found, others, words))
    return _names(found, claim.partners, words)


def _names(found: Sharing, partners: Iterable[str], words: Words) -> str:
    return ", ".join(labels.partner(found.scenario, partner, words) for partner in partners)


def certificate(found: Sharing, standing: Standing, words: Words) -> str:
    """What a partner can hold against the portfolio, in one sentence."""
    form = N_("{gain}; {group}.")
    return words(form, gain=_gain(found, standing, words), group=_objection(found, standing, words))


def _gain(found: Sharing, standing: Standing, words: Words) -> str:
    partner = labels.partner(found.scenario, standing.partner, words)
    if standing.gain == 0:
        return words(N_("{partner} gains as much here as alone"), partner=partner)
    amount = _money(found, abs(standing.gain), words)
    more = N_("{partner} gains {amount} more here than alone")
    less = N_("{partner} would gain {amount} more alone than here")
    return words(more if standing.gain > 0 else less, partner=partner, amount=amount)


def _objection(found: Sharing, standing: Standing, words: Words) -> str:
    claim = standing.claim
    if claim is not None:
        form = N_("a group with it ({partners}) could gain {amount} more without the others")
        amount = _money(found, claim.excess, words)
        return words(form, partners=_group(found, claim, words), amount=amount)
    if found.orders is not None:
        return words(N_("no group with it, of those looked at, could do better alone"))
    if "no" in found.verified:
        return words(N_("no group with it was found to do better alone, which is not proven"))
    return words(N_("no group to which it belongs could do better alone"))


CASES = {
    "no_rule": N_("no such rule"),
    "no_transfers": N_("no transfers"),
    "cap_10": N_("transfers up to 10 percent of what is paid"),
    "cap_25": N_("transfers up to 25 percent of what is paid"),
    "free": N_("free transfers"),
}


def _negotiation(found: Sharing, words: Words) -> Table:
    """The most value in each case; one that nothing meets is a row."""
    table = new_table(
        words(N_("If nobody may be worse off: the most value, by what transfers are permitted"))
    )
    figures = [N_("Points"), N_("Actions"), N_("Paid by partners"), N_("Transferred")]
    add_columns(table, words, [N_("Case"), N_("Status")], figures)
    for case in found.negotiation:
        state = [words(CASES[case.name]), words(STATUSES.get(case.status, case.status))]
        best = case.portfolio
        if best is None:
            table.add_row(*state, *["–"] * len(figures))
        else:
            money = (_money(found, amount, words) for amount in (best.local_cost, case.moved))
            table.add_row(*state, words.fixed(best.value, 2), str(len(best.by_action)), *money)
    return table


def _verified(found: Sharing, words: Words) -> str:
    """How many groups were worked out, and how far that was checked."""
    parts = []
    for checker, count in found.verified.items():
        form = CHECKED.get(checker, N_("{n} checked by {engine}"))
        parts.append(words(form, n=count, engine=tables.ENGINES.get(checker, checker)))
    return words(N_("Best of each group alone: {parts}."), parts=", ".join(parts))


CHECKED = {
    "enumeration": N_("{n} by looking at everything"),
    "no": N_("{n} not proven (the time was over)"),
}


def _money(found: Sharing, amount: Fraction, words: Words) -> str:
    return labels.money(found.scenario, amount, words)

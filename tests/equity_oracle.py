"""What is fair, by enumeration: equity rules and objectives on every portfolio of a small scenario.

Built on the oracle of `oracle.py`, and like it shares nothing with the program. A partner that
counts (a leaf of the hierarchy, whose size is known and positive) has an outcome y (benefit,
spending received or net) and a size e (1, heads, fiscal capacity, need, or potential); what it has
is v = y / e. Fractions throughout; logarithms and roots to 60 digits, equal when 40 agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import floor
from typing import Any, Final

from exact_simplex import least
from oracle import (
    FAMILIES,
    FRAGILE,
    MET,
    NOT_MET,
    VACUOUS,
    Cells,
    Oracle,
    Tally,
    blank,
    least_basis,
    number,
    percent,
    several,
    share,
    text,
    yes,
)

ZERO, ONE = Fraction(0), Fraction(1)
DIGITS: Final = Context(prec=60)
NOTHING: Final = Decimal("1e-40")
SLIVER: Final = Fraction(NOTHING)
STEPS: Final = 10**6
"""Of alpha-fair welfare: what it is counted in is its part of the sum of sizes."""
ALWAYS_EQUITY: Final = {"share", "floor", "lead", "contiguity"}
"""Rules of `oracle.py` that a potential is worked out without; coverage too, unless per theme."""


# ---------------------------------------------------------------- standings and indices


@dataclass(frozen=True)
class Standing:
    """A partner that counts: outcome y in points or money, size e > 0."""

    partner: str
    outcome: Fraction
    size: Fraction

    @property
    def level(self) -> Fraction:
        return self.outcome / self.size


Standings = Sequence[Standing]


def whole(standings: Standings) -> Fraction:
    return sum((s.outcome for s in standings), ZERO)


def sizes(standings: Standings) -> Fraction:
    return sum((s.size for s in standings), ZERO)


def fine(amount: Fraction) -> Decimal:
    """A fraction to 60 digits."""
    return DIGITS.divide(Decimal(amount.numerator), Decimal(amount.denominator))


def gini(standings: Standings) -> Fraction:
    """Half the mean difference of v over its mean, partners weighed by their size."""
    gaps = (abs(q.size * p.outcome - p.size * q.outcome) for p, q in combinations(standings, 2))
    return sum(gaps, ZERO) / (sizes(standings) * whole(standings))


def alike(standings: Standings) -> list[Standing]:
    """The same levels, every partner of size 1."""
    return [Standing(s.partner, s.level, ONE) for s in standings]


def jain(standings: Standings) -> Fraction:
    """Square of the mean of v over the mean of its squares; 1 when all are equal."""
    squares = sum((s.outcome * s.level for s in standings), ZERO)
    return whole(standings) ** 2 / (sizes(standings) * squares)


def theil(standings: Standings) -> Decimal:
    """Sum over partners of the share of the outcome times ln(that share / share of the size)."""
    total = Decimal(0)
    for s in standings:
        part = s.outcome / whole(standings)
        if part:
            ratio = DIGITS.ln(fine(part / (s.size / sizes(standings))))
            total = DIGITS.add(total, DIGITS.multiply(fine(part), ratio))
    return total


def atkinson(standings: Standings, order: Fraction) -> Decimal:
    """1 - (equally distributed equivalent of v) / (mean of v), for an aversion ``order`` > 0."""
    if order >= 1 and any(s.outcome == 0 for s in standings):
        return Decimal(1)
    mean = whole(standings) / sizes(standings)
    terms = [(fine(s.size / sizes(standings)), s.level / mean) for s in standings]
    power = fine(1 - order)
    if order == 1:
        logs = [DIGITS.multiply(weight, DIGITS.ln(fine(v))) for weight, v in terms]
        return DIGITS.subtract(Decimal(1), DIGITS.exp(added(logs)))
    powers = [DIGITS.multiply(w, DIGITS.power(fine(v), power)) for w, v in terms if v]
    middle = DIGITS.power(added(powers), DIGITS.divide(Decimal(1), power))
    return DIGITS.subtract(Decimal(1), middle)


def added(terms: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for term in terms:
        total = DIGITS.add(total, term)
    return total


# ---------------------------------------------------------------- indices as rules


def gini_holds(rule: Cells, standings: Standings) -> bool:
    return gini(standings) <= share(rule["max"])


def jain_holds(rule: Cells, standings: Standings) -> bool:
    return jain(standings) >= share(rule["min"])


def theil_holds(rule: Cells, standings: Standings) -> bool:
    return theil(standings) <= fine(number(rule["max"])) + NOTHING


def atkinson_holds(rule: Cells, standings: Standings) -> bool:
    return atkinson(standings, number(rule["order"])) <= fine(share(rule["max"])) + NOTHING


INDICES: Final[Mapping[str, Callable[[Cells, Standings], bool]]] = {
    "gini": gini_holds,
    "jain": jain_holds,
    "theil": theil_holds,
    "atkinson": atkinson_holds,
}


# ---------------------------------------------------------------- objectives


def worst_off(record: Cells, standings: Standings) -> tuple[Fraction, ...]:
    return (min(s.level for s in standings),)


def leximin(record: Cells, standings: Standings) -> tuple[Fraction, ...]:
    """All levels in ascending order, compared from the first."""
    return tuple(sorted(s.level for s in standings))


def welfare(record: Cells, standings: Standings) -> tuple[Fraction, ...]:
    """``sum_k w_k v_(k)``, the first weight for the lowest level."""
    ordered = leximin(record, standings)
    return (
        sum((w * v for w, v in zip(ranked_weights(record, len(ordered)), ordered, strict=True)), ZERO),
    )


def ranked_weights(record: Cells, count: int) -> list[Fraction]:
    """Sen: mean x (1 - Gini) where all have the same size; geometric: each half of the one before."""
    preset = text(record, "preset")
    if preset == "sen":
        return [Fraction(2 * (count - k) + 1, count**2) for k in range(1, count + 1)]
    if preset == "geometric":
        return [Fraction(1, 2**k) for k in range(count)]
    return [number(cell) for cell in record["weights"]]


def threshold(record: Cells, standings: Standings) -> tuple[Fraction, ...]:
    """Hooker and Williams (2012), at a finished portfolio.

    Of ``max (m-1) D + sum v'_p`` with ``w <= y_p``, ``v'_p <= w + (U-D) b_p``, ``v'_p <= y_p - D b_p``,
    U at least the largest difference and D: w is best at the minimum; b_p = 0 leaves v'_p = w, b_p = 1
    leaves v'_p = y_p - D. So each partner counts ``max(w, y_p - D)``.
    """
    gap, lowest = number(record["gap"]), min(s.level for s in standings)
    counted = (max(lowest, s.level - gap) for s in standings)
    return ((len(standings) - 1) * gap + sum(counted, ZERO),)


def alpha(record: Cells, standings: Standings) -> tuple[Fraction, ...]:
    """``sum_p e_p u(v_p)`` with u' = v^-alpha, in whole steps of a millionth of sum e_p.

    The plain sum (alpha 0) needs no steps.
    """
    if number(record["alpha"]) == 0:
        return (whole(standings),)
    step = sizes(standings) / STEPS
    return (floor(Fraction(_fairness(record, standings)) / step + SLIVER) * step,)


def _fairness(record: Cells, standings: Standings) -> Fraction | Decimal:
    """Exact for whole powers, else to 60 digits."""
    power = 1 - number(record["alpha"])
    if power == 0:
        logs = (DIGITS.multiply(fine(s.size), DIGITS.ln(fine(s.level))) for s in standings)
        return added(logs)
    if power.denominator == 1:
        return sum((s.size * s.level**power.numerator / power for s in standings), ZERO)
    roots = (
        DIGITS.multiply(fine(s.size / power), DIGITS.power(fine(s.level), fine(power)))
        for s in standings
    )
    return added(roots)


OBJECTIVES: Final[Mapping[str, Callable[[Cells, Standings], tuple[Any, ...]]]] = {
    "worst_off": worst_off,
    "leximin": leximin,
    "welfare": welfare,
    "threshold": threshold,
    "alpha": alpha,
}


# ---------------------------------------------------------------- compensation


@dataclass(frozen=True)
class Payer:
    """What transfers look at: money, and the least that the partner must be left with."""

    partner: str
    net: Fraction
    margin: Fraction
    most: Fraction | None


def least_transfers(
    payers: Sequence[Payer], fee: Fraction, allowed: Callable[[str, str], Fraction | None]
) -> Fraction | None:
    """The least sum of transfers that leaves everybody with its margin; None when none does.

    ``allowed(p, q)`` is the most that p may pay q, None for no limit.
    """
    pairs = [(p, q) for p in payers for q in payers if p is not q and allowed(p.partner, q.partner) != 0]
    rows: list[tuple[list[Fraction], Fraction]] = []
    for payer in payers:
        out = [ONE if p is payer else ZERO for p, _ in pairs]
        short = [o - (1 - fee if q is payer else ZERO) for o, (_, q) in zip(out, pairs, strict=True)]
        rows.append((short, payer.net - payer.margin))
        if payer.most is not None:
            if payer.most < 0:
                return None
            rows.append((out, payer.most))
    for n, (p, q) in enumerate(pairs):
        limit = allowed(p.partner, q.partner)
        if limit is not None:
            rows.append(([ONE if k == n else ZERO for k in range(len(pairs))], limit))
    return least([ONE] * len(pairs), rows)


# ---------------------------------------------------------------- the oracle


def is_known(rule: Cells) -> bool:
    """Whether `oracle.py` judges it: it has no sizes beyond heads and fiscal capacity."""
    sizes_known = text(rule, "per") not in {"need", "potential"}
    return text(rule, "type") in FAMILIES and (text(rule, "type") != "floor" or sizes_known)


def is_equity(rule: Cells) -> bool:
    kind = text(rule, "type")
    if kind == "coverage":
        return text(rule, "per") in {"group", "partner"}
    return kind in ALWAYS_EQUITY or kind not in FAMILIES


class EquityOracle:
    """Equity in a small scenario, from its plain dictionary."""

    def __init__(self, scenario: Mapping[str, Any]) -> None:
        rules = {name: rule for name, rule in (scenario.get("rules") or {}).items() if rule}
        self.rows = {text(row, "partner"): row for row in scenario["partners"]}
        self.rules = {name: rule for name, rule in rules.items() if not is_known(rule)}
        self.oracle = Oracle(
            {**scenario, "rules": {n: r for n, r in rules.items() if n not in self.rules}}
        )
        self.plain = Oracle({**scenario, "rules": {n: r for n, r in rules.items() if not is_equity(r)}})
        parents = {text(row, "parent") for row in scenario["partners"]}
        self.leaves = [p for p in sorted(self.rows) if p not in parents]
        self._tallies: dict[frozenset[str], Tally] = {}

    @cached_property
    def portfolios(self) -> list[frozenset[str]]:
        return list(self.oracle.portfolios())

    def tally(self, chosen: frozenset[str]) -> Tally:
        if chosen not in self._tallies:
            self._tallies[chosen] = self.oracle.tally(chosen)
        return self._tallies[chosen]

    @cached_property
    def potentials(self) -> dict[str, Fraction]:
        """The most benefit of each partner under the rules that are not about equity."""
        feasible = [chosen for _, chosen in self.plain.feasible_portfolios()]
        return {
            p: max((self.tally(chosen).benefit[p] for chosen in feasible), default=ZERO)
            for p in self.leaves
        }

    def size(self, partner: str, per: str) -> Fraction | None:
        """e_p, or None where it is unknown or nothing."""
        if per == "partner":
            return ONE
        if per == "potential":
            return self.potentials[partner] if self.potentials[partner] > 0 else None
        cell = self.rows[partner].get("population" if per == "head" else per)
        return None if blank(cell) or number(cell) <= 0 else number(cell)

    def standings(self, record: Cells, chosen: frozenset[str]) -> list[Standing]:
        """The partners that count for a rule or objective."""
        left_out, per = several(record.get("exempt")), text(record, "per", "partner")
        covered = several(record.get("only")) or tuple(p for p in self.leaves if p not in left_out)
        outcome = self.outcomes(text(record, "of", "benefit"), chosen)
        found = ((p, self.size(p, per)) for p in covered)
        return [Standing(p, outcome[p], size) for p, size in found if size is not None]

    def outcomes(
        self, of: str, chosen: frozenset[str], worth: Fraction | None = None
    ) -> Mapping[str, Fraction]:
        tally = self.tally(chosen)
        if of != "net":
            found: Mapping[str, Fraction] = getattr(tally, of)
            return found
        if worth is None:
            assert self.oracle.point_worth is not None
            worth = self.oracle.point_worth.nominal
        return {p: worth * tally.benefit[p] - tally.burden[p] for p in tally.benefit}

    # ------------------------------------------------------------ rules

    def verdict(self, name: str, chosen: frozenset[str]) -> str:
        """NOT MET, VACUOUS, FRAGILE or MET of a rule that `oracle.py` does not know.

        The only doubt here is the interval of ``point_worth``.
        """
        rule = self.rules[name]
        holds, base = self.holds(rule, chosen), self.base(rule, chosen)
        if not holds or (base is not None and base < 0):
            return NOT_MET
        if base == 0:
            return VACUOUS
        worth = self.oracle.point_worth
        ends = () if worth is None or not worth.open else (worth.low, worth.high)
        return MET if all(self.holds(rule, chosen, end) for end in ends) else FRAGILE

    def holds(self, rule: Cells, chosen: frozenset[str], worth: Fraction | None = None) -> bool:
        kind = text(rule, "type")
        if kind in INDICES:
            standings = self.standings(rule, chosen)
            if any(s.outcome < 0 for s in standings):
                return False
            if whole(standings) == 0:
                return True
            equal = text(rule, "weighting", "population") == "equal"
            return INDICES[kind](rule, alike(standings) if equal else standings)
        if kind == "compensation":
            return self.transfers(rule, chosen, worth) is not None
        left = {"floor": self._floor, "no_loser": self._no_loser, "burden": self._burden}[kind]
        return all(slack >= 0 for slack in left(rule, chosen, worth))

    def base(self, rule: Cells, chosen: frozenset[str]) -> Fraction | None:
        """What the rule is relative to, None for one about amounts."""
        kind = text(rule, "type")
        if kind in INDICES:
            return whole(self.standings(rule, chosen))
        if kind == "burden":
            return min(self._burdens_beside(rule, chosen), default=None)
        if kind in {"no_loser", "compensation"}:
            return Fraction(len(chosen))
        return None

    def _floor(self, rule: Cells, chosen: frozenset[str], worth: Fraction | None) -> Iterator[Fraction]:
        """Floors per need and potential: ``y_p >= min * e_p``."""
        low = share(rule["min"]) if text(rule, "per") == "potential" else number(rule["min"])
        for s in self.standings(rule, chosen):
            yield s.outcome - low * s.size

    def _no_loser(
        self, rule: Cells, chosen: frozenset[str], worth: Fraction | None
    ) -> Iterator[Fraction]:
        """``u B_p - K_p >= margin_p``."""
        net = self.outcomes("net", chosen, worth)
        for p in self._covered(rule):
            yield net[p] - margin(rule, p)

    def _covered(self, rule: Cells) -> list[str]:
        return [p for p in self.leaves if p not in several(rule.get("exempt"))]

    def _burdens_beside(self, rule: Cells, chosen: frozenset[str]) -> Iterator[Fraction]:
        """Shares are of all payments, efforts beside those of the partners that have a size."""
        if any(column.endswith("_share") for column in rule):
            yield sum(self.tally(chosen).burden.values(), ZERO)
        concerned = self.standings({**rule, "of": "burden"}, chosen)
        if concerned and any(column.endswith("_effort") for column in rule):
            yield whole(self.standings({"of": "burden", "per": rule["per"]}, chosen))

    def _burden(self, rule: Cells, chosen: frozenset[str], worth: Fraction | None) -> Iterator[Fraction]:
        """K_p between bounds: per size, as a share of K, or K_p / e_p beside K / (sum of e)."""
        burden = self.tally(chosen).burden
        total = sum(burden.values(), ZERO)
        for end, sign in (("min", 1), ("max", -1)):
            if not blank(rule.get(f"{end}_share")):
                for p in several(rule.get("only")) or self.leaves:
                    yield sign * (burden[p] - share(rule[f"{end}_share"]) * total)
        counted = self.standings({"of": "burden", "per": rule["per"]}, chosen)
        for s in self.standings({**rule, "of": "burden"}, chosen):
            for end, sign in (("min", 1), ("max", -1)):
                if not blank(rule.get(end)):
                    yield sign * (s.outcome - number(rule[end]) * s.size)
                if not blank(rule.get(f"{end}_effort")):
                    yield sign * (
                        s.level - _part(rule[f"{end}_effort"]) * whole(counted) / sizes(counted)
                    )

    def transfers(
        self, rule: Cells, chosen: frozenset[str], worth: Fraction | None = None
    ) -> Fraction | None:
        """The least that must change hands under a rule `compensation`; None when nothing helps."""
        tally, net = self.tally(chosen), self.outcomes("net", chosen, worth)
        forbidden = {tuple(pair) for pair in rule.get("forbidden") or ()}
        payers = [
            Payer(p, net[p], margin(rule, p), self._most(rule, p, tally, worth))
            for p in self._covered(rule)
        ]

        def allowed(p: str, q: str) -> Fraction | None:
            if (p, q) in forbidden:
                return ZERO
            return tally.flows.get((q, p), ZERO) if yes(rule.get("in_kind_only")) else None

        fee = ZERO if blank(rule.get("fee")) else share(rule["fee"])
        return least_transfers(payers, fee, allowed)

    def _most(self, rule: Cells, partner: str, tally: Tally, worth: Fraction | None) -> Fraction | None:
        """The most that a partner may pay others: a part of a base, and what its cap leaves.

        A part of a negative benefit is nothing.
        """
        limits = []
        cap = self.oracle.partners[partner].cap
        if cap is not None:
            limits.append(cap - tally.burden[partner])
        if not blank(rule.get("cap")):
            u = worth if worth is not None else self.oracle.point_worth.nominal  # type: ignore[union-attr]
            bases = {
                "burden": tally.burden[partner],
                "received": tally.received[partner],
                "benefit": u * tally.benefit[partner],
                "cap": cap,
            }
            base = bases[text(rule, "cap_of", "burden")]
            if base is not None:
                limits.append(max(_part(rule["cap"]) * base, ZERO))
        return min(limits, default=None)

    # ------------------------------------------------------------ solving

    def _based(self, rule: Cells, chosen: frozenset[str]) -> bool:
        base = self.base(rule, chosen)
        of_points = text(rule, "of", "benefit") == "benefit" and text(rule, "type") != "burden"
        smallest = self.oracle.unit if of_points else self.oracle.cent
        if text(rule, "type") in {"no_loser", "compensation"}:
            smallest = ONE
        return base is None or base >= least_basis(rule, smallest)

    @cached_property
    def feasible(self) -> list[frozenset[str]]:
        """What solving may answer with: rules hold, and bases reach what is asked of them."""
        return [
            chosen
            for _, chosen in self.oracle.feasible_portfolios()
            if all(self.holds(r, chosen) and self._based(r, chosen) for r in self.rules.values())
        ]

    def level(self, objective: Cells, chosen: frozenset[str]) -> tuple[Any, ...]:
        """What a portfolio reaches, compared as a tuple."""
        return OBJECTIVES[text(objective, "type")](objective, self.standings(objective, chosen))

    def reachable(self, objective: Cells) -> list[frozenset[str]]:
        """The feasible portfolios; for `alpha` other than 0, those that leave everybody its least."""
        if text(objective, "type") != "alpha" or number(objective["alpha"]) == 0:
            return self.feasible
        lowest = number(objective["least"])
        return [
            chosen
            for chosen in self.feasible
            if all(s.outcome >= lowest for s in self.standings(objective, chosen))
        ]

    def best(self, objective: Cells) -> list[frozenset[str]]:
        """Every portfolio of the highest level, then of most value, then of least cost."""
        return top(
            self.reachable(objective), lambda chosen: (self.level(objective, chosen), *self.tie(chosen))
        )

    def tie(self, chosen: frozenset[str]) -> tuple[Fraction, Fraction]:
        tally = self.tally(chosen)
        return tally.value, -tally.cost

    def most_valuable(self) -> list[frozenset[str]]:
        """Every feasible portfolio of most value, then of least cost."""
        return top(self.feasible, self.tie)


def top(
    portfolios: Iterable[frozenset[str]], key: Callable[[frozenset[str]], tuple[Any, ...]]
) -> list[frozenset[str]]:
    keyed = [(key(chosen), chosen) for chosen in portfolios]
    best = max((k for k, _ in keyed), default=None)
    return [chosen for k, chosen in keyed if k == best]


def margin(rule: Cells, partner: str) -> Fraction:
    """One number for all, or one for each partner, 0 where none is given."""
    cell = rule.get("margin")
    if isinstance(cell, Mapping):
        cell = cell.get(partner)
    return ZERO if blank(cell) else number(cell)


def _part(cell: object) -> Fraction:
    """A share that may pass 1 with its sign: "120 %"."""
    return percent(cell) if isinstance(cell, str) and "%" in cell else share(cell)

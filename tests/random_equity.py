"""Random scenarios with equity rules and objectives, their levels drawn near what portfolios reach.

Made from `random_scenarios.seeded`, without what the equity oracle does not doubt: intervals of
costs, impacts and receives, and other classifications.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

from equity_oracle import (
    ONE,
    ZERO,
    EquityOracle,
    Standing,
    Standings,
    alike,
    atkinson,
    gini,
    jain,
    theil,
    whole,
)
from random_scenarios import seeded

Record = dict[str, Any]
Source = random.Random
TIMES: Final = 10 if os.environ.get("HYPOTHESIS_PROFILE") == "full" else 1
"""How many times as many scenarios as for a commit."""
PER: Final = ("partner", "head", "fiscal_capacity", "need")
WITH_POTENTIAL: Final = (*PER, "potential")


def equitable(seed: int, max_actions: int = 6, min_actions: int = 4, max_rules: int = 2) -> Record:
    """The scenario of a seed, with needs and a worth of the point; equity rules are added to it."""
    tables = seeded(seed, max_actions, min_actions, max_partners=4, max_rules=max_rules)
    source = Source(f"needs {seed}")
    for table in ("actions", "impacts", "shares"):
        tables[table] = [without_doubt(row) for row in tables[table]]
    for row in tables["partners"]:
        row.pop("group@alt", None)
        if source.random() < 0.8:
            row["need"] = source.choice((0, 1, 2, 5, "7.5", "0.3", 40))
    tables.setdefault("point_worth", source.choice((3, 100, "2500.5")))
    return tables


def without_doubt(row: Mapping[str, Any]) -> Record:
    return {column: cell for column, cell in row.items() if not column.endswith((".low", ".high"))}


def with_rules(tables: Record, rules: Mapping[str, Record]) -> Record:
    return {**tables, "rules": {**tables["rules"], **rules}}


# ---------------------------------------------------------------- levels


def near(source: Source, level: Fraction, places: int) -> str:
    """A decimal at most two last digits away: on either side of the level, or at it."""
    scaled = level * 10**places
    units = source.choice((floor(scaled), ceil(scaled), floor(scaled) - 1, ceil(scaled) + 1))
    sign, digits = "-" if units < 0 else "", str(abs(units)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def near_share(source: Source, level: Fraction) -> str:
    """A share within 0..1 near a level."""
    return near(source, min(max(level, Fraction(2, 1000)), Fraction(998, 1000)), 3)


class Drawer:
    """Equity rules for one scenario: levels are near those of a portfolio drawn from it."""

    def __init__(self, tables: Mapping[str, Any], source: Source, per: tuple[str, ...] = PER) -> None:
        self.tables, self.source, self.per = tables, source, per
        self.oracle = EquityOracle(tables)
        feasible = self.oracle.feasible or self.oracle.portfolios
        self.example = source.choice(feasible)
        self.partners = self.oracle.leaves

    def chance(self, percent: int) -> bool:
        return self.source.random() * 100 < percent

    def sizes(self) -> Record:
        """``of`` and ``per``, and sometimes a partner left out; some partner has a size."""
        record: Record = {
            "of": self.source.choice(("benefit", "benefit", "received")),
            "per": self.source.choice(self.per),
        }
        if record["per"] == "potential":
            record["of"] = "benefit"
        if self.chance(15) and len(self.partners) > 2:
            record["exempt"] = [self.source.choice(self.partners)]
        if not self.oracle.standings(record, self.example):
            record.pop("exempt", None)
        if not self.oracle.standings(record, self.example):
            record["per"] = "partner"
        return record

    def weighted(self) -> Record:
        """What an index compares, and whether every inhabitant or every partner counts once."""
        return self.sizes() | ({"weighting": "equal"} if self.chance(25) else {})

    def _index(self, record: Record, level: Callable[[Standings], Fraction], usual: Fraction) -> str:
        """Near the index of the example, where it has one."""
        standings = self.oracle.standings(record, self.example)
        if record.get("weighting") == "equal":
            standings = alike(standings)
        defined = whole(standings) > 0 and all(s.outcome >= 0 for s in standings)
        return near_share(self.source, level(standings) if defined else usual)

    # ------------------------------------------------------------ rules

    def gini(self) -> Record:
        rule = {"type": "gini"} | self.weighted()
        return rule | {"max": self._index(rule, gini, Fraction(1, 3))}

    def jain(self) -> Record:
        rule = {"type": "jain"} | self.weighted()
        return rule | {"min": self._index(rule, jain, Fraction(1, 2))}

    def theil(self) -> Record:
        rule = {"type": "theil"} | self.weighted()
        return rule | {"max": self._index(rule, lambda s: Fraction(theil(s)), Fraction(1, 4))}

    def atkinson(self) -> Record:
        order = self.source.choice(("0.5", 1, 2, "1.5", "0.25"))
        rule = {"type": "atkinson", "order": order} | self.weighted()
        level = self._index(rule, lambda s: Fraction(atkinson(s, Fraction(order))), Fraction(1, 4))
        return rule | {"max": level}

    def floor(self) -> Record:
        """Floors that the other oracle does not know: per need, per potential."""
        rule = {"type": "floor", "of": "benefit", "per": self.source.choice(self.per[3:])}
        standings = self.oracle.standings(rule, self.example)
        if not standings:
            return self.no_loser()
        rule["only"] = [s.partner for s in standings]
        lowest = min(s.level for s in standings)
        if rule["per"] == "potential":
            return rule | {"min": near_share(self.source, lowest)}
        return rule | {"min": near(self.source, lowest, 4)}

    def no_loser(self) -> Record:
        net = self.oracle.outcomes("net", self.example)
        lowest = min(net[p] for p in self.partners)
        return {"type": "no_loser", "margin": self._money(lowest)}

    def _money(self, amount: Fraction) -> str | int:
        """An amount in whole cents, at most one away."""
        cents = round(amount / self.oracle.oracle.cent) + self.source.choice((-1, 0, 0, 1))
        places = len(str(self.oracle.oracle.cent.denominator)) - 1
        sign, digits = "-" if cents < 0 else "", str(abs(cents)).rjust(places + 1, "0")
        return f"{sign}{digits[:-places]}.{digits[-places:]}"

    def compensation(self) -> Record:
        """Every limit on transfers, each now and then; margins that some portfolio may reach."""
        rule: Record = {"type": "compensation"}
        if self.chance(50):
            rule["cap"] = self.source.choice(("0.1", "0.25", "50 %", "0.9"))
            rule["cap_of"] = self.source.choice(("burden", "benefit", "received", *self._caps()))
        if self.chance(40):
            rule["fee"] = self.source.choice(("2 %", "0.1", "0.25"))
        if self.chance(30):
            pair = self.source.sample(self.partners, 2) if len(self.partners) > 1 else []
            rule |= {"forbidden": [pair]} if pair else {}
        if self.chance(20):
            rule["in_kind_only"] = True
        net = self.oracle.outcomes("net", self.example)
        mean = sum((net[p] for p in self.partners), Fraction(0)) / len(self.partners)
        if self.chance(70):
            rule["margin"] = self._money(
                mean * self.source.choice((Fraction(1, 2), 1, 2)) - abs(mean) / 3
            )
        return rule

    def _caps(self) -> tuple[str, ...]:
        """A cap to take a part of, where every partner states one."""
        stated = [self.oracle.oracle.partners[p].cap is not None for p in self.partners]
        return ("cap",) if all(stated) else ()

    def burden(self) -> Record:
        """An upper or lower bound per size, or a share of all that is paid."""
        per = self.source.choice(("partner", "head", "fiscal_capacity"))
        rule: Record = {"type": "burden", "per": per}
        if self.chance(25):
            sized = [p for p in self.partners if self.oracle.size(p, per) is not None]
            rule |= {"only": self.source.sample(sized, 1)} if sized else {}
        standings = self.oracle.standings({**rule, "of": "burden"}, self.example)
        one = self.source.choice(standings or [Standing("", ONE, ONE)])
        end = self.source.choice(("min", "max"))
        if self.chance(40):
            return rule | {end: near(self.source, max(one.level, Fraction(1, 1000)), 4)}
        paid = sum((s.outcome for s in standings), ZERO) or ONE
        if self.chance(50):
            return rule | {f"{end}_share": near_share(self.source, one.outcome / paid)}
        effort = one.level * sum((s.size for s in standings), ZERO) / paid
        return rule | {f"{end}_effort": f"{near(self.source, max(100 * effort, ONE), 2)} %"}

    # ------------------------------------------------------------ objectives

    def objective(self, kind: str) -> Record:
        record = {"type": kind} | self.sizes()
        if kind == "welfare":
            record |= self._welfare(record)
        if kind == "threshold":
            levels = [s.level for s in self.oracle.standings(record, self.example)]
            record["gap"] = near(self.source, max(max(levels) - min(levels), Fraction(1, 100)), 3)
        if kind == "alpha":
            record |= self._alpha(record)
        return record

    def _welfare(self, record: Record) -> Record:
        if self.chance(70):
            return {"preset": self.source.choice(("sen", "geometric"))}
        count = len(self.oracle.standings(record, self.example))
        return {"weights": sorted((self.source.randint(1, 9) for _ in range(count)), reverse=True)}

    def _alpha(self, record: Record) -> Record:
        """The least level is half of what the example leaves to the last, if that is positive."""
        lowest = min(s.level for s in self.oracle.standings(record, self.example))
        millionths = max(floor(lowest * 10**6 / 2), 1)
        return {
            "alpha": self.source.choice((0, 1, 2, "0.5", "1.5")),
            "least": f"{millionths // 10**6}.{millionths % 10**6:06d}",
        }

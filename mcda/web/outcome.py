"""What a worker process has found, as JSON, and as records again: options, never finished figures.

Whoever receives it assembles the portfolio from the options and the scores of its own scenario.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from mcda.exact import plain
from mcda.portfolio.beforehand import beforehand_json, with_stated
from mcda.portfolio.portfolio import Portfolio, Proof, Regret, assemble
from mcda.portfolio.verdicts import Fragility, unit_of
from mcda.scoring import Scores

Json = dict[str, Any]
UNSOLVED = Proof("unsolved")


@dataclass(frozen=True)
class Relaxed:
    """By how much one rule alone would have to give way."""

    amount: Fraction
    """In the unit of the relation."""
    unit: str
    """As `mcda.portfolio.verdicts.unit_of`."""
    relation: str
    actions: tuple[str, ...]
    """A portfolio that meets all other rules then."""


@dataclass(frozen=True)
class Outcome:
    """What is known of the best portfolio of a scenario."""

    kind: Literal["found", "infeasible", "stopped"]
    options: tuple[str, ...] = ()
    proof: Proof = UNSOLVED
    beforehand: Mapping[str, Any] = field(default_factory=dict)
    fragilities: Mapping[str, Fragility] = field(default_factory=dict)
    """What makes rules FRAGILE."""
    clash: tuple[str, ...] = ()
    relaxation: Mapping[str, Relaxed | None] = field(default_factory=dict)

    def portfolio(self, scores: Scores) -> Portfolio:
        """Everything that the options add up to."""
        return assemble(scores, self.options, self.proof, fragilities=self.fragilities)

    @property
    def is_settled(self) -> bool:
        """Whether more time would find nothing else."""
        return self.kind == "infeasible" or self.proof.status == "optimal"

    def known_beforehand(self, scores: Scores) -> Scores:
        """The scores with what rules had to know beforehand."""
        return with_stated(scores, {"beforehand": self.beforehand}) or scores


def is_settled(record: Json) -> bool:
    """As `Outcome.is_settled`, of what a worker has written."""
    return outcome_of(record).is_settled


def found_json(found: Portfolio) -> Json:
    """A portfolio by its options and its proof."""
    return {
        "kind": "found",
        "options": sorted(found.options),
        "proof": _proof_json(found.proof),
        "beforehand": beforehand_json(found.potentials, found.alone),
        "fragilities": {
            verdict.rule: {**vars(verdict.fragility), "margin": plain(verdict.fragility.margin)}
            for verdict in found.verdicts
            if verdict.fragility is not None
        },
    }


def infeasible_json(clash: tuple[str, ...], relaxation: Mapping[str, Any]) -> Json:
    """Rules that clash, with their relaxations (`mcda.optimise.conflicts.Relaxation` or None)."""
    return {
        "kind": "infeasible",
        "clash": list(clash),
        "relaxation": {
            rule: None
            if found is None
            else {
                "amount": plain(found.amount),
                "unit": unit_of(found.relation),
                "relation": found.relation.name,
                "actions": list(found.actions),
            }
            for rule, found in relaxation.items()
        },
    }


STOPPED: Json = {"kind": "stopped"}


def outcome_of(record: Json) -> Outcome:
    """What a worker has written."""
    relaxation = {
        rule: None
        if found is None
        else Relaxed(
            Fraction(found["amount"]), found["unit"], found["relation"], tuple(found["actions"])
        )
        for rule, found in record.get("relaxation", {}).items()
    }
    return Outcome(
        kind=record["kind"],
        options=tuple(record.get("options", ())),
        proof=_proof_of(record["proof"]) if "proof" in record else UNSOLVED,
        beforehand=record.get("beforehand", {}),
        fragilities={
            rule: Fragility(**{**found, "margin": Fraction(found["margin"])})
            for rule, found in record.get("fragilities", {}).items()
        },
        clash=tuple(record.get("clash", ())),
        relaxation=relaxation,
    )


def _proof_json(proof: Proof) -> Json:
    return {
        **vars(proof),
        "achieved": _text(proof.achieved),
        "bound": _text(proof.bound),
        "verified_bound": _text(proof.verified_bound),
        "levels": [plain(level) for level in proof.levels],
        "regrets": [[r.college, plain(r.value), plain(r.best)] for r in proof.regrets],
    }


def _proof_of(record: Json) -> Proof:
    regrets = (Regret(who, Fraction(value), Fraction(best)) for who, value, best in record["regrets"])
    return Proof(
        **{
            **record,
            "achieved": _number(record["achieved"]),
            "bound": _number(record["bound"]),
            "verified_bound": _number(record["verified_bound"]),
            "levels": tuple(map(Fraction, record["levels"])),
            "regrets": tuple(regrets),
        }
    )


def _text(number: Fraction | None) -> str | None:
    return None if number is None else plain(number)


def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)

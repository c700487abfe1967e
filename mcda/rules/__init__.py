"""Rules and objectives: what a portfolio must meet, and what makes one better.

To add a rule: a file here, its name in `AnyRule`, its words in the two languages, its test.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from mcda.rules.base import Objective, Rule
from mcda.rules.budget import Budget, Caps
from mcda.rules.contiguity import Contiguity
from mcda.rules.coverage import Coverage
from mcda.rules.floor import Floor
from mcda.rules.funds import Funds
from mcda.rules.impact import Impact, Linear
from mcda.rules.lead import Lead
from mcda.rules.ledger import Ledger
from mcda.rules.links import Links, Status, Thresholds
from mcda.rules.objectives import Consensus, Value
from mcda.rules.own_share import OwnShare
from mcda.rules.share import Share

AnyRule = Annotated[
    Budget
    | Caps
    | Contiguity
    | Coverage
    | Floor
    | Funds
    | Impact
    | Lead
    | Ledger
    | Linear
    | Links
    | OwnShare
    | Share
    | Status,
    Field(discriminator="type"),
]
AnyObjective = Annotated[Consensus | Value, Field(discriminator="type")]
"""Objectives; each may also be written as a bare name."""

__all__ = [
    "AnyObjective",
    "AnyRule",
    "Budget",
    "Caps",
    "Consensus",
    "Contiguity",
    "Coverage",
    "Floor",
    "Funds",
    "Impact",
    "Lead",
    "Ledger",
    "Linear",
    "Links",
    "Objective",
    "OwnShare",
    "Rule",
    "Share",
    "Status",
    "Thresholds",
    "Value",
]

"""Rules and objectives: what a portfolio must meet, and what makes one better.

To add a rule: a file here, its name in `AnyRule`, its words in the two languages, its test.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from mcda.rules.base import Rule
from mcda.rules.budget import Budget, Caps
from mcda.rules.burden import Burden
from mcda.rules.contiguity import Contiguity
from mcda.rules.coverage import Coverage
from mcda.rules.floor import Floor
from mcda.rules.funds import Funds
from mcda.rules.impact import Impact, Linear
from mcda.rules.inequality import Atkinson, Gini, Jain, Theil
from mcda.rules.lead import Lead
from mcda.rules.ledger import Ledger
from mcda.rules.links import Links, Status, Thresholds
from mcda.rules.no_loser import NoLoser
from mcda.rules.objectives import (
    Alpha,
    Consensus,
    Leximin,
    Objective,
    Threshold,
    Value,
    Welfare,
    WorstOff,
)
from mcda.rules.own_share import OwnShare
from mcda.rules.share import Share
from mcda.rules.transfers import Compensation

AnyRule = Annotated[
    Atkinson
    | Budget
    | Burden
    | Caps
    | Compensation
    | Contiguity
    | Coverage
    | Floor
    | Funds
    | Gini
    | Impact
    | Jain
    | Lead
    | Ledger
    | Linear
    | Links
    | NoLoser
    | OwnShare
    | Share
    | Status
    | Theil,
    Field(discriminator="type"),
]
AnyObjective = Annotated[
    Alpha | Consensus | Leximin | Threshold | Value | Welfare | WorstOff, Field(discriminator="type")
]
"""Objectives; each may also be written as a bare name."""

__all__ = [
    "Alpha",
    "AnyObjective",
    "AnyRule",
    "Atkinson",
    "Budget",
    "Burden",
    "Caps",
    "Compensation",
    "Consensus",
    "Contiguity",
    "Coverage",
    "Floor",
    "Funds",
    "Gini",
    "Impact",
    "Jain",
    "Lead",
    "Ledger",
    "Leximin",
    "Linear",
    "Links",
    "NoLoser",
    "Objective",
    "OwnShare",
    "Rule",
    "Share",
    "Status",
    "Theil",
    "Threshold",
    "Thresholds",
    "Value",
    "Welfare",
    "WorstOff",
]

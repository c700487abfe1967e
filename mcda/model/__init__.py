"""Frozen records of a scenario: criteria, partners, actions, and the whole."""

from mcda.model.action import Action, Impact, Link, Share
from mcda.model.criterion import Criterion
from mcda.model.curve import Curve
from mcda.model.partner import Partner
from mcda.model.scenario import Change, Interval, Labels, Scenario

__all__ = [
    "Action",
    "Change",
    "Criterion",
    "Curve",
    "Impact",
    "Interval",
    "Labels",
    "Link",
    "Partner",
    "Scenario",
    "Share",
]

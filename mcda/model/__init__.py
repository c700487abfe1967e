"""Frozen records of a scenario: criteria, partners, actions, and the whole."""

from mcda.model.action import Action, Impact, Link, Share
from mcda.model.college import CollegeWeight
from mcda.model.contour import Contour, Contours
from mcda.model.criterion import Criterion
from mcda.model.curve import Curve
from mcda.model.fund import Fund
from mcda.model.partner import Partner
from mcda.model.scenario import Change, Interval, Labels, Scenario
from mcda.model.shapes import Exponential, NamedLevels, Shape

__all__ = [
    "Action",
    "Change",
    "CollegeWeight",
    "Contour",
    "Contours",
    "Criterion",
    "Curve",
    "Exponential",
    "Fund",
    "Impact",
    "Interval",
    "Labels",
    "Link",
    "NamedLevels",
    "Partner",
    "Scenario",
    "Shape",
    "Share",
]

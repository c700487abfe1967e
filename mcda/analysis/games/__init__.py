"""Cooperative games with transferable utility, in exact arithmetic: mathematics without a scenario.

Coalitions are bit masks over the players: bit `i` is player `i`.
"""

from __future__ import annotations

from mcda.analysis.games.bargaining import Payment, least_transfers, nash, settle
from mcda.analysis.games.game import Game, Shortfall, members
from mcda.analysis.games.nucleolus import LeastCore, Nucleolus, least_core, nucleolus
from mcda.analysis.games.shapley import Sampled, sampled_shapley, shapley

__all__ = [
    "Game",
    "LeastCore",
    "Nucleolus",
    "Payment",
    "Sampled",
    "Shortfall",
    "least_core",
    "least_transfers",
    "members",
    "nash",
    "nucleolus",
    "sampled_shapley",
    "settle",
    "shapley",
]

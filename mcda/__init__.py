"""Balanced portfolios of city-countryside cooperation.

    import mcda

    scenario = mcda.read("scenarios/caen:frugal")
    portfolio = mcda.solve(scenario)
    portfolio.ledger, portfolio.partners, portfolio.rules
    mcda.compare(["scenarios/caen", "scenarios/caen:frugal"])

Names are imported when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mcda.analysis.acceptability import acceptability as acceptability
    from mcda.analysis.accepted import Acceptability as Acceptability
    from mcda.analysis.alternatives import Alternatives as Alternatives
    from mcda.analysis.alternatives import alternatives as alternatives
    from mcda.analysis.comparison import Comparison as Comparison
    from mcda.analysis.comparison import compare as compare
    from mcda.analysis.explanation import Explanation as Explanation
    from mcda.analysis.explanation import Importance as Importance
    from mcda.analysis.explanation import explain as explain
    from mcda.analysis.explanation import importance as importance
    from mcda.analysis.frontier import Frontier as Frontier
    from mcda.analysis.frontier import frontier as frontier
    from mcda.analysis.information import information as information
    from mcda.analysis.judgement import judge as judge
    from mcda.analysis.price_of_equity import price_of_equity as price_of_equity
    from mcda.analysis.price_of_equity import prices_of_equity as prices_of_equity
    from mcda.analysis.rankings import Rankings as Rankings
    from mcda.analysis.rankings import rank as rank
    from mcda.analysis.rankings import scores_under as scores_under
    from mcda.analysis.robustness import Robustness as Robustness
    from mcda.analysis.robustness import competitors as competitors
    from mcda.analysis.robustness import robust as robust
    from mcda.analysis.sensitivity import Sensitivity as Sensitivity
    from mcda.analysis.sensitivity import sensitivity as sensitivity
    from mcda.analysis.sharing import Sharing as Sharing
    from mcda.analysis.sharing import share as share
    from mcda.analysis.weight_regions import WeightRegions as WeightRegions
    from mcda.analysis.weight_regions import weight_regions as weight_regions
    from mcda.analysis.weight_sets import WeightSets as WeightSets
    from mcda.analysis.weight_sets import weight_sets as weight_sets
    from mcda.errors import Infeasible as Infeasible
    from mcda.errors import InvalidScenario as InvalidScenario
    from mcda.files.read import check as check
    from mcda.files.read import read as read
    from mcda.files.read import read_mapping as read_mapping
    from mcda.model import Scenario as Scenario
    from mcda.optimise.solve import diagnose as diagnose
    from mcda.optimise.solve import solve as solve
    from mcda.portfolio import Portfolio as Portfolio
    from mcda.portfolio.certify import verify_result as verify_result
    from mcda.web.widget import sliders as sliders

_HOMES = {
    "Acceptability": "mcda.analysis.accepted",
    "Alternatives": "mcda.analysis.alternatives",
    "Comparison": "mcda.analysis.comparison",
    "Frontier": "mcda.analysis.frontier",
    "Explanation": "mcda.analysis.explanation",
    "Importance": "mcda.analysis.explanation",
    "Infeasible": "mcda.errors",
    "InvalidScenario": "mcda.errors",
    "Portfolio": "mcda.portfolio",
    "Rankings": "mcda.analysis.rankings",
    "Scenario": "mcda.model",
    "Sensitivity": "mcda.analysis.sensitivity",
    "Sharing": "mcda.analysis.sharing",
    "WeightRegions": "mcda.analysis.weight_regions",
    "WeightSets": "mcda.analysis.weight_sets",
    "alternatives": "mcda.analysis.alternatives",
    "acceptability": "mcda.analysis.acceptability",
    "check": "mcda.files.read",
    "compare": "mcda.analysis.comparison",
    "frontier": "mcda.analysis.frontier",
    "diagnose": "mcda.optimise.solve",
    "explain": "mcda.analysis.explanation",
    "importance": "mcda.analysis.explanation",
    "judge": "mcda.analysis.judgement",
    "price_of_equity": "mcda.analysis.price_of_equity",
    "prices_of_equity": "mcda.analysis.price_of_equity",
    "rank": "mcda.analysis.rankings",
    "read": "mcda.files.read",
    "read_mapping": "mcda.files.read",
    "Robustness": "mcda.analysis.robustness",
    "information": "mcda.analysis.information",
    "competitors": "mcda.analysis.robustness",
    "robust": "mcda.analysis.robustness",
    "scores_under": "mcda.analysis.rankings",
    "sensitivity": "mcda.analysis.sensitivity",
    "share": "mcda.analysis.sharing",
    "sliders": "mcda.web.widget",
    "solve": "mcda.optimise.solve",
    "verify_result": "mcda.portfolio.certify",
    "weight_regions": "mcda.analysis.weight_regions",
    "weight_sets": "mcda.analysis.weight_sets",
}

__all__ = sorted(_HOMES)
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'mcda' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]

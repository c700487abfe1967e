"""What worker processes do for the page. Scenarios and results travel as JSON."""

from __future__ import annotations

from typing import Any

from mcda.errors import Infeasible, Stopped
from mcda.model import Scenario
from mcda.web.outcome import STOPPED, found_json, infeasible_json

Json = dict[str, Any]
HERE = "mcda.web.work"


def warmed(_: None) -> bool:
    """Import what the first question needs."""
    import highspy  # noqa: F401
    from ortools.sat.python import cp_model_helper  # noqa: F401

    import mcda.analysis.explanation
    import mcda.optimise.solve  # noqa: F401

    return True


def solved(task: Json) -> Json:
    """The best portfolio of `scenario` (JSON text), within `limit` seconds."""
    from mcda.optimise.solve import solve

    scenario = Scenario.model_validate_json(task["scenario"])
    try:
        return found_json(solve(scenario, limit=task["limit"]))
    except Infeasible as clash:
        return infeasible_json(clash.clash, clash.relaxation)
    except Stopped:
        return STOPPED

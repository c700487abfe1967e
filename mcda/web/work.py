"""What worker processes do for the page. Scenarios and results travel as JSON."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from mcda.errors import Infeasible, InvalidScenario, Stopped
from mcda.exact import plain
from mcda.model import Scenario
from mcda.runs.progress import Progress
from mcda.runs.worker import tell
from mcda.web.outcome import STOPPED, found_json, infeasible_json
from mcda.web.packing import problem_json

Json = dict[str, Any]
NICE, NICER = 5, 5
"""Of worker processes, so that the page itself, which needs little, is answered first; of those that do
long analyses as much again, so that answers come before them."""


SMALL = {
    "mcda": 1,
    "title": "warm-up",
    "criteria": [{"criterion": "c", "name": "c", "unit": "u", "zero": 0, "full": 1}],
    "actions": [{"action": "a", "name": "a", "theme": "t", "cost": 1}],
    "impacts": [{"action": "a", "c": 1}],
}
"""A scenario whose model makes every engine load what it needs."""


def warmed(_: None) -> bool:
    """Load what the first question needs."""
    import mcda.analysis.explanation
    import mcda.analysis.frontier
    import mcda.optimise.prompt  # noqa: F401
    from mcda.files.read import read_mapping
    from mcda.optimise.engines import Clock
    from mcda.optimise.programme import formulate
    from mcda.optimise.prove import choose_engines
    from mcda.scoring import score

    form = formulate(score(read_mapping(SMALL))).form
    for engine in choose_engines("auto"):
        engine.solve(form, Clock.of(None))
    _stand_back(NICE)
    return True


def warmed_for_long(_: None) -> bool:
    """The same in a process that does long analyses."""
    warmed(None)
    _stand_back(NICER)
    return True


def _stand_back(more: int) -> None:
    if hasattr(os, "nice"):
        os.nice(more)


def solved(task: Json) -> Json:
    """The best portfolio of `scenario` (JSON text), within `limit` seconds.

    `known` are options of portfolios that may be nearly as good.
    """
    from mcda.optimise.prompt import solve_promptly

    known = map(frozenset, task["known"])
    try:
        return found_json(solve_promptly(_scenario(task), limit=task["limit"], known=known))
    except Infeasible as clash:
        return infeasible_json(clash.clash, clash.relaxation)
    except Stopped:
        return STOPPED


def explained(task: Json) -> Json:
    """Why `action` is in or out and what would turn it, as `mcda explain --json`, in `language`."""
    from mcda.analysis.explanation import explain
    from mcda.show.explanation import record
    from mcda.wording import words

    found = explain(_scenario(task), task["action"], main=True, limit=task["limit"])
    return record(found, words(task["language"]))


def explored(task: Json) -> Json:
    """The frontier of `objectives`: options and exact levels of each point."""
    from mcda.analysis.frontier import frontier

    found = frontier(_scenario(task), task["objectives"], limit=task["limit"], listen=told)
    return {
        "objectives": [[objective.name, objective.sense] for objective in found.objectives],
        "points": [
            {
                "levels": [plain(level) for level in point.levels],
                "options": sorted(point.options),
                "supported": point.supported,
            }
            for point in found.points
        ],
        "complete": found.complete,
        "verified": found.verified,
        "share_open": found.share_open,
        "canonical": found.canonical,
        "seconds": found.seconds,
    }


def documented(task: Json) -> Json:
    """A file to take away, in base64."""
    from mcda.web.documents import document

    return document(task)


def checked(task: Json) -> Json:
    """Errors and warnings of the workbook at `path`, its variants included; its title."""
    from mcda.files.read import check

    try:
        found = check(Path(task["path"]))
    except InvalidScenario as invalid:
        found = list(invalid.problems)
    return {"problems": [problem_json(problem) for problem in found]}


def told(progress: Progress) -> None:
    """Tell the page how far it is."""
    parameters = {name: figure for name, figure in progress.parameters.items() if _is_plain(figure)}
    tell({"text": progress.text, "parameters": parameters, "share": progress.share})


def _is_plain(figure: Any) -> bool:
    return isinstance(figure, str | int | float)


def _scenario(task: Json) -> Scenario:
    return Scenario.model_validate_json(task["scenario"])

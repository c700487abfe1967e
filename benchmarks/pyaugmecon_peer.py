"""The front of a knapsack by PyAUGMECON, in an environment of its own (it needs older libraries).

`PYTHON pyaugmecon_peer.py GRID_POINTS [NADIR ...]` with the instance as JSON on standard input:
`{"profits": [[..]], "uses": [[..]], "capacities": [..]}`. Prints one line of JSON. Imports nothing
of the product.
"""

from __future__ import annotations

import io
import json
import logging
import os
import sys
import tempfile
import time
from contextlib import redirect_stdout
from importlib.metadata import version

SOLVER = "highs_alone"


def main() -> None:
    asked = [int(argument) for argument in sys.argv[1:]]
    instance = json.load(sys.stdin)
    logging.disable(logging.CRITICAL)
    from pyaugmecon import PyAugmecon

    offer_highs()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        options = {
            "name": "peer",
            "grid_points": asked[0],
            **({"nadir_points": asked[1:]} if len(asked) > 1 else {}),
            "solver_name": SOLVER,
            "cpu_count": 1,
            "output_excel": False,
        }
        wall, cpu = time.perf_counter(), sum(os.times()[:4])
        with redirect_stdout(io.StringIO()):
            solver = PyAugmecon(model(instance), options, {"MIPGap": None, "NonConvex": None})
            solver.opts.solver_opts = {"mip_rel_gap": 0.0, "threads": 1}
            solver.solve()
        points = [[round(value) for value in point] for point in solver.get_pareto_solutions()]
        figures = {
            "points": sorted(points),
            "cpu": sum(os.times()[:4]) - cpu,
            "wall": time.perf_counter() - wall,
            "version": version("pyaugmecon"),
            "solves": solver.model.models_solved.value(),
        }
    print(json.dumps(figures))


def offer_highs() -> None:
    """HiGHS under a name of ours: PyAUGMECON passes arguments that Pyomo's own interface refuses."""
    import pyomo.environ as pyo

    plain = type(pyo.SolverFactory("appsi_highs"))

    @pyo.SolverFactory.register(SOLVER)
    class Highs(plain):  # type: ignore[misc, valid-type]
        def __init__(self, **_: object) -> None:
            super().__init__()


def model(instance: dict[str, list]) -> object:
    """The instance as PyAUGMECON takes it."""
    import pyomo.environ as pyo

    items = range(len(instance["profits"][0]))
    made = pyo.ConcreteModel()
    made.x = pyo.Var(items, within=pyo.Binary)
    made.rows = pyo.ConstraintList()
    for row, capacity in zip(instance["uses"], instance["capacities"], strict=True):
        made.rows.add(sum(row[i] * made.x[i] for i in items) <= capacity)
    made.obj_list = pyo.ObjectiveList()
    for row in instance["profits"]:
        made.obj_list.add(expr=sum(row[i] * made.x[i] for i in items), sense=pyo.maximize)
    for number in range(len(instance["profits"])):
        made.obj_list[number + 1].deactivate()
    return made


if __name__ == "__main__":
    main()

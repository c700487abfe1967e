"""Nothing is imported before it is needed: help answers at once, Python starts at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from commands.running import ROOT, SCENARIOS

import mcda
from mcda.portfolio.result import as_json

HEAVY = ("pandas", "pulp", "ortools", "highspy", "numpy", "pydantic", "skcriteria", "babel", "rich")


def imported(program: str) -> set[str]:
    """The heavy packages that a program has loaded when it ends."""
    report = f"import sys; print(*[m for m in {HEAVY} if m in sys.modules], file=sys.stderr)"
    code = f"import atexit; atexit.register(lambda: exec({report!r}, {{}}))\n{program}"
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return set(ended.stderr.splitlines()[-1].split())


def test_the_help_of_the_program_imports_no_heavy_package() -> None:
    assert imported("from mcda.commands import main; main(['--help'])") == set()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_unknown_command_imports_no_heavy_package(lang: str) -> None:
    program = f"""
import os; os.environ['MCDA_LANG'] = {lang!r}
from mcda.commands import main
try: main(['slove'])
except SystemExit: raise SystemExit(0)
"""
    assert imported(program) == set()


def test_importing_the_package_imports_no_heavy_package() -> None:
    assert imported("import mcda; dir(mcda); mcda.__version__") == set()


def test_the_package_tells_errors_without_a_heavy_package() -> None:
    assert imported("from mcda import Infeasible, InvalidScenario") == set()


def test_a_solve_imports_no_data_frames() -> None:
    """Nor the modelling layer of OR-Tools, which would; in full, with its screen."""
    found = imported(f"from mcda.commands import main; main(['solve', {str(SCENARIOS / 'caen')!r}])")
    assert found >= {"pulp", "ortools", "numpy"}
    assert found.isdisjoint({"pandas", "skcriteria"})


def test_a_result_is_re_checked_without_an_optimiser_in_memory() -> None:
    """What a result is checked with is not what it was computed with."""
    program = f"""
import mcda
from mcda.portfolio.portfolio import Proof, assemble
from mcda.portfolio.result import as_json
from mcda.scoring import score
scenario = mcda.read({str(SCENARIOS / "brest")!r})
result = as_json(assemble(score(scenario), [], Proof("judged")))
assert mcda.verify_result(result, scenario)
"""
    assert imported(program).isdisjoint({"pulp", "ortools", "highspy", "pandas"})


def test_the_command_that_re_checks_loads_no_optimiser(tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    found = mcda.solve(mcda.read(SCENARIOS / "brest"))
    result.write_text(json.dumps(as_json(found)), encoding="utf-8")
    program = f"from mcda.commands import main; main(['verify', {str(result)!r}])"
    assert imported(program).isdisjoint({"pulp", "ortools", "highspy", "pandas"})


def test_every_name_that_the_package_offers_is_there() -> None:
    assert mcda.__all__ == sorted(mcda.__all__)
    for name in mcda.__all__:
        assert getattr(mcda, name) is not None
        assert name in dir(mcda)
        assert getattr(mcda, name).__doc__, name


def test_the_package_has_no_other_name() -> None:
    with pytest.raises(AttributeError, match="solv"):
        mcda.solv  # noqa: B018

"""A wheel holds everything, and works where nothing else of the project is."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from commands.running import ROOT

import mcda


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel; without the network where hatchling is installed, as the tests ask for."""
    if importlib.util.find_spec("build") is None:
        pytest.skip("the package `build` is not installed: pip install -e .[test]")
    target = tmp_path_factory.mktemp("wheel")
    isolated = importlib.util.find_spec("hatchling") is None
    arguments = [sys.executable, "-m", "build", "--wheel", "--outdir", target]
    arguments += [] if isolated else ["--no-isolation"]
    ended = subprocess.run([*arguments, ROOT], cwd=target, capture_output=True, text=True, check=False)
    if isolated and ended.returncode:
        pytest.skip("hatchling is not installed, and could not be fetched: pip install hatchling")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    (found,) = target.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_is_named_after_the_distribution(wheel: Path) -> None:
    assert wheel.name == f"mcda_portfolio-{mcda.__version__}-py3-none-any.whl"


def test_the_wheel_holds_every_module(names: set[str]) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "mcda").rglob("*.py")}
    assert modules <= names


def test_the_wheel_holds_what_is_no_module(names: set[str]) -> None:
    assert "mcda/py.typed" in names
    assert "mcda/locale/fr/LC_MESSAGES/mcda.mo" in names
    data = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "mcda").rglob("*")
        if path.suffix in {".yaml", ".mo", ".js", ".css", ".html", ".json"}
    }
    assert {"mcda/files/template_fr.yaml", "mcda/files/template_en.yaml"} <= data <= names


def test_the_wheel_holds_htmx_with_its_licence(names: set[str]) -> None:
    files = {"htmx-2.0.11.min.js", "htmx-LICENSE.txt", "page.css", "page.js", "icon.svg"}
    assert {f"mcda/web/static/{name}" for name in files} <= names
    assert "mcda/web/templates/page.html" in names


@pytest.mark.parametrize("example", ["caen", "brest", "blank"])
def test_the_wheel_holds_the_examples_whole(example: str, names: set[str]) -> None:
    files = {path.name for path in (ROOT / "scenarios" / example).iterdir() if path.is_file()}
    assert {f"mcda/examples/{example}/{name}" for name in files} <= names


def test_the_wheel_holds_nothing_of_the_workshop(names: set[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert tops == {"mcda", f"mcda_portfolio-{mcda.__version__}.dist-info"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `mcda` of a fresh environment that holds the wheel, its dependencies lent by this one."""
    home = tmp_path_factory.mktemp("env")
    call(sys.executable, "-m", "venv", home)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / Path(sys.executable).name
    call(python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel)
    lent = sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)})
    (Path(lent) / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return scripts / "mcda"


def call(*arguments: object, cwd: Path | None = None) -> str:
    """The output of a program that must succeed, in an environment that knows no checkout."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    ended = subprocess.run(
        [str(argument) for argument in arguments],
        cwd=cwd, env={**environment, "MCDA_LANG": "fr"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


def test_an_installed_wheel_solves_an_example_anywhere(installed: Path, tmp_path: Path) -> None:
    """`mcda new x --from caen && mcda solve x`, in French, far from the checkout."""
    program = "import mcda; print(mcda.__file__)"
    assert str(installed.parents[1]) in call(installed.with_name("python"), "-c", program, cwd=tmp_path)
    call(installed, "new", "x", "--from", "caen", cwd=tmp_path)
    solved = call(installed, "solve", "x", cwd=tmp_path)
    assert "RESPECTÉ" in solved


def test_an_installed_wheel_writes_a_workbook_that_it_reads(installed: Path, tmp_path: Path) -> None:
    call(installed, "template", "-o", "gabarit.xlsx", cwd=tmp_path)
    call(installed, "validate", "gabarit.xlsx", cwd=tmp_path)


def test_the_script_of_a_checkout_only_calls_the_program() -> None:
    text = (ROOT / "cli.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 4
    assert "usage" in call(sys.executable, ROOT / "cli.py", "--help").lower()

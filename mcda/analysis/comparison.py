"""Portfolios of scenarios and variants side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from pathlib import Path

from mcda.display import as_html
from mcda.errors import Infeasible, InvalidScenario, McdaError, Stopped
from mcda.files.read import Reader
from mcda.model import Change, Scenario
from mcda.optimise import solve
from mcda.optimise.prompt import solve_promptly
from mcda.portfolio.portfolio import Portfolio

Read = Callable[[str | Path], Scenario]
Solver = Callable[[Scenario], Portfolio]


@dataclass(frozen=True)
class Step:
    """What one override changed, after those before it."""

    override: str
    changes: tuple[Change, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]
    value: Fraction | None
    """Change of value, in points; None where there is no portfolio before or after."""
    local_cost: Fraction | None
    """Change of local cost, in the scenario's money."""


@dataclass(frozen=True)
class Entry:
    """One scenario of a comparison: its portfolio, or why there is none."""

    name: str
    scenario: Scenario | None = None
    portfolio: Portfolio | None = None
    failure: McdaError | None = None
    steps: tuple[Step, ...] = ()
    """From the first scenario to this one, override by override."""

    @property
    def actions(self) -> frozenset[str]:
        return frozenset(self.portfolio.actions if self.portfolio else ())


@dataclass(frozen=True)
class Comparison:
    """Scenarios side by side; one that failed is an entry with its reason."""

    entries: tuple[Entry, ...]

    @property
    def solved(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.portfolio is not None)

    @property
    def actions(self) -> tuple[str, ...]:
        """Every action that some of the scenarios know."""
        known = (e.scenario.action_by_id for e in self.entries if e.scenario is not None)
        return tuple(sorted({action for actions in known for action in actions}))

    @property
    def in_all(self) -> tuple[str, ...]:
        """Actions that every portfolio selects."""
        sets = [entry.actions for entry in self.solved]
        return tuple(sorted(frozenset.intersection(*sets))) if sets else ()

    @property
    def in_some(self) -> tuple[str, ...]:
        """Actions that some portfolios select, but not all."""
        sets = [entry.actions for entry in self.solved]
        return tuple(sorted(frozenset().union(*sets) - set(self.in_all)))

    def _repr_html_(self) -> str:
        return as_html(self)


def compare(
    sources: Iterable[str | Path | Scenario],
    *,
    settings: Sequence[str] = (),
    engine: str = "auto",
    limit: float | None = None,
    prompt: bool = False,
) -> Comparison:
    """Solve each scenario; one that fails is an entry with its reason, not the end.

    `limit` (seconds) holds for each solve. Where a variant of the first scenario has several
    overrides, they are applied one by one, so that each difference has its cause. `prompt`: the
    second opinion by bounds (`mcda.optimise.prompt`), and no steps between several overrides.
    """
    entries: list[Entry] = []
    read = partial(Reader().read, settings=settings)
    solver = partial(solve_promptly if prompt else partial(solve, engine=engine), limit=limit)
    for source in sources:
        entry = _entry(source, read, solver)
        steps = _steps(entries[0], entry, read, solver, one_by_one=not prompt) if entries else ()
        entries.append(replace(entry, steps=steps))
    return Comparison(tuple(entries))


def _entry(source: str | Path | Scenario, read: Read, solver: Solver) -> Entry:
    try:
        scenario = source if isinstance(source, Scenario) else read(source)
    except InvalidScenario as failure:
        return Entry(str(source), failure=failure)
    name = scenario.name or str(scenario.title)
    try:
        return Entry(name, scenario, solver(scenario))
    except (Infeasible, Stopped) as failure:
        return Entry(name, scenario, failure=failure)


def _steps(
    first: Entry, entry: Entry, read: Read, solver: Solver, *, one_by_one: bool
) -> tuple[Step, ...]:
    """The way from the first scenario to one of its variants, an override at a time."""
    base, scenario = first.scenario, entry.scenario
    if base is None or scenario is None or base.variant is not None or base.origin != scenario.origin:
        return ()
    overrides = [o for o in dict.fromkeys(c.override for c in scenario.changes) if o != "--set"]
    if len(overrides) > 1 and not one_by_one:
        return ()
    steps, before = [], first
    for number, override in enumerate(overrides, start=1):
        last = number == len(overrides)
        path = f"{base.origin}:{'+'.join(overrides[:number])}"
        after = entry if last else _entry(path, read, solver)
        steps.append(_step(override, scenario, before, after))
        before = after
    return tuple(steps)


def _step(override: str, scenario: Scenario, before: Entry, after: Entry) -> Step:
    both = before.portfolio is not None and after.portfolio is not None
    return Step(
        override=override,
        changes=tuple(change for change in scenario.changes if change.override == override),
        entered=tuple(sorted(after.actions - before.actions)) if both else (),
        left=tuple(sorted(before.actions - after.actions)) if both else (),
        value=_difference(before.portfolio, after.portfolio, "value"),
        local_cost=_difference(before.portfolio, after.portfolio, "local_cost"),
    )


def _difference(before: Portfolio | None, after: Portfolio | None, name: str) -> Fraction | None:
    if before is None or after is None:
        return None
    change: Fraction = getattr(after, name) - getattr(before, name)
    return change

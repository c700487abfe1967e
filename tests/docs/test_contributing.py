"""The rule that CONTRIBUTING.md adds as an example is one."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from loading import load
from rewrite import ROOT
from tiny import tiny

from mcda.optimise.engines import Clock, engine_named
from mcda.optimise.programme import formulate
from mcda.optimise.search import maximise
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import verdict
from mcda.scoring import score

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SCORES = score(load(tiny()))


def both_ways(**keys: Any) -> Any:
    """The example's rule, from its own text."""
    found = re.search(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    assert found
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(found[1], "CONTRIBUTING.md", "exec", dont_inherit=True), names)  # noqa: S102 - our own text
    return names["BothWays"](type="both_ways", **keys)


def test_it_judges_a_portfolio() -> None:
    """Between U and R, A1 and A2 bring 150 one way and nothing the other."""
    rule = both_ways(between=["U", "R"], min="100")
    tally = Tally(SCORES, frozenset({"A1", "A2"}))
    found = verdict("rule", rule, ScenarioQuantities(SCORES), tally)
    assert (found.verdict, found.relation, found.slack) == ("NOT MET", "U", Fraction(-100))


def test_it_constrains_the_optimiser() -> None:
    rule = both_ways(between=["V", "R"], min="1")
    programme = formulate(SCORES, {"rule": rule})
    found = maximise(programme, programme.q.value(), engine_named("cpsat"), Clock.of(None))
    assert found.status == "infeasible"


def test_it_names_the_partners_it_mentions() -> None:
    rule = both_ways(between=["U", "R"], min="1")
    assert [named.id for named in rule.names()] == ["U", "R"]

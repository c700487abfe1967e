"""Charts of the page: made once for an answer and a language, drawn when the browser asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mcda.analysis.frontier import Frontier
from mcda.portfolio import Portfolio
from mcda.show.charts import Chart
from mcda.web.memory import Memory
from mcda.wording import Words

MOST = 128
Key = tuple[str, frozenset[str], str, bool, str]


@dataclass(frozen=True)
class Subject:
    """What a chart is about."""

    portfolio: Portfolio
    mark: str
    """Of the scenario, as it is asked about."""
    frontier: Frontier | None = None


class Drawings:
    """Charts and their SVG, the latest of them."""

    def __init__(self) -> None:
        self._charts: Memory[Key, Chart] = Memory(MOST)
        self._drawn: Memory[Key, str] = Memory(MOST)

    def chart(self, name: str, subject: Subject, words: Words) -> Chart:
        """A chart by its name. `KeyError` if there is none of that name."""
        make = MAKERS[name]
        return self._charts.made(_key(name, subject, words), lambda: make(subject, words))

    def svg(self, name: str, subject: Subject, words: Words) -> str:
        """Its drawing."""
        from mcda.show.charts.render import svg

        return self._drawn.made(
            _key(name, subject, words), lambda: svg(self.chart(name, subject, words))
        )


def _key(name: str, subject: Subject, words: Words) -> Key:
    known = subject.frontier is not None
    return name, subject.portfolio.options, subject.mark, known, words.language


def _groups(subject: Subject, words: Words) -> Chart:
    from mcda.show.charts.ledger import groups

    return groups(subject.portfolio, words)


def _value_for_money(subject: Subject, words: Words) -> Chart:
    from mcda.show.charts.value_for_money import value_for_money

    return value_for_money(subject.portfolio, words, frontier=subject.frontier)


MAKERS: dict[str, Callable[[Subject, Words], Chart]] = {
    "groups": _groups,
    "frontier": _value_for_money,
}
"""What makes a chart, by name."""


def warm_up() -> None:
    """Import what draws, so that the first reader need not wait for it."""
    import altair  # noqa: F401
    import vl_convert

    vl_convert.vegalite_to_svg('{"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {}}')

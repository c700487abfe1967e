"""By what means an analysis of many optimisations is done: engine, time, memory, workers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from mcda.errors import Stopped
from mcda.optimise.engines import Clock
from mcda.runs.journal import FORGETFUL, Fact, Journal
from mcda.runs.many import ALONE as ONESELF
from mcda.runs.many import Hands, many
from mcda.runs.progress import Listener, unheard


@dataclass(frozen=True)
class Means:
    """Engine, time, memory, workers."""

    engine: str = "auto"
    limit: float | None = None
    """Seconds for a task: a task that takes longer is given up."""
    clock: Clock = field(default_factory=lambda: Clock.of(None))
    journal: Journal = FORGETFUL
    listen: Listener = unheard
    hands: Hands = ONESELF
    """Who does the work."""

    def many(self, function: str, tasks: Sequence[Fact]) -> Iterator[Any]:
        """Results of a function on each task, in order; fewer where the time is over first."""
        try:
            yield from many(
                function,
                tasks,
                journal=self.journal,
                stop=lambda: self.clock.over,
                beside=("limit",),
                **vars(self.hands),
            )
        except Stopped:
            return


ALONE = Means()
"""Here, without a limit, without memory."""

"""A hard instance: strongly correlated knapsacks, far from solved in a second.

Two hundred and fifty actions; six partners pay for most of each in different proportions, and an
action is worth about what it costs. Everything within the six caps is nearly as good as the rest.
"""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

ACTIONS = 250
PARTNERS = 6


def hard(seed: int = 1) -> dict[str, Any]:
    """The same seed gives the same scenario."""
    source = random.Random(seed)  # noqa: S311
    partners = [f"P{n}" for n in range(PARTNERS)]
    actions, impacts, shares, paid = [], [], [], dict.fromkeys(partners, 0)
    for n in range(ACTIONS):
        cost = source.randint(500, 1500)
        action = f"A{n:03d}"
        actions.append({"action": action, "name": action, "theme": f"t{n % 5}", "cost": cost})
        impacts.append({"action": action, "gain": cost + 100})
        cuts = sorted(source.randint(0, 100) for _ in range(PARTNERS - 1))
        parts = [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
        for partner, part in zip(partners, parts, strict=True):
            shares.append({"action": action, "partner": partner, "pays": part, "receives": part})
            paid[partner] += cost * part // 100
    return {
        "mcda": 1,
        "title": "Hard",
        "language": "en",
        "money": "€",
        "partners": [{"partner": p, "name": p, "cap": paid[p] * 45 // 100} for p in partners],
        "criteria": [{"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 300_000}],
        "actions": actions,
        "impacts": impacts,
        "shares": shares,
        "rules": {"caps": {"type": "caps"}},
    }


def value_of(gain: int) -> Fraction:
    """Points of a total gain."""
    return Fraction(100 * gain, 300_000)

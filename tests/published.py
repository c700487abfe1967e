"""Published instances, typed in."""

from __future__ import annotations

from typing import Any

PROBE_SMALL: dict[str, Any] = {
    "mcda": 1,
    "title": "Four projects",
    "language": "en",
    "money": "k€",
    "criteria": [{"criterion": "worth", "name": "Value", "unit": "points", "zero": 0, "full": 100}],
    "actions": [
        {"action": "P1", "name": "1", "theme": "none", "cost": 4},
        {"action": "P2", "name": "2", "theme": "none", "cost": 8},
        {"action": "P3", "name": "3", "theme": "none", "cost": 10},
        {"action": "P4", "name": "4", "theme": "none", "cost": 8},
    ],
    "impacts": [
        {"action": "P1", "worth": 3},
        {"action": "P2", "worth": 4},
        {"action": "P3", "worth": 3},
        {"action": "P4", "worth": 2},
    ],
    "rules": {},
}
"""Lourenço, Morton, Bana e Costa (2012), Decision Support Systems 54: PROBE, the four projects."""

PROBE_ROWS = """
P01 A 1.1  67 40 30 50
P02 A 1.9  55 37 40 20
P03 A 0.9 100 90 80 90
P04 A 0.9  90 80 70 95
P05 B 1.8  48 35 40 33
P06 B 1.3  43 32 25 44
P07 B 1.3  42 64 80 55
P08 B 1.1  40 50 44 20
P09 C 0.9  80 90 78 66
P10 C 1.3  88 66 80 70
P11 D 0.7  41 48 49 25
P12 D 0.8  86 88 90 72
"""
BENEFITS = ("B1", "B2", "B3", "B4")
_ROWS = [line.split() for line in PROBE_ROWS.strip().splitlines()]

PROBE_DEPARTMENTS: dict[str, Any] = {
    "mcda": 1,
    "title": "Twelve projects in four departments",
    "language": "en",
    "money": "M€",
    "weights": dict(zip(BENEFITS, (31, 19, 29, 21), strict=True)),
    "criteria": [
        {"criterion": b, "name": b, "unit": "points", "zero": 0, "full": 100} for b in BENEFITS
    ],
    "actions": [{"action": p, "name": p, "theme": d, "cost": cost} for p, d, cost, *_ in _ROWS],
    "impacts": [{"action": p, **dict(zip(BENEFITS, levels, strict=True))} for p, _, _, *levels in _ROWS],
    "rules": {},
}
"""The same paper: twelve projects, weights .31 .19 .29 .21, budget 5.0."""

"""JSON in one form only, so that equal contents are equal texts and have equal names."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any


def canonical(content: Any) -> str:
    """Content as JSON: keys sorted, no blanks.

    Raises
    ------
    TypeError, ValueError
        What JSON cannot hold, infinite numbers included.
    """
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def settled(content: Any) -> Any:
    """Content as it comes back from its canonical form: lists for tuples, texts for keys, sorted."""
    return json.loads(canonical(json.loads(json.dumps(content, allow_nan=False))))


def digest(content: Any) -> str:
    """sha256 of the canonical form, in hexadecimal."""
    return sha256(canonical(content).encode()).hexdigest()

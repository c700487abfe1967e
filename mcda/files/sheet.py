"""What was read of one table: records, and the ids of rows that gave none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from mcda.files.raw_table import RawTable
from mcda.rules.base import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Sheet(Generic[R]):
    """What was read of one table."""

    table: RawTable
    records: tuple[R, ...] = ()
    rows: tuple[int, ...] = ()
    """Row of each record."""
    ids: frozenset[str] = frozenset()
    """Ids of all rows, also of those that gave no record."""
    flawed: frozenset[str] = frozenset()
    """First ids of the rows that gave no record: sums about them mean nothing."""

    def numbered(self) -> Iterator[tuple[int, R]]:
        """Records with their rows."""
        return zip(self.rows, self.records, strict=True)

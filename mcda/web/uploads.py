"""Workbooks that somebody uploaded, kept for a while under a name that nobody can guess."""

from __future__ import annotations

import re
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from mcda.errors import Problem, UsageProblem
from mcda.files.durable import write_file

PREFIX = "upload:"
TOKEN = re.compile(r"[0-9a-f]{32}")
KINDS = (".xlsx", ".ods")
LARGEST = 5_000_000
"""Bytes of a workbook."""
MOST = 200
"""Workbooks kept at a time."""
KEPT = 24 * 3600.0
"""Seconds since a workbook was last asked about."""


class Uploads:
    """A folder of workbooks. Several processes may share it."""

    def __init__(self, folder: Path | None = None, *, kept: float = KEPT, most: int = MOST) -> None:
        self._own = tempfile.TemporaryDirectory(prefix="mcda-") if folder is None else None
        self.folder = Path(self._own.name) if self._own is not None else Path(folder or "")
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._kept = kept
        self._most = most

    def keep(self, name: str, content: bytes) -> str:
        """The name (`upload:TOKEN`) under which a workbook is kept from now on.

        Raises
        ------
        UsageProblem
            E413 it is too large, E415 it is no workbook, E417 too many are kept.
        """
        kind = Path(name).suffix.casefold()
        if len(content) > LARGEST:
            raise UsageProblem(Problem("E413", details={"most": LARGEST // 10**6}))
        if kind not in KINDS or not content.startswith(b"PK"):
            raise UsageProblem(Problem("E415", value=Path(name).name[:80]))
        self.tidy()
        if sum(1 for _ in self._files()) >= self._most:
            raise UsageProblem(Problem("E417"))
        token = secrets.token_hex(16)
        write_file(self.folder / f"{token}{kind}", content)
        return f"{PREFIX}{token}"

    def find(self, name: str) -> Path | None:
        """The file of a name; None where there is none (any more). Asking keeps it for longer."""
        token = name.removeprefix(PREFIX)
        if not name.startswith(PREFIX) or not TOKEN.fullmatch(token):
            return None
        for kind in KINDS:
            file = self.folder / f"{token}{kind}"
            with suppress(OSError):
                if time.time() - file.stat().st_mtime < self._kept:
                    file.touch()
                    return file
        return None

    def drop(self, name: str) -> None:
        """Forget a workbook now."""
        file = self.find(name)
        if file is not None:
            file.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Forget workbooks that nobody has asked about for long."""
        for file in self._files():
            with suppress(OSError):  # another process may be quicker
                if time.time() - file.stat().st_mtime >= self._kept:
                    file.unlink()

    def close(self) -> None:
        """Forget everything, where the folder is not shared."""
        if self._own is not None:
            self._own.cleanup()

    def _files(self) -> Iterator[Path]:
        return (file for file in self.folder.iterdir() if TOKEN.fullmatch(file.stem))

"""Files that are there whole, or not at all.

A file is written beside its place and moved there once it is on the disk: whoever looks sees the
old one or the new one, never half of it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from mcda.errors import Place, Problem, UsageProblem

Files = Mapping[str, bytes]
"""Contents by name of file."""


def refuse_existing(target: Path) -> None:
    """Raise `UsageProblem` if something would be overwritten; an empty folder is nothing."""
    is_empty_folder = target.is_dir() and not any(target.iterdir())
    if (target.exists() or target.is_symlink()) and not is_empty_folder:
        raise UsageProblem(Problem("E110", Place(str(target)), target.name))


def write_file(target: Path, content: bytes) -> None:
    """Put a file in its place, whole; its folder is made if need be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def check_writable(target: Path) -> None:
    """Raise the `OSError` that `write_file` would end with; nothing is left behind, or changed."""
    folder = next(folder for folder in target.parents if folder.exists())
    with tempfile.NamedTemporaryFile(dir=folder, prefix=f".{target.name}."):
        pass
    if target.exists():
        with target.open("r+b"):  # where another program holds it, as spreadsheets do on Windows
            pass


def write_folder(target: Path, files: Files) -> None:
    """Put a folder in its place, all its files at once where it did not exist yet."""
    if target.is_dir() and any(target.iterdir()):
        for name, content in files.items():
            write_file(target / name, content)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    try:
        for name, content in files.items():
            write_file(temporary / name, content)
        temporary.chmod(0o777 & ~_umask())
        temporary.replace(target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _mode(target: Path) -> int:
    """Rights of the file that is replaced, else those of any new file."""
    return target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

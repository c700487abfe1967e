"""What the operating system and SQLite give as reasons, in words to translate."""

from __future__ import annotations

import errno
import socket
import sqlite3
from collections.abc import Mapping

from mcda.problems.words import Term
from mcda.wording import N_

DENIED, FULL = N_("permission denied"), N_("no space left on the disk")
BUSY = N_("another process is using it")
NO_FOLDER = N_("what should be a folder is a file")
UNREADABLE = N_("the disk cannot be read or written")
READ_ONLY = N_("it can only be read")
SYSTEM: Mapping[int, str] = {
    errno.ENOENT: N_("no such file or folder"),
    errno.EACCES: DENIED,
    errno.EPERM: DENIED,
    errno.EEXIST: NO_FOLDER,  # of a folder that is made unless it is there
    errno.ENOTDIR: NO_FOLDER,
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTEMPTY: N_("the folder is not empty"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EROFS: READ_ONLY,
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EBUSY: BUSY,
    errno.EIO: UNREADABLE,
    errno.EMFILE: N_("too many files are open"),
    errno.ENFILE: N_("too many files are open"),
    errno.EADDRINUSE: N_("the port is already in use"),
    errno.EADDRNOTAVAIL: N_("this machine has no such address"),
    errno.ECONNREFUSED: N_("nothing answers there"),
    errno.ECONNRESET: N_("the connection was broken off"),
    errno.ETIMEDOUT: N_("no answer came in time"),
    errno.EHOSTUNREACH: N_("the machine cannot be reached"),
    errno.ENETUNREACH: N_("the network cannot be reached"),
}
"""Reasons by the number of an `OSError`."""
UNKNOWN_NAME = N_("no machine of that name is known")
SQLITE: Mapping[int, str] = {
    sqlite3.SQLITE_CANTOPEN: N_("the file cannot be opened"),
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: DENIED,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: UNREADABLE,
    sqlite3.SQLITE_CORRUPT: N_("what it holds does not fit together"),
    sqlite3.SQLITE_NOTADB: N_("it is no database"),
}
"""Reasons by the primary result code of an error of SQLite."""


def reason(wrong: Exception) -> str:
    """Why it did not work: a word of the catalogue for usual reasons, else the system's own words."""
    known = None
    if isinstance(wrong, socket.gaierror):
        known = UNKNOWN_NAME if wrong.errno == socket.EAI_NONAME else None
    elif isinstance(wrong, OSError) and wrong.errno is not None:
        known = SYSTEM.get(wrong.errno)
    elif isinstance(wrong, sqlite3.Error):
        code = getattr(wrong, "sqlite_errorcode", None)  # not there on what Python itself raises
        known = None if code is None else SQLITE.get(code & 0xFF)
    return str(getattr(wrong, "strerror", None) or wrong) if known is None else Term(known)

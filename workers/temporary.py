"""A private folder for files while they are read; gone afterwards, also those of a worker that was killed."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import OutOfSpace, Unavailable

PREFIX = "bewijsloket-read-"


@contextmanager
def private_folder(base: Path | None) -> Iterator[Path]:
    """A folder for this user only, below `base` (the system's own for None). Clears away first what a killed
    process left: a folder belongs to whoever holds the lock on it, and a lock ends with its process.

    What libraries write for a moment lies in it too, so a process reads one document at a time. OutOfSpace
    or Unavailable where it cannot be made.
    """
    place = Path(base or tempfile.gettempdir())
    made, handle = _locked(place)
    try:
        with _as_default(made):
            yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        os.close(handle)


def _locked(place: Path) -> tuple[Path, int]:
    """A new folder and the lock on it."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        _clear_left(place)
        while True:
            made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
            handle = os.open(made, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX)
            if made.exists():
                return made, handle
            os.close(
                handle
            )  # another process found it before it was locked, and took it for one that was left
    except OSError as exc:
        if exc.errno in (errno.ENOSPC, errno.EDQUOT):
            raise OutOfSpace("the disk for temporary files is full") from exc
        raise Unavailable("temporary files cannot be written") from exc


@contextmanager
def _as_default(folder: Path) -> Iterator[None]:
    """Temporary files of this process, and of the programs it starts, go there."""
    before, variable = tempfile.tempdir, os.environ.get("TMPDIR")
    tempfile.tempdir, os.environ["TMPDIR"] = str(folder), str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
        if variable is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = variable


def _clear_left(base: Path) -> None:
    for path in base.glob(f"{PREFIX}*"):
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        except OSError:
            continue  # gone meanwhile, or another user's
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            continue  # in use
        else:
            shutil.rmtree(path, ignore_errors=True)
        finally:
            os.close(handle)

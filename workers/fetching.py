"""A document's files on the local disk, for as long as they are read."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from storage.errors import Damaged, NotFound, OutOfSpace, Unavailable
from storage.records.documents import File
from workers.moving import verified
from workers.room import Room
from workers.temporary import private_folder

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


@contextmanager
def fetched(room: Room, files: Sequence[File]) -> Iterator[list[Path]]:
    """The files in the order of their pages, under names that say nothing; removed at the end.

    NotFound where bytes are gone, Damaged where they are not what was received, OutOfSpace where the disk is
    full.
    """
    with private_folder(room.settings.temp_dir) as folder:
        yield [_fetch(room, one, folder / f"{one.position + 1}{_suffix(room, one)}") for one in files]


def name_of(room: Room, one: File) -> str:
    """The file's name as the applicant gave it, '' where it cannot be told: memory only. Damaged where it was
    sealed with another key."""
    return "" if room.sealer is None or not one.name else room.sealer.open(one.name)


def _suffix(room: Room, one: File) -> str:
    """What the name claims that the file is: the check compares it with the content."""
    try:
        suffix = Path(name_of(room, one)).suffix
    except Damaged:  # another key: the content tells what it is
        return ""
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def _fetch(room: Room, one: File, path: Path) -> Path:
    if one.ref is None:
        raise NotFound("the bytes of this file are destroyed")
    with room.store.open(one.ref) as chunks:
        try:
            with path.open("xb") as target:
                for chunk in verified(chunks, one.sha256):
                    target.write(chunk)
        except OSError as exc:
            if exc.errno in (errno.ENOSPC, errno.EDQUOT):
                raise OutOfSpace("the disk for temporary files is full") from exc
            raise Unavailable("temporary files cannot be written") from exc
    return path

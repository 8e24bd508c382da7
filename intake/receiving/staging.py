"""Where the bytes of an upload lie until it is complete: one file each, whose durable size is the offset.

The folder must be on a disk that all web processes share. What is written is synced before it is told, so an
offset that was told survives any kill; after a restart the file itself says how far it got.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from intake.errors import InUse
from storage.disk import refusal
from storage.errors import OutOfSpace
from storage.folder import sync_folder
from storage.objects import pieces


class Staging:
    """A folder of uploads under way. Methods block: call them from a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._hashes: dict[UUID, _Hash] = {}

    def path(self, upload: UUID) -> Path:
        return self._folder / upload.hex

    def create(self, upload: UUID) -> None:
        """An empty file for a new upload, durable."""
        with told_space(), self.path(upload).open("xb") as file:
            os.fsync(file.fileno())
        sync_folder(self._folder)

    def size(self, upload: UUID) -> int | None:
        """How many bytes are durable; None where there is no file."""
        try:
            with self.path(upload).open("rb") as file:
                os.fsync(file.fileno())
                return os.fstat(file.fileno()).st_size
        except FileNotFoundError:
            return None

    @contextmanager
    def appending(self, upload: UUID) -> Iterator[Appending]:
        """The one writer of an upload. InUse while another connection is."""
        with told_space():
            opened = self.path(upload).open("r+b")
        with opened as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as exc:
                raise InUse from exc
            yield Appending(file, self._hashes.pop(upload, None))

    def remember(self, upload: UUID, appending: Appending) -> None:
        """Keep the running hash for the next part; without it the file is read again."""
        if appending.hash is not None:
            self._hashes[upload] = appending.hash

    def sha256(self, upload: UUID) -> str:
        """Of the whole file, in hex: from the running hash where this process saw every byte."""
        known = self._hashes.pop(upload, None)
        size = self.path(upload).stat().st_size
        if known is not None and known.size == size:
            return known.digest.hexdigest()
        digest = hashlib.sha256()
        for chunk in self.chunks(upload):
            digest.update(chunk)
        return digest.hexdigest()

    def chunks(self, upload: UUID) -> Iterator[bytes]:
        """The bytes, in order."""
        with self.path(upload).open("rb") as file:
            yield from pieces(file)

    def age(self, upload: UUID) -> float:
        """Seconds since bytes were last added; none where there is no file."""
        try:
            return time.time() - self.path(upload).stat().st_mtime
        except FileNotFoundError:
            return 0.0

    def remove(self, upload: UUID) -> None:
        """Remove the bytes; no error where they are gone."""
        self._hashes.pop(upload, None)
        with contextlib.suppress(FileNotFoundError):
            self.path(upload).unlink()

    def known(self) -> Iterator[UUID]:
        """The uploads that have a file."""
        for path in self._folder.iterdir():
            with contextlib.suppress(ValueError):
                yield UUID(hex=path.name)


@dataclass(slots=True)
class _Hash:
    digest: hashlib._Hash
    size: int


class Appending:
    """Adds bytes at the end of one upload's file, and takes them back where they were wrong."""

    def __init__(self, file: BinaryIO, known: _Hash | None) -> None:
        self._file = file
        self.size = file.seek(0, os.SEEK_END)
        fresh = _Hash(hashlib.sha256(), 0) if self.size == 0 else None
        self.hash = known if known is not None and known.size == self.size else fresh

    def add(self, data: bytes) -> None:
        """Write, without syncing yet. OutOfSpace where the disk is full: then nothing of it stays."""
        start = self.size
        try:
            with told_space():
                self._file.write(data)
                self._file.flush()
        except OutOfSpace:
            self.cut(start)
            raise
        self.size += len(data)
        if self.hash is not None:
            self.hash.digest.update(data)
            self.hash.size = self.size

    def sync(self) -> None:
        """Make what was added durable."""
        with told_space():
            os.fsync(self._file.fileno())

    def cut(self, size: int) -> None:
        """Back to an earlier size."""
        self._file.truncate(size)
        self._file.seek(size)
        self.size, self.hash = size, None
        os.fsync(self._file.fileno())


@contextmanager
def told_space() -> Iterator[None]:
    """A disk that is full, or cannot be written, as our own error."""
    try:
        yield
    except OSError as exc:
        told = refusal(exc, "the uploads")
        if told is None:
            raise
        raise told from exc

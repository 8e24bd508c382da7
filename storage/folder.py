"""Objects in a local folder: the embedded default, with the same versions, holds and dates as S3.

    <root>/<bucket>/<ab>/<rest of name>/@<version>.bytes   the content, read-only
                                        @<version>.json    its record; a version exists once this does

A write goes to `<root>/.writing/` first, is synced to disk, and is then moved: bytes, then record. What a
crash leaves behind has no record. Version ids are UUIDv7: newest last by name.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from storage.disk import refusal
from storage.errors import Damaged, NotFound, NotProvisioned, Protected, Unavailable
from storage.names import is_name, new_id
from storage.objects import (
    CHUNK,
    Bucket,
    Gone,
    Ref,
    Stored,
    Version,
    pieces,
    refuse_lock_outside_evidence,
    refuse_protected,
)

Clock = Callable[[], datetime]

_WRITING = ".writing"
_RECORD = re.compile(r"@.*\.json")


class FolderStore:
    """ObjectStore in `root`. `clock` gives the aware time by which locks are judged; new evidence is retained
    for `first` from its writing."""

    def __init__(
        self, root: Path, *, clock: Clock = lambda: datetime.now(UTC), first: timedelta = timedelta(0)
    ) -> None:
        self._root = root
        self._clock = clock
        self._first = first

    def provision(self) -> None:
        """Make the folders. Nothing happens where they are."""
        with _told():
            for part in (*Bucket, _WRITING):
                (self._root / part).mkdir(parents=True, exist_ok=True, mode=0o700)

    def sweep(self, *, before: datetime) -> int:
        """Remove what writes that were interrupted before then left behind; how many files."""
        swept = 0
        with _told():
            for path in (self._root / _WRITING).iterdir():
                with contextlib.suppress(FileNotFoundError):  # just moved to its place
                    if path.stat().st_mtime < before.timestamp():
                        path.unlink()
                        swept += 1
        return swept

    def put(self, bucket: Bucket, name: str, chunks: Iterable[bytes], *, media_type: str) -> Stored:
        return self._put(bucket, name, media_type, lambda writing: _write(writing, chunks))

    def put_file(self, bucket: Bucket, name: str, path: Path, *, sha256: str, media_type: str) -> Stored:
        """The file itself becomes the object, by a second link: nothing is read or written again."""

        def link(writing: Path) -> tuple[int, str]:
            try:
                os.link(path, writing)
            except OSError as exc:
                if exc.errno != errno.EXDEV:
                    raise
                with path.open("rb") as source:  # on another disk
                    return _write(writing, pieces(source))
            with writing.open("rb") as file:
                os.fsync(file.fileno())
                return os.fstat(file.fileno()).st_size, sha256

        return self._put(bucket, name, media_type, link)

    def _put(
        self, bucket: Bucket, name: str, media_type: str, write: Callable[[Path], tuple[int, str]]
    ) -> Stored:
        place = self._place(bucket, name)
        version = self._new_version()
        writing = self._root / _WRITING / version
        with _told():
            if not writing.parent.is_dir():
                raise NotProvisioned("the folder of the object store was not made")
            try:
                size, sha256 = write(writing)
                record = {
                    "size": size,
                    "sha256": sha256,
                    "created": self._clock().isoformat(),
                    "media_type": media_type,
                    "retain_until": self._first_date(bucket),
                    "hold": False,
                }
                with _locked(place):
                    version = _newest(place, version)
                    writing.replace(_bytes_of(place, version))
                    _write_record(place, version, record)
                for folder in place.parents[: len(Path(name).parts)]:
                    sync_folder(folder)
            except BaseException:
                writing.unlink(missing_ok=True)
                raise
        return Stored(Ref(bucket, name, version), size, sha256)

    @contextmanager
    def open(self, ref: Ref, *, start: int = 0, length: int | None = None) -> Iterator[Iterator[bytes]]:
        found = self.stat(ref)
        assert found.ref.version is not None
        path = _bytes_of(self._place(ref.bucket, ref.name), found.ref.version)
        with contextlib.ExitStack() as stack:
            with _told():
                try:
                    source = stack.enter_context(path.open("rb"))
                except FileNotFoundError as exc:
                    raise Damaged(f"bytes of a version are missing in {ref.bucket}") from exc
                source.seek(start)
            yield _chunks(source, length)

    def stat(self, ref: Ref) -> Version:
        found = self.versions(ref.bucket, ref.name)
        for one in found:
            if ref.version in (None, one.ref.version):
                return one
        raise NotFound(f"no such object or version in {ref.bucket}")

    def versions(self, bucket: Bucket, name: str) -> list[Version]:
        place = self._place(bucket, name)
        with _told():
            ids = sorted((path.stem[1:] for path in place.glob("@*.json")), reverse=True)
            found: list[Version] = []
            for version in ids:
                with contextlib.suppress(FileNotFoundError):  # destroyed between listing and reading
                    record = _record(place, version)
                    found.append(_version(Ref(bucket, name, version), record, latest=not found))
            return found

    def copy(self, source: Ref, bucket: Bucket, name: str) -> Stored:
        found = self.stat(source)
        assert found.ref.version is not None
        record = _record(self._place(source.bucket, source.name), found.ref.version)
        with self.open(found.ref) as chunks:
            return self.put(bucket, name, chunks, media_type=record["media_type"])

    def set_hold(self, ref: Ref, *, on: bool) -> None:
        refuse_lock_outside_evidence(ref.bucket)
        self._change(ref, lambda record: {**record, "hold": on})

    def retain(self, ref: Ref, until: datetime) -> None:
        refuse_lock_outside_evidence(ref.bucket)

        def extended(record: dict[str, Any]) -> dict[str, Any]:
            before = _date(record["retain_until"])
            if before is not None and until < before:
                raise Protected("a retain-until date cannot be shortened")
            return {**record, "retain_until": until.astimezone(UTC).isoformat()}

        self._change(ref, extended)

    def destroy(self, bucket: Bucket, name: str) -> Gone:
        place = self._place(bucket, name)
        with _told():
            with _locked(place):
                found = self.versions(bucket, name)
                refuse_protected(found, self._clock())
                for one in found:
                    assert one.ref.version is not None
                    # Bytes first: a version without bytes is listed and destroyed again, never forgotten.
                    _bytes_of(place, one.ref.version).unlink(missing_ok=True)
                    _record_of(place, one.ref.version).unlink(missing_ok=True)
                for left in place.glob("@*"):
                    left.unlink(missing_ok=True)
                sync_folder(place)
            _remove_if_empty(place, self._root / bucket)
        if self.versions(bucket, name):
            raise Protected(f"versions are left in {bucket} after destroying them")
        return Gone(len(found), 0, self._clock())

    def names(self, bucket: Bucket, prefix: str = "") -> Iterator[str]:
        base = self._root / bucket
        with _told():
            if not base.is_dir():
                raise NotProvisioned("the folder of the object store was not made")
            yield from _names_below(base, base, prefix)

    def _change(self, ref: Ref, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        if ref.version is None:
            raise ValueError("a hold or date is on a version: name it")
        place = self._place(ref.bucket, ref.name)
        with _told(), _locked(place, existing=True):
            try:
                record = _record(place, ref.version)
            except FileNotFoundError as exc:
                raise NotFound(f"no such version in {ref.bucket}") from exc
            _write_record(place, ref.version, change(record))

    def _place(self, bucket: Bucket, name: str) -> Path:
        if not is_name(name):
            raise ValueError("object names are made by storage.names.new_name")
        return self._root / bucket / name

    def _first_date(self, bucket: Bucket) -> str | None:
        if bucket is not Bucket.EVIDENCE or not self._first:
            return None
        return (self._clock() + self._first).astimezone(UTC).isoformat()

    def _new_version(self) -> str:
        return new_id(int(self._clock().timestamp() * 1000)).hex


def _newest(place: Path, version: str) -> str:
    """This id for a new version, or the one after the newest there is: the clock may have been set back."""
    last = max((path.stem[1:] for path in place.glob("@*.json")), default="")
    return version if version > last else UUID(int=UUID(hex=last).int + 1).hex


@contextmanager
def _told() -> Iterator[None]:
    """Errors of the file system as ours, without paths."""
    try:
        yield
    except OSError as exc:
        failed = f"the folder of the object store failed: {errno.errorcode.get(exc.errno or 0, '?')}"
        raise (refusal(exc, "the object store") or Unavailable(failed)) from exc


@contextmanager
def _locked(place: Path, *, existing: bool = False) -> Iterator[None]:
    """One writer at a time in one object's folder, across processes."""
    if existing and not place.is_dir():
        raise NotFound("no such object")
    while True:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(place, os.O_RDONLY)
        except FileNotFoundError:
            continue  # destroyed by another between making and opening
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            if _still_there(handle, place):
                yield
                return
        finally:
            os.close(handle)


def _still_there(handle: int, place: Path) -> bool:
    """Whether the locked folder is the one that stands there, and was not destroyed in between."""
    try:
        return os.fstat(handle).st_ino == place.stat().st_ino
    except FileNotFoundError:
        return False


def _write(path: Path, chunks: Iterable[bytes]) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as target:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return size, digest.hexdigest()


def _write_record(place: Path, version: str, record: dict[str, Any]) -> None:
    fresh = place / f"@{version}.fresh"
    with fresh.open("w", encoding="utf-8") as target:
        json.dump(record, target)
        target.flush()
        os.fsync(target.fileno())
    fresh.replace(_record_of(place, version))
    sync_folder(place)


def sync_folder(place: Path) -> None:
    """Make names that were made or moved in a folder durable."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _record(place: Path, version: str) -> dict[str, Any]:
    try:
        record: dict[str, Any] = json.loads(_record_of(place, version).read_text(encoding="utf-8"))
    except ValueError as exc:
        raise Damaged("the record of a version cannot be read") from exc
    return record


def _version(ref: Ref, record: dict[str, Any], *, latest: bool) -> Version:
    created = _date(record["created"])
    assert created is not None
    until = _date(record["retain_until"])
    return Version(ref, record["size"], created, latest, retain_until=until, hold=record["hold"])


def _date(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _bytes_of(place: Path, version: str) -> Path:
    return place / f"@{version}.bytes"


def _record_of(place: Path, version: str) -> Path:
    return place / f"@{version}.json"


def _chunks(source: IO[bytes], length: int | None) -> Iterator[bytes]:
    left = length
    while left is None or left > 0:
        chunk = source.read(CHUNK if left is None else min(CHUNK, left))
        if not chunk:
            return
        left = None if left is None else left - len(chunk)
        yield chunk


def _names_below(base: Path, folder: Path, prefix: str) -> Iterator[str]:
    """Names in order; a folder that cannot hold one with this prefix is not entered."""
    for entry in _below(folder):
        if not entry.is_dir():
            continue
        name = entry.relative_to(base).as_posix()
        if not (name.startswith(prefix) or prefix.startswith(name)):
            continue
        if name.startswith(prefix) and any(_RECORD.fullmatch(path.name) for path in _below(entry)):
            yield name
        yield from _names_below(base, entry, prefix)


def _below(folder: Path) -> list[Path]:
    """What is in a folder, in order; nothing where it was just emptied and removed."""
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []


def _remove_if_empty(place: Path, base: Path) -> None:
    for folder in (place, *place.parents):
        if folder == base:
            return
        try:
            folder.rmdir()
        except OSError:
            return  # something else lives there

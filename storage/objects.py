"""Where bytes are kept: one interface, two implementations (a folder, an S3 server).

Objects live in four buckets (design, "The way of a document"). Every write makes a new version; nothing is
overwritten. In the evidence bucket a version can carry a legal hold and a retain-until date; while either
stands, no method here removes it. A new version
there is retained for some days from the start, by the bucket's own default, so that nothing is unprotected
until the lock-keeper has set its hold. Names are made by `names.new_name`: they hold no person, file name or
hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol

from storage.errors import Protected

CHUNK = 1024 * 1024  # bytes read and written at a time


class Bucket(StrEnum):
    """What a bucket is for; `evidence` alone has object lock."""

    QUARANTINE = "quarantine"
    DRAFT = "draft"
    EVIDENCE = "evidence"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Ref:
    """One version of one object; without `version` the latest."""

    bucket: Bucket
    name: str
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """What a write made: `size` in bytes, `sha256` in hex, both of the bytes as they were read."""

    ref: Ref
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version as the store knows it. `marker` is a delete marker: it hides, and holds no bytes.

    `created` and `retain_until` are aware datetimes in UTC.
    """

    ref: Ref
    size: int
    created: datetime
    latest: bool
    marker: bool = False
    retain_until: datetime | None = None
    hold: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """Proof of a destruction: how many versions and markers were removed, and that none was found after."""

    versions: int
    markers: int
    looked_at: datetime


def pieces(source: BinaryIO) -> Iterator[bytes]:
    """What is left of a file, in pieces of `CHUNK` bytes."""
    while piece := source.read(CHUNK):
        yield piece


def refuse_lock_outside_evidence(bucket: Bucket) -> None:
    """ValueError where a hold or date is asked for another bucket than `evidence`."""
    if bucket is not Bucket.EVIDENCE:
        raise ValueError("only the evidence bucket has holds and dates")


def refuse_protected(found: Iterable[Version], now: datetime) -> None:
    """Protected if a hold or a date that has not passed stands on any of these versions."""
    for one in found:
        if one.hold:
            raise Protected(f"a legal hold stands on a version in {one.ref.bucket}")
        if one.retain_until is not None and now < one.retain_until:
            raise Protected(f"a version in {one.ref.bucket} is retained until a later date")


class ObjectStore(Protocol):
    """The interface. Every method raises only StorageError; `Unavailable` and `OutOfSpace` may be retried."""

    def put(self, bucket: Bucket, name: str, chunks: Iterable[bytes], *, media_type: str) -> Stored:
        """Write a new version from a stream of any length, in constant memory.

        When this returns the bytes are durable. When it raises, no version is visible.
        """

    def put_file(self, bucket: Bucket, name: str, path: Path, *, sha256: str, media_type: str) -> Stored:
        """Write a new version from a whole local file with this SHA-256 (hex), which may itself become the
        object: nobody may change it afterwards, its own name may be removed. Damaged where other bytes were
        stored."""

    def open(
        self, ref: Ref, *, start: int = 0, length: int | None = None
    ) -> AbstractContextManager[Iterator[bytes]]:
        """The bytes from `start`, at most `length`, in chunks. NotFound also for a deleted object; an empty
        stream where `start` is at or after the end."""

    def stat(self, ref: Ref) -> Version:
        """Size, times, hold and retention of one version."""

    def versions(self, bucket: Bucket, name: str) -> list[Version]:
        """All versions and markers of one object, newest first; [] where there are none."""

    def copy(self, source: Ref, bucket: Bucket, name: str) -> Stored:
        """A new version elsewhere with the same bytes and media type, read back to tell size and SHA-256."""

    def set_hold(self, ref: Ref, *, on: bool) -> None:
        """Legal hold on or off (evidence only). `ref.version` is required: a hold is on a version."""

    def retain(self, ref: Ref, until: datetime) -> None:
        """Set or extend retain-until (evidence only). Protected if that would shorten it."""

    def destroy(self, bucket: Bucket, name: str) -> Gone:
        """Remove every version and marker, then look whether any is left.

        Protected if a hold or a date stands on any version: then nothing is removed. Interrupted half-way, a
        second call finishes it. An object that is not there is gone already.
        """

    def names(self, bucket: Bucket, prefix: str = "") -> Iterator[str]:
        """Names that begin with `prefix` and have any version or marker, in order."""

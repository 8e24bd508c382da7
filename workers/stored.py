"""Masked readings, back from the `derived` bucket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storage.objects import Bucket, Ref
from storage.records.documents import File
from storage.records.reports import Reading
from verification.masked import joined
from verification.model import MaskedReading, Problem
from verification.reading.codec import decode
from workers.room import Room


def load(room: Room, files: Sequence[File], rows: Sequence[Reading], *, pages: int) -> MaskedReading:
    """A document of so many pages as it was read, with the scanner's word on its files: without that the
    safety check says that nothing was scanned. NotFound, Damaged or UnknownShape where it must be read
    again."""
    parts = []
    for row in rows:
        with room.store.open(Ref(Bucket.DERIVED, row.object)) as chunks:
            parts.append(decode(b"".join(chunks)))
    kept = joined(parts, size=sum(one.size for one in files), page_count=pages)
    if not all(one.scanned_with for one in files):
        return kept
    problems = (*kept.reading.problems, Problem("safety.scanned"))
    return replace(kept, reading=replace(kept.reading, problems=problems))

"""Moving a file's bytes from bucket to bucket, so that what was interrupted half-way is found again.

A file keeps its one random name in every bucket. Whoever comes second finds the copy by that name, compares
it with the record's SHA-256 and takes it as done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from storage.errors import Damaged, NotFound
from storage.objects import Bucket, ObjectStore, Ref
from storage.records.documents import File
from workers.room import Room


def copied(store: ObjectStore, one: File, bucket: Bucket) -> Ref:
    """The file's version in another bucket: the one that is there, or a new copy.

    NotFound where its bytes are gone; Damaged where they, or the copy, are not what was received.
    """
    if one.ref is None:
        raise NotFound("the bytes of this file are destroyed")
    for version in store.versions(bucket, one.object):
        if not version.marker and version.size == one.size and _same(store, version.ref, one.sha256):
            return version.ref
    made = store.copy(one.ref, bucket, one.object)
    if made.sha256 != one.sha256:
        raise Damaged(f"a copy in {bucket} is not what was received")
    return made.ref


def verified(chunks: Iterable[bytes], sha256: str) -> Iterator[bytes]:
    """The same chunks; Damaged at their end if they have another SHA-256 (hex)."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        yield chunk
    if digest.hexdigest() != sha256:
        raise Damaged("the bytes of a file are not what was received")


def clear(room: Room, one: File, bucket: Bucket) -> None:
    """Remove what stands under the file's name in a bucket it has left; nothing happens where it is gone."""
    store = room.store if bucket is Bucket.QUARANTINE else room.destroyer_store
    store.destroy(bucket, one.object)


def _same(store: ObjectStore, ref: Ref, sha256: str) -> bool:
    digest = hashlib.sha256()
    with store.open(ref) as chunks:
        for chunk in chunks:
            digest.update(chunk)
    return digest.hexdigest() == sha256

"""Uploads to the full set, against boto3's own `upload_fileobj` to the same S3 server, which keeps on disk.

Both send the same bytes in as many streams from this process. Ours are on the front desk's disk first, hashed
and recorded; the peer's are only stored.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from storage.assembly import bucket_names, s3_client
from storage.objects import Bucket
from tests.bench.uploads import EACH, OURS, STREAMS, Uploaded, body, by_tus, in_streams, server
from tests.servers.programs import free_port
from tests.stack.full_set import Stack, full_set, storage_settings

_SHARE = 3  # the first, smaller round has this share of the bytes: memory must not grow from there


def measured(folder: Path, *, each: int = EACH) -> tuple[Uploaded, Uploaded, Uploaded]:
    """A third of the bytes by tus, all of them by tus, all by the peer; `each` bytes in every stream."""
    folder.mkdir()
    with full_set(folder, kept="bluestore") as stack:
        port = free_port()
        settings = {
            **stack.settings,
            "BEWIJSLOKET_PORT": str(port),
            "BEWIJSLOKET_DEMO": "true",
            "BEWIJSLOKET_MAX_DAY_BYTES": str(4 * each * STREAMS),
        }
        with server([sys.executable, "-c", OURS], port, settings) as pid:
            third = by_tus(pid, port, each=each // _SHARE)
            ours = by_tus(pid, port, each=each)
        return third, ours, _peer(stack, each)


def _peer(stack: Stack, each: int) -> Uploaded:
    kept = storage_settings(stack.settings)
    client = s3_client(kept, None)
    bucket = bucket_names(kept)[Bucket.DRAFT]

    def send(number: int) -> None:
        client.upload_fileobj(_Readable(body(number, each)), bucket, f"bench-{number}")

    return Uploaded(in_streams(send), 0, each * STREAMS)


class _Readable:
    """A file to read of what an iterator gives."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._waiting = bytearray()

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._waiting) < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            self._waiting += chunk
        end = len(self._waiting) if size < 0 else size
        found = bytes(self._waiting[:end])
        del self._waiting[:end]
        return found

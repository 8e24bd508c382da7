"""A store whose answers are lost: what it may have done already is not asked of it a second time."""

from __future__ import annotations

import socket
from contextlib import suppress

import pytest

from storage.assembly import object_store
from storage.errors import Unavailable
from storage.names import new_name
from storage.objects import Bucket, Ref
from storage.rights import Identity
from storage.settings import StorageSettings
from tests.servers.impostor import impostor

CONNECTIONS = 3  # as many as botocore would try


def test_a_copy_whose_answer_was_lost_is_not_made_twice() -> None:
    """A second version of evidence could not be removed for days."""
    asked: list[bytes] = []

    def hang_up(connection: socket.socket) -> None:
        with suppress(OSError):
            asked.append(connection.recv(65536))

    with impostor([hang_up] * CONNECTIONS) as address:
        settings = StorageSettings(
            s3_endpoint=address.replace("tcp://", "http://"), s3_worker_key="a", s3_worker_secret="b"
        )
        store = object_store(settings, Identity.WORKER)
        with pytest.raises(Unavailable):
            store.copy(Ref(Bucket.DRAFT, new_name()), Bucket.EVIDENCE, new_name())
        copies = len(asked)
        with pytest.raises(Unavailable):  # reading is asked again
            store.stat(Ref(Bucket.DRAFT, new_name()))
    assert (copies, len(asked)) == (1, CONNECTIONS)

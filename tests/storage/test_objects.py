"""The contract of an object store, on a folder and on a real S3 server."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.errors import NotFound, Protected
from storage.folder import FolderStore
from storage.names import new_name
from storage.objects import Bucket, ObjectStore, Ref

PDF = "application/pdf"
SMALL = b"evidence"
LARGE = [bytes([number]) * 1_000_000 for number in range(19)]  # more than two parts of a multipart upload


def content(store: ObjectStore, ref: Ref, start: int = 0, length: int | None = None) -> bytes:
    with store.open(ref, start=start, length=length) as chunks:
        return b"".join(chunks)


def soon(seconds: float) -> datetime:
    return datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=seconds)


@pytest.mark.parametrize("chunks", [[], [b""], [SMALL], [b"evi", b"", b"dence"], LARGE], ids=len)
def test_what_is_put_is_what_is_read(store: ObjectStore, chunks: list[bytes]) -> None:
    whole, name = b"".join(chunks), new_name()
    stored = store.put(Bucket.DRAFT, name, chunks, media_type=PDF)
    assert (stored.size, stored.sha256) == (len(whole), hashlib.sha256(whole).hexdigest())
    assert content(store, stored.ref) == whole
    assert content(store, Ref(Bucket.DRAFT, name)) == whole
    seen = store.stat(stored.ref)
    assert (seen.size, seen.hold, seen.retain_until, seen.marker) == (len(whole), False, None, False)
    assert abs(seen.created - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        (0, 3, b"evi"),
        (3, None, b"dence"),
        (3, 2, b"de"),
        (7, 100, b"e"),
        (8, None, b""),
        (50, 2, b""),
        (2, 0, b""),
    ],
)
def test_ranges(store: ObjectStore, start: int, length: int | None, expected: bytes) -> None:
    ref = store.put(Bucket.DRAFT, new_name(), [SMALL], media_type=PDF).ref
    assert content(store, ref, start, length) == expected


def test_a_stream_that_breaks_leaves_nothing(store: ObjectStore) -> None:
    def broken() -> Iterator[bytes]:
        yield from LARGE
        raise RuntimeError("the sender went away")

    name = new_name()
    with pytest.raises(RuntimeError, match="went away"):
        store.put(Bucket.DRAFT, name, broken(), media_type=PDF)
    assert store.versions(Bucket.DRAFT, name) == []
    with pytest.raises(NotFound):
        store.stat(Ref(Bucket.DRAFT, name))


def test_what_is_destroyed_while_names_are_listed_costs_nothing(store: ObjectStore) -> None:
    names = sorted(store.put(Bucket.DRAFT, new_name(), [SMALL], media_type=PDF).ref.name for _ in range(5))
    listed = store.names(Bucket.DRAFT)
    seen = []
    for name in listed:
        seen.append(name)
        for one in names[:4]:
            store.destroy(Bucket.DRAFT, one)
    assert names[4] in seen
    store.destroy(Bucket.DRAFT, names[4])


def test_a_file_is_stored_as_it_is(store: ObjectStore, tmp_path: Path) -> None:
    path = tmp_path / "staged"
    path.write_bytes(b"one" * 1000)
    sha256 = hashlib.sha256(b"one" * 1000).hexdigest()
    name = new_name()
    stored = store.put_file(Bucket.DRAFT, name, path, sha256=sha256, media_type="text/plain")
    path.unlink()
    assert (stored.size, stored.sha256) == (3000, sha256)
    with store.open(stored.ref) as chunks:
        assert b"".join(chunks) == b"one" * 1000
    store.destroy(Bucket.DRAFT, name)
    assert store.versions(Bucket.DRAFT, name) == []


def test_a_second_write_makes_a_second_version(store: ObjectStore) -> None:
    name = new_name()
    first = store.put(Bucket.DRAFT, name, [b"one"], media_type=PDF).ref
    second = store.put(Bucket.DRAFT, name, [b"two"], media_type=PDF).ref
    found = store.versions(Bucket.DRAFT, name)
    assert [(one.ref, one.latest) for one in found] == [(second, True), (first, False)]
    assert content(store, first) == b"one"
    assert content(store, Ref(Bucket.DRAFT, name)) == b"two"


def test_writers_at_once_each_get_a_version(store: ObjectStore) -> None:
    name = new_name()
    bodies = [bytes([65 + number]) * 1000 for number in range(6)]

    def write(body: bytes) -> None:
        store.put(Bucket.DRAFT, name, [body], media_type=PDF)

    threads = [threading.Thread(target=write, args=(body,)) for body in bodies]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(content(store, one.ref) for one in store.versions(Bucket.DRAFT, name)) == bodies


def test_what_is_not_there(store: ObjectStore) -> None:
    missing = Ref(Bucket.DRAFT, new_name())
    with pytest.raises(NotFound):
        store.stat(missing)
    with pytest.raises(NotFound), store.open(missing) as chunks:
        list(chunks)
    assert store.versions(missing.bucket, missing.name) == []
    assert store.destroy(missing.bucket, missing.name).versions == 0


@pytest.mark.parametrize("name", ["", "x", "../../etc/passwd", "ab/", "Jansen-diploma.pdf"])
def test_only_random_names_are_taken(store: ObjectStore, name: str) -> None:
    with pytest.raises(ValueError, match="new_name"):
        store.put(Bucket.DRAFT, name, [SMALL], media_type=PDF)


def test_copy_keeps_the_bytes(store: ObjectStore) -> None:
    source = store.put(Bucket.DRAFT, new_name(), LARGE, media_type=PDF).ref
    copied = store.copy(source, Bucket.EVIDENCE, new_name())
    whole = b"".join(LARGE)
    assert (copied.size, copied.sha256) == (len(whole), hashlib.sha256(whole).hexdigest())
    assert content(store, copied.ref) == whole
    assert store.destroy(copied.ref.bucket, copied.ref.name).versions == 1


def test_destroyed_means_every_version_is_gone(store: ObjectStore) -> None:
    name = new_name()
    refs = [store.put(Bucket.DRAFT, name, [SMALL], media_type=PDF).ref for _ in range(3)]
    page = store.put(Bucket.DRAFT, f"{name}/page-1.png", [SMALL], media_type="image/png").ref
    gone = store.destroy(Bucket.DRAFT, name)
    assert (gone.versions, gone.markers) == (3, 0)
    assert store.versions(Bucket.DRAFT, name) == []
    for ref in refs:
        with pytest.raises(NotFound), store.open(ref) as chunks:
            list(chunks)
    assert store.stat(page).size == len(SMALL), "what lies below the name is an object of its own"
    assert store.destroy(Bucket.DRAFT, name).versions == 0


@pytest.mark.parametrize("chunks", [[SMALL], LARGE], ids=["one-part", "many-parts"])
def test_a_hold_keeps_until_it_is_lifted(store: ObjectStore, chunks: list[bytes]) -> None:
    name = new_name()
    free = store.put(Bucket.EVIDENCE, name, [SMALL], media_type=PDF).ref
    held = store.put(Bucket.EVIDENCE, name, chunks, media_type=PDF).ref
    store.set_hold(held, on=True)
    with pytest.raises(Protected):
        store.destroy(Bucket.EVIDENCE, name)
    assert {one.ref: one.hold for one in store.versions(Bucket.EVIDENCE, name)} == {free: False, held: True}
    assert content(store, free) == SMALL, "nothing was removed"
    store.set_hold(held, on=False)
    assert store.destroy(Bucket.EVIDENCE, name).versions == 2


def test_a_date_keeps_until_it_has_passed(store: ObjectStore) -> None:
    ref = store.put(Bucket.EVIDENCE, new_name(), [SMALL], media_type=PDF).ref
    until = soon(3)
    store.retain(ref, until)
    (found,) = store.versions(ref.bucket, ref.name)
    assert found.retain_until == until
    with pytest.raises(Protected):
        store.destroy(ref.bucket, ref.name)
    with pytest.raises(Protected):
        store.retain(ref, until - timedelta(seconds=2))
    assert content(store, ref) == SMALL
    threading.Event().wait((until - datetime.now(UTC)).total_seconds() + 1.2)
    assert store.destroy(ref.bucket, ref.name).versions == 1


def test_a_date_can_be_extended_and_a_hold_outlives_it(store: ObjectStore) -> None:
    ref = store.put(Bucket.EVIDENCE, new_name(), [SMALL], media_type=PDF).ref
    store.set_hold(ref, on=True)
    store.retain(ref, soon(1))
    store.retain(ref, soon(2))
    threading.Event().wait(3.2)
    with pytest.raises(Protected):
        store.destroy(ref.bucket, ref.name)
    store.set_hold(ref, on=False)
    assert store.destroy(ref.bucket, ref.name).versions == 1


@pytest.mark.parametrize("bucket", [Bucket.QUARANTINE, Bucket.DRAFT, Bucket.DERIVED])
def test_only_evidence_has_locks(store: ObjectStore, bucket: Bucket) -> None:
    ref = store.put(bucket, new_name(), [SMALL], media_type=PDF).ref
    with pytest.raises(ValueError, match="only the evidence bucket"):
        store.set_hold(ref, on=True)
    with pytest.raises(ValueError, match="only the evidence bucket"):
        store.retain(ref, soon(60))


def test_names_are_listed_in_order_by_prefix(store: ObjectStore) -> None:
    names = sorted(new_name() for _ in range(8))
    for name in names:
        store.put(Bucket.DERIVED, name, [SMALL], media_type=PDF)
    store.put(Bucket.DERIVED, f"{names[0]}/page-1.png", [SMALL], media_type="image/png")
    assert [name for name in store.names(Bucket.DERIVED) if name in names] == names
    assert list(store.names(Bucket.DERIVED, names[0])) == [names[0], f"{names[0]}/page-1.png"]
    assert list(store.names(Bucket.DERIVED, names[0] + "/")) == [f"{names[0]}/page-1.png"]


def test_what_was_written_last_is_the_latest_also_after_the_clock_was_set_back(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    times = iter([now + timedelta(hours=1), *[now] * 20])
    store = FolderStore(tmp_path, clock=lambda: next(times))
    store.provision()
    name = new_name()
    for data in (b"first", b"second", b"third"):
        store.put(Bucket.DERIVED, name, [data], media_type="text/plain")
    with store.open(Ref(Bucket.DERIVED, name)) as chunks:
        assert b"".join(chunks) == b"third"
    assert len(store.versions(Bucket.DERIVED, name)) == 3

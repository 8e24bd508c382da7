"""The same work done by several processes at the same moment is done once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from storage.database.engine import open_engine
from storage.errors import Unavailable
from storage.objects import Bucket
from storage.states import DocumentState
from tests.workers.desk import Desk, open_desk
from tests.workers.papers import CONTRACT, paper
from workers.bundles import check_bundle
from workers.discarding import discard
from workers.keeping import hold, keep
from workers.reading import read
from workers.room import Room
from workers.scanning import scan

AT_ONCE = 3
FORK = multiprocessing.get_context("fork")


def at_once(desk: Desk, act: Callable[[Room], object]) -> None:
    """Do it in several processes, each with its own connection, all starting together."""
    start = FORK.Barrier(AT_ONCE)

    def run() -> None:
        engine = open_engine(str(desk.engine.url))
        start.wait()
        try:
            act(replace(desk.room, engine=engine))
        except Unavailable:  # another holds the place: the task would be tried again
            pass
        finally:
            engine.dispose()

    desk.engine.dispose()  # no connection crosses a fork
    children = [FORK.Process(target=run) for _ in range(AT_ONCE)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0] * AT_ONCE


@pytest.mark.slow
def test_a_document_goes_its_way_once(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    number, other = desk.send(paper(CONTRACT)), desk.send(paper(CONTRACT, CONTRACT))
    ways: list[Callable[[Room], object]] = [
        lambda room: scan(room, number),
        lambda room: read(room, number),
        lambda room: check_bundle(room, desk.dossier),
    ]
    for way in ways:
        at_once(desk, way)
    desk.work()
    assert desk.document(number).state is DocumentState.CHECKED
    desk.remove(other)
    at_once(desk, lambda room: discard(room, other))
    desk.submit()
    at_once(desk, lambda room: keep(room, desk.dossier))
    desk.work()
    at_once(desk, lambda room: hold(room, number))
    assert_once(desk, number, other)
    desk.engine.dispose()


def assert_once(desk: Desk, number: UUID, other: UUID) -> None:
    actions = desk.actions()
    for once in ("report.made", "document.checked", "document.checking"):
        assert actions.count(once) == 2, once  # two documents
    for once in ("document.destroyed", "document.discarded", "file.kept"):
        assert actions.count(once) == 1, once
    assert desk.document(other).state is DocumentState.DESTROYED
    assert desk.versions(Bucket.EVIDENCE) == 1
    assert desk.names(Bucket.QUARANTINE) == desk.names(Bucket.DRAFT) == []
    assert len(desk.names(Bucket.DERIVED)) == 3
    (one,) = desk.files(number)
    assert one.ref is not None
    assert desk.store.stat(one.ref).hold

"""A worker that ends anywhere, and is followed by another, leaves what one that never ended would leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from storage.database.cases import bundle_report, document, report
from storage.database.engine import reading
from storage.objects import Bucket
from storage.states import DocumentState
from tests.workers.breaking import Boundaries, BreakingStore, Killed
from tests.workers.desk import MALWARE, Desk, open_desk
from tests.workers.papers import CONTRACT, PAY_SLIP, paper

import os

STEP = int(os.environ.get("STEP", "7"))
S = DocumentState
End = dict[str, object]


def story(desk: Desk, boundaries: Boundaries) -> End:
    """A dossier from upload to evidence, with one document held back, one infected and one taken away, on
    workers that may end once on the way; what is there afterwards."""
    settings = desk.room.settings.model_copy(update={"long_document_pages": 1, "pages_per_range": 1})
    store = BreakingStore(desk.store, boundaries)
    whole = desk.room
    desk.room = replace(
        whole,
        settings=settings,
        store=store,  # type: ignore[arg-type]
        lock_keeper_store=store,  # type: ignore[arg-type]
        destroyer_store=store,  # type: ignore[arg-type]
    )
    uploading = replace(whole, settings=settings)
    worker, desk.room = desk.room, uploading
    numbers = [
        desk.send(one)
        for one in (paper(CONTRACT, CONTRACT), paper(PAY_SLIP), b"%PDF " + MALWARE, paper(CONTRACT))
    ]
    desk.room = worker
    _work(desk, boundaries)
    desk.remove(numbers[3])
    desk.submit()
    _work(desk, boundaries)
    desk.room = uploading
    return _end(desk)


def _work(desk: Desk, boundaries: Boundaries) -> None:
    """The outbox worked off; where the worker ends, the place it held falls free, and another goes on."""
    for _ in range(2):
        stop = boundaries.watch(desk.engine)
        try:
            desk.work()
            return
        except Killed:
            desk.clock.now += timedelta(minutes=5)
        finally:
            stop()
    raise AssertionError("it ended twice")


def _end(desk: Desk) -> End:
    with reading(desk.engine) as connection:
        made = connection.execute(select(func.count(report.c.id))).scalar()
        bundles = connection.execute(select(func.count(bundle_report.c.id))).scalar()
    actions = [one for one in desk.actions() if one != "bundle.checked"]
    return {
        "objects": {bucket: (len(desk.names(bucket))) for bucket in Bucket},
        "evidence": desk.versions(Bucket.EVIDENCE),
        "reports": made,
        "bundles": bundles,
        "actions": actions,
        "news": sorted(
            {(name, str(body)) for name, body in desk.done if name.startswith("event.")}
        ).__len__(),
        "temp": list(desk.room.settings.temp_dir.iterdir()) if desk.room.settings.temp_dir else [],
    }


def test_wherever_a_worker_ends_the_end_is_the_same(tmp_path: Path) -> None:
    boundaries = Boundaries()
    (tmp_path / "whole").mkdir()
    desk = open_desk(tmp_path / "whole")
    expected = story(desk, boundaries)
    desk.engine.dispose()
    assert expected["evidence"] == 2
    assert expected["reports"] == 3
    print("boundaries:", boundaries.passed, expected)
    for at in range(1, boundaries.passed + 1, STEP):
        folder = tmp_path / str(at)
        folder.mkdir()
        other = open_desk(folder)
        found = story(other, Boundaries(at))
        other.engine.dispose()
        assert found == expected, f"ended at boundary {at} of {boundaries.passed}"


def test_states_of_the_story(desk: Desk) -> None:
    story(desk, Boundaries())
    with reading(desk.engine) as connection:
        states = sorted(connection.execute(select(document.c.state)).scalars())
    assert states == sorted([S.CHECKED, S.HELD_BACK, S.INFECTED, S.DESTROYED])

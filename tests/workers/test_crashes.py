"""A worker that ends anywhere, and is followed by another, leaves what one that never ended would leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import func, select

from storage.database.cases import bundle_report, document, file, report
from storage.database.engine import reading
from storage.objects import Bucket
from storage.states import DocumentState
from tests.workers.breaking import Boundaries, BreakingStore, Killed
from tests.workers.desk import MALWARE, Desk, open_desk
from tests.workers.papers import CONTRACT, PAY_SLIP, paper

STEP = 13
S = DocumentState
End = dict[str, object]


def story(desk: Desk, boundaries: Boundaries) -> End:
    """A dossier from upload to evidence, with one document held back, one infected and one taken away, on
    workers that may end once on the way; what is there afterwards."""
    settings = desk.room.settings.model_copy(update={"long_document_pages": 1, "pages_per_range": 1})
    store: Any = BreakingStore(desk.store, boundaries)
    stores = dict.fromkeys(("store", "lock_keeper_store", "destroyer_store"), store)
    safe, desk.room = desk.room, replace(desk.room, settings=settings, **stores)
    sent = (paper(CONTRACT, CONTRACT), paper(PAY_SLIP), b"%PDF " + MALWARE, paper(CONTRACT))
    numbers = [desk.send(one) for one in sent]
    _work(desk, boundaries)
    desk.remove(numbers[3])
    desk.submit()
    _work(desk, boundaries)
    desk.room = safe
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
        ask = connection.execute
        found: End = {
            "states": sorted(ask(select(document.c.state)).scalars()),
            "reports": ask(select(func.count(report.c.id))).scalar(),
            "bundles": ask(select(func.count(bundle_report.c.id))).scalar(),
            "held": ask(select(func.count(file.c.id)).where(file.c.held)).scalar(),
        }
    temp = desk.room.settings.temp_dir
    return {
        **found,
        "objects": {bucket: len(desk.names(bucket)) for bucket in Bucket},
        "evidence": desk.versions(Bucket.EVIDENCE),
        # How often the bundle was looked at depends on what was done when; all else happens once.
        "actions": [one for one in desk.actions() if one != "bundle.checked"],
        "news": len({(name, str(body)) for name, body in desk.done if name.startswith("event.")}),
        "temporary": [] if temp is None else list(temp.iterdir()),
    }


def ended(folder: Path, at: int) -> tuple[End, int]:
    """The end of a story whose worker ended at this boundary (0: never), and how many boundaries it had."""
    folder.mkdir()
    boundaries, desk = Boundaries(at), open_desk(folder)
    try:
        return story(desk, boundaries), boundaries.passed
    finally:
        desk.engine.dispose()


@pytest.mark.slow
def test_wherever_a_worker_ends_the_end_is_the_same(tmp_path: Path) -> None:
    """Every STEP-th boundary; `python -m tests.workers.test_crashes` tries all of them."""
    expected, boundaries = ended(tmp_path / "whole", 0)
    assert boundaries > 150
    for at in range(1, boundaries + 1, STEP):
        assert ended(tmp_path / str(at), at)[0] == expected, f"ended at boundary {at} of {boundaries}"


def test_the_story_ends_well(tmp_path: Path) -> None:
    found, _ = ended(tmp_path / "whole", 0)
    assert found["states"] == sorted([S.CHECKED, S.HELD_BACK, S.INFECTED, S.DESTROYED])
    assert found["objects"] == {
        Bucket.QUARANTINE: 0,
        Bucket.DRAFT: 0,
        Bucket.EVIDENCE: 2,
        Bucket.DERIVED: 6,  # three readings, two reports, one over the bundle
    }
    assert (found["evidence"], found["held"]) == (2, 2)
    assert found["temporary"] == []


def main() -> None:
    """Try every boundary, and say which end otherwise."""
    with TemporaryDirectory() as folder:
        expected, boundaries = ended(Path(folder) / "whole", 0)
        wrong = [at for at in range(1, boundaries + 1) if ended(Path(folder) / str(at), at)[0] != expected]
    print(f"{boundaries} boundaries, {len(wrong)} with another end {wrong or ''}")


if __name__ == "__main__":
    main()

"""Killed at every step, and followed by another, execution leaves what one that never ended would leave."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import func, select

from retention.destruction import chain, declaring
from storage.database.cases import bundle_report, finding, report
from storage.database.cases import reading as reading_table
from storage.database.destruction import declaration, tombstone
from storage.database.engine import open_engine, reading
from storage.database.migrate import migrate
from storage.database.portal import picture, reference, remark
from storage.database.tables import audit_event
from storage.states import DocumentState
from tests.retention.conftest import Archive
from tests.retention.destruction.conftest import Cellar, Stores, folder_stores, s3_stores
from tests.workers.breaking import Boundaries, BreakingStore, Killed

STEP = 13
ROWS = (reading_table, report, finding, picture, remark, reference, bundle_report)


@contextmanager
def a_cellar(folder: Path, url: str, stores: Stores) -> Iterator[Cellar]:
    engine = open_engine(url)
    try:
        migrate(engine)
        made = Cellar(Archive(engine, now=datetime.now(UTC)), stores)
        made.establish()
        yield made
    finally:
        engine.dispose()


def story(cellar: Cellar, boundaries: Boundaries) -> dict[str, Any]:
    """Two dossiers' papers approved and executed by processes of which one may be killed; what is there."""
    cellar.refused("2010-01-10", papers=2)
    cellar.refused("2010-02-10")
    before = cellar.objects()
    cellar.sweep()
    cellar.approve()
    cellar.wait()
    whole = cellar.stores
    cellar.stores = Stores(
        *(BreakingStore(one, boundaries) for one in (whole.worker, whole.keeper, whole.destroyer))
    )
    for _ in range(2):
        stop = boundaries.watch(cellar.engine)
        try:
            cellar.execute()
            break
        except Killed:
            cellar.archive.now += timedelta(minutes=11)  # the place of the dead falls free
        finally:
            stop()
    cellar.stores = whole
    after = cellar.objects()
    with reading(cellar.engine) as connection:
        ask = connection.execute
        left = {table.name: ask(select(func.count()).select_from(table)).scalar() for table in ROWS}
        actions = list(ask(select(audit_event.c.action)).scalars())
        found = {
            "left": {name: count for name, count in left.items() if count},
            "stones": ask(select(func.count()).select_from(tombstone)).scalar(),
            "declarations": ask(select(func.count()).select_from(declaration)).scalar(),
            "documents": actions.count(f"document.{DocumentState.DESTROYED}"),
            "proven": actions.count("destruction.item-proven"),
        }
    return {
        **found,
        "states": cellar.states(),
        "list": cellar.list_state(),
        "gone": {name: before[name] - after[name] for name in before},
    }


END = {
    "left": {},
    "stones": 3,
    "declarations": 1,
    "documents": 3,
    "proven": 3,
    "states": ["proven"] * 3,
    "list": "done",
    "gone": {"evidence": 3, "draft": 0, "derived": 12},
}


def ended(folder: Path, at: int, url: str, stores: Stores) -> tuple[dict[str, Any], int]:
    folder.mkdir(exist_ok=True)
    boundaries = Boundaries(at)
    with a_cellar(folder, url, stores) as cellar:
        found = story(cellar, boundaries)
        declaring.write(cellar.engine, folder / "out")
        assert chain.verify(folder / "out") == (1, [])
    return found, boundaries.passed


def on_folder(folder: Path, at: int) -> tuple[dict[str, Any], int]:
    folder.mkdir()
    return ended(folder, at, f"sqlite:///{folder}/records.db", folder_stores(folder / "objects"))


def test_the_story_ends_well(tmp_path: Path) -> None:
    assert on_folder(tmp_path / "whole", 0)[0] == END


@pytest.mark.slow
def test_killed_on_a_folder(tmp_path: Path) -> None:
    """Every STEP-th step; `python -m tests.retention.destruction.test_crashes` tries all of them."""
    _, steps = on_folder(tmp_path / "whole", 0)
    assert steps > 50
    for at in range(2, steps + 1, STEP):
        assert on_folder(tmp_path / str(at), at)[0] == END, f"killed at step {at} of {steps}"


@pytest.mark.slow
def test_killed_on_s3_and_postgresql(tmp_path: Path, postgres: Any, bucket_clients: dict[Any, Any]) -> None:
    """Every STEP-th step on real servers, with an identity for each part."""
    stores = s3_stores(bucket_clients)
    expected, steps = ended(tmp_path / "whole", 0, postgres.database(), stores)
    assert expected == END
    for at in range(3, steps + 1, STEP):
        found = ended(tmp_path / str(at), at, postgres.database(), stores)[0]
        assert found == END, f"killed at step {at} of {steps}"


def main() -> None:
    """Kill at every step, and say which end otherwise."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        _, steps = on_folder(folder / "whole", 0)
        wrong = [at for at in range(1, steps + 1) if on_folder(folder / str(at), at)[0] != END]
    print(f"{steps} steps, {len(wrong)} with another end {wrong or ''}")


if __name__ == "__main__":
    main()

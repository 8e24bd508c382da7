"""From due to declared: what two people and a waiting time let go, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from retention.destruction import chain, declaring, reviewing
from retention.destruction.errors import ClockSetBack, SamePerson, WrongState
from storage.database import ledger
from storage.database.cases import dossier, file
from storage.database.engine import reading, transaction
from storage.database.tables import audit_detail, audit_event
from storage.objects import Bucket
from storage.records import documents, erasing
from storage.states import DocumentState
from tests.retention.destruction.conftest import Cellar, T


def test_the_whole_way(cellar: Cellar, tmp_path: Path) -> None:
    papers = cellar.refused("2010-01-10", papers=2)
    kept = cellar.refused("2024-01-10")
    before = cellar.objects()
    assert cellar.sweep().listed == 2
    assert cellar.sweep().listed == 0, "what is on a list is not listed again"
    assert cellar.execute() == [], "nobody approved"
    cellar.approve()
    assert (cellar.list_state(), cellar.execute()) == ("waiting", [])
    cellar.wait()
    (done,) = cellar.execute()
    assert (done.destroyed, done.failed, done.dropped, done.done) == (2, 0, 0, True)
    assert cellar.list_state() == "done"
    assert cellar.states() == ["proven", "proven"]
    after = cellar.objects()
    assert (before["evidence"] - after["evidence"], before["derived"] - after["derived"]) == (2, 8)
    assert cellar.stones() == 2
    with reading(cellar.engine) as connection:
        for one in papers:
            assert documents.get(connection, one).state is DocumentState.DESTROYED
            assert erasing.left(connection, one) == {}
            assert documents.files_of(connection, one) == []
        assert documents.get(connection, kept[0]).state is DocumentState.CHECKED
        assert len(documents.files_of(connection, kept[0])) == 1
    assert cellar.execute() == [], "nothing twice"
    assert declaring.write(cellar.engine, tmp_path / "out")[0] == 1
    assert chain.verify(tmp_path / "out") == (1, [])


def test_details_of_events_go_and_the_ledger_verifies(cellar: Cellar) -> None:
    (paper,) = cellar.refused("2010-01-10")
    cellar.sweep()
    with transaction(cellar.engine) as connection:
        (opened,) = reviewing.sample(connection, 1, 5, "one of many", act=cellar.act("author"))
        assert opened.document == paper
    cellar.approve()
    cellar.wait()
    _seal(cellar)
    cellar.execute()
    _seal(cellar)
    with reading(cellar.engine) as connection:
        asked = (
            select(audit_event.c.action, audit_detail.c.details)
            .join(audit_detail, audit_detail.c.event_id == audit_event.c.id)
            .where(audit_event.c.object_id == str(paper))
        )
        assert connection.execute(asked).all() == [("document.destroyed", "{}")]
        assert list(ledger.verify(connection, cellar.stores.worker)) == []


def _seal(cellar: Cellar) -> None:
    with transaction(cellar.engine) as connection:
        ledger.seal(connection, cellar.act().at)
    with reading(cellar.engine) as connection:
        heads = ledger.heads_to_write(connection)
    for number, head in heads:
        ledger.write_head(cellar.stores.worker, number, head)
        with transaction(cellar.engine) as connection:
            ledger.head_written(connection, number, cellar.act().at)


def test_the_tombstone_says_no_more_than_it_may(cellar: Cellar) -> None:
    cellar.refused("2010-01-10")
    cellar.sweep()
    cellar.approve()
    cellar.wait()
    cellar.execute()
    with reading(cellar.engine) as connection:
        one = declaring.get(connection, 1)
        numbers = connection.execute(select(dossier.c.number)).scalars().all()
        assert connection.execute(select(file.c.id)).all() == []
    assert '"startYear":2010' in one.tombstones
    assert "2010-01" not in one.text + one.tombstones, "years, no days of a case"
    assert "refused" not in one.tombstones
    assert not [number for number in numbers if number in one.text]
    assert "staff" not in one.text
    assert "author" not in one.text


def test_the_author_never_approves(cellar: Cellar) -> None:
    cellar.refused("2010-01-10")
    cellar.sweep()
    with transaction(cellar.engine) as connection:
        reviewing.review(connection, 1, act=cellar.act("author"))
    with pytest.raises(SamePerson), transaction(cellar.engine) as connection:
        reviewing.approve(connection, 1, cellar.settings, act=cellar.act("author"))
    assert cellar.list_state() == "reviewed"
    with pytest.raises(WrongState), transaction(cellar.engine) as connection:
        reviewing.review(connection, 1, act=cellar.act("other"))


def test_a_hold_in_the_waiting_time_takes_its_document_off(cellar: Cellar) -> None:
    """Scenario B: recorded during the waiting time, the item drops off, the others proceed."""
    (held,) = cellar.refused("2010-01-10")
    (other,) = cellar.refused("2010-02-10")
    cellar.sweep()
    cellar.approve()
    cellar.wait()
    cellar.archive.tell(T.HOLD_PLACED, "2026-01-01", document=held, kind="inspection", reason="asked for")
    (done,) = cellar.execute()
    assert (done.destroyed, done.dropped, done.done) == (1, 1, True)
    with reading(cellar.engine) as connection:
        assert documents.get(connection, held).state is DocumentState.CHECKED
        assert documents.get(connection, other).state is DocumentState.DESTROYED
        assert cellar.stores.worker.versions(Bucket.EVIDENCE, documents.files_of(connection, held)[0].object)


def test_a_clock_set_back_destroys_nothing(cellar: Cellar) -> None:
    cellar.refused("2010-01-10")
    cellar.sweep()
    cellar.approve()
    cellar.wait()
    cellar.act()
    with transaction(cellar.engine) as connection:
        reviewing.sample(connection, 1, 1, "a look", act=cellar.act())
    cellar.archive.now = cellar.archive.now.replace(year=cellar.archive.now.year - 1)
    for attempt in (cellar.execute, cellar.sweep):
        with pytest.raises(ClockSetBack):
            attempt()
    assert cellar.states() == ["listed"]

"""What stands in the way: locks, stores that are away, papers, events in the middle. Nothing goes half."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import update

from retention import findings
from retention.destruction import executing
from storage.database.cases import document
from storage.database.engine import reading, transaction
from storage.errors import Unavailable
from storage.objects import Bucket, Ref
from storage.records import documents
from storage.states import DocumentState
from tests.retention.destruction.conftest import Cellar, Stores, T
from tests.workers.breaking import Boundaries, BreakingStore, Killed


def ready(cellar: Cellar, *, papers: int = 1) -> list[Any]:
    found = cellar.refused("2010-01-10", papers=papers)
    cellar.sweep()
    cellar.approve()
    cellar.wait()
    return found


def ref_of(cellar: Cellar, number: Any) -> Ref:
    with reading(cellar.engine) as connection:
        (one,) = documents.files_of(connection, number)
    assert one.ref is not None
    return one.ref


def state_of(cellar: Cellar, number: Any) -> DocumentState:
    with reading(cellar.engine) as connection:
        return documents.get(connection, number).state


def test_a_lock_on_the_object_keeps_it_and_it_is_tried_again(cellar: Cellar) -> None:
    locked, free = ready(cellar, papers=2)
    ref = ref_of(cellar, locked)
    cellar.stores.keeper.set_hold(ref, on=True)
    (done,) = cellar.execute()
    assert (done.destroyed, done.failed, done.done) == (1, 1, False)
    assert sorted(filter(None, cellar.reasons())) == ["locked"]
    assert state_of(cellar, free) is DocumentState.DESTROYED
    assert state_of(cellar, locked) is DocumentState.CHECKED
    cellar.stores.keeper.set_hold(ref, on=False)
    (done,) = cellar.execute()
    assert (done.destroyed, done.done, cellar.list_state()) == (1, True, "done")


def test_a_retained_object_outlives_the_clock_of_the_service(cellar: Cellar) -> None:
    """The store keeps its own time: a date that has not passed there is refused."""
    (paper,) = ready(cellar)
    until = datetime.now(UTC) + timedelta(days=3)
    cellar.stores.keeper.retain(ref_of(cellar, paper), until)
    (done,) = cellar.execute()
    assert (done.destroyed, done.failed) == (0, 1)
    assert state_of(cellar, paper) is DocumentState.CHECKED
    assert cellar.archive.row(paper)["destroyed_at"] is None


def test_a_store_that_is_away_leaves_its_reason_and_is_met_again(cellar: Cellar) -> None:
    ready(cellar)
    whole = cellar.stores

    class Away:
        def __getattr__(self, name: str) -> Any:
            return getattr(whole.destroyer, name)

        def destroy(self, *_: Any) -> None:
            raise Unavailable("away")

    cellar.stores = Stores(whole.worker, whole.keeper, Away())
    assert cellar.execute()[0].failed == 1
    assert cellar.reasons() == ["storage.unavailable"]
    cellar.stores = whole
    assert cellar.execute()[0].destroyed == 1


def killed_at(cellar: Cellar, at: int) -> None:
    """One run that ends at this boundary."""
    whole, boundaries = cellar.stores, Boundaries(at)
    cellar.stores = Stores(whole.worker, whole.keeper, BreakingStore(whole.destroyer, boundaries))
    try:
        executing.execute(cellar.means)
    except Killed:
        cellar.archive.now += timedelta(minutes=11)
    else:
        raise AssertionError("it was not killed")
    finally:
        cellar.stores = whole


def test_killed_before_the_first_act_a_hold_of_afterwards_still_counts(cellar: Cellar) -> None:
    (paper,) = ready(cellar)
    killed_at(cellar, 3)  # after its locks were read: before the first call that destroys
    assert cellar.states() == ["destroying"]
    cellar.archive.tell(T.HOLD_PLACED, "2026-01-01", document=paper, kind="litigation", reason="court")
    with reading(cellar.engine) as connection:
        assert [one.kind for one in findings.open_findings(connection)] == ["too-late"]
    (done,) = cellar.execute()
    assert (done.destroyed, done.dropped) == (0, 1)
    assert state_of(cellar, paper) is DocumentState.CHECKED
    with cellar.stores.worker.open(ref_of(cellar, paper)) as chunks:
        assert b"".join(chunks) == b"paper"
    with reading(cellar.engine) as connection:
        assert findings.open_findings(connection) == []
    assert cellar.archive.said(paper) == "held"


def test_killed_after_the_first_act_it_goes_on_and_the_hold_is_too_late(cellar: Cellar) -> None:
    (paper,) = ready(cellar)
    killed_at(cellar, 4)  # the object is gone, nobody wrote it down
    cellar.archive.tell(T.HOLD_PLACED, "2026-01-01", document=paper, kind="litigation", reason="court")
    assert cellar.execute()[0].destroyed == 1
    assert state_of(cellar, paper) is DocumentState.DESTROYED
    with reading(cellar.engine) as connection:
        assert [one.kind for one in findings.open_findings(connection)] == ["too-late"]


def test_an_event_after_destruction_is_too_late_and_no_error(cellar: Cellar) -> None:
    """Scenario B, last line."""
    (paper,) = ready(cellar)
    cellar.execute()
    cellar.archive.tell(T.HOLD_PLACED, "2026-01-01", document=paper, kind="inspection", reason="asked")
    with reading(cellar.engine) as connection:
        assert [one.kind for one in findings.open_findings(connection)] == ["too-late"]
    assert cellar.execute() == []


def test_what_a_worker_wrote_meanwhile_goes_too(cellar: Cellar) -> None:
    (paper,) = ready(cellar)
    name = ref_of(cellar, paper).name
    whole = cellar.stores
    wrote: list[int] = []

    class Meanwhile:
        """A reading that was under way ends just after the files are gone."""

        def __getattr__(self, called: str) -> Any:
            return getattr(whole.destroyer, called)

        def names(self, bucket: Bucket, prefix: str = "") -> Any:
            found = list(whole.destroyer.names(bucket, prefix))
            if not wrote:
                wrote.append(1)
                whole.worker.put(bucket, f"{name}/late.json", [b"words"], media_type="text/plain")
            return found

    cellar.stores = Stores(whole.worker, whole.keeper, Meanwhile())
    assert cellar.execute()[0].destroyed == 1
    assert list(whole.worker.names(Bucket.DERIVED, name)) == []


def test_a_document_in_work_is_left_until_that_is_over(cellar: Cellar) -> None:
    (paper,) = ready(cellar)

    def put(state: DocumentState) -> None:
        with transaction(cellar.engine) as connection:
            own = update(document).where(document.c.id == paper)
            connection.execute(own.values(state=state.value))

    put(DocumentState.CHECKING)
    assert (cellar.execute()[0].failed, cellar.reasons()) == (1, ["busy"])
    put(DocumentState.CHECKED)
    assert cellar.execute()[0].destroyed == 1


def test_another_content_than_was_listed_drops_off(cellar: Cellar) -> None:
    (paper,) = ready(cellar)
    with transaction(cellar.engine) as connection:
        connection.execute(update(document).where(document.c.id == paper).values(content="other"))
    assert cellar.execute()[0].dropped == 1
    assert cellar.reasons() == ["other-content"]


def test_a_copy_of_a_privacy_request_goes_on_the_day_itself(cellar: Cellar) -> None:
    """Scenario E: no list that people make, no waiting, the same proof."""
    home = cellar.archive.dossier("privacy-request", person="asker")
    paper = cellar.paper(home)
    cellar.archive.tell(T.PRIVACY_REQUEST_COMPLETED, cellar.archive.now.date().isoformat(), dossier=home)
    assert cellar.sweep().listed == 1
    assert cellar.execute()[0].destroyed == 1
    assert (state_of(cellar, paper), cellar.stones()) == (DocumentState.DESTROYED, 1)

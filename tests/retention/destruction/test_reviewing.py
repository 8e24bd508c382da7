"""Lists: what comes on them, what people may do with them, what goes without approval."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from retention.by_hand import Decision
from retention.destruction import reviewing
from retention.destruction.errors import NoReason
from retention.destruction.settings import DestructionSettings
from retention.errors import BadFact, NeedsTwo
from retention.schedule import ClassId
from storage.database.cases import document
from storage.database.destruction import retention_by_hand
from storage.database.engine import reading, transaction
from tests.retention.destruction.conftest import Cellar, T


def with_settings(**given: object) -> DestructionSettings:
    return DestructionSettings.model_validate(given)


def test_without_an_established_category_there_is_no_list(cellar: Cellar) -> None:
    from retention import schedules
    from retention.loading import shipped

    with transaction(cellar.engine) as connection:
        as_delivered = shipped()
        schedules.apply(connection, as_delivered, fingerprint=as_delivered.fingerprint, act=cellar.act())
    cellar.refused("2010-01-10")
    assert cellar.sweep() == cellar.sweep()
    assert cellar.sweep().lists == ()


def test_by_class_and_year_and_no_longer_than_asked(cellar: Cellar) -> None:
    cellar.settings = with_settings(destruction_list_most=2)
    cellar.refused("2010-01-10", papers=3)
    cellar.refused("2011-01-10")
    assert (cellar.sweep().lists, cellar.sweep().listed) == ((1, 2, 3), 0)
    cellar.refused("2010-05-10")
    assert cellar.sweep().lists == (2,), "an open list that has room takes what falls due"


def test_an_excluded_document_comes_back_when_its_time_is_over(cellar: Cellar) -> None:
    (paper,) = cellar.refused("2010-01-10")
    cellar.sweep()
    with pytest.raises(NoReason), transaction(cellar.engine) as connection:
        reviewing.exclude(connection, 1, paper, " ", cellar.settings, act=cellar.act())
    with transaction(cellar.engine) as connection:
        reviewing.exclude(connection, 1, paper, "research", cellar.settings, act=cellar.act())
    cellar.approve()
    cellar.wait()
    (done,) = cellar.execute()
    assert (done.destroyed, done.done, cellar.states()) == (0, True, ["excluded"])
    assert cellar.sweep().listed == 0
    cellar.wait(days=365)
    assert cellar.sweep().lists == (2,)


def test_another_date_or_class_by_hand_only_prolongs(cellar: Cellar) -> None:
    (paper,) = cellar.refused("2010-01-10")
    cellar.sweep()

    def decide(**given: object) -> None:
        with transaction(cellar.engine) as connection:
            decision = Decision(paper, "inquiry", **given)  # type: ignore[arg-type]
            reviewing.decide(connection, 1, decision, act=cellar.act("author"))

    with pytest.raises(BadFact):
        decide(last_day=date(2019, 1, 1))
    with pytest.raises(NeedsTwo):
        decide(permanent=True, approved_by="author")
    decide(line=ClassId.REGISTER)
    assert (cellar.archive.said(paper), cellar.states()) == ("2030-01-10", ["dropped"])
    assert cellar.sweep().listed == 0
    cellar.archive.tell(T.HOLD_PLACED, "2026-01-01", document=paper, kind="other", reason="a look")
    assert cellar.archive.said(paper) == "held", "a later reckoning keeps to both"
    assert cellar.archive.row(paper)["last_day"] == date(2030, 1, 10)


def test_kept_permanently_by_exception(cellar: Cellar) -> None:
    (paper,) = cellar.refused("2010-01-10")
    cellar.sweep()
    with transaction(cellar.engine) as connection:
        decision = Decision(paper, "heritage", permanent=True, approved_by="approver")
        reviewing.decide(connection, 1, decision, act=cellar.act("author"))
        assert connection.execute(select(retention_by_hand.c.permanent)).scalar_one()
    assert (cellar.archive.said(paper), cellar.sweep().listed) == ("held", 0)


def test_withdrawn_nothing_goes_and_it_is_listed_again(cellar: Cellar) -> None:
    cellar.refused("2010-01-10")
    cellar.sweep()
    cellar.approve()
    with transaction(cellar.engine) as connection:
        reviewing.withdraw(connection, 1, "a mistake", act=cellar.act("author"))
    cellar.wait()
    assert (cellar.execute(), cellar.states()) == ([], ["dropped"])
    assert cellar.sweep().lists == (2,)


def test_enforced_without_approval_it_waits_all_the_same(
    cellar: Cellar, caplog: pytest.LogCaptureFixture
) -> None:
    cellar.settings = with_settings(destruction_enforced=["refused"])
    cellar.refused("2010-01-10", papers=2)
    cellar.sweep()
    assert "without approval" in caplog.text
    assert (cellar.list_state(), cellar.execute()) == ("waiting", [])
    cellar.wait()
    assert cellar.execute()[0].destroyed == 2


def test_the_setting_switched_off_again_stops_it(cellar: Cellar) -> None:
    cellar.settings = with_settings(destruction_enforced=["refused"])
    cellar.refused("2010-01-10")
    cellar.sweep()
    cellar.settings = with_settings()
    cellar.wait()
    assert cellar.execute()[0].destroyed == 0
    assert cellar.reasons() == ["not-enforced"]
    assert cellar.sweep().lists == (2,)
    assert cellar.list_state(2) == "proposed"


def test_restricted_cases_stand_among_the_ordinary_ones(cellar: Cellar) -> None:
    from uuid import uuid4

    for restricted, removed in ((False, "2004-05-01"), (True, "1984-05-01")):
        home, number = cellar.archive.dossier(person=f"p{restricted}"), uuid4()
        cellar.paper(home)
        cellar.archive.tell(T.GRANTED, "1980-01-10", dossier=home, registration=number)
        cellar.archive.tell(T.ENTERED, "1980-01-11", dossier=home, registration=number)
        cellar.archive.tell(T.REMOVED, removed, registration=number)
        if restricted:
            cellar.archive.tell(T.RESTRICTION_IMPOSED, "1983-01-01", registration=number, kind="temporary")
    assert cellar.sweep().lists == (1,)
    with reading(cellar.engine) as connection:
        assert len(connection.execute(select(document.c.id)).all()) == 2
    assert cellar.states() == ["listed", "listed"]

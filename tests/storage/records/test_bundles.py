"""What was said of a dossier counts for the documents that it was said of, and for no others."""

from __future__ import annotations

from uuid import UUID

import pytest

from storage.records import bundles, documents, dossiers, reports
from storage.states import DocumentState
from tests.storage.records.conftest import ACT, Case

S = DocumentState


def own(case: Case) -> list[documents.Document]:
    return documents.several(case.connection, dossiers.documents_of(case.connection, case.dossier))


def outcome(case: Case) -> str | None:
    return bundles.outcome(case.connection, dossiers.get(case.connection, case.dossier), own(case))


def say(case: Case, said: str) -> None:
    """A report over the dossier as it is."""
    key = bundles.fingerprint(dossiers.get(case.connection, case.dossier), own(case))
    stored = {"versions": ("1", "1"), "outcome": said, "stored_as": said, "act": ACT}
    assert reports.save_bundle(case.connection, case.dossier, key, **stored)  # type: ignore[arg-type]


def through(case: Case, sha256: str) -> UUID:
    number = case.send(sha256)
    for state in (S.CHECKING, S.CHECKED):
        documents.move(case.connection, number, state, act=ACT)
    return number


def test_an_earlier_composition_says_nothing_of_this_one(case: Case) -> None:
    assert outcome(case) is None
    through(case, "aa")
    say(case, "return")
    assert outcome(case) == "return"
    second = case.send("bb")
    assert outcome(case) is None  # it is being checked
    for state in (S.CHECKING, S.CHECKED):
        documents.move(case.connection, second, state, act=ACT)
    assert outcome(case) is None  # and now the two together
    say(case, "clear")
    assert outcome(case) == "clear"
    documents.move(case.connection, second, S.REMOVED, act=ACT)
    assert outcome(case) == "return"


@pytest.mark.parametrize("state", [S.UNREADABLE, S.CHECK_FAILED])
def test_a_document_that_nobody_could_judge_is_another_composition(case: Case, state: DocumentState) -> None:
    number = through(case, "aa")
    say(case, "clear")
    documents.move(case.connection, number, S.CHECKING, act=ACT)
    documents.move(case.connection, number, state, act=ACT, reason="safety.malformed")
    assert outcome(case) is None


def test_another_kind_is_another_composition(case: Case) -> None:
    number = through(case, "aa")
    say(case, "clear")
    documents.name_kind(case.connection, number, "diploma", act=ACT)
    documents.move(case.connection, number, S.CHECKED, act=ACT)
    assert outcome(case) is None

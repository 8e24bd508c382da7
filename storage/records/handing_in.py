"""The applicant's two acts on a whole dossier: handing it in, giving it up."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from storage.errors import Empty
from storage.records import dossiers, references, supplements, work
from storage.records.acts import Act
from storage.records.documents import move
from storage.records.dossiers import Dossier
from storage.records.outbox import News, Work, ask
from storage.states import DocumentState, DossierState


def submit(connection: Connection, number: UUID, *, act: Act) -> Dossier:
    """Hand the dossier in, or a supplement to it: its clean files move to the evidence bucket, those still
    being checked follow when they are. The day of the first submission is the reference date, whatever is
    handed in later. Submitting twice is one submission. Empty without documents, Closed where it is over."""
    found = dossiers.get(connection, number, lock=True)
    if found.state is DossierState.SUBMITTED:
        return found
    if not dossiers.documents_of(connection, number):
        raise Empty("the dossier has no documents")
    if found.state is DossierState.SUPPLEMENT_ASKED:
        dossiers.change(connection, found, DossierState.IN_REVIEW, act=act)
        supplements.answered(connection, number, act=act)
    else:
        first = {"submitted_at": act.at, "reference_date": act.day}
        dossiers.change(connection, found, DossierState.SUBMITTED, act=act, **first)
        work.open_(connection, number, act=act)
    dossiers.hand_in(connection, number, act=act)
    ask(connection, Work.KEEP, {"dossier": str(number)}, at=act.at)
    references.make(connection, dossiers.documents_of(connection, number))
    ask(connection, News.SUBMITTED, {"subject": str(number)}, at=act.at)
    return dossiers.get(connection, number)


def withdraw(connection: Connection, number: UUID, *, act: Act) -> Dossier:
    """Give the dossier up. What was never submitted is removed, unless another dossier has it too; evidence
    follows its retention class. Withdrawing twice is one withdrawal."""
    found = dossiers.get(connection, number, lock=True)
    if found.state is DossierState.WITHDRAWN:
        return found
    dossiers.change(connection, found, DossierState.WITHDRAWN, act=act)
    work.close(connection, number, act=act)
    if found.submitted_at is None:
        for one in dossiers.documents_of(connection, number):
            if len(dossiers.dossiers_with(connection, one)) == 1:
                move(connection, one, DocumentState.REMOVED, act=act)
    ask(connection, News.WITHDRAWN, {"subject": str(number)}, at=act.at)
    return dossiers.get(connection, number)

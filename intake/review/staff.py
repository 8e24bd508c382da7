"""Reviewers: who asks, how colleagues see them, and the ledger's word of every look."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from intake.access.roles import Role
from intake.api.who import Visitor, visitor_of
from intake.errors import WrongRole
from intake.pages.rendering import Words
from intake.receiving.desk import Desk
from storage.database.engine import reading, transaction
from storage.records import visits
from storage.records.acts import Thing
from storage.records.dossiers import Dossier
from storage.states import JUDGED_IN

_LETTERS = 4


def reviewer(request: Request) -> Visitor:
    """The reviewer who asks, let in by the gate. WrongRole for anybody else."""
    found = visitor_of(request)
    if found.role is not Role.REVIEWER:
        raise WrongRole
    return found


Reviewer = Annotated[Visitor, Depends(reviewer)]


def called(person: str, words: Words, *, me: str | None = None) -> str:
    """What a reviewer is called: themselves "you", colleagues by the first letters of their pseudonymous id,
    which holds no name."""
    if person == me:
        return words.t("review-you")
    return words.t("review-colleague", letters=person[:_LETTERS].upper())


def purpose_of(dossier: Dossier) -> str:
    """What a reviewer looks for: a code."""
    return "review" if dossier.state in JUDGED_IN else "after-decision"


def note_look(desk: Desk, me: Visitor, dossier: Dossier, document_id: UUID | None) -> None:
    """Tell the ledger of a look, once for pages that are turned and pictures that come with them."""
    details = {"role": me.role.value, "purpose": purpose_of(dossier), "dossier": str(dossier.id)}
    kind, number = ("dossier", dossier.id) if document_id is None else ("document", document_id)
    thing = Thing(kind, number, details)
    with reading(desk.engine) as connection:
        if visits.is_told(connection, thing, act=me.act):
            return
    with transaction(desk.engine) as connection:
        visits.looked(connection, thing, act=me.act)

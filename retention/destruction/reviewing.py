"""What people do with a destruction list: review, approve, send back, withdraw, take documents off, look.

Who reviews a list is its author, and never its approver.
"""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection, update

from retention import by_hand
from retention.by_hand import Decision
from retention.destruction import lists
from retention.destruction.errors import SamePerson, WrongState
from retention.destruction.guards import clock_runs_forwards, reason_given
from retention.destruction.lists import DestructionList, Item
from retention.destruction.settings import DestructionSettings
from retention.destruction.states import CHANGEABLE, ItemState, ListState
from retention.destruction.sweeping import release
from storage.database.destruction import destruction_item
from storage.records.acts import Act, Thing, note


def review(connection: Connection, number: int, *, act: Act) -> DestructionList:
    """The records manager stands for the list as it is now."""
    found = lists.get(connection, number, lock=True)
    return lists.move(
        connection, found, ListState.REVIEWED, act=act, reviewed_at=act.at, reviewed_by=act.actor
    )


def approve(
    connection: Connection, number: int, settings: DestructionSettings, *, act: Act
) -> DestructionList:
    """A second person agrees; from then on the list waits. SamePerson for its author."""
    clock_runs_forwards(connection, act.at)
    found = lists.get(connection, number, lock=True)
    if found.reviewed_by == act.actor:
        raise SamePerson("who reviewed a list may not approve it")
    values = {"approved_at": act.at, "approved_by": act.actor}
    approved = lists.move(connection, found, ListState.APPROVED, act=act, **values)
    until = act.at + settings.waiting_time
    return lists.move(connection, approved, ListState.WAITING, act=act, execute_from=until)


def send_back(connection: Connection, number: int, reason: str, *, act: Act) -> DestructionList:
    """The second person does not agree."""
    found = lists.get(connection, number, lock=True)
    _say(connection, found, "sent-back", reason_given(reason), act=act)
    return lists.move(connection, found, ListState.PROPOSED, act=act, reviewed_at=None, reviewed_by=None)


def withdraw(connection: Connection, number: int, reason: str, *, act: Act) -> DestructionList:
    """Nothing of it is destroyed; the next sweep lists what is still due."""
    found = lists.get(connection, number, lock=True)
    _say(connection, found, "withdrawn-because", reason_given(reason), act=act)
    gone = lists.move(connection, found, ListState.WITHDRAWN, act=act)
    drop_all(connection, gone, act=act)
    return gone


def drop_all(connection: Connection, found: DestructionList, *, act: Act) -> None:
    """Everything that is left on a list that is withdrawn."""
    left = (ItemState.LISTED, ItemState.FAILED)
    while own := lists.items(connection, found.id, states=left):
        for one in own:
            lists.move_item(connection, one, ItemState.DROPPED, act=act, reason="list-withdrawn")
        release(connection, [one.document for one in own if one.document is not None])


def exclude(
    connection: Connection,
    number: int,
    document: UUID,
    reason: str,
    settings: DestructionSettings,
    *,
    act: Act,
    until: date | None = None,
) -> None:
    """Take a document off; it may be listed again from `until`, else after the time of the settings."""
    found, own = _on_list(connection, number, document)
    again = until or act.day + timedelta(days=settings.destruction_exclusion_days)
    lists.move_item(
        connection,
        own,
        ItemState.EXCLUDED,
        act=act,
        reason="excluded",
        note=reason_given(reason),
        again_on=again,
    )
    _say(connection, found, "excluded", None, act=act)


def decide(connection: Connection, number: int, decision: Decision, *, act: Act) -> None:
    """Another class or date for a document, or permanent keeping by exception: it comes off the list, and the
    clock follows the decision."""
    _, own = _on_list(connection, number, decision.document)
    by_hand.decide(connection, decision, act=act)
    lists.move_item(
        connection,
        own,
        ItemState.DROPPED,
        act=act,
        reason="by-hand",
        note=reason_given(decision.reason),
    )
    release(connection, [decision.document])


def paper_gone(connection: Connection, number: int, document: UUID, *, act: Act) -> None:
    """The paper that belongs to it was destroyed alongside; until then the document stays."""
    found, own = _on_list(connection, number, document)
    mine = destruction_item.c.id == own.id
    connection.execute(update(destruction_item).where(mine).values(paper_gone_on=act.day))
    _say(connection, found, "paper-gone", None, act=act)


def sample(connection: Connection, number: int, count: int, reason: str, *, act: Act) -> list[Item]:
    """Documents of a list at random, to be opened; that each is looked at, and why, stands in the ledger."""
    found = lists.get(connection, number)
    words = reason_given(reason)
    chosen = _chosen(connection, found, count)
    for one in chosen:
        if one.document is not None:
            details = {"purpose": "destruction", "reason": words, "role": "records-manager"}
            note(connection, "document.opened", Thing("document", one.document, details), act=act)
    return chosen


def _chosen(connection: Connection, found: DestructionList, count: int) -> list[Item]:
    total = sum(lists.counts(connection, found.id).values())
    own = lists.items(connection, found.id, states=(ItemState.LISTED, ItemState.FAILED), most=total)
    return secrets.SystemRandom().sample(own, min(count, len(own)))


def _on_list(connection: Connection, number: int, document: UUID) -> tuple[DestructionList, Item]:
    found = lists.get(connection, number, lock=True)
    if found.state not in CHANGEABLE:
        raise WrongState(f"the list is {found.state}", state=found.state)
    return found, lists.item_of(connection, found, document)


def _say(connection: Connection, found: DestructionList, what: str, reason: str | None, *, act: Act) -> None:
    details = {"number": found.number, "reason": reason}
    note(connection, f"destruction.{what}", Thing("destruction-list", found.id, details), act=act)

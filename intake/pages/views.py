"""What the pages of an application show, worked out before a template draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from intake.api.documents import shown
from intake.api.dossiers import own_dossier
from intake.api.shapes import DocumentOut
from intake.api.who import Person
from intake.pages.rendering import Words
from intake.pages.told import Advice, asks_something, told_of
from intake.receiving.desk import Desk
from storage.database.engine import reading
from storage.records import documents, dossiers
from storage.records.dossiers import Dossier
from storage.states import CHANGEABLE, WORKING, DocumentState
from verification.model import Kind, Severity
from verification.rulebook.messages import enumerate_words, texts
from verification.rulebook.needs import Need, NeededDocument, needs_of

_SENT_ANEW = (DocumentState.HELD_BACK, DocumentState.UNREADABLE, DocumentState.INFECTED)


@dataclass(frozen=True, slots=True)
class Row:
    """A document in the list. `tone` is `good`, `todo`, `look` or `busy`; words say the same."""

    id: UUID
    place: int
    name: str
    files: str
    state: str
    tone: str
    progress: tuple[int, int] | None
    advice: str
    one: DocumentOut
    told: tuple[Advice, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A document that belongs to the procedure and is not there. `alternatives`: one of several will do."""

    name: str
    kind: Kind
    alternatives: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class DossierView:
    dossier: Dossier
    rows: tuple[Row, ...]
    missing: tuple[Missing, ...]

    @property
    def changeable(self) -> bool:
        return self.dossier.state in CHANGEABLE

    @property
    def working(self) -> bool:
        return any(row.tone == "busy" for row in self.rows)

    @property
    def todo(self) -> tuple[Row, ...]:
        """Documents that their applicant must do something about."""
        return tuple(row for row in self.rows if row.tone == "todo")

    def missing_told(self, words: Words) -> str:
        """What is not there yet, as part of a sentence."""
        alone = [one.name for one in self.missing if not one.alternatives]
        other = [one.name for one in self.missing if one.alternatives]
        return ", ".join([*alone, *([enumerate_words(other, words.t("or"))] if other else [])])

    @property
    def unscanned(self) -> bool:
        return any(not row.one.scanned for row in self.rows)

    @property
    def held_back(self) -> bool:
        return any(row.one.state is DocumentState.HELD_BACK for row in self.rows)


def dossier_view(desk: Desk, me: Person, number: UUID, words: Words) -> DossierView:
    """A person's own application. NotFoundHere for another's."""
    with reading(desk.engine) as connection:
        found = own_dossier(connection, me, number)
        own = documents.several(connection, dossiers.documents_of(connection, number))
        told = told_of(desk, connection, number, own)
        outs = [shown(connection, desk, one) for one in own]
    rows = tuple(_row(one, place, told.get(one.id, ()), words) for place, one in enumerate(outs, start=1))
    return DossierView(found, rows, tuple(_missing(needs_of(found.procedure).documents, outs, words)))


def name_of(one: DocumentOut, words: Words) -> str:
    """What the document is called: as its applicant says, else as we think; its file until then."""
    kind = one.kind or one.kind_found
    return words.said("kind", kind) if kind else one.files[0].name or words.said("kind", "unknown")


def needed_name(one: NeededDocument, words: Words) -> str:
    return words.said("kind", one.kind.value) if one.name is None else one.name[words.lang]


def _row(one: DocumentOut, place: int, told: tuple[Advice, ...], words: Words) -> Row:
    tone = _tone(one, told)
    pages = one.pages or len(one.files)
    names = ", ".join(file.name or "–" for file in one.files[:2]) + (" …" if len(one.files) > 2 else "")
    counted = one.state is DocumentState.CHECKING and one.pages
    return Row(
        id=one.id,
        place=place,
        name=name_of(one, words),
        files=f"{names} · {words.pages(pages)}" if one.pages else names,
        state=_state(one, tone, words),
        tone=tone,
        progress=(one.pages_done, one.pages) if counted and one.pages else None,
        advice=_advice(one, told, words),
        one=one,
        told=told,
    )


def _tone(one: DocumentOut, told: tuple[Advice, ...]) -> str:
    if one.state in WORKING:
        return "busy"
    if one.state in _SENT_ANEW or asks_something(told) or one.outcome == "return":
        return "todo"
    if one.state is DocumentState.CHECK_FAILED or _is_looked_at(one, told):
        return "look"
    return "good"


def _is_looked_at(one: DocumentOut, told: tuple[Advice, ...]) -> bool:
    return one.outcome == "review" or any(item.severity is Severity.ATTENTION for item in told)


def _state(one: DocumentOut, tone: str, words: Words) -> str:
    if one.state is DocumentState.CHECKING and one.pages:
        return words.t("reading-page", now=min(one.pages_done + 1, one.pages), pages=one.pages)
    if one.state is not DocumentState.CHECKED:
        return words.said("state", one.state.value)
    return words.said("outcome", {"good": "clear", "todo": "return", "look": "review"}[tone])


def _advice(one: DocumentOut, told: tuple[Advice, ...], words: Words) -> str:
    """The first thing to do, in one or two sentences; '' where there is nothing."""
    first = next((item for item in told if item.severity is Severity.FAIL), None)
    if first is not None:
        return first.message[words.lang]
    if one.state is DocumentState.CHECK_FAILED:
        return words.said("state-advice", one.state.value)
    return _why_anew(one, words) if one.state in _SENT_ANEW else ""


def _why_anew(one: DocumentOut, words: Words) -> str:
    """Why a document must be sent again and how: by its reason where that says it, else by its state."""
    known = texts().get(one.reason or "", {}).get("default", {}).get(words.lang, "{")
    if "{" not in known:
        return known
    state, advice = words.said("state", one.state.value), words.said("state-advice", one.state.value)
    return f"{state}. {advice}"


def _missing(needed: Sequence[NeededDocument], outs: Sequence[DocumentOut], words: Words) -> list[Missing]:
    have = {one.kind or one.kind_found for one in outs}
    groups: Mapping[str | None, bool] = {
        one.group: any(other.kind.value in have for other in needed if other.group == one.group)
        for one in needed
        if one.need is Need.ONE_OF
    }
    return [
        Missing(needed_name(one, words), one.kind, one.need is Need.ONE_OF, one.sure)
        for one in needed
        if one.kind.value not in have
        and (one.need is Need.ALWAYS or (one.need is Need.ONE_OF and not groups[one.group]))
    ]

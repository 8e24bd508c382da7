"""A dossier as a bundle: its documents in the order of the procedure's list, what the pre-check said of each
and what people said. What is held back is a line without contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from intake.access.gate import handed_in
from intake.errors import NotFoundHere
from intake.pages.rendering import Words
from intake.pages.told import findings_of
from intake.receiving.desk import Desk
from intake.review.dates import Dates, dates_of
from intake.review.findings import Seen, seen_findings
from intake.review.staff import called
from storage.database.engine import reading
from storage.records import decisions, documents, dossiers, judgements, papers, supplements, work
from storage.records.acts import Act
from storage.records.decisions import Decision, Objection
from storage.records.documents import Document
from storage.records.dossiers import Dossier
from storage.records.judgements import DocumentJudgement
from storage.records.papers import Paper
from storage.records.supplements import Round
from storage.states import DocumentState
from verification.model import Check, Kind
from verification.rulebook.needs import needs_of

_LAST = 1_000  # in the order, after everything that the procedure names
_SHOWN = (DocumentState.CHECKED, DocumentState.CHECK_FAILED)


@dataclass(frozen=True, slots=True)
class Part:
    """One document of the bundle. `held_back`: nothing of it may be shown. `new`: since the last look."""

    place: int
    one: Document
    name: str
    held_back: bool
    new: bool
    findings: tuple[Seen, ...]
    judgements: tuple[DocumentJudgement, ...]
    papers: tuple[Paper, ...]

    @property
    def id(self) -> UUID:
        return self.one.id

    @property
    def pages(self) -> int:
        """How many can be shown; 0 where none may be."""
        return (self.one.pages or 0) if self.one.state in _SHOWN and not self.held_back else 0

    @property
    def judged(self) -> DocumentJudgement | None:
        """What counts of what people said of these bytes."""
        found = [one for one in self.judgements if one.content == self.one.content]
        return found[-1] if found else None

    @property
    def seen(self) -> int:
        return self.judgements[-1].number if self.judgements else 0

    @property
    def paper(self) -> Paper | None:
        return self.papers[-1] if self.papers else None

    @property
    def open(self) -> tuple[Seen, ...]:
        """Findings that nobody judged yet."""
        return tuple(one for one in self.findings if one.judged is None)

    @property
    def is_translation(self) -> bool:
        return (self.one.kind or self.one.kind_found) == Kind.TRANSLATION

    @property
    def tone(self) -> str:
        """As on the pages of applicants; words say the same."""
        if self.held_back or self.one.state is not DocumentState.CHECKED:
            return "look"
        return {"clear": "good", "return": "todo"}.get(self.one.outcome or "", "look")


@dataclass(frozen=True, slots=True)
class Bundle:
    """A submitted dossier with everything that a reviewer sees of it."""

    dossier: Dossier
    parts: tuple[Part, ...]
    dates: Dates
    rounds: tuple[Round, ...]
    decisions: tuple[Decision, ...]
    objections: tuple[Objection, ...]
    assigned_to: str | None

    @property
    def shown(self) -> tuple[Part, ...]:
        return tuple(one for one in self.parts if not one.held_back)

    def part(self, number: UUID) -> Part:
        """NotFoundHere for one that may not be shown, as for one that is not there."""
        for one in self.shown:
            if one.id == number:
                return one
        raise NotFoundHere

    def wants_translation(self, place: int) -> bool:
        """Whether the checks say anything of the translation of the document at this place."""
        return any(seen.check is Check.TRANSLATION for seen in self.parts[place - 1].findings)

    @property
    def open_objection(self) -> Objection | None:
        return next((one for one in self.objections if one.settled_on is None), None)


def bundle_of(desk: Desk, number: UUID, words: Words, *, act: Act, before: datetime | None = None) -> Bundle:
    """The bundle as it is now; `before` is when its reader was there last."""
    with reading(desk.engine) as connection:
        found = dossiers.get(connection, number)
        if found.submitted_at is None:
            raise NotFoundHere
        rounds = supplements.of_dossier(connection, number)
        return Bundle(
            dossier=found,
            parts=_parts(desk, connection, found, words, before),
            dates=dates_of(found.procedure, found.submitted_at, rounds, today=act.day),
            rounds=tuple(rounds),
            decisions=tuple(decisions.of_dossier(connection, number)),
            objections=tuple(decisions.objections(connection, number)),
            assigned_to=work.get(connection, number).assigned_to,
        )


def _parts(
    desk: Desk, connection: Connection, found: Dossier, words: Words, before: datetime | None
) -> tuple[Part, ...]:
    own = documents.several(connection, dossiers.handed_in(connection, found.id))
    own = _in_order(own, found.procedure)
    may = {one.id for one in own if handed_in(connection, one)}
    told = findings_of(desk, connection, found.id, [one for one in own if one.id in may])
    of_documents = judgements.of_documents(connection, found.id)
    of_papers = papers.of_dossier(connection, found.id)
    return tuple(
        Part(
            place=place,
            one=one,
            name=words.said("kind", one.kind or one.kind_found or "unknown"),
            held_back=one.id not in may,
            new=before is not None and one.changed_at > before,
            findings=seen_findings(
                told.get(one.id, ()), one, judgements.of_findings(connection, found.id, one.id)
            ),
            judgements=of_documents.get(one.id, ()),
            papers=of_papers.get(one.id, ()),
        )
        for place, one in enumerate(own, start=1)
    )


def _in_order(own: Sequence[Document], procedure: str) -> list[Document]:
    """As the procedure lists its kinds; what it does not name comes after, as it was sent."""
    listed = [one.kind.value for one in needs_of(procedure).documents]

    def place(one: Document) -> int:
        kind = one.kind or one.kind_found
        return listed.index(kind) if kind in listed else _LAST

    return sorted(own, key=place)


def names_of(bundle: Bundle, words: Words, *, me: str) -> Mapping[str, str]:
    """What everybody is called who did something in a dossier."""
    return {one: called(one, words, me=me) for one in _people(bundle)}


def _people(bundle: Bundle) -> set[str]:
    found = {one.by for part in bundle.parts for one in part.judgements}
    found |= {one.by for part in bundle.parts for seen in part.findings for one in seen.judgements}
    found |= {one.by for part in bundle.parts for one in part.papers}
    found |= {one.by for one in bundle.decisions} | {one.by for one in bundle.objections}
    found |= {row.by for one in bundle.rounds for row in one.rows}
    return found | ({bundle.assigned_to} if bundle.assigned_to else set())

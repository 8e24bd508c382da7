"""The desk where files are handed over: limits, uploads, and the moment of acceptance.

    begin ─► append … append ─► (last byte) SHA-256 ─► told already? ─► quarantine ─► document `received`

Accepted means safe: bytes durable in quarantine and the record committed (design). No transaction is open
while bytes move. Everything here blocks: the web application calls it from threads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import Connection, Engine

from intake.errors import BadRequest, Conflict, Gone, IntakeError, NotFoundHere, TooLarge, TooMuch
from intake.receiving.staging import Staging
from intake.settings import DeskSettings
from storage.database.engine import reading, transaction
from storage.errors import Closed, Damaged, NotFound, Refused
from storage.objects import Bucket, ObjectStore, pieces
from storage.records import amounts, dossiers, uploads
from storage.records.acts import Act
from storage.records.uploads import Upload, Wish
from storage.sealing import Sealer
from verification.model import Kind

_IN_USE = 60.0  # seconds in which a request may still be busy with a staged file
_UNKNOWN_TYPE = "application/octet-stream"
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,40}/[a-z0-9][a-z0-9.+-]{0,58}")


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody wants to send: `length` in bytes, `name` as their file is called."""

    dossier_id: UUID
    length: int
    name: str
    media_type: str = _UNKNOWN_TYPE
    kind: str | None = None
    page_of: UUID | None = None
    replaces: UUID | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The document that an upload became, or that already had this file."""

    document_id: UUID
    duplicate: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """Receives uploads for signed-in subjects. `clock` gives the instant, in UTC."""

    settings: DeskSettings
    engine: Engine
    store: ObjectStore
    staging: Staging
    sealer: Sealer
    clock: Callable[[], datetime]

    def begin(self, subject: UUID, offer: Offer, *, act: Act) -> Upload:
        """A new upload, within the limits; an empty file is refused at once."""
        kind = known_kind(offer.kind)
        if offer.length < 1:
            raise BadRequest("empty-file")
        if offer.length > self.settings.max_file_bytes:
            raise TooLarge(limit=self.settings.max_file_bytes)
        wish = Wish(
            dossier_id=offer.dossier_id,
            length=offer.length,
            media_type=_known_type(offer.media_type),
            name=self.sealer.seal(offer.name),
            kind=kind,
            page_of=offer.page_of,
            replaces=offer.replaces,
        )
        until = act.at + timedelta(hours=self.settings.upload_hours)
        with transaction(self.engine) as connection:
            self._refuse_strangers(dossiers.get(connection, offer.dossier_id).subject_id, subject)
            if uploads.files_in(connection, offer.dossier_id) >= self.settings.max_dossier_files:
                raise TooMuch(limit=self.settings.max_dossier_files)
            self._refuse_over_day(connection, subject, offer.length, at=act.at, announced=True)
            made = uploads.begin(connection, subject, wish, expires_at=until, act=act)
        self.staging.create(made.id)
        return made

    def refuse_over_day(self, subject: UUID, size: int, *, at: datetime) -> None:
        """TooMuch where this person may send no such body today; asked before it is read."""
        with reading(self.engine) as connection:
            self._refuse_over_day(connection, subject, size, at=at)

    def _refuse_over_day(
        self, connection: Connection, subject: UUID, size: int, *, at: datetime, announced: bool = False
    ) -> None:
        under_way = amounts.announced(connection, subject, at=at) if announced else 0
        if amounts.lately(connection, subject, at=at) + under_way + size > self.settings.max_day_bytes:
            raise TooMuch("too-much-today", limit=self.settings.max_day_bytes)

    def count(self, subject: UUID, size: int, *, at: datetime) -> None:
        """This person sent so many bytes, whatever became of them."""
        with transaction(self.engine) as connection:
            amounts.add(connection, subject, size, at=at)

    def count_part(self, found: Upload, size: int, durable: int, *, at: datetime) -> None:
        """`size` bytes came for an upload of which so many are durable now. Those that a killed process
        could not count any more are counted with them."""
        with transaction(self.engine) as connection:
            fresh = uploads.arrived(connection, found.id, durable)
            amounts.add(connection, found.subject_id, max(size, fresh), at=at)

    def take_over(self, found: Upload, file: BinaryIO) -> None:
        """All bytes at once, from a form."""
        file.seek(0)
        with self.staging.appending(found.id) as appending:
            for piece in pieces(file):
                appending.add(piece)
            appending.sync()
            self.staging.remember(found.id, appending)

    def find(self, subject: UUID, number: UUID) -> Upload:
        """The person's own upload. NotFoundHere for another's, Gone where its time is over."""
        try:
            with reading(self.engine) as connection:
                found = uploads.get(connection, number)
        except NotFound as exc:
            raise NotFoundHere from exc
        self._refuse_strangers(found.subject_id, subject)
        if found.document_id is None and found.expires_at <= self.clock():
            raise Gone
        return found

    def offset(self, found: Upload) -> int:
        """How many bytes are durable."""
        if found.document_id is not None:
            return found.wish.length
        size = self.staging.size(found.id)
        if size is not None:
            return size
        if self.find(found.subject_id, found.id).document_id is None:
            raise Gone
        return found.wish.length  # another request finished it in between

    def finish(self, found: Upload, *, act: Act) -> Accepted:
        """All bytes are here: accept the file. Repeated, it is the same acceptance.

        Conflict where the dossier was closed in the meantime, TooMuch where it is full, Damaged where the
        store gave other bytes back.
        """
        try:
            if self.find(found.subject_id, found.id).document_id is None:
                self._accept(found, act=act)
        except FileNotFoundError as exc:  # another request finished it in between
            if self.find(found.subject_id, found.id).document_id is None:
                raise Gone from exc
        self.staging.remove(found.id)
        now = self.find(found.subject_id, found.id)
        if now.document_id is None:
            raise Damaged("an accepted upload has no document")
        return Accepted(now.document_id, now.duplicate)

    def give_up(self, found: Upload) -> None:
        """The person ended the upload; an accepted one stays what it is."""
        if found.document_id is None:
            with transaction(self.engine) as connection:
                uploads.remove(connection, found.id)
        self.staging.remove(found.id)

    def sweep(self) -> int:
        """Remove what has ended: records past their time, files without a record. Accept what is complete,
        for its client may never come back. How many."""
        swept = 0
        with transaction(self.engine) as connection:
            amounts.sweep(connection, at=self.clock())
            for one in uploads.expired(connection, at=self.clock()):
                uploads.remove(connection, one.id)
                self.staging.remove(one.id)
                swept += 1
        return swept + sum(self._settled(number) for number in list(self.staging.known()))

    def _settled(self, number: UUID) -> bool:
        """Whether a staged file was left by a process that was killed, and is gone now."""
        if self.staging.age(number) < _IN_USE:
            return False
        try:
            with reading(self.engine) as connection:
                found = uploads.get(connection, number)
        except NotFound:
            self.staging.remove(number)
            return True
        if found.document_id is None and self.staging.size(number) != found.wish.length:
            return False
        try:
            self.finish(found, act=Act(self.clock(), "api", "web"))
        except IntakeError:  # its dossier was closed or is full; it ends with its time
            return False
        return True

    def _accept(self, found: Upload, *, act: Act) -> None:
        sha256 = found.sha256 or self.staging.sha256(found.id)
        with transaction(self.engine) as connection:
            uploads.complete(connection, found.id, sha256)
            if uploads.accept_duplicate(connection, found.id, act=act) is not None:
                return
            # Looked at again: any number of uploads can be begun side by side.
            if uploads.files_in(connection, found.wish.dossier_id) >= self.settings.max_dossier_files:
                raise TooMuch(limit=self.settings.max_dossier_files)
        version = self._store(found, sha256)
        try:
            with transaction(self.engine) as connection:
                uploads.accept(connection, found.id, version, act=act)
        except Closed as exc:
            raise Conflict("dossier-closed") from exc
        except Refused as exc:
            raise Conflict from exc

    def _store(self, found: Upload, sha256: str) -> str | None:
        stored = self.store.put_file(
            Bucket.QUARANTINE,
            found.object,
            self.staging.path(found.id),
            sha256=sha256,
            media_type="application/octet-stream",
        )
        if stored.size != found.wish.length:
            raise Damaged("what was stored in quarantine is not what arrived")
        return stored.ref.version

    @staticmethod
    def _refuse_strangers(owner: UUID, subject: UUID) -> None:
        if owner != subject:
            raise NotFoundHere


def known_kind(said: str | None) -> str | None:
    """A kind of the contract, or None to find out; BadRequest for any other word."""
    if not said:
        return None
    if said not in set(Kind):
        raise BadRequest("unknown-kind", known=", ".join(Kind))
    return said


def document_id(told: Mapping[str, str], field: str) -> UUID | None:
    """The document that a field names, None where it is absent or empty; BadRequest for what is no id."""
    try:
        return UUID(told[field]) if told.get(field) else None
    except ValueError as exc:
        raise BadRequest(field=field) from exc


def _known_type(said: str) -> str:
    """What is kept of a claimed media type: the type without parameters. Other text may say anything."""
    named = said.partition(";")[0].strip().lower()
    return named if _MEDIA_TYPE.fullmatch(named) else _UNKNOWN_TYPE

"""The desk where files are handed over: limits, uploads, and the moment of acceptance.

    begin ─► append … append ─► (last byte) SHA-256 ─► told already? ─► quarantine ─► document `received`

Accepted means safe: bytes durable in quarantine and the record committed (design). No transaction is open
while bytes move. Everything here blocks: the web application calls it from threads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import Engine

from intake.errors import BadRequest, Conflict, Gone, NotFoundHere, TooLarge, TooMuch
from intake.receiving.staging import Staging
from intake.settings import DeskSettings
from storage.database.engine import reading, transaction
from storage.errors import Closed, Damaged, NotFound, Refused
from storage.objects import CHUNK, Bucket, ObjectStore
from storage.records import dossiers, uploads
from storage.records.acts import Act
from storage.records.uploads import Upload, Wish
from storage.sealing import Sealer

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody wants to send: `length` in bytes, `name` as their file is called."""

    dossier_id: UUID
    length: int
    name: str
    media_type: str = "application/octet-stream"
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
        if offer.length < 1:
            raise BadRequest("empty-file")
        if offer.length > self.settings.max_file_bytes:
            raise TooLarge(limit=self.settings.max_file_bytes)
        wish = Wish(
            dossier_id=offer.dossier_id,
            length=offer.length,
            media_type=offer.media_type[:100],
            name=self.sealer.seal(offer.name),
            kind=offer.kind,
            page_of=offer.page_of,
            replaces=offer.replaces,
        )
        until = act.at + timedelta(hours=self.settings.upload_hours)
        with transaction(self.engine) as connection:
            self._refuse_strangers(dossiers.get(connection, offer.dossier_id).subject_id, subject)
            if uploads.files_in(connection, offer.dossier_id) >= self.settings.max_dossier_files:
                raise TooMuch(limit=self.settings.max_dossier_files)
            sent = uploads.bytes_since(connection, subject, act.at - _DAY)
            if sent + offer.length > self.settings.max_day_bytes:
                raise TooMuch("too-much-today", limit=self.settings.max_day_bytes)
            made = uploads.begin(connection, subject, wish, expires_at=until, act=act)
        self.staging.create(made.id)
        return made

    def take_over(self, found: Upload, file: BinaryIO) -> None:
        """All bytes at once, from a form."""
        file.seek(0)
        with self.staging.appending(found.id) as appending:
            while chunk := file.read(CHUNK):
                appending.add(chunk)
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
        if size is None:
            raise Gone
        return size

    def finish(self, found: Upload, *, act: Act) -> Accepted:
        """All bytes are here: accept the file. Repeated, it is the same acceptance.

        Conflict where the dossier was closed in the meantime, Damaged where the store gave other bytes back.
        """
        if found.document_id is not None:
            return Accepted(found.document_id, found.duplicate)
        sha256 = found.sha256 or self.staging.sha256(found.id)
        with transaction(self.engine) as connection:
            uploads.complete(connection, found.id, sha256)
            older = uploads.accept_duplicate(connection, found.id, act=act)
        if older is None:
            version = self._store(found, sha256)
            try:
                with transaction(self.engine) as connection:
                    uploads.accept(connection, found.id, version, act=act)
            except Closed as exc:
                raise Conflict("dossier-closed") from exc
            except Refused as exc:
                raise Conflict from exc
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
        """Remove what has ended: records past their time, files without a record. How many."""
        swept = 0
        with transaction(self.engine) as connection:
            for one in uploads.expired(connection, at=self.clock()):
                uploads.remove(connection, one.id)
                self.staging.remove(one.id)
                swept += 1
        for number in list(self.staging.known()):
            with reading(self.engine) as connection:
                try:
                    uploads.get(connection, number)
                except NotFound:
                    self.staging.remove(number)
                    swept += 1
        return swept

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

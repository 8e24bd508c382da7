"""What the commands of this room do, and how they say what went wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError
from sqlalchemy import Engine

from retention import asking, clock, events, findings, holds, incoming, lines, schedules
from retention.assumptions import assumptions
from retention.clock import Recorded
from retention.errors import BadFact, BadSchedule, RetentionError
from retention.explaining import day_in_words
from retention.facts import EventType, Fact
from retention.lines import Line
from retention.loading import parse, shipped
from retention.schedule import Mark, Schedule
from retention.settings import RetentionSettings
from retention.wording import Lang, said
from storage.assembly import database
from storage.database.engine import reading, transaction
from storage.errors import NotFound, StorageError
from storage.names import new_id
from storage.records.acts import Act
from storage.settings import read_settings

EXIT_BAD_CALL = 2
SOURCE = "urn:nld:bewijsloket:command"


@dataclass(frozen=True, slots=True)
class Desk:
    """The database, and what time it is."""

    engine: Engine
    clock: Callable[[], datetime]
    from_january: bool

    def act(self, by: str) -> Act:
        return Act(self.clock(), "command", by)

    def record(
        self, what: EventType, on: date | None, *, by: str, given: Mapping[str, str | None]
    ) -> Recorded:
        act = self.act(by)
        with transaction(self.engine) as connection:
            fields: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
            if "dossier" in fields:
                fields["dossier"] = asking.find_dossier(connection, fields["dossier"])
            fact = _fact(what, on or act.day, act, fields)
            return clock.record(connection, fact, source=SOURCE, act=act)

    def explain(self, target: str, lang: Lang, more: Sequence[Fact] = ()) -> list[Line]:
        with reading(self.engine) as connection:
            return [lines.told(one, lang) for one in asking.told(connection, target, lang, more=more)]

    def what_if(self, target: str, wanted: Sequence[str], registration: str | None, lang: Lang) -> list[Line]:
        act = self.act("operator")
        with reading(self.engine) as connection:
            dossier = None
            if wanted:
                dossier = asking.find_dossier(connection, target)
        imagined = []
        for one in wanted:
            name, _, on = one.partition("=")
            fields: dict[str, Any] = {"dossier": dossier, "registration": registration}
            fields["kind"] = "request" if name == EventType.REMOVED else None
            try:
                what, day = EventType(name), date.fromisoformat(on)
            except ValueError as exc:
                raise BadFact("an event and its date are needed", field=one[:40]) from exc
            imagined.append(_fact(what, day, act, {k: v for k, v in fields.items() if v is not None}))
        return self.explain(target, lang, imagined)

    def due_by(self, on: date | None, lang: Lang) -> list[Line]:
        with reading(self.engine) as connection:
            found = asking.due_by(connection, on or self.act("operator").day)
        return [lines.due(one, lang) for one in found]

    def waiting(self, lang: Lang) -> list[Line]:
        with reading(self.engine) as connection:
            late, kept = events.waiting(connection), incoming.aside(connection)
        shown: list[Line] = []
        for fact, why in late:
            fields = {"id": fact.id, "type": fact.type, "on": fact.on, "waitsFor": why}
            words = {"id": str(fact.id), "type": fact.type, "on": day_in_words(fact.on, lang)}
            shown.append((fields, said("command", "waiting", lang, why=said("waits", why, lang), **words)))
        for one in kept:
            fields = {"id": one.id, "reason": one.reason, "event": one.event}
            shown.append((fields, said("command", "aside", lang, id=str(one.id), reason=one.reason)))
        return shown

    def retry(self) -> int:
        with transaction(self.engine) as connection:
            return incoming.retry(connection, act=self.act("operator"))

    def findings(self, lang: Lang) -> list[Line]:
        with reading(self.engine) as connection:
            found = findings.open_findings(connection)
        shown: list[Line] = []
        for one in found:
            fields = {"id": one.id, "kind": one.kind, "document": one.document, "details": one.details}
            details = ", ".join(f"{key}={value}" for key, value in one.details.items())
            words = {"id": str(one.id), "document": str(one.document), "details": details}
            shown.append(
                (fields, said("command", "finding", lang, what=said("finding", one.kind, lang), **words))
            )
        return shown

    def assumptions(self, lang: Lang) -> list[Line]:
        shown: list[Line] = []
        for one in assumptions():
            owner, names = one.owner[lang], ", ".join(one.classes)
            open_ = one.mark is Mark.OPEN and bool(one.classes)
            classes = said("command", "no-lists", lang, lines=names) if open_ else ""
            fields = {"id": one.id, "mark": one.mark, "text": one.text[lang], "owner": owner, "on": one.on}
            fields |= {"classes": list(one.classes), "noDestructionList": open_}
            words = {"mark": one.mark, "text": one.text[lang], "owner": owner, "classes": classes}
            shown.append(
                (fields, said("command", "assumption", lang, on=day_in_words(one.on, lang), **words))
            )
        return shown

    def schedule(self, lang: Lang) -> list[Line]:
        with reading(self.engine) as connection:
            found = schedules.current(connection)
        head = {"edition": found.edition, "fingerprint": found.fingerprint, "fromJanuary": found.from_january}
        title = said("command", "edition", lang, edition=found.edition, fingerprint=found.fingerprint[:12])
        return [(head, title), *lines.classes(found, lang)]

    def compare(self, file: Path | None, lang: Lang) -> tuple[list[Line], str]:
        proposed = self._proposed(file)
        with reading(self.engine) as connection:
            found = schedules.compare(connection, proposed)
        shown: list[Line] = []
        for one in found:
            fields = {"class": one.line, "effect": one.effect, "count": one.count}
            effect = said("effect", one.effect, lang)
            text = said("command", "difference", lang, line=one.line, count=one.count, effect=effect)
            shown.append((fields, text))
        return shown, said("command", "apply-hint", lang, fingerprint=proposed.fingerprint)

    def apply(self, file: Path | None, fingerprint: str, by: str) -> int:
        with transaction(self.engine) as connection:
            return schedules.apply(
                connection, self._proposed(file), fingerprint=fingerprint, act=self.act(by)
            )

    def holds(self, lang: Lang, *, overdue: bool) -> list[Line]:
        today = self.act("operator").day
        with reading(self.engine) as connection:
            found = holds.standing_holds(connection, review_before=today if overdue else None)
        return [lines.hold(one, lang) for one in found]

    def _proposed(self, file: Path | None) -> Schedule:
        if file is None:
            return shipped(from_january=self.from_january)
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as exc:
            raise BadSchedule("the file cannot be read", where="file") from exc
        return parse(text, from_january=self.from_january)


@contextmanager
def opened(lang: Lang) -> Iterator[Desk]:
    """The desk by the settings; what goes wrong ends with a sentence and status 2."""
    with told(lang):
        own = RetentionSettings.model_validate({})
        engine = database(read_settings())
        try:
            yield Desk(engine, lambda: datetime.now(UTC), own.retention_from_january)
        finally:
            engine.dispose()


@contextmanager
def told(lang: Lang) -> Iterator[None]:
    """What goes wrong ends with a sentence and status 2."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    try:
        yield
    except RetentionError as exc:
        raise _end(_reason(exc, lang)) from exc
    except NotFound as exc:
        raise _end(said("command", "not-found", lang)) from exc
    except StorageError as exc:
        raise _end(said("command", "storage", lang, given=exc.code)) from exc
    except (ValidationError, SettingsError) as exc:
        names = (
            [str(one["loc"][0]).upper() for one in exc.errors()] if isinstance(exc, ValidationError) else []
        )
        given = ", ".join(f"BEWIJSLOKET_{name}" for name in names) or "BEWIJSLOKET_S3_PRINCIPALS"
        raise _end(said("command", "setting", lang, given=given)) from exc


def _fact(what: EventType, on: date, act: Act, fields: Mapping[str, Any]) -> Fact:
    """A fact of the command line. BadFact for an id that is none."""
    made: dict[str, Any] = dict(fields)
    for name in ("registration", "subject", "document", "corrects", "concerns"):
        if isinstance(made.get(name), str):
            try:
                made[name] = UUID(made[name])
            except ValueError as exc:
                raise BadFact("an id is needed", field=name) from exc
    if isinstance(made.get("review_on"), str):
        made["review_on"] = date.fromisoformat(made["review_on"])
    number = new_id(int(act.at.timestamp() * 1000))
    return Fact(id=number, type=what, on=on, stated_at=act.at, by=act.actor, **made)


def _reason(exc: RetentionError, lang: Lang) -> str:
    given = {"where": "", "field": "", "why": str(exc), "known": ", ".join(EventType), **exc.params}
    return said("error", exc.code, lang, **given)


def _end(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(EXIT_BAD_CALL)

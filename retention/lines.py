"""What the commands of this room show: fields for a program, each with a line of text for a person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import typer

from retention import asking, holds
from retention.clock import Recorded
from retention.explaining import day_in_words, no_list, period_in_words
from retention.schedule import Schedule, Start
from retention.wording import Lang, said

Line = tuple[Mapping[str, Any], str]  # for a program, for a person


def show(lines: Sequence[Line], lang: Lang, as_json: bool, *, empty: str = "nothing") -> None:
    """All lines, for a program or for a person."""
    if as_json:
        typer.echo(json.dumps([fields for fields, _ in lines], default=str, ensure_ascii=False))
        return
    for _, text in lines or [({}, said("command", empty, lang))]:
        typer.echo(text)


def show_recorded(done: Recorded, lang: Lang, as_json: bool) -> None:
    """What became of an event."""
    if as_json:
        fields = {"id": str(done.id), "repeated": done.repeated, "waitsFor": done.waits_for}
        typer.echo(json.dumps({**fields, "changed": [str(one) for one in done.changed]}))
        return
    key = "repeated" if done.repeated else "recorded"
    typer.echo(said("command", key, lang, id=str(done.id), count=len(done.changed)))
    if done.waits_for is not None:
        typer.echo(said("command", "waits", lang, why=said("waits", done.waits_for, lang)))


def told(one: asking.Told, lang: Lang) -> Line:
    """The answer for a document, with its reasons."""
    answer = one.answer
    fields = {
        "document": answer.document,
        "class": answer.line,
        "state": answer.state,
        "start": answer.decisive.ruling.start,
        "period": None if answer.decisive.period is None else str(answer.decisive.period),
        "lastDay": answer.last_day,
        "destroyFrom": answer.destroy_from,
        "retainUntil": answer.retain_until,
        "holds": [hold.kind for hold in answer.holds],
        "sources": list(answer.decisive.sources),
        "text": one.text,
    }
    words = {"id": str(answer.document), "line": answer.line, "state": said("state", answer.state, lang)}
    return fields, said("command", "document", lang, text=one.text, **words)


def due(one: asking.Due, lang: Lang) -> Line:
    """What may be destroyed, of a class and year."""
    fields = {"class": one.line, "year": one.year, "count": one.count, "destructionList": one.listed}
    if one.year is None:
        return fields, said("command", "due-never", lang, line=one.line, count=one.count)
    note = "" if one.listed else said("command", "unlisted", lang)
    return fields, said("command", "due", lang, year=one.year, line=one.line, count=one.count, note=note)


def hold(one: holds.StandingHold, lang: Lang) -> Line:
    """A hold that stands."""
    fields = {
        "id": one.id,
        "kind": one.kind,
        "target": one.target,
        "targetId": one.target_id,
        "placedOn": one.placed_on,
        "placedBy": one.placed_by,
        "reviewOn": one.review_on,
        "reason": one.reason,
    }
    words = {
        "id": str(one.id),
        "kind": said("hold", one.kind, lang),
        "target": one.target,
        "target_id": str(one.target_id),
        "since": "–" if one.placed_on is None else day_in_words(one.placed_on, lang),
        "by": one.placed_by,
        "review": day_in_words(one.review_on, lang),
        "reason": one.reason or "–",
    }
    return fields, said("command", "hold", lang, **words)


def classes(found: Schedule, lang: Lang) -> Iterator[Line]:
    """Every line of every version of a schedule."""
    for version in found.versions:
        for line in version.classes.values():
            period = "–" if line.period is None else period_in_words(line.period, lang)
            start = "–" if line.start is Start.NONE else said("start", line.start, lang, on="…")
            fields = {
                "from": version.since,
                "id": line.id,
                "name": line.name[lang],
                "period": None if line.period is None else str(line.period),
                "start": line.start,
                "sources": list(line.sources),
                "ground": line.ground,
                "category": line.category,
                "marks": {"period": line.period_mark, "start": line.start_mark},
                "destructionList": line.destroyable,
            }
            words = {"id": line.id, "name": line.name[lang], "period": period, "start": start}
            words |= {"sources": ", ".join(line.sources), "ground": line.ground}
            words["category"] = line.category or said("command", "no-category", lang)
            why = no_list(line, lang)
            text = said("command", "line", lang, **words)
            rest = "" if why is None else said("answer", "no-list", lang, why=why)
            yield fields, f"{text} {rest[:1].upper()}{rest[1:]}".rstrip()

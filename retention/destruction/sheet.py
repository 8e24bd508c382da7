"""The declaration for people: PDF/A-2a, drawn from its JSON alone, and the same bytes each time."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from retention.destruction.chain import sha256
from retention.explaining import day_in_words
from retention.wording import Lang
from storage.records.acts import LEGAL_ZONE


def draw(text: str, lang: str) -> bytes:
    """The PDF of a declaration (canonical JSON). Its date is that of the last destruction."""
    said = json.loads(text)
    source = (files("retention.destruction") / "declaration.typ").read_bytes()
    made: bytes = typst.compile(
        source,
        sys_inputs={"data": json.dumps(_data(said, text, Lang(lang)))},
        ignore_system_fonts=True,
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(datetime.fromisoformat(said["destroyed"]["through"]).timestamp()),
    )
    return made


@cache
def words() -> Mapping[str, Any]:
    source = files("retention.destruction") / "words.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def say(group: str, key: str, lang: Lang, **given: str | int) -> str:
    """A sentence; KeyError where there is none, which a test looks for."""
    text: str = words()[group][key][lang]
    return text.format(**given) if given else text


def _data(said: Mapping[str, Any], text: str, lang: Lang) -> dict[str, Any]:
    def t(key: str, **given: str | int) -> str:
        return say("declaration", key, lang, **given)

    def moment(at: str | None) -> str:
        return "–" if at is None else _moment(at, lang)

    def person(part: str) -> str:
        function = say("function", said[part]["by"], lang)
        at = said[part]["at"]
        return function if at is None else f"{function}, {moment(at)}"

    proof = said["proof"]
    years = [one["startYear"] for one in said["lines"]]
    facts = {
        "what": [
            (t("records"), said["what"][lang]),
            (t("documents"), str(said["documents"])),
            (t("dates"), f"{min(years)}–{max(years)}"),
            (t("due-year"), str(said["year"])),
            (t("not-destroyed"), t("left-out", **said["notDestroyed"])),
        ],
        "ground": [
            (t("law"), said["ground"]),
            (t("selection-list"), said["selectionList"] or "–"),
            (t("category"), said["category"] or "–"),
            (t("schedule"), f"{said['schedule']['edition']}, {said['schedule']['fingerprint'][:12]}"),
        ],
        "manner": [
            (t("how"), say("manner", said["manner"], lang)),
            (
                t("when"),
                t("span", first=moment(said["destroyed"]["from"]), last=moment(said["destroyed"]["through"])),
            ),
            (t("made"), person("made")),
            (t("approved"), person("approved")),
        ],
        "proof": [
            (t("looked"), say("manner", proof["how"], lang)),
            (
                t("when"),
                t("span", first=moment(proof["looked"]["from"]), last=moment(proof["looked"]["through"])),
            ),
            (t("removed"), t("counts", **proof["removed"])),
            (t("found"), t("nothing-found") if not any(proof["found"].values()) else str(proof["found"])),
            (t("backups"), t("backups-until", on=_day(said["backupsExpired"], lang))),
            (t("proof-hash"), proof["sha256"]),
            (t("tombstones"), said["tombstones"]),
        ],
    }
    return {
        "lang": lang.value,
        "desk": t("desk"),
        "title": t("title", number=said["number"]),
        "intro": t("intro", list=said["list"], on=_day(said["declaredOn"], lang)),
        "parts": [{"title": t(f"part-{key}"), "facts": own} for key, own in facts.items()],
        "lines_title": t("lines"),
        "lines_head": [t("start-year"), t("documents")],
        "lines": [[str(one["startYear"]), str(one["documents"])] for one in said["lines"]],
        "end": t("hash", sha256=sha256(text)),
    }


def _day(text: str, lang: Lang) -> str:
    return day_in_words(datetime.fromisoformat(text).date(), lang)


def _moment(text: str, lang: Lang) -> str:
    at = datetime.fromisoformat(text).astimezone(LEGAL_ZONE)
    return f"{day_in_words(at.date(), lang)} {at:%H:%M}"

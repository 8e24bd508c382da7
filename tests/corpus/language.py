"""Text in a language: loads `texts/<code>.toml` and fills in an invented person's facts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.corpus import fonts, numbers

_FOLDER = Path(__file__).parent / "texts"
ACCEPTED = ("nl", "en", "fr", "de")


def codes() -> list[str]:
    """All languages with a text file."""
    return sorted(p.stem for p in _FOLDER.glob("*.toml") if len(p.stem) in (2, 3))


def others() -> list[str]:
    """All languages that need a translation everywhere."""
    return [code for code in codes() if code not in ACCEPTED]


@cache
def texts(code: str) -> dict[str, Any]:
    """The text file of a language; labels and lists it lacks come from English."""
    data = tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    if code != "en":
        english = texts("en")
        for key in ("first", "last", "cities", "schools", "orgs", "roles", "courses", "departments"):
            data.setdefault(key, english[key])
    return data


def day(code: str, value: date) -> str:
    """A date written out."""
    data = texts(code)
    return str(data["date"]).format(d=value.day, month=data["months"][value.month - 1], y=value.year)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """An invented professional with one job and one diploma, in one language's world."""

    code: str
    first: str
    last: str
    birth: date
    birthplace: str
    start: date
    end: date
    issued: date
    hours: int
    role: str
    org: str
    city: str
    school: str
    course: str
    department: str
    number: str
    bsn: str
    sex: str
    signers: tuple[str, str]

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.first} {self.last}"

    def slots(self, code: str | None = None) -> dict[str, str]:
        """What the templates ask for, dates written in `code`."""
        lang = code or self.code
        return {
            "name": self.name,
            "birth": day(lang, self.birth),
            "birthplace": self.birthplace,
            "start": day(lang, self.start),
            "end": day(lang, self.end),
            "date": day(lang, self.issued),
            "hours": str(self.hours),
            "role": self.role,
            "org": self.org,
            "city": self.city,
            "school": self.school,
            "course": self.course,
            "department": self.department,
            "number": self.number,
        }

    def value(self, label: str, code: str | None = None) -> str:
        """The value that belongs with a form label."""
        slots = self.slots(code)
        extra = {
            "employer": self.org,
            "place": self.city,
            "signature": "",
            "nationality": "",
            "phone": "+31 6 " + self.number[-8:],
            "address": f"{self.city}, {self.number[:2]}",
            "grade": str(6 + self.hours % 4),
            "diploma": self.course,
            "supervisor": self.last,
        }
        return slots.get(label) or extra.get(label, "")


def invent(code: str, rng: Random) -> Facts:
    """A new person in the world of a language."""
    data = texts(code)
    start = date(2012, 1, 1) + timedelta(days=rng.randrange(3500))
    return Facts(
        code=code,
        first=rng.choice(data["first"]),
        last=rng.choice(data["last"]),
        birth=date(1962, 1, 1) + timedelta(days=rng.randrange(13000)),
        birthplace=rng.choice(data["cities"]),
        start=start,
        end=start + timedelta(days=rng.randrange(500, 2500)),
        issued=date(2003, 6, 1) + timedelta(days=rng.randrange(6500)),
        hours=rng.choice((16, 20, 24, 28, 32, 36, 40)),
        role=rng.choice(data["roles"]),
        org=rng.choice(data["orgs"]),
        city=rng.choice(data["cities"]),
        school=rng.choice(data["schools"]),
        course=rng.choice(data["courses"]),
        department=rng.choice(data["departments"]),
        number=f"{rng.randrange(10**9, 10**10)}",
        bsn=numbers.bsn(rng),
        sex=rng.choice("FMF"),
        signers=(rng.choice(data["last"]), rng.choice(data["last"])),
    )


def family(code: str, rng: Random) -> str:
    """A font family that has the script of a language."""
    if code in fonts.SCRIPT_OF:
        return fonts.SCRIPT_OF[code]
    return rng.choice(fonts.LATIN)


def fill(lines: list[str], facts: Facts, code: str | None = None) -> list[str]:
    """Templates with the facts filled in."""
    slots = facts.slots(code)
    return [line.format(**slots) for line in lines]


def called(code: str, target: str) -> str:
    """The name of a language in a target language, as it stands in `aus der ... Sprache` and the like."""
    names = texts(code).get("called", {})
    return str(names.get(target) or names.get("en") or code)


def into(facts: Facts, target: str) -> Facts:
    """The facts as a translator writes them: job and course translated, names in Latin letters."""
    theirs, mine = texts(target), texts(facts.code)
    latin = mine.get("latin", {})

    def match(value: str, key: str) -> str:
        index = mine[key].index(value) if value in mine[key] else 0
        return str(theirs[key][index % len(theirs[key])])

    def plain(value: str) -> str:
        return str(latin.get(value, value))

    return replace(
        facts,
        code=target,
        role=match(facts.role, "roles"),
        course=match(facts.course, "courses"),
        department=match(facts.department, "departments"),
        first=plain(facts.first),
        last=plain(facts.last),
        birthplace=plain(facts.birthplace),
        org=plain(facts.org),
        city=plain(facts.city),
        school=plain(facts.school),
        signers=(plain(facts.signers[0]), plain(facts.signers[1])),
    )

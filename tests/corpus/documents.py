"""Ordinary documents as sheets: letters, diplomas, transcripts, CVs and filled-in forms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from random import Random

from tests.corpus import fonts, stamps
from tests.corpus.canvas import A4, MM, Box, Colour, Sheet
from tests.corpus.language import Facts, family, fill, texts
from tests.corpus.layout import Flow

TINTS: tuple[Colour, ...] = ((255, 255, 255), (255, 255, 255), (252, 250, 242), (246, 248, 250))
ACCENTS: tuple[Colour, ...] = ((24, 60, 120), (120, 30, 40), (20, 90, 80), (60, 60, 66), (150, 90, 20))


def blank(rng: Random) -> Sheet:
    """An empty A4 sheet of some white."""
    return Sheet(*A4, paper=rng.choice(TINTS))


def flow(sheet: Sheet, code: str, rng: Random, *, size: float | None = None, y: float = 70) -> Flow:
    """A text column for a language: script, direction and a plausible size."""
    margin = rng.uniform(52, 76)
    return Flow(
        sheet,
        x=margin,
        y=y,
        width=A4[0] - 2 * margin,
        font=family(code, rng),
        size=size or rng.choice((10.0, 10.5, 11.0, 11.5)),
        rtl=code in fonts.RIGHT_TO_LEFT,
    )


def letterhead(sheet: Sheet, org: str, city: str, rng: Random, *, font: str = "sans") -> None:
    """An emblem, the name of the organisation and an address line."""
    accent = rng.choice(ACCENTS)
    x, y = 60, 44
    sheet.rect(x, y - 16, x + 22, y + 6, fill=accent, stroke=None)
    sheet.line([(x + 4, y - 5), (x + 18, y - 5)], colour=(255, 255, 255), width=2)
    sheet.line([(x + 11, y - 12), (x + 11, y + 2)], colour=(255, 255, 255), width=2)
    sheet.text(x + 30, y - 2, org, fonts.bold(font), 13, colour=accent)
    address = (
        f"Postbus {rng.randrange(10, 9999)}" if rng.random() < 0.2 else f"{city} {rng.randrange(1000, 9999)}"
    )
    sheet.text(x + 30, y + 10, address, font, 7.5, colour=(90, 90, 96))
    sheet.line([(x, y + 16), (A4[0] - 60, y + 16)], colour=accent, width=1)


def ink_signature(sheet: Sheet, x: float, y: float, rng: Random, *, name: str = "", mm: float = 45) -> Box:
    """A signature of `mm` wide with its left bottom near (x, y)."""
    picture = stamps.signature(rng, name=name)
    wide = mm * MM
    high = wide * picture.height / picture.width
    sheet.picture(picture, x, y - high * 0.8, x + wide, y + high * 0.2)
    return (x, y - high * 0.8, x + wide, y + high * 0.2)


def letter(
    facts: Facts,
    rng: Random,
    *,
    code: str | None = None,
    variant: int | None = None,
    signed: bool = True,
    keys: Sequence[str] | None = None,
    drop: Collection[str] = (),
) -> Sheet:
    """An employment statement in the language of its facts (or in `code`: a translation).

    `keys` are facts to list in a block; `drop` leaves out every line and field that tells one of these facts.
    """
    lang = code or facts.code
    data = texts(lang)
    version = data["letter"][variant if variant is not None else rng.randrange(len(data["letter"]))]
    sheet = blank(rng)
    column = flow(sheet, lang, rng, y=78)
    letterhead(
        sheet,
        facts.org,
        facts.city,
        Random(facts.number),
        font=column.font if column.font in fonts.SCRIPT_OF.values() else "sans",
    )
    labels = data["labels"]
    if "date" not in drop:
        column.line(f"{facts.city}, {facts.slots(lang)['date']}", align="right")
    if "number" not in drop:
        column.line(f"{labels['number']}: {facts.number}", size=9)
    column.gap(18)
    column.heading(version["title"], align=rng.choice(("left", "centre")))
    column.gap(4)
    if keys is None and rng.random() < 0.5:
        keys = rng.sample(("name", "birth", "role", "department", "hours"), rng.randrange(2, 5))
    if keys:
        column.fields([(labels[k], facts.value(k, lang)) for k in keys if k not in drop])
        column.gap(4)
    for line in fill([t for t in version["lines"] if not _tells(t, drop)], facts, lang):
        column.para(line)
    column.gap(20)
    sheet.marks["signature"] = [(column.x, column.y, column.x + 150, column.y + 60)]
    if signed:
        ink_signature(sheet, column.x, column.y + 34, rng, name=facts.last)
    column.gap(52)
    column.line(labels["supervisor"])
    sheet.marks["end"] = [(column.x, column.y, column.x + column.width, column.y)]
    return sheet


def _tells(template: str, drop: Collection[str]) -> bool:
    return any(f"{{{fact}}}" in template for fact in drop)


def diploma(
    facts: Facts,
    rng: Random,
    *,
    code: str | None = None,
    signed: bool = True,
    variant: int | None = None,
    keys: Sequence[str] = (),
    drop: Collection[str] = (),
) -> Sheet:
    """A diploma: centred lines, a border, names under lines; `keys` and `drop` as in `letter`."""
    lang = code or facts.code
    data = texts(lang)
    version = data["diploma"][variant if variant is not None else rng.randrange(len(data["diploma"]))]
    sheet = blank(rng)
    accent = rng.choice(ACCENTS)
    inset = rng.uniform(20, 34)
    for step in range(rng.randrange(1, 4)):
        d = inset + step * 5
        sheet.rect(d, d, A4[0] - d, A4[1] - d, stroke=accent, width=1.4 - step * 0.4)
    column = flow(sheet, lang, rng, size=rng.choice((11.5, 12.5)), y=90)
    if lang not in fonts.SCRIPT_OF:
        column.font = rng.choice(("serif", "notoserif", "dejavuserif", "freeserif", "lato"))
    column.heading(facts.school, size=19, align="centre")
    column.gap(16)
    column.heading(version["title"], size=27, align="centre")
    column.gap(18)
    kept = [t for t in version["lines"] if not _tells(t, drop)]
    for template, line in zip(kept, fill(kept, facts, lang), strict=True):
        if template in ("{name}", "{course}"):
            column.gap(6)
            column.heading(line, size=19, align="centre")
            column.gap(6)
        else:
            column.para(line, align="centre")
    if keys:
        column.fields([(data["labels"][k], facts.value(k, lang)) for k in keys if k not in drop])
    column.gap(30)
    if "number" not in drop:
        column.line(f"{data['labels']['number']} {facts.number}", size=9, align="centre")
    base = max(column.y + 70, 560)
    for index, who in enumerate(facts.signers):
        x = 90 + index * 260
        sheet.line([(x, base), (x + 150, base)])
        sheet.text(x, base + 12, who, column.font, 9.5)
        if signed:
            ink_signature(sheet, x + 5, base - 4, rng, name=who, mm=40)
    sheet.marks["signature"] = [(90, base - 50, 240, base)]
    sheet.marks["end"] = [(column.x, base + 18, column.x + column.width, base + 18)]
    return sheet


def prose(
    facts: Facts,
    rng: Random,
    *,
    code: str | None = None,
    heading: str | None = None,
    words: int | None = None,
) -> Sheet:
    """A page of running text in one language."""
    lang = code or facts.code
    data = texts(lang)
    sheet = blank(rng)
    column = flow(sheet, lang, rng)
    if heading:
        column.heading(heading)
    lines = [line for block in rng.sample(data["prose"], len(data["prose"])) for line in block["lines"]]
    lines += fill(rng.choice(data["letter"])["lines"], facts, lang) if not words else []
    left = words or 10_000
    for line in lines:
        parts = line.split()[:left]
        left -= len(parts)
        if parts:
            column.para(" ".join(parts))
    return sheet


def form(
    facts: Facts,
    rng: Random,
    *,
    code: str | None = None,
    count: int = 10,
    title: bool = True,
    hand: bool = False,
) -> Sheet:
    """A form: `count` labels in the language with names, dates and numbers as values."""
    lang = code or facts.code
    data = texts(lang)
    sheet = blank(rng)
    column = flow(sheet, lang, rng)
    if title:
        column.heading(rng.choice(data["letter"])["title"])
    keys = [k for k in data["labels"] if k != "signature"]
    keys = sorted(rng.sample(keys, min(count, len(keys))), key=keys.index)
    value_font = rng.choice(fonts.HAND) if hand and facts.name.isascii() else None
    column.fields(
        [(data["labels"][k], _numeric(facts, k, lang, rng)) for k in keys],
        ruled=rng.random() < 0.5,
        value_font=value_font,
    )
    column.gap(20)
    column.line(data["labels"]["signature"])
    ink_signature(sheet, column.x + 90, column.y + 20, rng)
    return sheet


def _numeric(facts: Facts, key: str, lang: str, rng: Random) -> str:
    """Values that do not give a language away: dates in figures."""
    dates = {"birth": facts.birth, "start": facts.start, "end": facts.end, "date": facts.issued}
    if key in dates:
        return dates[key].strftime("%d-%m-%Y" if rng.random() < 0.6 else "%d.%m.%Y")
    if key in ("role", "department", "course", "diploma"):
        return facts.value(key, lang) if rng.random() < 0.5 else facts.number[:6]
    return facts.value(key, lang)


def supplement(facts: Facts, rng: Random, *, code: str | None = None) -> Sheet:
    """A list of subjects with marks (diploma supplement, transcript)."""
    lang = code or facts.code
    data = texts(lang)
    labels = data["labels"]
    sheet = blank(rng)
    column = flow(sheet, lang, rng, size=10)
    column.heading(facts.school)
    column.fields(
        [(labels[k], facts.value(k, lang)) for k in ("name", "birth", "birthplace", "course", "number")]
    )
    subjects = data.get("subjects") or data["departments"]
    rows = [[labels["course"], "ECTS", labels["grade"]]]
    marks = Random(facts.number)
    rows += [
        [f"{s} {'I' * (1 + k // 6)}", str(marks.choice((3, 5, 6, 10, 15))), str(marks.randrange(6, 10))]
        for k, s in enumerate((subjects * 6)[:12])
    ]
    column.table(rows, widths=(6, 1, 1.4))
    for line in data["prose"][0]["lines"][:2]:
        column.para(line)
    column.gap(24)
    ink_signature(sheet, column.x, column.y + 30, rng)
    sheet.marks["end"] = [(column.x, column.y + 40, column.x + column.width, column.y + 40)]
    return sheet

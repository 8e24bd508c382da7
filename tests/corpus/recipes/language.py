"""Languages: running text, mixed and bilingual pages, short and blank pages, and forms with few words."""

from __future__ import annotations

from functools import partial
from random import Random

from tests.corpus import documents, output, registry
from tests.corpus.canvas import Sheet
from tests.corpus.contract import Bundle, File
from tests.corpus.fonts import RIGHT_TO_LEFT, SCRIPT_OF
from tests.corpus.language import ACCEPTED, codes, invent, others, texts
from tests.corpus.layout import Flow


def _file(sheets: list[Sheet], labels: list[str], rng: Random, *, kind: str, code: str, way: str) -> File:
    raster_only = code in SCRIPT_OF or code in RIGHT_TO_LEFT
    if way == "digital" and not raster_only:
        made = output.digital(sheets, kind, rng)
    elif way == "photo":
        made = output.photographed(sheets, kind, rng, gentle=True)
    else:
        made = output.scanned(
            sheets,
            kind,
            rng,
            dpi=rng.choice((200, 200, 300)),
            gentle=True,
            ocr_layer=not raster_only and rng.random() < 0.15,
        )
    required = [] if all(c in (*ACCEPTED, "und", "blank") for c in labels) else ["translation.required"]
    return File(
        name=made.name,
        data=made.data,
        kind=kind,
        languages=labels,
        translation=required,
        born_digital=made.born_digital,
    )


def page(code: str, rng: Random, index: int) -> Bundle:
    """A letter, diploma or page of running text in one language."""
    way = ("digital", "scan", "photo", "scan")[index % 4]
    facts = invent(code, rng)
    kind, make = rng.choice(
        (
            ("employment-statement", documents.letter),
            ("diploma", documents.diploma),
            ("other", documents.prose),
            ("other", documents.prose),
        )
    )
    return registry.one(
        f"language/{code}", _file([make(facts, rng)], [code], rng, kind=kind, code=code, way=way)
    )


def form(code: str, rng: Random, index: int) -> Bundle:
    """A form of four to sixteen labels, the rest names and figures."""
    way = ("digital", "scan")[index % 2]
    facts = invent(code, rng)
    count = (16, 12, 10, 8, 6, 5)[index % 6]
    sheet = documents.form(
        facts,
        rng,
        count=count,
        title=count > 5 or rng.random() < 0.5,
        hand=way == "scan" and rng.random() < 0.4,
    )
    return registry.one(f"forms/{code}", _file([sheet], [code], rng, kind="other", code=code, way=way))


def bilingual(rng: Random, index: int) -> Bundle:
    """Every paragraph twice: in a foreign language and in an accepted one."""
    code = rng.choice([c for c in others() if c not in SCRIPT_OF])
    second = rng.choice(ACCEPTED)
    facts = invent(code, rng)
    sheet = documents.blank(rng)
    column = documents.flow(sheet, code, rng, size=10)
    mine, yours = texts(code), texts(second)
    column.heading(f"{mine['letter'][0]['title']} / {yours['letter'][0]['title']}")
    own = mine["prose"][0]["lines"]
    other = yours["prose"][0]["lines"]
    for a, b in zip(own, other, strict=False):
        column.para(a)
        column.para(b)
    for key in ("name", "birth", "role"):
        column.line(f"{mine['labels'][key]} / {yours['labels'][key]}: {facts.value(key, second)}")
    file = _file(
        [sheet], [f"{second}+{code}"], rng, kind="other", code=code, way=("digital", "scan")[index % 2]
    )
    file.translation = None
    return registry.one("language/bilingual", file)


def header_over_body(rng: Random, index: int) -> Bundle:
    """A heading and letterhead in one language over a body in another."""
    code = rng.choice([c for c in others() if c not in SCRIPT_OF])
    head = rng.choice(ACCEPTED)
    body, top = (code, head) if index % 2 else (head, code)
    facts = invent(body, rng)
    sheet = documents.prose(facts, rng, heading=texts(top)["letter"][0]["title"])
    file = _file([sheet], [body], rng, kind="other", code=code, way=("digital", "scan")[index // 2 % 2])
    return registry.one("language/header-over-body", file)


def pages_mixed(rng: Random, index: int) -> Bundle:
    """A document whose pages are in different languages."""
    picked = [
        rng.choice(ACCEPTED),
        rng.choice([c for c in others() if c not in SCRIPT_OF]),
        rng.choice(ACCEPTED),
    ]
    sheets = [documents.prose(invent(c, rng), rng) for c in picked]
    file = _file(sheets, picked, rng, kind="other", code="en", way=("digital", "scan")[index % 2])
    return registry.one("language/pages-mixed", file)


def short(rng: Random, index: int) -> Bundle:
    """Too little text for anyone to name the language."""
    facts = invent(rng.choice(codes()), rng)
    sheet = documents.blank(rng)
    column = Flow(sheet, font="sans")
    lines = rng.choice(
        (
            (f"{facts.number}", "1 / 2"),
            (f"{facts.number[:4]}-{facts.number[4:]}",),
            ("01-02-2019  36", "14-06-2021  24", facts.number),
            ("A4  B7  C12", "2/3"),
        )
    )
    for line in lines:
        column.line(line)
    return registry.one(
        "language/short",
        _file([sheet], ["und"], rng, kind="other", code="en", way=("digital", "scan")[index % 2]),
    )


def blank(rng: Random, index: int) -> Bundle:
    """A text page with an empty back, or an empty page alone."""
    facts = invent("nl", rng)
    sheets, labels = (
        ([documents.letter(facts, rng), Sheet()], ["nl", "blank"])
        if index % 2
        else ([Sheet(paper=rng.choice(((255, 255, 255), (240, 238, 230), (225, 225, 225))))], ["blank"])
    )
    return registry.one(
        "language/blank",
        _file(sheets, labels, rng, kind="other", code="nl", way=("scan", "scan", "digital")[index % 3]),
    )


for _code in codes():
    registry.add(f"language/{_code}", 16 if _code in ACCEPTED else 7, partial(page, _code))
    if _code not in RIGHT_TO_LEFT or _code == "ar":
        registry.add(f"forms/{_code}", 12 if _code in ACCEPTED else 4, partial(form, _code))
registry.add("language/bilingual", 24, bilingual)
registry.add("language/header-over-body", 24, header_over_body)
registry.add("language/pages-mixed", 16, pages_mixed)
registry.add("language/short", 12, short)
registry.add("language/blank", 12, blank)

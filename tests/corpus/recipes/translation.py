"""Foreign documents with and without a translation, sworn or not, complete or not, in one file or two."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from random import Random

from tests.corpus import documents, output, registry, translators
from tests.corpus.canvas import Sheet
from tests.corpus.contract import Bundle, File
from tests.corpus.fonts import SCRIPT_OF
from tests.corpus.language import ACCEPTED, Facts, called, codes, into, invent, others, texts

KEYS = ("name", "birth", "birthplace", "start", "end", "hours", "number")
DIPLOMA_KEYS = ("name", "birth", "birthplace", "date", "number")
NARROW = ("eu-recognition", "professional-competence", "european-professional-card")
WIDE = ("periodic-registration", "registration", "automatic-recognition", "temporary-service")
DROPS: dict[str, tuple[str, ...]] = {
    "dates": ("start", "end", "birth", "date"),
    "number": ("number", "hours"),
    "name": ("name",),
}


def pick(rng: Random) -> tuple[str, Facts]:
    """A foreign language that has names in Latin letters for its translation, and a person."""
    code = rng.choice(
        [c for c in others() if "called" in texts(c) and (c not in SCRIPT_OF or "latin" in texts(c))]
    )
    return code, invent(code, rng)


def source(kind: str, facts: Facts, rng: Random, *, pages: int) -> list[Sheet]:
    """The original, of one or two pages."""
    first = documents.diploma(facts, rng) if kind == "diploma" else documents.letter(facts, rng)
    return [first] if pages == 1 else [first, documents.supplement(facts, rng)]


def rendering(
    kind: str, facts: Facts, target: str, rng: Random, *, pages: int, drop: Collection[str] = ()
) -> list[Sheet]:
    """The translation's pages: same facts, other language."""
    theirs = into(facts, target)
    if kind == "diploma":
        first = documents.diploma(theirs, rng, keys=DIPLOMA_KEYS, drop=drop, signed=False)
    else:
        first = documents.letter(theirs, rng, keys=KEYS, drop=drop, signed=False)
    sheets = [first] if pages == 1 else [first, documents.supplement(theirs, rng)]
    translators.heading(sheets[0], target, called(facts.code, target))
    return sheets


def _made(sheets: list[Sheet], stem: str, rng: Random, *, raster: bool) -> output.Made:
    if raster or rng.random() < 0.75:
        if rng.random() < 0.15:
            return output.photographed(sheets, stem, rng, gentle=True)
        return output.scanned(sheets, stem, rng, dpi=rng.choice((200, 300)), gentle=True)
    return output.digital(sheets, stem, rng)


def translated(case: str, rng: Random, index: int) -> Bundle:
    """A source and its translation; `case` says what is wrong with it."""
    procedure = rng.choice(NARROW if index % 4 == 3 else WIDE)
    targets = ("nl", "en") if procedure in NARROW else ACCEPTED
    code, facts = pick(rng)
    kind = rng.choice(("diploma", "employment-statement"))
    pages = (
        2 if case == "incomplete-pages" or (rng.random() < 0.25 and not case.startswith("incomplete")) else 1
    )
    target = rng.choice(targets)
    if case == "target":
        target = rng.choice(("es", "pl")) if procedure not in NARROW else rng.choice(("fr", "de", "es"))
        if target == code:
            target = "pl" if code == "es" else "es"
    if case == "belgian":
        target = "nl" if procedure in NARROW else rng.choice(("nl", "fr"))
    drop = DROPS.get(case.removeprefix("incomplete-"), ())
    src = source(kind, facts, rng, pages=pages)
    out = rendering(kind, facts, target, rng, pages=1 if case == "incomplete-pages" else pages, drop=drop)
    end = out[-1].marks["end"][0][1] + 10
    apart = end > 620
    if apart:
        out.append(Sheet(paper=out[-1].paper))
        end = 90.0
    if case == "not-sworn":
        translators.not_sworn(out[-1], target, rng, y=end)
    else:
        translators.sworn(
            out[-1], target, called(code, target), rng, y=end, country="be" if case == "belgian" else None
        )
    expected = {
        "not-sworn": ["translation.not-sworn"],
        "source-missing": ["translation.sworn", "translation.source-missing"],
        "target": ["translation.sworn", "translation.target-not-accepted"],
    }.get(case, ["translation.sworn"])
    if case.startswith("incomplete"):
        expected = ["translation.sworn", "translation.incomplete"]
    raster = code in SCRIPT_OF
    src_labels, out_labels = [code] * len(src), [target] * len(out)
    spoken = None if apart else out_labels
    if case == "same-file" or (case == "belgian" and index % 2):
        made = _made([*out, *src], "vertaling", rng, raster=raster)
        files = [
            File(
                name=made.name,
                data=made.data,
                kind="translation",
                languages=None if apart else [*out_labels, *src_labels],
                translation=expected,
                born_digital=made.born_digital,
            )
        ]
        return Bundle(stratum=f"translation/{case}", files=files, procedure=procedure)
    made = _made(out, "vertaling", rng, raster=False)
    files = [
        File(
            name=made.name,
            data=made.data,
            kind="translation",
            languages=spoken,
            translation=expected,
            born_digital=made.born_digital,
        )
    ]
    if case != "source-missing":
        origin = _made(src, kind, rng, raster=raster)
        wanted = {"not-sworn": ["translation.required"], "target": None}.get(case, [])
        files.insert(
            0,
            File(
                name=origin.name,
                data=origin.data,
                kind=kind,
                languages=src_labels,
                translation=wanted,
                born_digital=origin.born_digital,
            ),
        )
    return Bundle(stratum=f"translation/{case}", files=files, procedure=procedure)


def alone(rng: Random, index: int) -> Bundle:
    """A foreign document with no translation; under the narrow procedures French and German are foreign."""
    narrow = index % 3 == 2
    procedure = rng.choice(NARROW if narrow else WIDE)
    code = rng.choice(("fr", "de")) if narrow and rng.random() < 0.6 else rng.choice(others())
    facts = invent(code, rng)
    kind = rng.choice(("diploma", "employment-statement"))
    made = _made(source(kind, facts, rng, pages=1), kind, rng, raster=code in SCRIPT_OF)
    file = File(
        name=made.name,
        data=made.data,
        kind=kind,
        languages=[code],
        translation=["translation.required"],
        born_digital=made.born_digital,
    )
    return registry.one("translation/none", file, procedure=procedure)


def unneeded(rng: Random, index: int) -> Bundle:
    """A document in an accepted language: nothing to ask."""
    procedure = rng.choice((*WIDE, *NARROW))
    code = rng.choice(("nl", "en") if procedure in NARROW else [c for c in codes() if c in ACCEPTED])
    facts = invent(code, rng)
    kind = rng.choice(("diploma", "employment-statement"))
    made = _made(source(kind, facts, rng, pages=1), kind, rng, raster=False)
    file = File(
        name=made.name,
        data=made.data,
        kind=kind,
        languages=[code],
        translation=[],
        born_digital=made.born_digital,
    )
    return registry.one("translation/unneeded", file, procedure=procedure)


COUNTS = {
    "sworn": 40,
    "same-file": 30,
    "belgian": 14,
    "not-sworn": 30,
    "source-missing": 16,
    "target": 16,
    "incomplete-dates": 12,
    "incomplete-number": 10,
    "incomplete-name": 8,
    "incomplete-pages": 12,
}
for _case, _count in COUNTS.items():
    registry.add(f"translation/{_case}", _count, partial(translated, _case))
registry.add("translation/none", 30, alone)
registry.add("translation/unneeded", 20, unneeded)

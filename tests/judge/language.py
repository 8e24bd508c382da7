# ruff: noqa: E501  (running text and tables of words)
"""Pages of running text in many languages: born digital, scanned, photographed; also two-language and blank pages."""

from __future__ import annotations

import random
from functools import partial

from PIL import Image

from . import fonts, marks, ordinary, othertexts, pack, people, scan, texts
from .canvas import Page, pdf, raster
from .flow import Flow
from .model import Bundle, Doc
from .registry import Leaf

Facts = dict[str, str]


def families(language: str, *, born_digital: bool) -> tuple[str, ...]:
    """Return the font families that can set a language."""
    if language in othertexts.FAMILIES:
        return othertexts.FAMILIES[language]
    if language in othertexts.CYRILLIC:
        return fonts.CYRILLIC_PDF if born_digital else fonts.CYRILLIC
    if language == "el":
        return fonts.GREEK_PDF if born_digital else fonts.GREEK
    if language == "vi":
        return ("roboto", "opensans", "charis")
    if language in texts.MAIN or language in {
        "es",
        "it",
        "pt",
        "da",
        "sv",
        "no",
        "af",
        "lb",
        "fy",
        "sco",
        "ca",
        "gl",
        "eu",
    }:
        return fonts.LATIN_PDF if born_digital else fonts.LATIN
    return fonts.WIDE_PDF if born_digital else fonts.WIDE


def facts(rng: random.Random, language: str) -> Facts:
    """Return invented facts, dates written the way of the language."""
    names, towns = people.FOREIGN.get(language, (people.EMPLOYERS, people.CITIES))
    who = people.person(rng)
    start = people.day(rng, 2006, 2014)
    end = (start[0] + rng.randint(2, 7), rng.randint(1, 12), rng.randint(1, 28))
    return {
        "name": who.name,
        "born": people.date(who.birth, language, rng),
        "inst": rng.choice(names),
        "city": rng.choice(towns),
        "start": people.date(start, language, rng),
        "end": people.date(end, language, rng),
        "hours": str(rng.choice((20, 24, 28, 32, 36, 38))),
        "reg": f"{rng.randint(11, 9999)}/{rng.randint(2006, 2022)}",
        "date": people.date((end[0], rng.randint(1, 12), rng.randint(1, 28)), language, rng),
    }


def passages(rng: random.Random, language: str) -> tuple[str, list[str]]:
    """Return a title and paragraphs of running text."""
    choice = rng.randint(0, 3) if language in othertexts.FURTHER else rng.randint(0, 1)
    if language in texts.WORK and choice < 2:
        title, body = (texts.WORK, texts.DIPLOMA)[choice][language]
        known = facts(rng, language)
        body = [part.format(**known) for part in body]
        if language in othertexts.FURTHER and rng.random() < 0.4:
            body = [*body, *rng.choice(othertexts.FURTHER[language])]
        return title, body
    if language in othertexts.FURTHER:
        return texts.WORK[language][0], list(rng.choice(othertexts.FURTHER[language]))
    title, body = othertexts.OTHER[language]
    return title, list(body)


def compose(rng: random.Random, language: str, *, born_digital: bool, second: str = "") -> list[Page]:
    """Set a page of running text; `second` adds as much text in another language."""
    family = rng.choice(families(language, born_digital=born_digital))
    if second:
        both = set(families(language, born_digital=born_digital)) & set(
            families(second, born_digital=born_digital)
        )
        family = rng.choice(sorted(both)) if both else rng.choice(("charis", "roboto"))
    flow = Flow(rng, family, size=rng.uniform(9.8, 12), rtl=language in othertexts.RTL)
    names, towns = people.FOREIGN.get(language, ((), ()))
    if names and rng.random() < 0.7:
        flow.para(f"{rng.choice(names)}, {rng.choice(towns)}", style="b", align=rng.choice("lmr"))
        flow.space(14)
    elif language in texts.MAIN and rng.random() < 0.6:
        ordinary.letterhead(flow, rng, rng.choice(people.EMPLOYERS), [])
    for current in [language, second] if second else [language]:
        title, body = passages(rng, current)
        flow.heading(title, align=rng.choice("lm") if current not in othertexts.RTL else "r")
        for part in body:
            flow.para(part)
        flow.space(10)
    if rng.random() < 0.5:
        flow.room(70)
        flow.page.image((flow.margin, flow.y, flow.margin + 130, flow.y + 50), marks.scribble(rng))
    return flow.pages[:1]


def _send(pages: list[Page], rng: random.Random, medium: str) -> tuple[str, bytes]:
    stem = rng.choice(("bewijs", "werkverklaring", "scan001", "certificate", "document", "bijlage", "attest"))
    if medium == "digital":
        return f"{stem}.pdf", pdf(pages, title="")
    if medium == "photo":
        return pack.save(
            [scan.photo(raster(pages[0], 220), rng, long_side=2700, tilt=0.04)],
            rng,
            dpi=220,
            stem=stem,
            camera=True,
        )
    dpi = rng.choice((150, 200, 200, 240, 300))
    images: list[Image.Image] = []
    for page in pages:
        image = scan.scan(raster(page, dpi), rng)
        images.append(image.rotate(rng.choices((0, 180, 90, 270), (90, 5, 3, 2))[0], expand=True))
    return pack.save(images, rng, dpi=dpi, stem=stem)


def make(rng: random.Random, _index: int, *, language: str, medium: str) -> Bundle:
    """Make a document of one to four pages in one language."""
    count = 1 if medium == "photo" else rng.choice((1, 2, 2, 3))
    digital = medium == "digital"
    pages = [compose(rng, language, born_digital=digital)[0] for _ in range(count)]
    truth = [language] * count
    if medium == "scan" and rng.random() < 0.06:
        pages.append(Page())
        truth.append("blank")
    name, data = _send(pages, rng, medium)
    return Bundle([Doc(name, data, "employment-statement", languages=truth, born_digital=digital)])


def mixed(rng: random.Random, _index: int, *, medium: str) -> Bundle:
    """Make a document with bilingual pages, or with a page in each of two languages."""
    first, second = (
        rng.choice(texts.MAIN),
        rng.choice(("pl", "ro", "es", "tr", "pt", "it", "cs", "hu", "ru", "uk")),
    )
    digital = medium == "digital"
    if rng.random() < 0.6:
        pages, truth = compose(rng, first, born_digital=digital, second=second), [f"{first}+{second}"]
    else:
        pages = [compose(rng, language, born_digital=digital)[0] for language in (second, first)]
        truth = [second, first]
    name, data = _send(pages, rng, medium)
    return Bundle([Doc(name, data, "employment-statement", languages=truth, born_digital=digital)])


def leaves() -> list[Leaf]:
    """Return the strata of this module."""
    result = []
    for language in texts.MAIN:
        for medium, count in (("digital", 6), ("scan", 10), ("photo", 4)):
            result.append(
                Leaf(f"language/{language}/{medium}", count, partial(make, language=language, medium=medium))
            )
    for language in (*texts.SOURCES, *othertexts.OTHER):
        near = language in {"af", "lb", "fy", "sco", "ca", "da"}
        media = [("scan", 4 if near else 2)]
        if language not in othertexts.IMAGE_ONLY:
            media.append(("digital", 3 if near else 1))
        for medium, count in media:
            result.append(
                Leaf(f"language/{language}/{medium}", count, partial(make, language=language, medium=medium))
            )
    for medium, count in (("digital", 10), ("scan", 10)):
        result.append(Leaf(f"language/mixed/{medium}", count, partial(mixed, medium=medium)))
    return result

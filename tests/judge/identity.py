# ruff: noqa: E501  (running text and tables of words)
"""Identity documents: shown, masked, half masked, struck through, marked over, watermarked; scanned or photographed."""

from __future__ import annotations

import random
from functools import partial

import zxingcpp
from PIL import Image

from . import idcards, masks, pack, people, scan
from .canvas import MM, Page, raster
from .model import Bundle, Doc, bsn
from .registry import Leaf

PROCEDURES = (
    "periodic-registration",
    "privacy-request",
    "registration",
    "automatic-recognition",
    "professional-competence",
    "eu-recognition",
)
SHOWING = (
    "passport-before-2014",
    "passport-2014",
    "passport-2021",
    "id-card-before-2014",
    "id-card-2014",
    "id-card-2021",
    "driving-licence-2006",
    "driving-licence-2014",
)
TREATMENTS = ("clear", "masked", "partly", "thin-line", "marker", "watermark")
PLACES = ("printed", "mrz", "qr")
STEMS = (
    "paspoort",
    "IMG_2041",
    "kopie id",
    "scan0001",
    "ID-bewijs",
    "legitimatie",
    "document(3)",
    "20240311_142233",
    "id_kaart_voor_achter",
    "Scan_20230918",
)


def _sides(model: str, rng: random.Random, *, every: bool) -> list[Page]:
    make, generation = idcards.MODELS[model]
    sides = make(rng, bsn(rng), generation)
    if every or len(sides) == 1:
        return sides
    with_bsn = [side for side in sides if any(place in side.regions for place in PLACES)]
    return sides if rng.random() < 0.6 or not with_bsn else [rng.choice(with_bsn)]


def _treat(
    image: Image.Image,
    side: Page,
    rng: random.Random,
    scale: float,
    treatment: str,
    hide: set[str],
    depth: float,
) -> Image.Image:
    for place, box in side.regions.items():
        if place not in PLACES:
            continue
        pixels = (box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)
        if place in hide:
            if place == "mrz" and rng.random() < 0.25:
                whole = side.regions["mrzlines"]
                pixels = (whole[0] * scale, whole[1] * scale, whole[2] * scale, whole[3] * scale)
            image = masks.cover(image, pixels, rng)
        elif treatment == "thin-line":
            image = masks.strike(image, pixels, rng)
        elif treatment == "marker":
            image = masks.marker(image, pixels, rng, depth=depth)
    return image


def _sheet(images: list[Image.Image], rng: random.Random, dpi: int, *, whole: bool) -> Image.Image:
    """Lay the sides on a sheet of paper, one beneath the other."""
    wide, high = max(i.width for i in images), sum(i.height for i in images)
    unit = dpi / 72
    gap = rng.uniform(10, 60) * unit
    if whole:
        size = (round(595 * unit), round(842 * unit))
    else:
        edge = rng.uniform(6, 40) * unit
        size = (round(wide + 2 * edge), round(high + gap * (len(images) - 1) + 2 * edge))
    tone = rng.randint(240, 255)
    sheet = Image.new("RGB", size, (tone, tone, tone))
    x = (size[0] - wide) * rng.uniform(0.2, 0.8)
    y = max(4.0, (size[1] - high - gap * (len(images) - 1)) * rng.uniform(0.1, 0.5))
    for image in images:
        sheet.paste(image, (round(x), round(y)))
        y += image.height + gap
    return sheet


def _decodes(images: list[Image.Image]) -> bool:
    return any(zxingcpp.read_barcodes(image.convert("L")) for image in images)


def _note(rng: random.Random) -> str:
    return rng.choice(
        (
            f"KOPIE t.b.v. BIG-register {people.date(people.day(rng, 2022))}",
            f"Copy for CIBG only, {people.date(people.day(rng, 2022))}",
            "Alleen voor herregistratie BIG",
            f"Kopie uitsluitend voor aanvraag CIBG - {people.date(people.day(rng, 2022), 'nl')}",
        )
    )


def _medium(
    sides: list[Page], rng: random.Random, treatment: str, hide: set[str], medium: str, depth: float
) -> tuple[list[Image.Image], int]:
    card = sides[0].width < 100 * MM
    if medium == "scan":
        whole = rng.random() < 0.5
        dpi = (
            rng.choice((200, 200, 240, 300))
            if whole
            else rng.choice((240, 300, 300, 400, 600 if card else 300))
        )
    else:
        dpi = 500 if card else 330
    if depth > 0.7:  # a nearly closed marker needs a clean, large picture to stay recoverable
        dpi = max(dpi, 300)
    images = [_treat(raster(side, dpi), side, rng, dpi / 72, treatment, hide, depth) for side in sides]
    if treatment == "watermark" or rng.random() < 0.08:
        note = _note(rng)
        images = [masks.watermark(image, rng, note) for image in images]
    if medium == "scan":
        apart = len(images) > 1 and rng.random() < 0.3
        groups = [[image] for image in images] if apart else [images]
        sheets = [_sheet(group, rng, dpi, whole=whole) for group in groups]
        turn = rng.choices((0, 180, 90, 270), (84, 8, 4, 4))[0]
        mode = rng.choice(("colour", "grey"))
        result = [scan.scan(sheet, rng, mode=mode, careful=True) for sheet in sheets]
        return [image.rotate(turn, expand=True) for image in result], dpi
    if len(images) > 1:
        images = [_sheet(images, rng, dpi, whole=False)]
    side_px = rng.choice((2200, 2500, 2800)) if len(sides) > 1 else rng.choice((1700, 2000, 2400))
    result = [scan.photo(image, rng, long_side=side_px, tilt=rng.uniform(0.02, 0.07)) for image in images]
    turn = rng.choices((0, 90, 270, 180), (85, 5, 5, 5))[0]
    return [image.rotate(turn, expand=True) for image in result], dpi


def make(rng: random.Random, _index: int, *, model: str, treatment: str, medium: str) -> Bundle:
    """Make one identity document."""
    sides = _sides(model, rng, every=treatment == "partly")
    present = [place for place in PLACES if any(place in side.regions for side in sides)]
    hide: set[str] = set()
    if treatment == "masked":
        hide = set(present)
    elif treatment == "partly":
        hide = {rng.choice(present)}
    elif treatment in {"thin-line", "marker"} and "qr" in present and len(present) > 1:
        hide = {"qr"}
    visible: list[str] | None = [place for place in present if place not in hide]
    depth = rng.uniform(0.4, 0.66)
    for _ in range(4):
        images, dpi = _medium(sides, rng, treatment, hide, medium, depth)
        if not visible or "qr" not in visible or _decodes(images):
            break
    else:
        visible = [place for place in visible or [] if place != "qr"]
    redaction: list[str] | None = []
    if treatment == "marker" and visible:
        redaction = ["translucent"]
    elif treatment == "thin-line":
        redaction = None
    name, data = pack.save(
        images,
        rng,
        dpi=dpi,
        stem=rng.choice(STEMS),
        camera=medium == "photo",
        quality=rng.choice((72, 80, 86, 90)),
    )
    doc = Doc(name, data, "identity", bsn_visible=visible, bsn_masked=bool(hide), redaction=redaction)
    return Bundle([doc], rng.choice(PROCEDURES))


def make_front(rng: random.Random, _index: int, *, model: str, medium: str) -> Bundle:
    """Make the side of a newer model that carries no BSN."""
    maker, generation = idcards.MODELS[model]
    sides = maker(rng, bsn(rng), generation)[:1]
    images, dpi = _medium(sides, rng, "clear", set(), medium, 0.5)
    name, data = pack.save(images, rng, dpi=dpi, stem=rng.choice(STEMS), camera=medium == "photo")
    return Bundle(
        [Doc(name, data, "identity", bsn_visible=[], bsn_masked=False, redaction=[])], rng.choice(PROCEDURES)
    )


def leaves() -> list[Leaf]:
    """Return the strata of this module."""
    result = []
    for model in SHOWING:
        for treatment in TREATMENTS:
            if treatment == "partly" and model.startswith("driving"):
                continue
            for medium in ("scan", "photo"):
                count = 3
                result.append(
                    Leaf(
                        f"identity/{model}/{treatment}-{medium}",
                        count,
                        partial(make, model=model, treatment=treatment, medium=medium),
                    )
                )
    for model in ("passport-2021", "id-card-2014", "id-card-2021", "driving-licence-2014"):
        for medium in ("scan", "photo"):
            result.append(
                Leaf(
                    f"identity/no-bsn/{model}-front-{medium}",
                    4,
                    partial(make_front, model=model, medium=medium),
                )
            )
    for model in ("residence-permit", "foreign-passport"):
        for medium in ("scan", "photo"):
            result.append(
                Leaf(
                    f"identity/no-bsn/{model}-{medium}",
                    10,
                    partial(make, model=model, treatment="clear", medium=medium),
                )
            )
    return result

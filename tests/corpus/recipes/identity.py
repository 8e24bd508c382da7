"""Copies of identity documents: all readable, all masked, masked in one place, or only struck through."""

from __future__ import annotations

from functools import partial
from random import Random

from PIL import Image

from tests.corpus import cardparts, cards, masks, pdfout, registry, scan
from tests.corpus.canvas import A4, MM, Sheet
from tests.corpus.contract import Bundle, File
from tests.corpus.language import invent

PROCEDURES = (
    "periodic-registration",
    "privacy-request",
    "registration",
    "eu-recognition",
    "professional-competence",
    "automatic-recognition",
)
PLACES = ("printed", "mrz", "qr")
TREATMENTS = ("readable", "masked", "one-place", "struck")


def cover(
    sides: dict[str, Sheet], dpi: float, treatment: str, rng: Random
) -> tuple[dict[str, Image.Image], list[str], bool]:
    """Render the sides and treat the BSNs; returns pictures, places still readable, and if one was masked."""
    spots = [
        (side, place, box)
        for side, sheet in sides.items()
        for place in PLACES
        for box in sheet.marks.get(place, [])
    ]
    places = sorted({place for _, place, _ in spots}, key=PLACES.index)
    pictures = {side: sheet.raster(dpi) for side, sheet in sides.items()}
    hide: set[str] = set()
    if treatment == "masked":
        hide = set(places)
    elif treatment == "one-place" and len(places) > 1:
        hide = {rng.choice(places)}
    style = rng.choice(list(masks.PROPER))
    whole_line = rng.random() < 0.3
    for side, place, box in spots:
        px = sides[side].pixels(box, dpi)
        if place in hide:
            how = "bar" if place == "qr" and style in ("scribble", "tape", "pixelated") else style
            if place == "mrz" and whole_line and how == "bar":
                zone = sides[side].pixels(sides[side].marks["mrz-zone"][0], dpi)
                px = (zone[0], px[1], zone[2], px[3])
            masks.PROPER[how](pictures[side], px, rng)
        elif treatment == "struck" and place != "qr":
            masks.READABLE[rng.choice(list(masks.READABLE))](pictures[side], px, rng)
    return pictures, [p for p in places if p not in hide], bool(hide)


def on_paper(pictures: list[Image.Image], dpi: float, rng: Random, *, whole: bool) -> Image.Image:
    """Cards on the glass: a whole A4, or cut to the cards."""
    gap, edge = round(9 * MM * dpi / 72), round(rng.uniform(6, 22) * MM * dpi / 72)
    round_px = round(3 * MM * dpi / 72)
    cut = [cardparts.rounded(p, round_px) for p in pictures]
    wide, high = max(p.width for p in cut), sum(p.height + gap for p in cut)
    size = (round(A4[0] * dpi / 72), round(A4[1] * dpi / 72)) if whole else (wide + 2 * edge, high + 2 * edge)
    paper = Image.new("RGB", size, (255, 255, 255))
    y = edge
    for picture in cut:
        x = edge + (rng.randrange(max(1, size[0] - wide - 2 * edge)) if whole else 0)
        paper.paste(picture, (min(x, size[0] - picture.width), y))
        y += picture.height + gap
    return paper


def copy(model: str, treatment: str, rng: Random, index: int) -> Bundle:
    """One copy of one document; scans and photographs by turns."""
    way = ("scan", "photo", "scan-card", "photo")[(index + rng.randrange(2)) % 4]
    facts = invent(
        "nl" if model not in ("residence-permit", "foreign-passport") else rng.choice(("en", "pl", "ro")), rng
    )
    sides = cards.CARDS[model](facts, rng)
    if len(sides) == 2 and treatment != "one-place" and rng.random() < 0.3:
        keep = rng.choice(list(sides))
        sides = {keep: sides[keep]}
    if rng.random() < 0.25:
        for sheet in sides.values():
            cardparts.watermark(
                sheet, f"KOPIE voor CIBG BIG-register {rng.randrange(1, 28)}-{rng.randrange(1, 12)}-2025", rng
            )
    dpi = {
        "scan": rng.choice((200, 240, 300)),
        "scan-card": rng.choice((300, 400, 600)),
        "photo": rng.choice((280, 330, 400)),
    }[way]
    if any("qr" in s.marks for s in sides.values()):
        dpi = max(dpi, 300)
    pictures, visible, masked = cover(sides, dpi, treatment, rng)
    shown = list(pictures.values())
    if way == "photo":
        made = [
            scan.photo(
                on_paper(shown, dpi, rng, whole=False) if rng.random() < 0.25 else _stack(shown, rng),
                rng=rng,
                camera=scan.any_camera(rng, gentle=True),
            )
        ]
        name, data = "foto.jpg", b""
        made = [scan.turned(made[0], rng.choices((0, 1, 2, 3), (12, 1, 1, 1))[0])]
        data = scan.jpeg(made[0], rng.randrange(72, 93), dpi=72)
        if rng.random() < 0.15:
            name, data = "foto.pdf", pdfout.picture_pdf(made, dpi=200, quality=85)
    else:
        page = on_paper(shown, dpi, rng, whole=way == "scan")
        scanner = scan.any_scanner(rng, gentle=True)
        page = scan.scan(page, dpi=dpi, rng=rng, scanner=scanner)
        name, data = pdfout.any_picture_file(
            [page], "kopie-id", dpi=dpi, rng=rng, quality=max(70, scanner.quality)
        )
    file = File(
        name=name,
        data=data,
        kind="identity",
        bsn_visible=visible,
        bsn_masked=masked,
        redaction=None if treatment == "struck" else [],
    )
    short_way = "photo" if way == "photo" else "scan"
    stratum = f"identity/{model}/{treatment if visible or masked else 'no-bsn'}"
    return registry.one(stratum, file, procedure=PROCEDURES[(index + len(short_way)) % len(PROCEDURES)])


def _stack(pictures: list[Image.Image], rng: Random) -> Image.Image:
    """One side as it is; two sides one above the other (a copy on paper)."""
    if len(pictures) == 1:
        return pictures[0]
    return on_paper(pictures, 300, rng, whole=False)


for _model in cards.CARDS:
    for _treatment in TREATMENTS:
        if _model in ("residence-permit", "foreign-passport"):
            if _treatment == "readable":
                registry.add(f"identity/{_model}/no-bsn", 14, partial(copy, _model, _treatment))
        elif not (_model == "driving-licence" and _treatment == "one-place"):
            registry.add(f"identity/{_model}/{_treatment}", 12, partial(copy, _model, _treatment))

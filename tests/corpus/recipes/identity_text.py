"""A BSN as text in ordinary documents: payslips, contracts, statements; shown, masked or struck through."""

from __future__ import annotations

from functools import partial
from random import Random

from PIL import Image

from tests.corpus import masks, numbers, output, payslips, pdfout, registry, scan
from tests.corpus.canvas import Sheet
from tests.corpus.contract import Bundle, File
from tests.corpus.language import invent


def _sheet(rng: Random) -> tuple[Sheet, str]:
    facts = invent("nl", rng)
    shown = numbers.bsn_spaced(rng, facts.bsn)
    kind = rng.choice(("pay-slip", "contract", "other", "other"))
    if kind == "pay-slip":
        return payslips.payslip(facts, rng, bsn=shown), kind
    if kind == "contract":
        return payslips.contract(facts, rng, bsn=shown), kind
    return payslips.statement(facts, rng, bsn=shown, english=rng.random() < 0.3), kind


def text(treatment: str, rng: Random, index: int) -> Bundle:
    """One document with one number."""
    sheet, kind = _sheet(rng)
    if treatment == "readable":
        way = ("digital", "scan", "photo")[index % 3]
        make = {"digital": output.digital, "photo": output.photographed}.get(way)
        made = (
            make([sheet], kind, rng)
            if make
            else output.scanned([sheet], kind, rng, dpi=rng.choice((200, 300)), gentle=True)
        )
        file = File(
            name=made.name, data=made.data, kind=kind, bsn_visible=["text"], born_digital=made.born_digital
        )
        return registry.one("identity/text/readable", file)
    dpi = rng.choice((200, 200, 300))
    page: Image.Image = sheet.raster(dpi)
    table = masks.PROPER if treatment == "masked" else masks.READABLE
    box = sheet.pixels(sheet.marks["bsn"][0], dpi)
    table[rng.choice(list(table))](page, box, rng)
    if index % 3 == 2:
        page = scan.photo(page, rng=rng, camera=scan.any_camera(rng, gentle=True))
        name, data = f"{kind}.jpg", scan.jpeg(page, 85)
    else:
        how = scan.any_scanner(rng, gentle=True)
        page = scan.scan(page, dpi=dpi, rng=rng, scanner=how)
        name, data = pdfout.any_picture_file([page], kind, dpi=dpi, rng=rng, quality=max(70, how.quality))
    masked = treatment == "masked"
    file = File(
        name=name,
        data=data,
        kind=kind,
        bsn_visible=[] if masked else ["text"],
        bsn_masked=masked,
        redaction=[] if masked else None,
    )
    return registry.one(f"identity/text/{treatment}", file)


for _treatment, _count in (("readable", 42), ("masked", 24), ("struck", 18)):
    registry.add(f"identity/text/{_treatment}", _count, partial(text, _treatment))

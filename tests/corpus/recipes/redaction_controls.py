"""Controls: pages with a shown number, a properly removed one or none at all; nothing is hidden."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from tests.corpus import controls, documents, payslips, registry, signing
from tests.corpus.canvas import Sheet, digital_pdf
from tests.corpus.contract import Bundle, File
from tests.corpus.language import invent
from tests.corpus.recipes.redaction import with_bsn

PROPER = {
    "ocr-layer-masked": controls.ocr_layer_masked,
    "burnt-in": controls.burnt_in,
    "text-removed": controls.text_removed,
    "same-thumbnail": controls.same_thumbnail,
}
"""The number was printed, and is gone for good."""

HARMLESS: dict[str, Callable[[Sheet, Random], bytes]] = {
    "shaded-tables": controls.shaded_tables,
    "white-on-dark": controls.white_on_dark,
    "ocr-layer": controls.ocr_layer,
    "linearised": controls.linearised,
    "update": controls.harmless_update,
    "running-headers": controls.running_headers,
    "attachment": controls.harmless_attachment,
    "highlight": controls.yellow_highlight,
    "layer": controls.harmless_layer,
    "soft-shadow": controls.soft_shadow,
    "double-print": controls.double_print,
    "text-on-picture": controls.text_on_picture,
    "signed": lambda sheet, _: signing.sign(digital_pdf([sheet])),
    "metadata": controls.ordinary_metadata,
    "clipped-picture": controls.clipped_picture,
}
"""Everything on the page is meant to be seen; every other document shows a BSN openly."""


def proper(name: str, rng: Random, index: int) -> Bundle:
    """A redaction that works."""
    sheet, kind = with_bsn(rng)
    data = PROPER[name](sheet, rng)
    file = File(
        name=f"{kind}.pdf",
        data=data,
        kind=kind,
        languages=["nl"],
        bsn_visible=[],
        bsn_masked=True,
        redaction=[],
        born_digital=name not in ("ocr-layer-masked", "burnt-in"),
    )
    return registry.one(f"redaction-control/{name}", file)


def harmless(name: str, rng: Random, index: int) -> Bundle:
    """Nothing masked at all."""
    facts = invent("nl", rng)
    number = facts.bsn if index % 2 else None
    sheet = payslips.payslip(facts, rng, bsn=number)
    file = File(
        name="loonstrook.pdf",
        data=HARMLESS[name](sheet, rng),
        kind="pay-slip",
        languages=None,
        bsn_visible=["text"] if number else [],
        redaction=[],
        born_digital=name != "ocr-layer",
    )
    return registry.one(f"redaction-control/{name}", file)


def equal_field(rng: Random, index: int) -> Bundle:
    """A form whose fields show what they hold."""
    sheet, kind = with_bsn(rng)
    file = File(
        name="formulier.pdf",
        data=controls.equal_field(sheet, rng),
        kind=kind,
        bsn_visible=[],
        redaction=[],
        born_digital=True,
    )
    return registry.one("redaction-control/equal-field", file)


def black_design(rng: Random, index: int) -> Bundle:
    """Black rules and blocks as decoration."""
    sheet = controls.black_design(invent(rng.choice(("nl", "en", "de")), rng), rng)
    file = File(
        name="verklaring.pdf",
        data=digital_pdf([sheet]),
        kind="employment-statement",
        redaction=[],
        born_digital=True,
    )
    return registry.one("redaction-control/black-design", file)


def ordinary(rng: Random, index: int) -> Bundle:
    """Plain born-digital documents of every kind."""
    facts = invent(rng.choice(("nl", "en", "fr", "de", "pl")), rng)
    kind, make = rng.choice(
        (
            ("diploma", documents.diploma),
            ("employment-statement", documents.letter),
            ("diploma-supplement", documents.supplement),
            ("other", documents.form),
        )
    )
    file = File(
        name=f"{kind}.pdf",
        data=digital_pdf([make(facts, rng)], linearize=bool(index % 2)),
        kind=kind,
        languages=[facts.code] if kind != "other" else None,
        redaction=[],
        born_digital=True,
    )
    return registry.one("redaction-control/ordinary", file)


for _name in PROPER:
    registry.add(f"redaction-control/{_name}", 10, partial(proper, _name))
for _name in HARMLESS:
    registry.add(f"redaction-control/{_name}", 8, partial(harmless, _name))
registry.add("redaction-control/equal-field", 6, equal_field)
registry.add("redaction-control/black-design", 6, black_design)
registry.add("redaction-control/ordinary", 20, ordinary)

"""Every way a redaction fails (domain.md, section 4): the page looks masked, the file is not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from tests.corpus import payslips, redactions, redactions_more, registry
from tests.corpus.canvas import Sheet, Text
from tests.corpus.contract import Bundle, File
from tests.corpus.language import invent

Fail = Callable[[Sheet, Random], bytes]

FAILURES: dict[str, tuple[str, Fail, int, str]] = {
    "text/box": ("text", redactions.box_over_text, 14, "pdf"),
    "text/image-on-top": ("text", redactions.image_over_text, 10, "pdf"),
    "text/same-colour": ("text", redactions.same_colour, 10, "pdf"),
    "text/clipped": ("text", redactions.clipped, 8, "pdf"),
    "text/invisible": ("text", redactions.invisible, 8, "pdf"),
    "off-page/beyond-edge": ("off-page", redactions.off_page, 8, "pdf"),
    "off-page/crop-box": ("off-page", redactions.cropped, 6, "pdf"),
    "image/box": ("image", redactions.box_over_image, 12, "pdf"),
    "image/soft-mask": ("image", redactions.soft_mask, 8, "pdf"),
    "annotation/redact": ("annotation", partial(redactions.annotation, kind="Redact"), 7, "pdf"),
    "annotation/square": ("annotation", partial(redactions.annotation, kind="Square"), 7, "pdf"),
    "annotation/highlight": ("annotation", partial(redactions.annotation, kind="Highlight"), 5, "pdf"),
    "annotation/free-text": ("annotation", partial(redactions.annotation, kind="FreeText"), 5, "pdf"),
    "translucent/vector": ("translucent", redactions.translucent, 8, "pdf"),
    "translucent/marker-scan": ("translucent", redactions.translucent_scan, 10, "pdf"),
    "revision/contents": ("revision", redactions_more.revision, 12, "pdf"),
    "thumbnail/page": ("thumbnail", redactions_more.thumbnail, 8, "pdf"),
    "thumbnail/exif": ("thumbnail", redactions_more.exif_thumbnail, 8, "jpg"),
    "metadata/info": ("metadata", partial(redactions_more.metadata, where="info"), 4, "pdf"),
    "metadata/xmp": ("metadata", partial(redactions_more.metadata, where="xmp"), 4, "pdf"),
    "metadata/outline": ("metadata", partial(redactions_more.metadata, where="outline"), 4, "pdf"),
    "metadata/actual-text": ("metadata", partial(redactions_more.metadata, where="actualtext"), 4, "pdf"),
    "metadata/alt": ("metadata", partial(redactions_more.metadata, where="alt"), 3, "pdf"),
    "metadata/exif": ("metadata", redactions_more.exif_comment, 5, "jpg"),
    "attachment/embedded": ("attachment", partial(redactions_more.attachment, where="embedded"), 5, "pdf"),
    "attachment/annotation": (
        "attachment",
        partial(redactions_more.attachment, where="annotation"),
        5,
        "pdf",
    ),
    "attachment/af": ("attachment", partial(redactions_more.attachment, where="af"), 4, "pdf"),
    "layer/hidden": ("layer", redactions_more.layer, 10, "pdf"),
    "form-field/v": ("form-field", partial(redactions_more.form_field, where="V"), 5, "pdf"),
    "form-field/dv": ("form-field", partial(redactions_more.form_field, where="DV"), 4, "pdf"),
    "form-field/rv": ("form-field", partial(redactions_more.form_field, where="RV"), 4, "pdf"),
    "form-field/xfa": ("form-field", partial(redactions_more.form_field, where="XFA"), 4, "pdf"),
}


def with_bsn(rng: Random) -> tuple[Sheet, str]:
    """A payslip, contract or statement that prints a BSN, marked `bsn` and written as one text item."""
    while True:
        facts = invent("nl", rng)
        kind, make = rng.choice(
            (("pay-slip", payslips.payslip), ("contract", payslips.contract), ("other", payslips.statement))
        )
        sheet = make(facts, rng, bsn=facts.bsn)
        x0, _, x1, _ = redactions.spot(sheet)
        held = [i for i in sheet.items if isinstance(i, Text) and i.text == facts.bsn]
        if held and x0 <= held[0].x <= x1:
            return sheet, kind


def fail(name: str, rng: Random, index: int) -> Bundle:
    """A document with one failed redaction."""
    where, function, _, ending = FAILURES[name]
    sheet, kind = with_bsn(rng)
    data = function(sheet, rng)
    visible: list[str] | None = []
    if name == "translucent/vector":
        visible = ["text"]
    elif name == "translucent/marker-scan":
        visible = None
    scanned = name.startswith(("image/", "thumbnail/exif", "metadata/exif")) or name.endswith("-scan")
    file = File(
        name=f"{kind}.{ending}",
        data=data,
        kind=kind,
        languages=["nl"],
        redaction=[where],
        bsn_visible=visible,
        bsn_masked=False,
        born_digital=not scanned,
    )
    return registry.one(
        f"redaction/{name}",
        file,
        procedure=rng.choice(("periodic-registration", "registration", "privacy-request")),
    )


for _name, _entry in FAILURES.items():
    registry.add(f"redaction/{_name}", _entry[2], partial(fail, _name))

"""The fonts of this generator; the tuning corpus uses others."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONT_ROOT = Path("/usr/share/fonts")

# family: file names of regular, bold, italic
FILES: dict[str, tuple[str, str, str]] = {
    "nimbus": ("NimbusSans-Regular.otf", "NimbusSans-Bold.otf", "NimbusSans-Italic.otf"),
    "narrow": ("NimbusSansNarrow-Regular.otf", "NimbusSansNarrow-Bold.otf", "NimbusSansNarrow-Oblique.otf"),
    "roman": ("NimbusRoman-Regular.otf", "NimbusRoman-Bold.otf", "NimbusRoman-Italic.otf"),
    "nimbusmono": ("NimbusMonoPS-Regular.otf", "NimbusMonoPS-Bold.otf", "NimbusMonoPS-Italic.otf"),
    "palladio": ("P052-Roman.otf", "P052-Bold.otf", "P052-Italic.otf"),
    "schoolbook": ("C059-Roman.otf", "C059-Bold.otf", "C059-Italic.otf"),
    "bookman": ("URWBookman-Light.otf", "URWBookman-Demi.otf", "URWBookman-LightItalic.otf"),
    "gothic": ("URWGothic-Book.otf", "URWGothic-Demi.otf", "URWGothic-BookOblique.otf"),
    "chancery": ("Z003-MediumItalic.otf",) * 3,
    "carlito": ("Carlito-Regular.ttf", "Carlito-Bold.ttf", "Carlito-Italic.ttf"),
    "caladea": ("Caladea-Regular.ttf", "Caladea-Bold.ttf", "Caladea-Italic.ttf"),
    "libertine": ("LinLibertine_R.otf", "LinLibertine_RB.otf", "LinLibertine_RI.otf"),
    "biolinum": ("LinBiolinum_R.otf", "LinBiolinum_RB.otf", "LinBiolinum_RI.otf"),
    "roboto": ("Roboto-Regular.ttf", "Roboto-Bold.ttf", "Roboto-Italic.ttf"),
    "robotocond": ("RobotoCondensed-Regular.ttf", "RobotoCondensed-Bold.ttf", "RobotoCondensed-Italic.ttf"),
    "opensans": ("OpenSans-Regular.ttf", "OpenSans-Bold.ttf", "OpenSans-Italic.ttf"),
    "garamond": ("EBGaramond12-Regular.otf", "EBGaramond12-Bold.otf", "EBGaramond12-Italic.otf"),
    "cantarell": ("Cantarell-Regular.otf", "Cantarell-Bold.otf", "Cantarell-Regular.otf"),
    "inconsolata": ("Inconsolata.otf",) * 3,
    "charis": ("CharisSIL-Regular.ttf", "CharisSIL-Bold.ttf", "CharisSIL-Italic.ttf"),
    "ptsans": ("PTS55F.ttf", "PTS75F.ttf", "PTS56F.ttf"),
    "ptserif": ("PTF55F.ttf", "PTF75F.ttf", "PTF56F.ttf"),
    "ptmono": ("PTM55F.ttf", "PTM75F.ttf", "PTM55F.ttf"),
    "cjk": ("wqy-microhei.ttc",) * 3,
    "thai": ("Garuda.ttf", "Garuda-Bold.ttf", "Garuda-Oblique.ttf"),
    "arabic": ("Amiri-Regular.ttf", "Amiri-Bold.ttf", "Amiri-Slanted.ttf"),
    "hand1": ("femkeklaver.ttf",) * 3,
    "hand2": ("Breip.ttf",) * 3,
    "hand3": ("dkg.ttf", "dkgBd.ttf", "dkgIt.ttf"),
    "ocrb": ("OCRB.otf",) * 3,
}
BASE14 = {
    "nimbus": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "roman": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "nimbusmono": ("Courier", "Courier-Bold", "Courier-Oblique"),
}
STYLES = {"": 0, "b": 1, "i": 2}
HANDS = ("hand1", "hand2", "hand3")
LATIN = (
    "nimbus",
    "roman",
    "palladio",
    "schoolbook",
    "bookman",
    "gothic",
    "carlito",
    "caladea",
    "libertine",
    "biolinum",
    "roboto",
    "robotocond",
    "opensans",
    "garamond",
    "cantarell",
    "charis",
    "ptsans",
    "ptserif",
    "nimbusmono",
)
LATIN_PDF = (
    "nimbus",
    "roman",
    "carlito",
    "caladea",
    "roboto",
    "robotocond",
    "opensans",
    "charis",
    "ptsans",
    "ptserif",
)
# Families that hold all Latin letters with diacritics of Europe, and can be embedded by reportlab.
WIDE_PDF = ("roboto", "opensans", "charis", "carlito", "robotocond")
WIDE = ("roboto", "opensans", "charis", "carlito", "libertine", "biolinum", "robotocond")
CYRILLIC = ("ptsans", "ptserif", "charis", "roboto", "opensans", "libertine")
CYRILLIC_PDF = ("ptsans", "ptserif", "charis", "roboto", "opensans")
GREEK = ("roboto", "opensans", "libertine", "carlito")
GREEK_PDF = ("roboto", "opensans", "carlito")


@cache
def _index() -> dict[str, Path]:
    return {
        path.name: path for path in sorted(FONT_ROOT.rglob("*")) if path.suffix in {".ttf", ".otf", ".ttc"}
    }


def path_of(family: str, style: str = "") -> Path:
    """Return the file of a family; raises LookupError naming the missing font file."""
    name = FILES[family][STYLES[style]]
    try:
        return _index()[name]
    except KeyError as exc:
        raise LookupError(f"font file {name} is missing; install the packages in apt.txt") from exc


@cache
def pil(family: str, style: str, pixels: int) -> ImageFont.FreeTypeFont:
    """Return a Pillow font of this height in pixels."""
    return ImageFont.truetype(str(path_of(family, style)), max(4, pixels))


def width(text: str, family: str, style: str, size: float) -> float:
    """Return the set width in the unit of `size`."""
    return float(pil(family, style, 200).getlength(text)) * size / 200


@cache
def pdf_name(family: str, style: str) -> str:
    """Return the reportlab name of the font, registering it if needed."""
    if family in BASE14:
        return BASE14[family][STYLES[style]]
    name = f"J-{family}-{style or 'r'}"
    pdfmetrics.registerFont(TTFont(name, str(path_of(family, style))))
    return name

"""Fonts by role: a key such as `serif-b` gives a file; see `apt.txt` for the packages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import ImageFont

_ROOT = Path("/usr/share/fonts")
_DEJAVU = "truetype/dejavu/DejaVu"
_LIB = "truetype/liberation/Liberation"
_NOTO = "truetype/noto/Noto"

FILES = {
    "sans": f"{_LIB}Sans-Regular.ttf",
    "sans-b": f"{_LIB}Sans-Bold.ttf",
    "sans-i": f"{_LIB}Sans-Italic.ttf",
    "serif": f"{_LIB}Serif-Regular.ttf",
    "serif-b": f"{_LIB}Serif-Bold.ttf",
    "serif-i": f"{_LIB}Serif-Italic.ttf",
    "mono": f"{_LIB}Mono-Regular.ttf",
    "mono-b": f"{_LIB}Mono-Bold.ttf",
    "mono-i": f"{_LIB}Mono-Italic.ttf",
    "narrow": f"{_LIB}SansNarrow-Regular.ttf",
    "narrow-b": f"{_LIB}SansNarrow-Bold.ttf",
    "narrow-i": f"{_LIB}SansNarrow-Italic.ttf",
    "dejavu": f"{_DEJAVU}Sans.ttf",
    "dejavu-b": f"{_DEJAVU}Sans-Bold.ttf",
    "dejavu-i": f"{_DEJAVU}Sans-Oblique.ttf",
    "dejavuserif": f"{_DEJAVU}Serif.ttf",
    "dejavuserif-b": f"{_DEJAVU}Serif-Bold.ttf",
    "dejavuserif-i": f"{_DEJAVU}Serif-Italic.ttf",
    "noto": f"{_NOTO}Sans-Regular.ttf",
    "noto-b": f"{_NOTO}Sans-Bold.ttf",
    "noto-i": f"{_NOTO}Sans-Italic.ttf",
    "notoserif": f"{_NOTO}Serif-Regular.ttf",
    "notoserif-b": f"{_NOTO}Serif-Bold.ttf",
    "notoserif-i": f"{_NOTO}Serif-Italic.ttf",
    "lato": "truetype/lato/Lato-Regular.ttf",
    "lato-b": "truetype/lato/Lato-Bold.ttf",
    "lato-i": "truetype/lato/Lato-Italic.ttf",
    "freeserif": "truetype/freefont/FreeSerif.ttf",
    "freeserif-b": "truetype/freefont/FreeSerifBold.ttf",
    "freeserif-i": "truetype/freefont/FreeSerifItalic.ttf",
    "arabic": f"{_NOTO}NaskhArabic-Regular.ttf",
    "arabic-b": f"{_NOTO}NaskhArabic-Bold.ttf",
    "hebrew": f"{_NOTO}SansHebrew-Regular.ttf",
    "hebrew-b": f"{_NOTO}SansHebrew-Bold.ttf",
    "devanagari": f"{_NOTO}SansDevanagari-Regular.ttf",
    "devanagari-b": f"{_NOTO}SansDevanagari-Bold.ttf",
    "thai": f"{_NOTO}SansThai-Regular.ttf",
    "thai-b": f"{_NOTO}SansThai-Bold.ttf",
    "georgian": f"{_NOTO}SansGeorgian-Regular.ttf",
    "georgian-b": f"{_NOTO}SansGeorgian-Bold.ttf",
    "armenian": f"{_NOTO}SansArmenian-Regular.ttf",
    "armenian-b": f"{_NOTO}SansArmenian-Bold.ttf",
    "ocrb": "opentype/ocr-b/OCRB.otf",
    "hand1": "opentype/dancingscript/DancingScript-Regular.otf",
    "hand2": "opentype/comic-neue/ComicNeue-Regular.otf",
}

LATIN = (
    "sans",
    "serif",
    "dejavu",
    "dejavuserif",
    "noto",
    "notoserif",
    "lato",
    "freeserif",
    "mono",
)
"""Families for Latin, Greek and Cyrillic text; each also has a `-b` and an `-i`."""

HAND = ("hand1", "hand2")
"""Handwriting, for signatures and filled-in forms (raster only: some are OpenType CFF)."""

SCRIPT_OF = {
    "ar": "arabic",
    "fa": "arabic",
    "ur": "arabic",
    "he": "hebrew",
    "hi": "devanagari",
    "th": "thai",
    "ka": "georgian",
    "hy": "armenian",
    "mr": "devanagari",
    "ne": "devanagari",
}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur", "he"})


@cache
def path(key: str) -> str:
    """The file of a font key; a missing style falls back to the family, a missing family to DejaVu."""
    for candidate in (key, key.split("-")[0], "dejavu"):
        file = _ROOT / FILES.get(candidate, FILES["dejavu"])
        if file.exists():
            return str(file)
    raise FileNotFoundError(f"no font for {key}: install the packages in tests/corpus/apt.txt")


@cache
def font(key: str, pixels: float) -> ImageFont.FreeTypeFont:
    """A Pillow font of `pixels` em height."""
    return ImageFont.truetype(path(key), pixels, layout_engine=ImageFont.Layout.RAQM)


def width(text: str, key: str, size: float) -> float:
    """The advance width of `text`, in the unit of `size`."""
    return float(font(key, 64).getlength(text)) * size / 64


def bold(key: str) -> str:
    """The bold sibling of a family."""
    return f"{key}-b" if f"{key}-b" in FILES else key


def suited(key: str, text: str) -> str:
    """The font to use for a text: script fonts lack Latin letters, and some lack figures."""
    if key.split("-")[0] == "hebrew":
        return "dejavu-b" if key.endswith("-b") else "dejavu"
    if key.split("-")[0] == "arabic" and any(c.isascii() and (c.isalpha() or c in "-/") for c in text):
        return "dejavu-b" if key.endswith("-b") else "dejavu"
    if key.split("-")[0] == "devanagari" and any(c.isascii() and c.isalpha() for c in text):
        return "sans" if text.isascii() else "freeserif"
    return key

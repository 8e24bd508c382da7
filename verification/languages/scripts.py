"""The script of a text, from the Unicode blocks of its letters."""

from __future__ import annotations

from collections import Counter

# First and last code point of the blocks that carry the letters of a script (Unicode 15, Blocks.txt).
_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x024F, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x077F, "Arab"),
    (0x08A0, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1200, 0x139F, "Ethi"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x3040, 0x30FF, "Jpan"),
    (0x3400, 0x9FFF, "Hani"),
    (0xAC00, 0xD7AF, "Hang"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFF, "Arab"),
)

# Scripts that in practice serve one language of today's documents; Cyrillic, Arabic, Hebrew letters and the
# rest serve several. (Hebrew script is also Yiddish, which no authority writes diplomas in.)
TYPICAL_LANGUAGE = {
    "Armn": "hy",
    "Geor": "ka",
    "Grek": "el",
    "Gujr": "gu",
    "Guru": "pa",
    "Hang": "ko",
    "Hani": "zh",
    "Hebr": "he",
    "Jpan": "ja",
    "Khmr": "km",
    "Knda": "kn",
    "Laoo": "lo",
    "Mlym": "ml",
    "Mymr": "my",
    "Sinh": "si",
    "Taml": "ta",
    "Telu": "te",
    "Thai": "th",
}

# Languages whose documents come in the scripts that serve several.
_LANGUAGES_OF_SHARED_SCRIPT = {
    "Arab": frozenset({"ar", "fa", "ur", "ps", "ku"}),
    "Cyrl": frozenset({"ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg", "uz"}),
    "Deva": frozenset({"hi", "mr", "ne"}),
    "Ethi": frozenset({"am", "ti"}),
    "Beng": frozenset({"bn", "as"}),
    "Hans": frozenset({"zh", "ja"}),  # what the detection of script calls Han
    "Kore": frozenset({"ko"}),
}

# One sign of these scripts says as much as a word of an alphabet.
DENSE = frozenset({"Hani", "Jpan", "Hang"})


def languages_of_script(script: str) -> frozenset[str]:
    """The languages that a text in this script can be in."""
    shared = _LANGUAGES_OF_SHARED_SCRIPT.get(script)
    return shared if shared is not None else frozenset({TYPICAL_LANGUAGE.get(script, "und")})


def script_of_letter(letter: str) -> str | None:
    """ISO 15924 code of a letter's script; None for what is no letter; "Zyyy" for a script not listed."""
    if not letter.isalpha():
        return None
    code = ord(letter)
    for first, last, script in _BLOCKS:
        if first <= code <= last:
            return script
    return "Zyyy"


def scripts_of(text: str) -> Counter[str]:
    """How many letters of each script a text has; a sign of a dense script counts threefold."""
    if text.isascii():
        return Counter({"Latn": count}) if (count := sum(map(str.isalpha, text))) else Counter()
    found: Counter[str] = Counter()
    for letter, count in Counter(text).items():
        if (script := script_of_letter(letter)) is not None:
            found[script] += count
    for script in DENSE & found.keys():
        found[script] *= 3
    if found["Jpan"] and found["Hani"]:  # Japanese is written in both
        found["Jpan"] += found.pop("Hani")
    return +found


def main_script(text: str) -> str | None:
    """The script of most letters; None where the text has no letter."""
    found = scripts_of(text)
    return found.most_common(1)[0][0] if found else None

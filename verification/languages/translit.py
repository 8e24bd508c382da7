"""Letters of other alphabets in Latin ones, roughly, so that names can be compared across alphabets."""

from __future__ import annotations

_CYRILLIC = (
    "а a б b в v г g д d е e ё e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch "
    "ш sh щ shch ъ a ы y ь _ э e ю yu я ya і i ї i є e ґ g ј j љ lj њ nj ћ c ђ d џ dz ѓ g ќ k ў u"
)
_GREEK = (
    "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o"
)


def _table(pairs: str) -> dict[int, str]:
    parts = pairs.split()
    return {ord(letter): reading.strip("_") for letter, reading in zip(parts[::2], parts[1::2], strict=True)}


_TABLE = _table(_CYRILLIC) | _table(_GREEK)


def latin(folded: str) -> str:
    """A folded text with Cyrillic and Greek letters in Latin ones; others stay.

    >>> latin("иванова")
    'ivanova'
    """
    return folded if folded.isascii() else folded.translate(_TABLE)

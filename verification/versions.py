"""Versions of reading and of judging: what they made is found again by them, and made anew when they rise.

Raise `READER` when the same bytes would be read otherwise: other words, boxes, marks, hidden content, or
other places of a BSN (`checks.identity_places`). Documents are then read again where they are checked again.
A change of the model's shape needs no raise: the codec tells it (`reading.codec`).

Raise `CHECKS` when the same reading would be judged otherwise: another check, code, severity, kind, language
or outcome. A change of the rulebook's data alone needs none: its versions are part of a report's key.
"""

READER = "2"
CHECKS = "1"
PICTURES = "1"  # raise it when the same page would be drawn otherwise, or covered otherwise
REPORT = f"{CHECKS}.{READER}"  # what a report's key holds: a report leans on both


def picture_variant(*, covered: bool) -> str:
    """What a page picture is named by, besides its page: reader, painter, and whether BSNs are covered."""
    return f"{READER}.{PICTURES}.{'covered' if covered else 'open'}"


def is_covered(variant: str) -> bool:
    """Whether the pictures of this variant cover what could be a BSN; so does one that nobody knows."""
    return not variant.endswith(".open")

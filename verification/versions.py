"""Versions of reading and of judging: what they made is found again by them, and made anew when they rise.

Raise `READER` when the same bytes would be read otherwise: other words, boxes, marks, hidden content, or
other places of a BSN (`checks.identity_places`). Documents are then read again where they are checked again.
A change of the model's shape needs no raise: the codec tells it (`reading.codec`).

Raise `CHECKS` when the same reading would be judged otherwise: another check, code, severity, kind, language
or outcome. A change of the rulebook's data alone needs none: its versions are part of a report's key.
"""

READER = "2"
CHECKS = "1"
REPORT = f"{CHECKS}.{READER}"  # what a report's key holds: a report leans on both

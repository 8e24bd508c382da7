"""What could not be looked into is said, never left out: the check is then undetermined (fail closed)."""

from __future__ import annotations

from verification.model import Hidden, Where


def unread(where: Where, page: int | None = None) -> Hidden:
    """Content at this place that was not looked into: encrypted, or more than the bounds allow."""
    return Hidden(where, page, None, "", 0.4, covered=False, unread=True)

"""Random names and time-ordered ids."""

from __future__ import annotations

import hashlib
import re
import secrets
from uuid import UUID

_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{30}(?:/[a-z0-9][a-z0-9.-]{0,80})*")


def new_name() -> str:
    """A random object name, 128 bits: it says nothing about person, content or time.

    >>> is_name(new_name())
    True
    """
    digits = secrets.token_hex(16)
    return f"{digits[:2]}/{digits[2:]}"


PROBES = "00/000000000000"  # what names of trial objects begin with


def probe_name() -> str:
    """A name for a trial object of `storage check`, told apart from evidence by its noughts."""
    return f"{PROBES}{secrets.token_hex(9)}"


def is_name(name: str) -> bool:
    """Whether this is a name of ours, with or without a part below it (`<name>/page-1.png`).

    >>> is_name("ab/0123456789abcdef0123456789abcd/page-1.png"), is_name("../etc/passwd")
    (True, False)
    """
    return _NAME.fullmatch(name) is not None and ".." not in name


def dossier_prefix(dossier_id: UUID) -> str:
    """What the names of everything made of a whole dossier begin with."""
    digits = hashlib.sha256(dossier_id.bytes).hexdigest()
    return f"{digits[:2]}/{digits[2:32]}"


def new_id(milliseconds: int) -> UUID:
    """A UUIDv7 (RFC 9562, section 5.7) for an instant in milliseconds since 1970, UTC.

    >>> new_id(0x017F22E279B0).hex[:12], new_id(0).version
    ('017f22e279b0', 7)
    """
    value = (milliseconds & (2**48 - 1)) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return UUID(int=value | 0b10 << 62 | secrets.randbits(62))


def first_id(milliseconds: int) -> UUID:
    """Less than every id made at or after this instant, and greater than those made before it.

    >>> new_id(999) < first_id(1000) <= new_id(1000)
    True
    """
    return UUID(int=(milliseconds & (2**48 - 1)) << 80)

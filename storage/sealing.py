"""File names are personal: they are kept sealed, and opened only for who may see them (design, Privacy)."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import Damaged, NotProvisioned

_NONCE = 12  # bytes, NIST SP 800-38D
KEY_BYTES = 32
MOST_CHARACTERS = 255


class Sealer:
    """AES-256-GCM with one key; each text with a nonce of its own."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise NotProvisioned(f"the sealing key must have {KEY_BYTES} bytes")
        self._cipher = AESGCM(key)
        self._pseudonyms = hmac.digest(key, b"bewijsloket pseudonyms", hashlib.sha256)

    def seal(self, text: str, *, most: int = MOST_CHARACTERS) -> bytes:
        """Unreadable without the key; another result each time. Cut off after `most` characters."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, text[:most].encode(), None)

    def pseudonym(self, text: str) -> str:
        """64 hexadecimal digits, always the same for a text, and without the key telling nothing of it."""
        return hmac.digest(self._pseudonyms, text.encode(), hashlib.sha256).hex()

    def open(self, sealed: bytes) -> str:
        """What was sealed. Damaged where it was sealed with another key, or changed."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], None).decode()
        except (InvalidTag, ValueError) as exc:  # ValueError: shorter than anything that was sealed
            raise Damaged("a sealed name cannot be opened with this key") from exc


def key_in(folder: Path) -> bytes:
    """The key of the embedded default: made on first use, readable for this user only."""
    path = folder / "sealing.key"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
    made = secrets.token_bytes(KEY_BYTES)
    own = folder / f".sealing-{secrets.token_hex(8)}"
    with own.open("xb") as file:
        own.chmod(0o600)
        file.write(made)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(own, path)  # fails where another process was first: its key counts
    except FileExistsError:
        pass
    finally:
        own.unlink()
    return path.read_bytes()

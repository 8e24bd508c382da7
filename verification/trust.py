"""The trust store: roots and EU trusted lists, taken in by hand, kept with date and hash, used offline.

Nothing is fetched while checking (libraries: "trust lists are stored and versioned"). A file is kept as it
came; `index.json` says when it came, its SHA-256 and what could be verified of it. Of a trusted list the
version with the highest sequence number counts; earlier ones stay for the record.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from verification.errors import TrustError

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate  # type: ignore[import-untyped]
    from pyhanko.sign.validation.qualified.tsp import TSPRegistry

MAX_BYTES = 40 * 2**20  # the largest national list has about 12 MiB


class TrustSettings(BaseSettings):
    """Where the store is kept."""

    model_config = SettingsConfigDict(env_prefix="BEWIJSLOKET_", frozen=True)

    trust_dir: Path | None = Field(
        default=None, description="folder of roots and trusted lists; default: XDG data home"
    )

    def folder(self) -> Path:
        """The folder of the store."""
        home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
        return self.trust_dir or Path(home) / "bewijsloket" / "trust"


@dataclass(frozen=True, slots=True)
class TrustEntry:
    """One thing taken in: a root certificate (`kind` "root") or a trusted list ("trusted-list").

    `name` is the subject of a root or the territory of a list; `sha256` that of the kept bytes (hex);
    `verified` says what is known of a list's signature: `list-signer-known`, `signature-only`,
    `absent`, `not-checked`; '' for a root, for which only the person who took it in vouches.
    """

    kind: str
    name: str
    sha256: str
    imported: str  # UTC, ISO 8601
    verified: str = ""
    signer: str = ""
    sequence: int = 0
    issued: str = ""
    next_update: str = ""
    services: int = 0
    pointers: tuple[str, ...] = ()

    def line(self) -> str:
        """The entry on one line, for a person."""
        parts = [self.kind, self.name, f"imported {self.imported}", f"sha256 {self.sha256}"]
        if self.kind == "trusted-list":
            parts += [
                f"number {self.sequence}",
                f"issued {self.issued}",
                f"next update {self.next_update}",
                f"{self.services} services",
                f"signature: {_VERIFIED[self.verified]}",
            ]
            if self.signer:
                parts.append(f"signed by sha256 {self.signer}")
        return " · ".join(parts)


_VERIFIED = {
    "list-signer-known": "right, by a signer that the list of lists names",
    "signature-only": "right, but the signer is not known here: compare its hash",
    "absent": "none, nothing could be verified",
    "not-checked": "of a kind that is not checked here, nothing could be verified",
}


@dataclass(frozen=True, slots=True)
class Anchors:
    """What signatures are judged by: roots, and the registry of the trusted lists (None without lists)."""

    roots: tuple[Certificate, ...]
    registry: TSPRegistry | None

    def __bool__(self) -> bool:
        return bool(self.roots) or self.registry is not None


@dataclass(frozen=True, slots=True)
class TrustStore:
    """A folder with what was taken in. Small and picklable: it holds only the path."""

    folder: Path

    @classmethod
    def default(cls) -> TrustStore:
        """The store that the settings name."""
        return cls(TrustSettings().folder())

    def entries(self) -> tuple[TrustEntry, ...]:
        """Everything taken in, oldest first. Raises TrustError if the index cannot be read."""
        try:
            rows = json.loads((self.folder / "index.json").read_text("utf-8"))
            return tuple(TrustEntry(**{**row, "pointers": tuple(row.get("pointers", ()))}) for row in rows)
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, TypeError) as exc:
            raise TrustError("the index of the trust store cannot be read") from exc

    def import_file(self, path: Path) -> tuple[TrustEntry, ...]:
        """Take in PEM or DER certificates or a trusted list; the entries made.

        Raises TrustError for a file that is none of these, that was changed after it was signed, or that
        cannot be read.
        """
        try:
            with Path(path).open("rb") as source:
                data = source.read(MAX_BYTES + 1)
        except OSError as exc:
            raise TrustError("the file cannot be opened") from exc
        if len(data) > MAX_BYTES:
            raise TrustError("the file is too large for a certificate or a trusted list")
        now = datetime.now(UTC).isoformat(timespec="seconds")
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            made = [(self._list_entry(data, now), data)]
        else:
            made = [_root_entry(der, now) for der in _certificates(data)]
        self._keep(made)
        return tuple(entry for entry, _ in made)

    def load(self) -> Anchors:
        """The roots and the services of the newest list of each territory.

        Raises TrustError if a kept file is missing or differs from its hash.
        """
        from asn1crypto.x509 import Certificate

        roots = [Certificate.load(self._bytes(e)) for e in self.entries() if e.kind == "root"]
        lists = list(self._current_lists())
        return Anchors(tuple(roots), self._registry(lists) if lists else None)

    def _registry(self, lists: list[TrustEntry]) -> TSPRegistry:
        from pyhanko.sign.validation.qualified import tsp

        from verification import trusted_list

        registry = tsp.TSPRegistry()
        for entry in lists:
            for service in trusted_list.services(trusted_list.parse(self._bytes(entry))):
                if isinstance(service, tsp.CAServiceInformation):
                    registry.register_ca(service)
                elif isinstance(service, tsp.QTSTServiceInformation):
                    registry.register_tst(service)
        return registry

    def _current_lists(self) -> Iterator[TrustEntry]:
        newest: dict[str, TrustEntry] = {}
        for entry in self.entries():
            if entry.kind == "trusted-list":
                rival = newest.get(entry.name)
                if rival is None or entry.sequence >= rival.sequence:
                    newest[entry.name] = entry
        yield from newest.values()

    def _list_entry(self, data: bytes, now: str) -> TrustEntry:
        from verification import trusted_list

        facts = trusted_list.facts(trusted_list.parse(data))
        known = set(trusted_list.known_list_signers())
        for entry in self.entries():
            if entry.verified == "list-signer-known":
                known.update(entry.pointers)
        verified = facts.signature
        if verified == "verified":
            verified = "list-signer-known" if facts.signer in known else "signature-only"
        return TrustEntry(
            kind="trusted-list",
            name=facts.territory,
            sha256=hashlib.sha256(data).hexdigest(),
            imported=now,
            verified=verified,
            signer=facts.signer,
            sequence=facts.sequence,
            issued=facts.issued,
            next_update=facts.next_update,
            services=facts.services,
            pointers=facts.pointers,
        )

    def _bytes(self, entry: TrustEntry) -> bytes:
        try:
            data = (self.folder / f"{entry.sha256}.bin").read_bytes()
        except OSError as exc:
            raise TrustError("a file of the trust store is missing") from exc
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            raise TrustError("a file of the trust store was changed after it was taken in")
        return data

    def _keep(self, made: list[tuple[TrustEntry, bytes]]) -> None:
        known = {entry.sha256: entry for entry in self.entries()}
        for entry, data in made:
            known.setdefault(entry.sha256, entry)
            self._write(f"{entry.sha256}.bin", data)
        rows = [asdict(entry) for entry in known.values()]
        self._write("index.json", json.dumps(rows, indent=1, ensure_ascii=False).encode())

    def _write(self, name: str, data: bytes) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            beside = self.folder / f".{name}.new"
            beside.write_bytes(data)
            beside.replace(self.folder / name)
        except OSError as exc:
            raise TrustError("the trust store cannot be written") from exc


def _certificates(data: bytes) -> list[bytes]:
    """The DER certificates of a PEM or DER file."""
    from asn1crypto import pem  # type: ignore[import-untyped]

    if not pem.detect(data):
        return [data]
    try:
        return [der for label, _, der in pem.unarmor(data, multiple=True) if label == "CERTIFICATE"] or [b""]
    except ValueError as exc:
        raise TrustError("the PEM file cannot be read") from exc


def _root_entry(der: bytes, now: str) -> tuple[TrustEntry, bytes]:
    from asn1crypto.x509 import Certificate

    try:
        certificate = Certificate.load(der, strict=True)
        name = certificate.subject.human_friendly
        authority = certificate.ca
    except (ValueError, TypeError) as exc:
        raise TrustError("neither a certificate (PEM or DER) nor an EU trusted list (XML)") from exc
    if not authority:
        raise TrustError("the certificate is not one of a certificate authority, so it cannot be a root")
    return TrustEntry(kind="root", name=name, sha256=hashlib.sha256(der).hexdigest(), imported=now), der

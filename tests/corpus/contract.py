"""The labels of the corpus: one `Bundle` per manifest line, one `File` per document in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(kw_only=True)
class File:
    """One document with what a careful person would say of it.

    `None` means "not judged"; an empty list means "nothing must be reported".
    """

    name: str
    data: bytes
    kind: str = "other"
    languages: list[str] | None = None
    certification: str | None = None
    translation: list[str] | None = None
    bsn_visible: list[str] | None = field(default_factory=list)
    bsn_masked: bool = False
    redaction: list[str] | None = field(default_factory=list)
    safety: list[str] | None = field(default_factory=list)
    born_digital: bool = False

    def manifest(self) -> dict[str, Any]:
        """The manifest entry: everything but the bytes."""
        entry = {key: value for key, value in asdict(self).items() if key != "data"}
        return entry


@dataclass(kw_only=True)
class Bundle:
    """Files that belong to one application, under one procedure."""

    stratum: str
    files: list[File]
    procedure: str = "periodic-registration"
    id: str = ""

    def line(self) -> str:
        """The bundle as one line of `manifest.jsonl`."""
        entry = {
            "id": self.id,
            "stratum": self.stratum,
            "procedure": self.procedure,
            "files": [file.manifest() for file in self.files],
        }
        return json.dumps(entry, ensure_ascii=False)

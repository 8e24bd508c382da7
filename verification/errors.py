"""The error tree of the pre-check.

VerificationError
├── UnreadableFile      a file that cannot be read; carries the `safety` code that says why
├── OutsideProgramError an outside program (Tesseract) failed or ran over its time limit
├── ScannerError        the malware scanner cannot be reached, or what it answers cannot be used
├── RulebookError       rule data that contradicts itself or is missing
└── TrustError          a trust list or certificate that cannot be used
"""

from __future__ import annotations

from collections.abc import Mapping


class VerificationError(Exception):
    """Base of all errors of this package. The text never holds document content."""


class UnreadableFile(VerificationError):
    """The file cannot be read. `code` is a code of the `safety` check; `params` fill its message."""

    def __init__(self, code: str, params: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, str] = params or {}


class OutsideProgramError(VerificationError):
    """An outside program failed; the step counts as not run."""


class ScannerError(VerificationError):
    """The malware scanner cannot be used. `trouble` is a `verification.reading.scanner.Trouble`."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class RulebookError(VerificationError):
    """The rulebook cannot be used as asked."""


class TrustError(VerificationError):
    """A trust list or certificate file cannot be used."""

"""A scanner that is asked once whether it tells where it looked no further, before its word is taken."""

from __future__ import annotations

from collections.abc import Iterable

from verification.errors import ScannerError
from verification.reading.scanner import Scan, Scanner, ScanOutcome, Trouble
from verification.reading.scanner_limits import tells_limits


class CarefulScanner:
    """Could not scan as long as the scanner hides its limits (`verification.reading.scanner_limits`): its OK
    would not mean that it saw the whole file. Asked again until it tells; then remembered."""

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self._tells = False

    def scan(self, content: Iterable[bytes]) -> Scan:
        """The scanner's word on the content. Raises only what the content raises."""
        try:
            self._tells = self._tells or tells_limits(self._scanner)
        except ScannerError as exc:
            return Scan(ScanOutcome.COULD_NOT_SCAN, trouble=Trouble(exc.trouble))
        if not self._tells:
            return Scan(ScanOutcome.COULD_NOT_SCAN, trouble=Trouble.SILENT)
        return self._scanner.scan(content)

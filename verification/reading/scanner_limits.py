"""Does the malware scanner say so when it looks no further?

clamd answers OK for a file of which it read only the part within its limits (depth, size, number of files,
time), unless its configuration says `AlertExceedsMax yes`; the default is no, Debian's too. It does not tell
its configuration, so it is asked to read something that is deeper than it goes.
"""

from __future__ import annotations

import io
import zipfile

from verification.errors import ScannerError
from verification.reading.scanner import Scanner, ScanOutcome, Trouble

# clamd goes 17 deep (MaxRecursion) unless told to go on, at most to 100. One that goes deeper than this is
# wrongly taken for one that hides its limits; at 120 clamd 1.4.6 with MaxRecursion 100 told nothing either.
DEPTH = 60


def tells_limits(scanner: Scanner) -> bool:
    """Whether content beyond a limit is answered as such, and not as clean. Raises ScannerError where the
    scanner cannot be asked."""
    scan = scanner.scan([_nested(DEPTH)])
    if scan.outcome is ScanOutcome.COULD_NOT_SCAN:
        raise ScannerError(scan.trouble or Trouble.FAILED)
    return scan.outcome is ScanOutcome.OVER_LIMIT


def _nested(depth: int) -> bytes:
    """A harmless zip in a zip, so many times; about 5 kB."""
    content = b"nothing"
    for _ in range(depth):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inner.zip", content)
        content = packed.getvalue()
    return content

"""The seal of the judging corpus: a hash of its generator, committed before its first run.

Whoever changes the generator breaks the seal, and must say so by sealing it anew:
`python -m tests.accuracy.seal > tests/accuracy/judge.sha256`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

JUDGE = Path(__file__).parent.parent / "judge"
SEAL = Path(__file__).parent / "judge.sha256"


def judge_hash() -> str:
    """SHA-256 over the names and contents of the generator's files, in order of name."""
    digest = hashlib.sha256()
    for path in sorted(path for path in JUDGE.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(str(path.relative_to(JUDGE)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


if __name__ == "__main__":
    print(judge_hash())

"""A full disk and a read-only one are told in the caller's language; nothing accepted is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("case", ["full", "read-only"])
def test_a_disk_that_takes_nothing_loses_nothing(tmp_path: Path, case: str) -> None:
    """In a mount namespace of its own, which needs no rights on this machine."""
    own = ["unshare", "--user", "--map-root-user", "--mount"]
    done = subprocess.run(
        [*own, sys.executable, "-m", "tests.intake.small_disk", case, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]

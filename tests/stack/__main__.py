"""`make stack`: the full set from packages, and the service on it, until Ctrl-C."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.stack.full_set import full_set


def main() -> int:
    """The status with which the service ended."""
    print(
        "Starting PostgreSQL, the S3 server, RabbitMQ and clamd; this takes about half a minute.", flush=True
    )
    with tempfile.TemporaryDirectory(prefix="bewijsloket-stack-") as folder, full_set(Path(folder)) as stack:
        environment = {**os.environ, **stack.settings, "BEWIJSLOKET_DEMO": "true"}
        program = Path(sys.executable).parent / "bewijsloket"
        subprocess.run([program, "demo"], env=environment, check=True)
        service = subprocess.Popen([program, "run"], env=environment)
        try:
            return service.wait()
        except KeyboardInterrupt:
            return service.wait()  # the terminal's Ctrl-C reached it too


if __name__ == "__main__":
    sys.exit(main())

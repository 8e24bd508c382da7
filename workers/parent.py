"""A process that ends with its parent, also where that was killed with -9 (Linux)."""

from __future__ import annotations

import ctypes
import os
import signal

_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def end_with_parent(parent: int, how: signal.Signals = signal.SIGKILL) -> None:
    """Have this process get a signal when the thread that started it ends. `parent` is the id of the process
    that should be there: where it ended before this call, this process ends at once."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, int(how), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:
        os.kill(os.getpid(), how)

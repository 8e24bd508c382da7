"""What a disk of ours can refuse, as our own errors without paths."""

from __future__ import annotations

import errno

from storage.errors import OutOfSpace, StorageError, Unavailable

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_WRITING = {errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}


def refusal(exc: OSError, disk: str) -> StorageError | None:
    """The error of ours where the disk is full or takes nothing; None where it is something else."""
    if exc.errno in _NO_SPACE:
        return OutOfSpace(f"the disk of {disk} is full")
    if exc.errno in _NO_WRITING:
        return Unavailable(f"the disk of {disk} cannot be written")
    return None

"""What can go wrong with stored things.

    StorageError
    ├── NotFound        no such object, version or record
    ├── Protected       retention, a legal hold or access rules forbid it
    ├── Damaged         what is stored is not what was written
    ├── OutOfSpace      disk or quota is full
    ├── Unavailable     the server cannot be reached or asks to come back later
    ├── NotProvisioned  a bucket or a key is missing or lacks what it needs
    └── Refused         the state of a dossier or document does not allow it
        ├── Closed      the dossier takes no changes any more
        ├── Empty       a dossier without documents cannot be submitted
        ├── Overtaken   somebody changed it in the meantime
        ├── TooEarly    a date has to pass first
        ├── SamePerson  somebody else must do this
        └── NoWords     it needs a reason

Messages name buckets, states and codes, never contents, file names or people.
"""

from __future__ import annotations

from typing import ClassVar


class StorageError(Exception):
    """Base of all errors of this package. `retry` tells whether the same call may succeed later."""

    code: ClassVar[str] = "storage.error"
    retry: ClassVar[bool] = False


class NotFound(StorageError):
    code = "storage.not-found"


class Protected(StorageError):
    code = "storage.protected"


class Damaged(StorageError):
    code = "storage.damaged"


class OutOfSpace(StorageError):
    code = "storage.out-of-space"
    retry = True


class Unavailable(StorageError):
    code = "storage.unavailable"
    retry = True


class NotProvisioned(StorageError):
    code = "storage.not-provisioned"


class Refused(StorageError):
    code = "storage.refused"


class Closed(Refused):
    code = "storage.closed"


class Empty(Refused):
    code = "storage.empty"


class Overtaken(Refused):
    code = "storage.overtaken"


class TooEarly(Refused):
    code = "storage.too-early"


class SamePerson(Refused):
    code = "storage.same-person"


class NoWords(Refused):
    code = "storage.no-words"

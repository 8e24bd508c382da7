"""What the front desk cannot do, and what the person can do about it.

    IntakeError
    ├── NotSignedIn        401
    ├── NotVerified        400  an answer to no sign-in of this browser, or one that proves nothing
    ├── NotEnough          403  signed in at the provider, and not as we ask
    ├── WrongSetting       500  the sign-in is set up wrongly
    ├── ProviderAway       503  the provider of the sign-in does not answer
    ├── WrongRole          403  another role may do this
    ├── NoReason           403  who looks has to say why
    ├── OtherSite          403  another site's form wanted to act for the person
    ├── NotFoundHere       404  also for what belongs to another person: nobody learns that it exists
    ├── BadRequest         400  what was asked makes no sense
    ├── TooLarge           413  a file over the limit
    ├── TooMuch            429  over the limit of files in a dossier, or of bytes in a day
    ├── TooOften           429  asked too often in a minute
    ├── Conflict           409  wrong offset, or the state does not allow it
    ├── InUse              423  another connection is sending this upload
    ├── WrongChecksum      460  what arrived is not what was sent (tus)
    ├── Gone               410  the upload has ended
    ├── TooSlow            408  nothing arrived for too long, or too little
    ├── TooBusy            503  every place for a listener is taken
    ├── UnknownHost        421  asked under a name that is not ours
    └── WrongVersion       412  a version of the upload protocol that we do not speak

Titles and details stand in `words.toml` by `code`, in Dutch and English.
"""

from __future__ import annotations

from typing import ClassVar


class IntakeError(Exception):
    """Base of all errors of this room. `params` fill the words; they hold limits and codes, never names."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"

    def __init__(self, code: str | None = None, **params: str | int) -> None:
        super().__init__(code or self.code)
        self.said = code or self.code
        self.params = params


class NotSignedIn(IntakeError):
    status = 401
    code = "not-signed-in"


class NotVerified(IntakeError):
    status = 400
    code = "sign-in-not-verified"


class NotEnough(IntakeError):
    status = 403
    code = "sign-in-level"


class WrongSetting(IntakeError):
    status = 500
    code = "subject-claim"


class ProviderAway(IntakeError):
    status = 503
    code = "sign-in-away"


class WrongRole(IntakeError):
    status = 403
    code = "wrong-role"


class NoReason(IntakeError):
    status = 403
    code = "no-reason"


class TooOften(IntakeError):
    status = 429
    code = "too-often"


class OtherSite(IntakeError):
    status = 403
    code = "other-site"


class NotFoundHere(IntakeError):
    status = 404
    code = "not-found"


class BadRequest(IntakeError):
    status = 400
    code = "bad-request"


class TooLarge(IntakeError):
    status = 413
    code = "file-too-large"


class TooMuch(IntakeError):
    status = 429
    code = "too-many-files"


class Conflict(IntakeError):
    status = 409
    code = "conflict"


class InUse(IntakeError):
    status = 423
    code = "upload-in-use"


class WrongChecksum(IntakeError):
    status = 460
    code = "wrong-checksum"


class Gone(IntakeError):
    status = 410
    code = "upload-ended"


class TooSlow(IntakeError):
    status = 408
    code = "too-slow"


class TooBusy(IntakeError):
    status = 503
    code = "too-many-listeners"


class UnknownHost(IntakeError):
    status = 421
    code = "unknown-host"


class WrongVersion(IntakeError):
    status = 412
    code = "tus-version"

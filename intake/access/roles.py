"""What somebody signs in as. One session has one role."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    APPLICANT = "applicant"
    REVIEWER = "reviewer"
    RECORDS_MANAGER = "records-manager"
    ADMINISTRATOR = "administrator"


STAFF = frozenset(Role) - {Role.APPLICANT}

"""Separate identities on a MinIO server, by its admin API: there rights hang on users, and bucket policies
are for the public only.

What was asked is read back: an identity that has more than its own policy, or belongs to a group, is told as
not taken, since its policy is all that binds it. Written by MinIO's documentation and client library; not
tried on a MinIO server (README, S3 servers).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import urllib3
from minio import MinioAdmin
from minio.credentials import StaticProvider
from minio.error import MinioAdminException

from storage.errors import NotProvisioned, Unavailable
from storage.objects import Bucket
from storage.rights import Identity, identity_policy

Keys = tuple[str, str]  # access key, secret key

CONNECT_SECONDS, READ_SECONDS = 5.0, 30.0
_ATTACHED_ALREADY = "XMinioAdminPolicyChangeAlreadyApplied"
WIDER = "storage.wider-rights"  # reason: the user has other policies or groups as well, or is disabled


@dataclass(frozen=True, slots=True)
class Granted:
    """One identity: `taken` is whether it stood there, with exactly its own rights, when read back."""

    identity: Identity
    taken: bool
    reason: str = ""  # the server's code where it refused, or WIDER


def connect_admin(endpoint: str, owner: Keys) -> MinioAdmin:
    """The admin API, with the keys of the server's owner. Connects to nothing yet."""
    address = urlsplit(endpoint)
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    return MinioAdmin(
        endpoint=address.netloc,
        credentials=StaticProvider(*owner),
        secure=address.scheme == "https",
        http_client=urllib3.PoolManager(timeout=timeout, retries=urllib3.Retry(total=2, backoff_factor=0.2)),
    )


def grant(
    admin: MinioAdmin, keys: Mapping[Identity, Keys], names: Mapping[Bucket, str], *, prefix: str
) -> Iterator[Granted]:
    """Make or mend every identity: its policy (`prefix` and its name), its user, the one on the other.

    NotProvisioned, before anything is asked, where keys are missing or two identities share one.
    """
    access = [keys[one][0] for one in Identity]
    if not all(all(keys[one]) for one in Identity):
        raise NotProvisioned("every identity needs an access key and a secret key")
    if len(set(access)) != len(access):
        raise NotProvisioned("two identities have the same access key")
    for one in Identity:
        yield _granted(admin, one, keys[one], names, policy=f"{prefix}{one}")


def _granted(
    admin: MinioAdmin, one: Identity, keys: Keys, names: Mapping[Bucket, str], *, policy: str
) -> Granted:
    asked = identity_policy(one, names)
    try:
        admin.policy_add(policy, policy=asked)
        admin.user_add(*keys)  # a user without policy may do nothing; one that is there gets this secret
        _attach(admin, policy, keys[0])
        found, user = json.loads(admin.policy_info(policy)), json.loads(admin.user_info(keys[0]))
    except MinioAdminException as exc:
        return Granted(one, False, _code(exc))
    except urllib3.exceptions.HTTPError as exc:
        raise Unavailable("the admin API of the S3 server does not answer") from exc
    if not _same(asked, found.get("Policy", found)):
        return Granted(one, False, "storage.other-policy")
    alone = user.get("policyName") == policy and not user.get("memberOf") and user.get("status") == "enabled"
    return Granted(one, alone, "" if alone else WIDER)


def _attach(admin: MinioAdmin, policy: str, user: str) -> None:
    try:
        admin.attach_policy([policy], user=user)
    except MinioAdminException as exc:
        if _code(exc) != _ATTACHED_ALREADY:
            raise


def _code(exc: MinioAdminException) -> str:
    """The server's own code, else the HTTP status: the library keeps both, and quotes the whole body in its
    message, which goes nowhere."""
    _, (status, body) = exc.__reduce__()
    try:
        return str(json.loads(body)["Code"])
    except (ValueError, KeyError, TypeError):
        return str(status)


def _same(asked: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """The same statements, in whatever order the server keeps them."""
    return _statements(asked) == _statements(found)


def _statements(policy: Mapping[str, Any]) -> set[tuple[str, frozenset[str], frozenset[str]]]:
    return {
        (one["Effect"], frozenset(one["Action"]), frozenset(one["Resource"])) for one in policy["Statement"]
    }

"""Who may do what in which bucket: the table, and its two spellings (bucket policy, identity policy).

Source: design, "Locks": two identities for locking and destroying, and no running process may bypass. An
Allow alone does not bind whoever owns what it uploads, so everything not allowed is denied by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from storage.objects import Bucket


class Identity(StrEnum):
    """A set of keys with rights of its own. The buckets' owner is none of them: no process holds its keys."""

    INTAKE = "intake"
    WORKER = "worker"
    LOCK_KEEPER = "lock-keeper"
    DESTROYER = "destroyer"


_READ = ("GetObject", "GetObjectVersion")
_LIST = ("ListBucket", "ListBucketVersions")
_ADD = ("PutObject", "AbortMultipartUpload", "ListMultipartUploadParts")
_DELETE = ("DeleteObject", "DeleteObjectVersion")
_SEE_LOCKS = ("GetObjectRetention", "GetObjectLegalHold")
_SET_LOCKS = ("PutObjectRetention", "PutObjectLegalHold")
_SHAPE = (
    *("PutBucketPolicy", "DeleteBucketPolicy", "PutBucketObjectLockConfiguration", "PutBucketVersioning"),
    *("PutLifecycleConfiguration", "DeleteBucket", "PutBucketAcl"),
)
_BYPASS = ("BypassGovernanceRetention",)
# MinIO has no such action, and refuses a whole policy for one that it does not know.
UNKNOWN_TO_MINIO = frozenset({"PutBucketAcl"})
EVERYTHING = (*_READ, *_LIST, *_ADD, *_DELETE, *_SEE_LOCKS, *_SET_LOCKS, *_SHAPE, *_BYPASS)

ALLOWED: Mapping[Identity, Mapping[Bucket, tuple[str, ...]]] = {
    Identity.INTAKE: {
        Bucket.QUARANTINE: _ADD,
        Bucket.DERIVED: _READ,
        # Originals are downloaded by whoever may see them; nothing can be listed, changed or taken away.
        Bucket.DRAFT: _READ,
        Bucket.EVIDENCE: _READ,
    },
    Identity.WORKER: {
        Bucket.QUARANTINE: (*_READ, *_LIST, *_DELETE),
        Bucket.DRAFT: (*_ADD, *_READ, *_LIST, *_DELETE),
        Bucket.EVIDENCE: (*_ADD, *_READ, *_LIST, *_SEE_LOCKS),
        Bucket.DERIVED: (*_ADD, *_READ, *_LIST, *_DELETE),
    },
    Identity.LOCK_KEEPER: {Bucket.EVIDENCE: (*_SET_LOCKS, *_SEE_LOCKS, *_READ, *_LIST)},
    Identity.DESTROYER: {
        Bucket.EVIDENCE: (*_DELETE, *_LIST, *_SEE_LOCKS),
        Bucket.DERIVED: (*_DELETE, *_LIST),
        Bucket.DRAFT: (*_DELETE, *_LIST),
    },
}


def bucket_policy(bucket: Bucket, name: str, principals: Mapping[Identity, str]) -> dict[str, Any]:
    """The policy of one bucket, called `name` on the server, for servers with users (Ceph, AWS).

    `principals` gives the ARN of each identity.
    """
    statements = []
    for identity, principal in principals.items():
        allowed, denied = _split(identity, bucket)
        for effect, actions in (("Allow", allowed), ("Deny", denied)):
            if actions:
                who = {"AWS": [principal]}
                statements.append({**_statement(effect, actions, [name]), "Principal": who})
    return {"Version": "2012-10-17", "Statement": statements}


def identity_policy(identity: Identity, names: Mapping[Bucket, str]) -> dict[str, Any]:
    """The policy of one identity over all buckets, for servers where policies hang on users (MinIO)."""
    statements = []
    for bucket, name in names.items():
        allowed, denied = _split(identity, bucket)
        known = tuple(action for action in denied if action not in UNKNOWN_TO_MINIO)
        for effect, actions in (("Allow", allowed), ("Deny", known)):
            if actions:
                statements.append(_statement(effect, actions, [name]))
    return {"Version": "2012-10-17", "Statement": statements}


def _split(identity: Identity, bucket: Bucket) -> tuple[tuple[str, ...], tuple[str, ...]]:
    allowed = ALLOWED[identity].get(bucket, ())
    return allowed, tuple(action for action in EVERYTHING if action not in allowed)


def _statement(effect: str, actions: Iterable[str], names: Iterable[str]) -> dict[str, Any]:
    resources = [f"arn:aws:s3:::{name}{part}" for name in names for part in ("", "/*")]
    return {"Effect": effect, "Action": [f"s3:{action}" for action in actions], "Resource": resources}

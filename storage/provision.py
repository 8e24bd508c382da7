"""Makes the four buckets as the design asks, and reads every setting back: what did not take is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from storage.errors import Unavailable
from storage.objects import Bucket
from storage.rights import Identity, bucket_policy

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

_MADE = {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}
# A net below the reconciler, which clears after 24 hours what nobody needs (design): files that wait for a
# scanner that is down for days were accepted, and must not be lost.
QUARANTINE_DAYS = 14


@dataclass(frozen=True, slots=True)
class Step:
    """One thing asked of the server: `taken` is whether it stood there when read back."""

    bucket: Bucket
    what: str  # "bucket", "versioning", "encryption", "rights", "lock", "expiry"
    taken: bool
    reason: str = ""  # the server's code where it refused


def is_minio(client: S3Client) -> bool:
    """Whether the server calls itself MinIO. Unavailable where it does not answer.

    Behind a proxy that hides the server's name this says no, and provisioning asks for ARNs instead.
    """
    try:
        answer: Any = client.list_buckets()
    except ClientError as exc:
        answer = exc.response
    except BotoCoreError as exc:
        raise Unavailable("the S3 server does not answer") from exc
    headers = answer["ResponseMetadata"].get("HTTPHeaders", {})
    return str(headers.get("server", "")).lower().startswith("minio")


def provision(
    client: S3Client,
    buckets: Mapping[Bucket, str],
    principals: Mapping[Identity, str] | None,
    *,
    first_days: int = 7,
) -> list[Step]:
    """Make or mend all buckets with the owner's keys. `principals` are the ARNs of the identities;
    None where rights hang on the identities themselves (`minio`)."""
    steps: list[Step] = []
    for bucket, name in buckets.items():
        acts: list[tuple[str, Callable[[], bool]]] = [
            ("bucket", partial(_make, client, name, bucket)),
            ("versioning", partial(_versioning, client, name)),
            ("encryption", partial(_encryption, client, name)),
        ]
        if principals is not None:
            policy = bucket_policy(bucket, name, principals)
            acts.append(("rights", partial(_rights, client, name, policy)))
        if bucket is Bucket.EVIDENCE:
            acts.append(("lock", partial(_first_days, client, name, first_days)))
        if bucket is Bucket.QUARANTINE:
            acts.append(("expiry", partial(_expiry, client, name)))
        steps += [_step(bucket, what, act) for what, act in acts]
    return steps


def _step(bucket: Bucket, what: str, act: Callable[[], bool]) -> Step:
    try:
        return Step(bucket, what, act())
    except ClientError as exc:
        return Step(bucket, what, False, exc.response["Error"].get("Code", ""))


def _make(client: S3Client, name: str, bucket: Bucket) -> bool:
    try:
        client.create_bucket(Bucket=name, ObjectLockEnabledForBucket=bucket is Bucket.EVIDENCE)
    except ClientError as exc:
        if exc.response["Error"].get("Code") not in _MADE:
            raise
    client.head_bucket(Bucket=name)
    return True


def _versioning(client: S3Client, name: str) -> bool:
    client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return client.get_bucket_versioning(Bucket=name).get("Status") == "Enabled"


def _first_days(client: S3Client, name: str, days: int) -> bool:
    rule: Any = {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": days}} if days else None
    asked: Any = {"ObjectLockEnabled": "Enabled"} | ({"Rule": rule} if rule else {})
    client.put_object_lock_configuration(Bucket=name, ObjectLockConfiguration=asked)
    found: Any = client.get_object_lock_configuration(Bucket=name)["ObjectLockConfiguration"]
    return found.get("ObjectLockEnabled") == "Enabled" and (
        not days or found["Rule"]["DefaultRetention"].get("Days") == days
    )


def _expiry(client: S3Client, name: str) -> bool:
    """Current versions, versions behind them, their markers, and uploads that never ended."""
    rules: Any = [
        {
            "ID": "quarantine",
            "Status": "Enabled",
            "Filter": {"Prefix": ""},
            "Expiration": {"Days": QUARANTINE_DAYS},
            "NoncurrentVersionExpiration": {"NoncurrentDays": QUARANTINE_DAYS},
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": QUARANTINE_DAYS},
        },
        {
            "ID": "markers",
            "Status": "Enabled",
            "Filter": {"Prefix": ""},
            "Expiration": {"ExpiredObjectDeleteMarker": True},
        },
    ]
    client.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": rules})
    found = client.get_bucket_lifecycle_configuration(Bucket=name)["Rules"]
    return {"quarantine", "markers"} <= {rule.get("ID") for rule in found}


def _encryption(client: S3Client, name: str) -> bool:
    """Default encryption where the server offers it; `check` looks at a stored object as well."""
    rule: Any = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
    client.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [rule]})
    found = client.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"]
    return bool(found)


def _rights(client: S3Client, name: str, policy: dict[str, Any]) -> bool:
    client.put_bucket_policy(Bucket=name, Policy=json.dumps(policy))
    return len(json.loads(client.get_bucket_policy(Bucket=name)["Policy"])["Statement"]) == len(
        policy["Statement"]
    )

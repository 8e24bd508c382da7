"""On the real server each identity can do its work, and none, nor two together, can delete early."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from storage.errors import Protected
from storage.names import new_name
from storage.objects import Bucket, Ref
from storage.provision import provision
from storage.rights import ALLOWED, EVERYTHING, Identity, bucket_policy, identity_policy
from storage.s3 import S3Store
from tests.servers.s3 import S3Server
from tests.storage.conftest import client

NAMES = {bucket: f"rights-{bucket}" for bucket in Bucket}
PDF = "application/pdf"


@pytest.fixture(scope="module")
def clients(s3_server: S3Server) -> dict[str, Any]:
    """A client for each identity and the owner; the buckets are provisioned without first days."""
    keys = {name: s3_server.user(f"rights-{name}") for name in (*Identity, "owner")}
    made = {name: client(s3_server, one) for name, one in keys.items()}
    principals = {one: f"arn:aws:iam:::user/rights-{one}" for one in Identity}
    steps = provision(made["owner"], NAMES, principals, first_days=0)
    refused = {(step.bucket, step.what) for step in steps if not step.taken}
    assert {what for _, what in refused} <= {"encryption"}, "Ceph 16 has no default encryption, and says so"
    return made


@pytest.fixture
def stores(clients: dict[str, Any]) -> dict[str, S3Store]:
    return {name: S3Store(one, NAMES) for name, one in clients.items()}


@pytest.fixture
def held(stores: dict[str, S3Store]) -> Iterator[Ref]:
    """Evidence under legal hold, put there by the worker and held by the lock-keeper."""
    ref = stores["worker"].put(Bucket.EVIDENCE, new_name(), [b"evidence"], media_type=PDF).ref
    stores["lock-keeper"].set_hold(ref, on=True)
    yield ref
    stores["lock-keeper"].set_hold(ref, on=False)


def test_intake_may_only_add(stores: dict[str, S3Store]) -> None:
    intake = stores["intake"]
    ref = intake.put(Bucket.QUARANTINE, new_name(), [b"x" * 9_000_000] * 2, media_type=PDF).ref
    for forbidden in (
        lambda: intake.destroy(ref.bucket, ref.name),
        lambda: intake.stat(ref),
        lambda: list(intake.names(ref.bucket)),
        lambda: intake.put(Bucket.EVIDENCE, new_name(), [b"x"], media_type=PDF),
        lambda: intake.put(Bucket.DRAFT, new_name(), [b"x"], media_type=PDF),
    ):
        with pytest.raises(Protected):
            forbidden()
    assert stores["worker"].stat(ref).size == 18_000_000


def test_the_worker_moves_and_cannot_unlock(stores: dict[str, S3Store], held: Ref) -> None:
    worker = stores["worker"]
    came = stores["intake"].put(Bucket.QUARANTINE, new_name(), [b"x"], media_type=PDF).ref
    draft = worker.copy(came, Bucket.DRAFT, new_name())
    assert worker.destroy(came.bucket, came.name).versions == 1
    assert worker.copy(draft.ref, Bucket.EVIDENCE, new_name()).sha256 == draft.sha256
    for forbidden in (
        lambda: worker.set_hold(held, on=False),
        lambda: worker.retain(held, datetime.now(UTC) + timedelta(days=1)),
        lambda: worker.destroy(held.bucket, held.name),
    ):
        with pytest.raises(Protected):
            forbidden()


def early(clients: dict[str, Any], who: str, ref: Ref, *, bypass: bool) -> None:
    more = {"BypassGovernanceRetention": True} if bypass else {}
    clients[who].delete_object(Bucket=NAMES[ref.bucket], Key=ref.name, VersionId=ref.version, **more)


@pytest.mark.parametrize("bypass", [False, True], ids=["plain", "bypass"])
@pytest.mark.parametrize("who", list(Identity))
def test_nobody_deletes_held_evidence(clients: dict[str, Any], held: Ref, who: str, bypass: bool) -> None:
    with pytest.raises(ClientError, match=r"AccessDenied|ObjectLocked|403"):
        early(clients, who, held, bypass=bypass)


def test_two_together_cannot_delete_before_the_date(
    clients: dict[str, Any], stores: dict[str, S3Store]
) -> None:
    """The lock-keeper lifts the hold it may lift, and the date still keeps the destroyer out."""
    keeper, destroyer = stores["lock-keeper"], stores["destroyer"]
    ref = stores["worker"].put(Bucket.EVIDENCE, new_name(), [b"evidence"], media_type=PDF).ref
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    keeper.set_hold(ref, on=True)
    keeper.retain(ref, until)
    keeper.set_hold(ref, on=False)
    with pytest.raises(Protected):
        keeper.retain(ref, until - timedelta(minutes=30))
    with pytest.raises(ClientError, match=r"AccessDenied|403"):
        clients["lock-keeper"].put_object_retention(
            Bucket=NAMES[ref.bucket],
            Key=ref.name,
            VersionId=ref.version,
            Retention={"Mode": "GOVERNANCE", "RetainUntilDate": until - timedelta(minutes=30)},
            BypassGovernanceRetention=True,
        )
    for who in ("lock-keeper", "destroyer"):
        for bypass in (False, True):
            with pytest.raises(ClientError, match=r"AccessDenied|ObjectLocked|403"):
                early(clients, who, ref, bypass=bypass)
    with pytest.raises(Protected):
        destroyer.destroy(ref.bucket, ref.name)
    # The break-glass key, which no process holds, can.
    early(clients, "owner", ref, bypass=True)
    assert stores["owner"].versions(ref.bucket, ref.name) == []


def test_after_the_date_the_destroyer_can_and_shows_it(stores: dict[str, S3Store]) -> None:
    ref = stores["worker"].put(Bucket.EVIDENCE, new_name(), [b"evidence"], media_type=PDF).ref
    assert stores["destroyer"].destroy(ref.bucket, ref.name).versions == 1
    assert stores["lock-keeper"].versions(ref.bucket, ref.name) == []


@pytest.mark.parametrize("who", list(Identity))
def test_nobody_changes_the_buckets(clients: dict[str, Any], who: str) -> None:
    one, evidence = clients[who], NAMES[Bucket.EVIDENCE]
    for change in (
        lambda: one.put_bucket_policy(Bucket=evidence, Policy='{"Version":"2012-10-17","Statement":[]}'),
        lambda: one.delete_bucket_policy(Bucket=evidence),
        lambda: one.put_bucket_versioning(Bucket=evidence, VersioningConfiguration={"Status": "Suspended"}),
        lambda: one.put_object_lock_configuration(
            Bucket=evidence, ObjectLockConfiguration={"ObjectLockEnabled": "Enabled"}
        ),
    ):
        with pytest.raises(ClientError, match=r"AccessDenied|403"):
            change()


def test_what_is_not_allowed_is_denied_by_name() -> None:
    for identity in Identity:
        for bucket in Bucket:
            allow, deny = set(), set()
            for one in bucket_policy(bucket, "x", {identity: "arn:test"})["Statement"]:
                (allow if one["Effect"] == "Allow" else deny).update(one["Action"])
            assert allow == {f"s3:{action}" for action in ALLOWED[identity].get(bucket, ())}
            assert deny == {f"s3:{action}" for action in EVERYTHING} - allow


def test_nobody_may_bypass() -> None:
    for identity in Identity:
        allowed = [
            action
            for one in identity_policy(identity, NAMES)["Statement"]
            if one["Effect"] == "Allow"
            for action in one["Action"]
        ]
        assert "s3:BypassGovernanceRetention" not in allowed
        assert not ({"s3:PutObjectRetention", "s3:DeleteObjectVersion"} <= set(allowed))

"""What MinIO is asked for each identity, and what is told of its answers. No MinIO is tried here: there is
none in the packages. That the rights themselves hold is shown on a real server (`test_rights`)."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3
from minio.crypto import decrypt
from typer.testing import CliRunner

from storage.commands import storage
from storage.errors import NotProvisioned, Unavailable
from storage.minio import WIDER, connect_admin, grant
from storage.objects import Bucket
from storage.provision import is_minio
from storage.rights import Identity, identity_policy
from storage.s3_client import connect
from tests.servers.programs import free_port
from tests.servers.recorder import Answer, Asked, Recorder, recorder

OWNER = ("owner-key", "owner-secret")
KEYS = {who: (f"key-{who}", f"secret-of-{who}") for who in Identity}
NAMES = {bucket: f"test-{bucket}" for bucket in Bucket}
ADMIN = "/minio/admin/v3/"
# The actions of MinIO's documentation ("Supported S3 policy actions") that our table uses.
KNOWN = {
    *(
        "AbortMultipartUpload",
        "BypassGovernanceRetention",
        "DeleteBucket",
        "DeleteBucketPolicy",
        "DeleteObject",
    ),
    *("DeleteObjectVersion", "GetObject", "GetObjectLegalHold", "GetObjectRetention", "GetObjectVersion"),
    *("ListBucket", "ListBucketVersions", "ListMultipartUploadParts", "PutBucketObjectLockConfiguration"),
    *("PutBucketPolicy", "PutBucketVersioning", "PutLifecycleConfiguration", "PutObject"),
    *("PutObjectLegalHold", "PutObjectRetention"),
}


def as_asked(asked: Asked) -> Answer:
    """As if all had been done as asked."""
    who = next((one for one in Identity if str(one) in "".join(asked.query.values())), Identity.INTAKE)
    command = asked.path.removeprefix(ADMIN)
    if command == "info-canned-policy":
        return 200, json.dumps(identity_policy(who, NAMES)).encode()
    if command == "user-info":
        return 200, json.dumps({"policyName": f"test-{who}", "status": "enabled"}).encode()
    return (204 if command.startswith("idp/") else 200), b""


def but(command: str, answer: Answer) -> Callable[[Asked], Answer]:
    """As asked, with another answer to one command."""
    return lambda asked: answer if asked.path == ADMIN + command else as_asked(asked)


@pytest.fixture
def minio() -> Iterator[Recorder]:
    with recorder(as_asked, server_name="MinIO") as noted:
        yield noted


def granted(noted: Recorder) -> dict[Identity, str | None]:
    """The reason why not of each identity; None where it was taken."""
    found = grant(connect_admin(noted.endpoint, OWNER), KEYS, NAMES, prefix="test-")
    return {one.identity: None if one.taken else one.reason for one in found}


def opened(asked: Asked) -> Any:
    """An encrypted body, as the server reads it."""
    sealed = urllib3.HTTPResponse(body=io.BytesIO(asked.body), preload_content=False)
    return json.loads(decrypt(sealed, OWNER[1]))


def test_each_identity_gets_its_policy_its_user_and_the_one_on_the_other(minio: Recorder) -> None:
    assert granted(minio) == dict.fromkeys(Identity)
    commands = [
        "add-canned-policy",
        "add-user",
        "idp/builtin/policy/attach",
        "info-canned-policy",
        "user-info",
    ]
    assert [one.path.removeprefix(ADMIN) for one in minio.asked] == commands * len(Identity)
    for place, who in enumerate(Identity):
        policy, user, attached, *_ = minio.asked[len(commands) * place :]
        assert (policy.query["name"], json.loads(policy.body)) == (f"test-{who}", identity_policy(who, NAMES))
        assert (user.query["accessKey"], opened(user)) == (
            KEYS[who][0],
            {"status": "enabled", "secretKey": KEYS[who][1]},
        )
        assert opened(attached) == {"policies": [f"test-{who}"], "user": KEYS[who][0]}


def test_no_secret_is_sent_in_the_clear(minio: Recorder) -> None:
    granted(minio)
    sent = b"".join(str(one).encode() for one in minio.asked)
    assert not any(secret.encode() in sent for _, secret in (*KEYS.values(), OWNER))


@pytest.mark.parametrize("who", list(Identity))
def test_every_action_is_one_that_minio_knows(who: Identity) -> None:
    """It refuses a whole policy for one that it does not know."""
    for one in identity_policy(who, NAMES)["Statement"]:
        assert {action.removeprefix("s3:") for action in one["Action"]} <= KNOWN


REFUSED = json.dumps({"Code": "AccessDenied", "Message": "names things"}).encode()
ALREADY = json.dumps({"Code": "XMinioAdminPolicyChangeAlreadyApplied"}).encode()
OTHER = json.dumps({"Version": "2012-10-17", "Statement": []}).encode()


def user(**more: object) -> Answer:
    return 200, json.dumps({"policyName": "test-intake", "status": "enabled", **more}).encode()


@pytest.mark.parametrize(
    ("command", "answer", "reason"),
    [
        ("add-canned-policy", (403, REFUSED), "AccessDenied"),
        ("add-user", (403, REFUSED), "AccessDenied"),
        ("idp/builtin/policy/attach", (404, b"not here"), "404"),
        ("idp/builtin/policy/attach", (400, ALREADY), None),
        ("info-canned-policy", (200, OTHER), "storage.other-policy"),
        ("user-info", user(policyName="test-intake,consoleAdmin"), WIDER),
        ("user-info", user(memberOf=["admins"]), WIDER),
        ("user-info", user(status="disabled"), WIDER),
    ],
)
def test_what_did_not_take_is_told(minio: Recorder, command: str, answer: Answer, reason: str | None) -> None:
    minio.answer = but(command, answer)
    assert granted(minio)[Identity.INTAKE] == reason


def test_a_policy_is_read_in_either_shape_and_order(minio: Recorder) -> None:
    def shuffled(asked: Asked) -> Answer:
        if asked.path != f"{ADMIN}info-canned-policy":
            return as_asked(asked)
        policy = json.loads(as_asked(asked)[1])
        policy["Statement"] = [{**one, "Action": one["Action"][::-1]} for one in policy["Statement"][::-1]]
        return 200, json.dumps({"PolicyName": "x", "Policy": policy}).encode()

    minio.answer = shuffled
    assert granted(minio) == dict.fromkeys(Identity)


@pytest.mark.parametrize("change", [("", "x" * 8), ("key-worker", "x" * 8), ("key", "")])
def test_keys_must_be_there_and_differ(minio: Recorder, change: tuple[str, str]) -> None:
    keys = {**KEYS, Identity.INTAKE: change}
    with pytest.raises(NotProvisioned):
        list(grant(connect_admin(minio.endpoint, OWNER), keys, NAMES, prefix="test-"))
    assert minio.asked == []


def test_an_admin_api_that_is_away_is_told() -> None:
    admin = connect_admin(f"http://127.0.0.1:{free_port()}", OWNER)
    with pytest.raises(Unavailable):
        list(grant(admin, KEYS, NAMES, prefix="test-"))


LISTED = b"<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>"
DENIED = b"<Error><Code>AccessDenied</Code></Error>"


@pytest.mark.parametrize(
    ("name", "answer", "minio"),
    [
        ("MinIO", (200, LISTED), True),
        ("MinIO", (403, DENIED), True),
        ("MinIO/RELEASE.2025", (200, LISTED), True),
        ("AmazonS3", (200, LISTED), False),
        ("", (200, LISTED), False),
    ],
)
def test_a_server_is_minio_if_it_says_so(name: str, answer: Answer, minio: bool) -> None:
    with recorder(lambda _: answer, server_name=name) as noted:
        assert is_minio(connect(noted.endpoint, *OWNER)) is minio


def test_the_command_tells_each_identity(
    minio: Recorder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of a server that takes the identities and refuses the buckets."""
    minio.answer = lambda asked: as_asked(asked) if asked.path.startswith(ADMIN) else (403, DENIED)
    given = {"DATA_DIR": str(tmp_path), "S3_ENDPOINT": minio.endpoint, "S3_BUCKET_PREFIX": "test-"}
    for name, keys in {**KEYS, "owner": OWNER}.items():
        place = f"S3_{name.upper().replace('-', '_')}"
        given |= {f"{place}_KEY": keys[0], f"{place}_SECRET": keys[1]}
    for setting, value in given.items():
        monkeypatch.setenv(f"BEWIJSLOKET_{setting}", value)
    told = CliRunner().invoke(storage, ["provision", "--lang", "en"])
    assert told.exit_code == 1
    lines = told.output.splitlines()
    assert [line for line in lines if "own rights" in line] == [
        f"{who}: user with its own rights only: yes" for who in Identity
    ]
    assert "test-evidence: bucket made: no (AccessDenied)" in lines
    assert not any("rights of each key" in line for line in lines)


def test_ceph_is_none(owner: Any) -> None:
    assert not is_minio(owner)


def test_a_server_that_is_away_is_told() -> None:
    with pytest.raises(Unavailable):
        is_minio(connect(f"http://127.0.0.1:{free_port()}", *OWNER))

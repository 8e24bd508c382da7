"""A bare boto3 writer through the kills of the object store: what it may lose, we may lose too. It loses
nothing, so that every loss of the service is the service's own."""

from __future__ import annotations

import hashlib
import random
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tests.faults.breaking import Fault, strike
from tests.servers.s3 import S3Server

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

_BUCKET = "bare-writer"
_WRITERS = 2
_LARGEST = 200_000  # bytes
_BETWEEN = 3.0  # seconds, at most


@dataclass
class Written:
    """What was answered: SHA-256 of each version; how many puts were not."""

    answered: dict[tuple[str, str], str] = field(default_factory=dict)
    unanswered: int = 0
    lost: list[str] = field(default_factory=list)


def write_through(server: S3Server, faults: Sequence[Fault], rng: random.Random) -> Written:
    """Write all the time while the faults happen, then read every answered version."""
    keys = server.user("bare-writer")
    client = _client(server.endpoint, keys.access, keys.secret)
    client.create_bucket(Bucket=_BUCKET)
    client.put_bucket_versioning(Bucket=_BUCKET, VersioningConfiguration={"Status": "Enabled"})
    written, over = Written(), threading.Event()
    with ThreadPoolExecutor(_WRITERS) as pool:
        for number in range(_WRITERS):
            pool.submit(_write, client, number, random.Random(rng.random()), written, over)
        try:
            for fault in faults:
                over.wait(rng.uniform(0.5, _BETWEEN))
                strike(fault, rng)
        finally:
            over.wait(_BETWEEN)
            over.set()
    for (name, version), sha256 in written.answered.items():
        if _read(client, name, version) != sha256:
            written.lost.append(name)
    return written


def _client(endpoint: str, access: str, secret: str) -> S3Client:
    config = Config(
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
        retries={"mode": "standard", "total_max_attempts": 1},
        connect_timeout=5,
        read_timeout=60,
    )
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id=access,
        aws_secret_access_key=secret,
        region_name="eu",
        config=config,
    )


def _write(
    client: S3Client, number: int, rng: random.Random, written: Written, over: threading.Event
) -> None:
    count = 0
    while not over.is_set():
        name, body = f"{number}-{count}", rng.randbytes(rng.randrange(1, _LARGEST))
        count += 1
        try:
            version = client.put_object(Bucket=_BUCKET, Key=name, Body=body)["VersionId"]
        except (BotoCoreError, ClientError):
            written.unanswered += 1
            over.wait(0.1)
            continue
        written.answered[name, version] = hashlib.sha256(body).hexdigest()


def _read(client: S3Client, name: str, version: str) -> str | None:
    try:
        body = client.get_object(Bucket=_BUCKET, Key=name, VersionId=version)["Body"].read()
    except ClientError:
        return None
    return hashlib.sha256(body).hexdigest()

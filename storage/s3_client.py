"""A boto3 client for any S3 server, with the settings that were measured to matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.handlers import add_expect_header

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

CONNECT_SECONDS, READ_SECONDS = 5, 30
ATTEMPTS = 3  # at each request, before it is told that the server is away


def connect(
    endpoint: str, access_key: str, secret_key: str, *, region: str = "eu", attempts: int = ATTEMPTS
) -> S3Client:
    """A client for one identity. Thread-safe; not to be shared over a fork.

    Path style and checksums only where required: servers before 2025 know neither names as hosts nor the new
    trailers. No `Expect: 100-continue`: a late interim answer of Ceph 16 is misread as the answer itself, and
    the retry a minute later writes a second version.
    """
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        region_name=region,
        config=Config(
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"mode": "standard", "total_max_attempts": attempts},
        ),
    )
    client.meta.events.unregister("before-call.s3", add_expect_header)
    return client

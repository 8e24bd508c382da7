"""Objects on an S3 server, through boto3: any server with versions and object lock.

Measured traps (shared/recipes): older servers do not verify SHA-256 checksums, so every body is sent with
Content-MD5 and the caller compares the SHA-256 after writing; a plain DELETE on a versioned bucket only
hides, so destroying names each version. A hold asked for while writing is not used: Ceph 16 drops it silently
from multipart uploads and copies, and an identity that may set it may lift it too.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from storage.errors import Damaged, NotFound, NotProvisioned, OutOfSpace, Protected, StorageError, Unavailable
from storage.names import is_name
from storage.objects import (
    CHUNK,
    Bucket,
    Gone,
    Ref,
    Stored,
    Version,
    pieces,
    refuse_lock_outside_evidence,
    refuse_protected,
)

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

PART = 8 * 1024 * 1024  # bytes; S3 wants at least 5 MiB for every part but the last
_MISSING = {"NoSuchKey", "NoSuchVersion", "404", "NotFound"}
_FORBIDDEN = {
    "AccessDenied",
    "ObjectLocked",
    "403",
    "Forbidden",
    "InvalidRetentionPeriod",
    "MethodNotAllowed",
}
_FULL = {"QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "507"}
_DAMAGED = {"BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch"}


class LockMode(StrEnum):
    """S3 retention mode. COMPLIANCE cannot be shortened by anybody, mistakes included."""

    GOVERNANCE = "GOVERNANCE"
    COMPLIANCE = "COMPLIANCE"


class S3Store:
    """ObjectStore on `client`. `buckets` gives the server's name of each bucket.

    `copier` tries once only: a copy whose answer was lost may have been made, and made again it would be a
    second version, which in the evidence bucket nobody may remove. Who copies looks first what is there.
    """

    def __init__(
        self,
        client: S3Client,
        buckets: Mapping[Bucket, str],
        *,
        mode: LockMode = LockMode.GOVERNANCE,
        copier: S3Client | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._client = client
        self._copier = copier or client
        self._buckets = buckets
        self._mode = mode
        self._clock = clock

    def put(self, bucket: Bucket, name: str, chunks: Iterable[bytes], *, media_type: str) -> Stored:
        asked = {**self._named(bucket, name), "ContentType": media_type}
        counted = _Counted()
        parts = _parts(counted.through(chunks))
        first = next(parts, b"")
        second = next(parts, None)
        with _told(bucket):
            if second is None:
                done = self._client.put_object(**asked, Body=first, ContentMD5=_md5(first))
                version = done.get("VersionId")
            else:
                parts = chain(iter([first, second]), parts)
                del first, second  # each part is let go once it is sent: memory per upload stays small
                version = self._put_parts(asked, parts)
        return Stored(Ref(bucket, name, version), counted.size, counted.sha256)

    def put_file(self, bucket: Bucket, name: str, path: Path, *, sha256: str, media_type: str) -> Stored:
        with path.open("rb") as source:
            stored = self.put(bucket, name, pieces(source), media_type=media_type)
        if stored.sha256 != sha256:
            raise Damaged(f"what was stored in {bucket} is not what the file held")
        return stored

    @contextmanager
    def open(self, ref: Ref, *, start: int = 0, length: int | None = None) -> Iterator[Iterator[bytes]]:
        body = None
        with _told(ref.bucket):
            try:
                body = self._client.get_object(**self._of(ref), **_range(start, length))["Body"]
            except ClientError as exc:
                if exc.response["Error"].get("Code") != "InvalidRange":  # 416: nothing from there on
                    raise
        if body is None:
            yield iter(())
            return
        with closing(body):
            yield _told_chunks(iter(()) if length == 0 else body.iter_chunks(CHUNK), ref.bucket)

    def stat(self, ref: Ref) -> Version:
        with _told(ref.bucket):
            head: Any = self._client.head_object(**self._of(ref))
        found = Ref(ref.bucket, ref.name, head.get("VersionId"))
        return Version(
            found,
            head["ContentLength"],
            head["LastModified"],
            latest=ref.version is None,
            retain_until=head.get("ObjectLockRetainUntilDate"),
            hold=head.get("ObjectLockLegalHoldStatus") == "ON",
        )

    def versions(self, bucket: Bucket, name: str) -> list[Version]:
        with _told(bucket):
            found = [self._with_lock(bucket, one) for one in self._listed(bucket, name) if one["Key"] == name]
        return sorted(found, key=lambda one: (one.latest, one.created), reverse=True)

    def copy(self, source: Ref, bucket: Bucket, name: str) -> Stored:
        origin: Any = {"Bucket": self._buckets[source.bucket], "Key": source.name}
        if source.version is not None:
            origin["VersionId"] = source.version
        with _told(bucket):
            done: Any = self._copier.copy_object(**self._named(bucket, name), CopySource=origin)
        # Ceph 16 does not tell the version of a copy: the name is new, so the latest is ours.
        made = Ref(bucket, name, done.get("VersionId") or self.stat(Ref(bucket, name)).ref.version)
        counted = _Counted()
        with self.open(made) as chunks:
            for _ in counted.through(chunks):
                pass
        return Stored(made, counted.size, counted.sha256)

    def set_hold(self, ref: Ref, *, on: bool) -> None:
        refuse_lock_outside_evidence(ref.bucket)
        with _told(ref.bucket):
            self._client.put_object_legal_hold(**_version_of(self._of(ref)), LegalHold=_hold(on))

    def retain(self, ref: Ref, until: datetime) -> None:
        refuse_lock_outside_evidence(ref.bucket)
        with _told(ref.bucket):
            self._client.put_object_retention(
                **_version_of(self._of(ref)), Retention={"Mode": self._mode.value, "RetainUntilDate": until}
            )

    def destroy(self, bucket: Bucket, name: str) -> Gone:
        found = self.versions(bucket, name)
        refuse_protected(found, self._clock())
        with _told(bucket):
            for one in found:
                self._client.delete_object(**self._of(one.ref))
        if self.versions(bucket, name):
            raise Protected(f"versions are left in {bucket} after destroying them")
        markers = sum(one.marker for one in found)
        return Gone(len(found) - markers, markers, self._clock())

    def names(self, bucket: Bucket, prefix: str = "") -> Iterator[str]:
        before = None
        with _told(bucket):
            for one in self._listed(bucket, prefix):
                if one["Key"] != before:
                    before = one["Key"]
                    yield before

    def _put_parts(self, asked: dict[str, Any], parts: Iterator[bytes]) -> str:
        upload = self._client.create_multipart_upload(**asked)["UploadId"]
        key = {"Bucket": asked["Bucket"], "Key": asked["Key"], "UploadId": upload}
        try:
            done = [self._part(key, number, part) for number, part in enumerate(parts, start=1)]
            answer = self._client.complete_multipart_upload(**key, MultipartUpload={"Parts": done})
        except BaseException:
            self._client.abort_multipart_upload(**key)
            raise
        return str(answer["VersionId"])

    def _part(self, key: dict[str, Any], number: int, body: bytes) -> Any:
        answer = self._client.upload_part(**key, PartNumber=number, Body=body, ContentMD5=_md5(body))
        return {"PartNumber": number, "ETag": answer["ETag"]}

    def _listed(self, bucket: Bucket, prefix: str) -> Iterator[dict[str, Any]]:
        """Versions and markers in the order of their names."""
        pages = self._client.get_paginator("list_object_versions")
        for page in pages.paginate(Bucket=self._buckets[bucket], Prefix=prefix):
            both: list[Any] = [
                *({**one, "marker": False} for one in page.get("Versions", [])),
                *({**one, "marker": True} for one in page.get("DeleteMarkers", [])),
            ]
            yield from sorted(both, key=lambda one: one["Key"])

    def _with_lock(self, bucket: Bucket, listed: dict[str, Any]) -> Version:
        ref = Ref(bucket, listed["Key"], listed["VersionId"])
        latest = listed["IsLatest"]
        if listed["marker"]:
            return Version(ref, 0, listed["LastModified"], latest, marker=True)
        until, hold = None, False
        if bucket is Bucket.EVIDENCE:
            until, hold = self._lock_of(ref)
        return Version(ref, listed["Size"], listed["LastModified"], latest, retain_until=until, hold=hold)

    def _lock_of(self, ref: Ref) -> tuple[datetime | None, bool]:
        """Retention and hold, asked by their own calls: HEAD leaves them out for some identities."""
        key = self._of(ref)
        retention: Any = _or_none(lambda: self._client.get_object_retention(**key)["Retention"])
        held: Any = _or_none(lambda: self._client.get_object_legal_hold(**key)["LegalHold"])
        until = None if retention is None else retention.get("RetainUntilDate")
        return until, held is not None and held.get("Status") == "ON"

    def _named(self, bucket: Bucket, name: str) -> dict[str, Any]:
        if not is_name(name):
            raise ValueError("object names are made by storage.names.new_name")
        return {"Bucket": self._buckets[bucket], "Key": name}

    def _of(self, ref: Ref) -> dict[str, Any]:
        key = self._named(ref.bucket, ref.name)
        return key if ref.version is None else {**key, "VersionId": ref.version}


class _Counted:
    """Size and SHA-256 of what passes."""

    def __init__(self) -> None:
        self.size = 0
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def through(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self.size += len(chunk)
            self._digest.update(chunk)
            yield chunk


def _parts(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in parts of PART; the last may be shorter; nothing for an empty stream."""
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= PART:
            with memoryview(waiting) as view:
                part = bytes(view[:PART])
            del waiting[:PART]
            yield part
    if waiting:
        yield bytes(waiting)


def _md5(body: bytes) -> str:
    return base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()


def _hold(on: bool) -> Any:
    return {"Status": "ON" if on else "OFF"}


def _range(start: int, length: int | None) -> dict[str, Any]:
    """The bytes to ask for: all without a range, one at least with one (there is no empty range)."""
    if start == 0 and length is None:
        return {}
    end = "" if length is None else str(start + max(length, 1) - 1)
    return {"Range": f"bytes={start}-{end}"}


def _version_of(key: dict[str, Any]) -> dict[str, Any]:
    if "VersionId" not in key:
        raise ValueError("a hold or date is on a version: name it")
    return key


def _or_none(ask: Callable[[], Any]) -> Any:
    """The answer, or None where the version has none."""
    try:
        return ask()
    except ClientError as exc:
        if exc.response["Error"]["Code"] in {
            "NoSuchObjectLockConfiguration",
            "ObjectLockConfigurationNotFoundError",
        }:
            return None
        raise


@contextmanager
def _told(bucket: Bucket) -> Iterator[None]:
    """Errors of the server as ours, without keys."""
    try:
        yield
    except ClientError as exc:
        raise _translated(exc, bucket) from exc
    except BotoCoreError as exc:
        raise Unavailable(f"the object store cannot be reached: {type(exc).__name__}") from exc


def _told_chunks(chunks: Iterator[bytes], bucket: Bucket) -> Iterator[bytes]:
    with _told(bucket):
        yield from chunks


def _translated(exc: ClientError, bucket: Bucket) -> StorageError:
    code = exc.response["Error"].get("Code", "")
    status = exc.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code == "NoSuchBucket":
        return NotProvisioned(f"the bucket for {bucket} is missing")
    if code in _MISSING:
        return NotFound(f"no such object or version in {bucket}")
    if code in _FULL:
        return OutOfSpace("the object store is full")
    if code in _DAMAGED:
        return Damaged(f"bytes changed on their way to {bucket}")
    if code in _FORBIDDEN:
        return Protected(f"the object store refused this in {bucket}: {code}")
    if status >= 500 or code in {"SlowDown", "RequestTimeout"}:
        return Unavailable(f"the object store asks to come back later: {code}")
    return StorageError(f"the object store answered {code or status} in {bucket}")

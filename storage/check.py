"""What the connected store truly enforces: every promise is tried on a trial object, none is assumed.

Trial objects bear names that begin with `names.PROBES`. One that its first days protect stays until they have
passed; the next check removes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from storage.errors import Protected, StorageError
from storage.names import PROBES, probe_name
from storage.objects import Bucket, ObjectStore, Ref
from storage.rights import Identity

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

_TYPE = "application/octet-stream"
_BODY = b"trial object of bewijsloket storage check"


class Promise(StrEnum):
    """What the design relies on."""

    VERSIONS = "versions"
    DESTROYED_IS_GONE = "destroyed-is-gone"
    FIRST_DAYS = "first-days"
    HOLD_KEEPS = "hold-keeps"
    DATE_KEEPS = "date-keeps"
    DATE_NOT_SHORTENED = "date-not-shortened"
    INTAKE_ONLY_ADDS = "intake-only-adds"
    NO_BYPASS = "no-bypass"
    WRONG_BODY_REFUSED = "wrong-body-refused"
    ENCRYPTED = "encrypted"


@dataclass(frozen=True, slots=True)
class Tried:
    """`kept` is None where it could not be tried; `reason` is then the code of the error."""

    promise: Promise
    kept: bool | None
    reason: str = ""


def check_store(
    stores: Mapping[Identity, ObjectStore], clients: Mapping[Identity, S3Client], names: Mapping[Bucket, str]
) -> Iterator[Tried]:
    """Try every promise. `clients` is empty for a folder: then what only a server can enforce is not kept."""
    _sweep(stores[Identity.DESTROYER])
    yield _try(Promise.VERSIONS, lambda: _versions(stores))
    yield _try(Promise.DESTROYED_IS_GONE, lambda: _destroyed_is_gone(stores))
    yield _try(Promise.FIRST_DAYS, lambda: _first_days(stores))
    yield _try(Promise.HOLD_KEEPS, lambda: _hold_keeps(stores))
    yield _try(Promise.DATE_KEEPS, lambda: _date_keeps(stores, shorten=False))
    yield _try(Promise.DATE_NOT_SHORTENED, lambda: _date_keeps(stores, shorten=True))
    if not clients:
        reason = "storage.folder"
        served = (Promise.INTAKE_ONLY_ADDS, Promise.NO_BYPASS, Promise.WRONG_BODY_REFUSED, Promise.ENCRYPTED)
        yield from (Tried(promise, False, reason) for promise in served)
        return
    yield _try(Promise.INTAKE_ONLY_ADDS, lambda: _intake_only_adds(stores))
    yield _try(Promise.NO_BYPASS, lambda: _no_bypass(stores, clients, names))
    yield _try(Promise.WRONG_BODY_REFUSED, lambda: _wrong_body(clients[Identity.WORKER], names))
    yield _try(Promise.ENCRYPTED, lambda: _encrypted(stores, clients[Identity.WORKER], names))


def _try(promise: Promise, act: Callable[[], bool]) -> Tried:
    try:
        return Tried(promise, act())
    except StorageError as exc:
        return Tried(promise, None, exc.code)
    except ClientError as exc:
        return Tried(promise, None, exc.response["Error"].get("Code", ""))


def _sweep(destroyer: ObjectStore) -> None:
    """Earlier trial objects whose days have passed."""
    for bucket in (Bucket.EVIDENCE, Bucket.DRAFT):
        try:
            for name in list(destroyer.names(bucket, PROBES)):
                _remove(destroyer, bucket, name)
        except StorageError:
            continue  # what is wrong shows in the trials


def _remove(store: ObjectStore, bucket: Bucket, name: str) -> bool:
    """Whether it could be removed; not while something protects it."""
    try:
        store.destroy(bucket, name)
    except Protected:
        return False
    return True


def _trial(stores: Mapping[Identity, ObjectStore], bucket: Bucket = Bucket.EVIDENCE) -> Ref:
    return stores[Identity.WORKER].put(bucket, probe_name(), [_BODY], media_type=_TYPE).ref


def _versions(stores: Mapping[Identity, ObjectStore]) -> bool:
    worker = stores[Identity.WORKER]
    first = _trial(stores, Bucket.DRAFT)
    worker.put(Bucket.DRAFT, first.name, [_BODY * 2], media_type=_TYPE)
    found = worker.versions(Bucket.DRAFT, first.name)
    worker.destroy(Bucket.DRAFT, first.name)
    return [one.size for one in found] == [2 * len(_BODY), len(_BODY)]


def _destroyed_is_gone(stores: Mapping[Identity, ObjectStore]) -> bool:
    worker = stores[Identity.WORKER]
    ref = _trial(stores, Bucket.DRAFT)
    gone = worker.destroy(ref.bucket, ref.name)
    return gone.versions == 1 and worker.versions(ref.bucket, ref.name) == []


def _first_days(stores: Mapping[Identity, ObjectStore]) -> bool:
    ref = _trial(stores)
    (found,) = stores[Identity.LOCK_KEEPER].versions(ref.bucket, ref.name)
    removed = _remove(stores[Identity.DESTROYER], ref.bucket, ref.name)
    return found.retain_until is not None and found.retain_until > datetime.now(UTC) and not removed


def _hold_keeps(stores: Mapping[Identity, ObjectStore]) -> bool:
    ref = _trial(stores)
    keeper = stores[Identity.LOCK_KEEPER]
    keeper.set_hold(ref, on=True)
    removed = _remove(stores[Identity.DESTROYER], ref.bucket, ref.name)
    keeper.set_hold(ref, on=False)
    _remove(stores[Identity.DESTROYER], ref.bucket, ref.name)
    return not removed


def _date_keeps(stores: Mapping[Identity, ObjectStore], *, shorten: bool) -> bool:
    ref, until = _dated(stores)
    if shorten:
        return _refused(lambda: stores[Identity.LOCK_KEEPER].retain(ref, until - timedelta(seconds=30)))
    return not _remove(stores[Identity.DESTROYER], ref.bucket, ref.name)


def _dated(stores: Mapping[Identity, ObjectStore]) -> tuple[Ref, datetime]:
    """A trial object that is retained a minute longer than its first days."""
    ref, keeper = _trial(stores), stores[Identity.LOCK_KEEPER]
    (found,) = keeper.versions(ref.bucket, ref.name)
    now = datetime.now(UTC)
    until = max(found.retain_until or now, now).replace(microsecond=0) + timedelta(minutes=1)
    keeper.retain(ref, until)
    return ref, until


def _intake_only_adds(stores: Mapping[Identity, ObjectStore]) -> bool:
    intake, worker = stores[Identity.INTAKE], stores[Identity.WORKER]
    ref = intake.put(Bucket.QUARANTINE, probe_name(), [_BODY], media_type=_TYPE).ref
    refused = _refused(lambda: intake.stat(ref)) and _refused(lambda: intake.destroy(ref.bucket, ref.name))
    worker.destroy(ref.bucket, ref.name)
    return refused


def _no_bypass(
    stores: Mapping[Identity, ObjectStore], clients: Mapping[Identity, S3Client], names: Mapping[Bucket, str]
) -> bool:
    ref, _ = _dated(stores)
    key: Any = {"Bucket": names[ref.bucket], "Key": ref.name, "VersionId": ref.version}
    for client in clients.values():
        try:
            client.delete_object(**key, BypassGovernanceRetention=True)
        except ClientError:
            continue
        return False
    return True


def _wrong_body(client: S3Client, names: Mapping[Bucket, str]) -> bool:
    try:
        client.put_object(
            Bucket=names[Bucket.DRAFT], Key=probe_name(), Body=_BODY, ContentMD5="1B2M2Y8AsgTpgAmY7PhCfg=="
        )
    except ClientError as exc:
        return exc.response["Error"].get("Code") == "BadDigest"
    return False


def _encrypted(stores: Mapping[Identity, ObjectStore], client: S3Client, names: Mapping[Bucket, str]) -> bool:
    ref = _trial(stores, Bucket.DRAFT)
    head = client.head_object(Bucket=names[ref.bucket], Key=ref.name)
    stores[Identity.WORKER].destroy(ref.bucket, ref.name)
    return bool(head.get("ServerSideEncryption"))


def _refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except Protected:
        return True
    return False

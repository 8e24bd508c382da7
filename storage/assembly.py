"""Builds this room's adapters from the settings, once per process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from storage.errors import NotProvisioned
from storage.objects import Bucket, ObjectStore
from storage.rights import Identity

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client
    from sqlalchemy import Engine

    from storage.folder import FolderStore
    from storage.sealing import Sealer
    from storage.settings import StorageSettings


def object_store(settings: StorageSettings, who: Identity) -> ObjectStore:
    """The object store as one identity reaches it; in a folder all identities are one."""
    if settings.s3_endpoint is None:
        return folder_store(settings)
    from storage.s3 import S3Store

    copier = s3_client(settings, who, attempts=1) if who is Identity.WORKER else None
    return S3Store(
        s3_client(settings, who), bucket_names(settings), mode=settings.s3_lock_mode, copier=copier
    )


def database(settings: StorageSettings) -> Engine:
    """The database. Its tables are made by `provision`."""
    from storage.database.engine import open_engine

    return open_engine(settings.database_url or f"sqlite:///{settings.data_dir / 'records.db'}")


def sealer(settings: StorageSettings) -> Sealer:
    """What seals file names. NotProvisioned for a key that is none."""
    from storage.sealing import Sealer, key_in

    given = settings.sealing_key.get_secret_value()
    try:
        return Sealer(bytes.fromhex(given) if given else key_in(settings.data_dir))
    except ValueError as exc:
        raise NotProvisioned("the sealing key must be hexadecimal") from exc


def folder_store(settings: StorageSettings) -> FolderStore:
    """The embedded store. Its folders are made by `provision`."""
    from storage.folder import FolderStore

    return FolderStore(settings.data_dir / "objects", first=timedelta(days=settings.evidence_first_days))


def s3_client(settings: StorageSettings, who: Identity | None, *, attempts: int | None = None) -> S3Client:
    """A client with the keys of an identity, or of the owner for None, that tries each request so often.
    NotProvisioned without keys."""
    from storage.s3_client import ATTEMPTS, connect

    access, secret = settings.keys_of(who)
    if settings.s3_endpoint is None or not access or not secret:
        raise NotProvisioned(f"no keys are set for {who or 'the owner'}")
    return connect(
        settings.s3_endpoint, access, secret, region=settings.s3_region, attempts=attempts or ATTEMPTS
    )


def bucket_names(settings: StorageSettings) -> Mapping[Bucket, str]:
    """The server's name of each bucket."""
    return {bucket: f"{settings.s3_bucket_prefix}{bucket}" for bucket in Bucket}

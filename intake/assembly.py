"""Builds the front desk from the settings, once per process."""

from __future__ import annotations

from datetime import UTC, datetime

from intake.receiving.desk import Desk
from intake.receiving.staging import Staging
from intake.settings import DeskSettings
from storage.assembly import database, object_store, sealer
from storage.rights import Identity
from storage.settings import StorageSettings


def desk(settings: DeskSettings, kept: StorageSettings) -> Desk:
    """The desk on the database and object store of `kept`. StorageError where those cannot be used."""
    return Desk(
        settings=settings,
        engine=database(kept),
        store=object_store(kept, Identity.INTAKE),
        staging=Staging(settings.upload_dir or kept.data_dir / "uploads"),
        sealer=sealer(kept),
        clock=lambda: datetime.now(UTC),
    )

"""Starts the servers, provisions them, and tells the settings by which the service runs on them."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from storage.assembly import bucket_names, database, s3_client
from storage.database.migrate import migrate
from storage.provision import Step, provision
from storage.rights import Identity
from storage.settings import StorageSettings
from tests.servers.clamd import ClamdServer
from tests.servers.postgres import PostgresServer
from tests.servers.programs import serving
from tests.servers.rabbitmq import RabbitServer
from tests.servers.s3 import S3Server

Kept = Literal["memstore", "bluestore"]


@dataclass(frozen=True, slots=True)
class Stack:
    """The servers, each of which a test may kill and start again, and the service's settings for them."""

    postgres: PostgresServer
    rabbitmq: RabbitServer
    s3: S3Server
    clamd: ClamdServer
    settings: Mapping[str, str]


@contextmanager
def full_set(
    folder: Path, *, kept: Kept = "memstore", clamd_settings: Mapping[str, str] | None = None
) -> Iterator[Stack]:
    """All servers, until the block ends. `folder` takes the service's own few files; `kept` is where the S3
    server keeps its bytes: in memory, or on disk so that they outlive its processes; `clamd_settings` come on
    top of those of `ClamdServer`."""
    with ExitStack() as stack:
        postgres = stack.enter_context(serving(PostgresServer))
        s3 = stack.enter_context(serving(partial(S3Server, store=kept)))
        rabbitmq = stack.enter_context(serving(RabbitServer))
        clamd = stack.enter_context(serving(partial(ClamdServer, settings=clamd_settings)))
        settings = {
            "BEWIJSLOKET_DATA_DIR": str(folder),
            "BEWIJSLOKET_DATABASE_URL": postgres.database(),
            "BEWIJSLOKET_BROKER_URL": rabbitmq.broker(),
            "BEWIJSLOKET_SCANNER": clamd.address,
            "BEWIJSLOKET_SEALING_KEY": secrets.token_hex(32),
            **_s3_settings(s3),
        }
        refused = [step for step in _provisioned(settings) if not step.taken and step.what != "encryption"]
        if refused:
            raise RuntimeError(f"the object store did not take: {refused}")
        yield Stack(postgres, rabbitmq, s3, clamd, settings)


def _s3_settings(server: S3Server) -> dict[str, str]:
    names = {who: f"bewijsloket-{who}" for who in Identity}
    found = {
        "BEWIJSLOKET_S3_ENDPOINT": server.endpoint,
        "BEWIJSLOKET_S3_PRINCIPALS": json.dumps(
            {who: f"arn:aws:iam:::user/{name}" for who, name in names.items()}
        ),
    }
    for who, name in {**names, "owner": "bewijsloket-owner"}.items():
        keys = server.user(name)
        place = f"BEWIJSLOKET_S3_{str(who).upper().replace('-', '_')}"
        found |= {f"{place}_KEY": keys.access, f"{place}_SECRET": keys.secret}
    return found


def storage_settings(settings: Mapping[str, str]) -> StorageSettings:
    """The storage's part of these settings, as its room reads them."""
    given: dict[str, Any] = {
        name: settings[f"BEWIJSLOKET_{name.upper()}"]
        for name in StorageSettings.model_fields
        if f"BEWIJSLOKET_{name.upper()}" in settings
    }
    if "s3_principals" in given:
        given["s3_principals"] = json.loads(given["s3_principals"])
    return StorageSettings.model_validate(given)


def _provisioned(settings: Mapping[str, str]) -> list[Step]:
    kept = storage_settings(settings)
    engine = database(kept)
    migrate(engine)
    engine.dispose()
    return provision(s3_client(kept, None), bucket_names(kept), kept.s3_principals)

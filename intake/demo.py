"""Invented dossiers to look at: the sample bundle, sent through the desk like anybody's files."""

from __future__ import annotations

import mimetypes
import tempfile
from pathlib import Path
from uuid import UUID

from intake.api.sessions import demo_key
from intake.receiving.desk import Desk, Offer
from intake.review.dates import reckon
from storage.database.engine import reading, transaction
from storage.records import dossiers, handing_in, people
from storage.records.acts import Act
from verification.sample import write_sample

# Who applies for what, with which files of the sample, and whether it is handed in.
_DOSSIERS = (
    ("anna", "periodic-registration", ("paspoort.jpg", "werkgever.pdf", "loonstrook.pdf"), False),
    ("anna", "registration", ("diploma.pdf",), True),
    ("carla", "registration", ("diploma.pdf", "paspoort.jpg", "werkgever.pdf"), True),
    ("dirk", "periodic-registration", ("werkgever.pdf", "loonstrook.pdf"), True),
    ("boris", "registration", ("diploma.pdf", "paspoort.jpg"), False),
)


def fill(desk: Desk) -> bool:
    """Make the demo dossiers; False where somebody has a dossier already: nothing is added then."""
    with transaction(desk.engine) as connection:
        subjects = {
            user: people.subject_of(connection, demo_key(user), at=desk.clock()) for user, *_ in _DOSSIERS
        }
    with reading(desk.engine) as connection:
        if any(dossiers.of_subject(connection, one) for one in subjects.values()):
            return False
    with tempfile.TemporaryDirectory() as folder:
        paths = {path.name: path for path in write_sample(Path(folder))}
        for user, procedure, names, handed_in in _DOSSIERS:
            number = _send(desk, subjects[user], procedure, [paths[name] for name in names])
            if handed_in:
                with transaction(desk.engine) as connection:
                    handing_in.submit(connection, number, act=_act(desk, subjects[user]))
                    reckon(connection, number, act=_act(desk, subjects[user]))
    return True


def _send(desk: Desk, subject: UUID, procedure: str, paths: list[Path]) -> UUID:
    act = _act(desk, subject)
    with transaction(desk.engine) as connection:
        number = dossiers.create(connection, subject, procedure, act=act).id
    for path in paths:
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        offer = Offer(number, path.stat().st_size, path.name, media_type=media_type)
        upload = desk.begin(subject, offer, act=act)
        with path.open("rb") as file:
            desk.take_over(upload, file)
        desk.finish(upload, act=act)
    return number


def _act(desk: Desk, subject: UUID) -> Act:
    return Act(desk.clock(), "command", str(subject))

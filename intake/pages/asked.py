"""What a reviewer asks of an applicant as a supplement, and until when, for the applicant's own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from intake.receiving.desk import Desk
from storage.database.engine import reading
from storage.records import supplements
from storage.records.dossiers import Dossier
from storage.states import DossierState


@dataclass(frozen=True, slots=True)
class Asked:
    """`words` is what is asked, `longer` why there is more time, each in the language of its writer."""

    words: str
    longer: tuple[str, ...]
    until: date


def asked_of(desk: Desk, dossier: Dossier) -> Asked | None:
    """The request that is open; None without one."""
    if dossier.state is not DossierState.SUPPLEMENT_ASKED:
        return None
    with reading(desk.engine) as connection:
        last = supplements.of_dossier(connection, dossier.id)[-1]
    first, *more = (desk.sealer.open(one.words) for one in last.rows)
    return Asked(first, tuple(more), last.until)

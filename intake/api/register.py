"""What the register tells: CloudEvents by the NL GOV profile, each taken once (docs/retention.md)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, cast
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import Field

from intake.api.answers import problems
from intake.api.shapes import Shape
from intake.api.who import Visitor, desk_of
from intake.errors import BadRequest, Conflict
from intake.receiving.desk import Desk
from retention import clock, incoming
from retention.errors import Contradicted, RetentionError
from retention.facts import EventType
from retention.incoming import event_type
from retention.standings import Waits
from storage.database.engine import transaction

router = APIRouter(tags=["retention"])
TheDesk = Annotated[Desk, Depends(desk_of)]

_SHORT = Field(min_length=1, max_length=120)


class RegisterDataIn(Shape):
    """What happened, on which legal date. Ids are opaque: never a BSN, a BIG number or a name."""

    on: date
    dossier: UUID | None = None
    registration: UUID | None = None
    subject: UUID | None = None
    document: UUID | None = None
    kind: Annotated[str, Field(min_length=1, max_length=30)] | None = None
    corrects: Annotated[str, _SHORT] | None = None
    concerns: Annotated[str, _SHORT] | None = None
    reason: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    review_on: date | None = None
    profession: Annotated[str, Field(min_length=1, max_length=60)] | None = None


class RegisterEventIn(Shape):
    """A CloudEvent. The same `id` of the same `source` counts once."""

    specversion: Literal["1.0"]
    id: Annotated[str, _SHORT]
    source: Annotated[str, _SHORT]
    type: str = Field(json_schema_extra={"enum": [event_type(one) for one in EventType]})
    time: datetime
    data: RegisterDataIn


class RegisterEventOut(Shape):
    """`waitsFor`: it is kept, and counts once what it waits for has come. `changed` documents have another
    answer now."""

    id: UUID
    repeated: bool
    waits_for: Waits | None
    changed: list[UUID]


@router.post(
    "/register-events",
    status_code=201,
    summary="Tell the clock what happened",
    responses=problems(400, 401, 409),
)
def take(event: RegisterEventIn, request: Request, desk: TheDesk) -> RegisterEventOut:
    """Order plays no part. What needs two people cannot be told in one request."""
    who = cast(Visitor, request.state.visitor)
    told: dict[str, Any] = event.model_dump(mode="json", by_alias=True)
    told["data"] = {**told["data"], "by": who.key[:64]}
    try:
        fact, source = incoming.fact_of(told)
        with transaction(desk.engine) as connection:
            done = clock.record(connection, fact, source=source, act=who.act)
    except Contradicted as exc:
        raise Conflict from exc
    except RetentionError as exc:
        raise BadRequest(field=f"body.{exc.params.get('field', 'data.approvedBy')}") from exc
    return RegisterEventOut(
        id=done.id, repeated=done.repeated, waits_for=done.waits_for, changed=list(done.changed)
    )

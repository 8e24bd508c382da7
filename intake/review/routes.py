"""All pages of the review desk. Each form works without JavaScript."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from intake.api.who import refuse_other_sites
from intake.review import deciding, judging, opened, queue

router = APIRouter(include_in_schema=False, dependencies=[Depends(refuse_other_sites)])
for part in (queue, opened, judging, deciding):
    router.include_router(part.router)

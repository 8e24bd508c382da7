"""All pages for applicants. Each form works without JavaScript."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from intake.api.who import refuse_other_sites
from intake.pages import document, dossier, handing_in, start, static

router = APIRouter(include_in_schema=False, dependencies=[Depends(refuse_other_sites)])
for part in (start.router, dossier.router, document.router, handing_in.router, static.router):
    router.include_router(part)

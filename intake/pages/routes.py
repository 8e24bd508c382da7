"""All pages for applicants. Each form works without JavaScript."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from intake.api.who import refuse_other_sites
from intake.pages import document, dossier, handing_in, parts, pictures, receipt, remarks, start, static

router = APIRouter(include_in_schema=False, dependencies=[Depends(refuse_other_sites)])
_PARTS = (start, dossier, document, parts, remarks, handing_in, receipt, pictures, static)
for part in _PARTS:
    router.include_router(part.router)

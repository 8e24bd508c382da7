"""Applicants who do not give up: they send again what was not answered, until it was accepted."""

from __future__ import annotations

import base64
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2

from tests.faults.papers import Paper
from tests.faults.plans import DossierPlan, Sending

_TUS = {"Tus-Resumable": "1.0.0"}
_PART = {**_TUS, "Content-Type": "application/offset+octet-stream"}
_PARTS = 3
_ANSWER_SECONDS = 15.0  # then the applicant takes the connection for broken; a stop lasts longer
_PATIENCE = 400.0  # seconds for one thing in all
_AGAIN = 1.0  # seconds before the next try
_BUSY = (503, 507)
_ONCE_MORE = (408, 409, 423)  # of an upload: where it is now tells what to do


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the answer told to be safe."""

    document: str
    dossier: str
    sending: Sending
    replaced: bool  # by another, or removed


@dataclass
class Told:
    """What all applicants saw; safe for threads."""

    accepted: list[Accepted] = field(default_factory=list)
    submitted: list[str] = field(default_factory=list)  # dossiers
    wrong: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)
    over: threading.Event = field(default_factory=threading.Event)  # nobody waits for anything any more

    def note(self, kind: str) -> None:
        with self.lock:
            self.answers[kind] += 1

    def complain(self, text: str) -> None:
        with self.lock:
            self.wrong.append(text)


class GaveUp(Exception):
    """What was asked was not answered in all the time an applicant has."""


@dataclass
class Applicant:
    """One person at one front desk."""

    address: str
    told: Told
    client: httpx2.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx2.Client(base_url=self.address, timeout=_ANSWER_SECONDS)

    def carry_out(self, plan: DossierPlan, begin: Callable[[], None]) -> None:
        """Do all of a plan; `begin` is called before each document. What cannot be done is a complaint."""
        try:
            self._carry_out(plan, begin)
        except GaveUp as exc:
            self.told.complain(f"{plan.user}: {exc}")
        finally:
            self.client.close()

    def _carry_out(self, plan: DossierPlan, begin: Callable[[], None]) -> None:
        signed = self._ask("POST", "/v1/sessions", json={"user": plan.user})
        self.client.cookies.clear()
        self.client.headers["Authorization"] = f"Bearer {signed.json()['token']}"
        dossier = self._ask("POST", "/v1/dossiers", json={"procedure": "periodic-registration"}).json()["id"]
        documents: list[str] = []
        for place, sending in enumerate(plan.sendings):
            begin()
            replaces = None if sending.replaces is None else documents[sending.replaces]
            by = self._by_form if sending.by_form else self._by_tus
            documents.append(by(dossier, sending.paper, replaces))
            with self.told.lock:
                self.told.accepted.append(Accepted(documents[-1], dossier, sending, place in plan.leaves))
            if sending.removed:
                self._ask("DELETE", f"/v1/documents/{documents[-1]}")
        if plan.submitted:
            self._ask("POST", f"/v1/dossiers/{dossier}/submission")
            with self.told.lock:
                self.told.submitted.append(dossier)

    def _by_form(self, dossier: str, paper: Paper, _: str | None) -> str:
        """Sent again where nothing was answered: the same file twice is told, and one document."""
        fields = {} if paper.kind is None else {"kind": paper.kind}
        answer = self._ask(
            "POST",
            f"/v1/dossiers/{dossier}/documents",
            files={"file": (paper.name, paper.data)},
            data=fields,
        )
        return self._document(answer)

    def _by_tus(self, dossier: str, paper: Paper, replaces: str | None) -> str:
        told = {"dossier": dossier, "filename": paper.name}
        told |= {} if paper.kind is None else {"kind": paper.kind}
        told |= {} if replaces is None else {"replaces": replaces}
        pairs = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())
        headers = {**_TUS, "Upload-Length": str(len(paper.data)), "Upload-Metadata": pairs}
        place = self._ask("POST", "/v1/uploads", headers=headers).headers["location"]
        size, until = -(-len(paper.data) // _PARTS), time.monotonic() + _PATIENCE
        while time.monotonic() < until and not self.told.over.is_set():
            where = self._ask("HEAD", place, headers=_TUS)
            if "document-id" in where.headers:
                return self._document(where)
            offset = int(where.headers["upload-offset"])
            answer = self._try("PATCH", place, content=paper.data[offset : offset + size],
                               headers={**_PART, "Upload-Offset": str(offset)})  # fmt: skip
            if answer is not None and "document-id" in answer.headers:
                return self._document(answer)
        raise GaveUp(f"an upload of {paper.make} was not accepted")

    def _document(self, answer: httpx2.Response) -> str:
        if "document-duplicate" in answer.headers:
            self.told.note("told as sent before")
        return str(answer.headers["document-id"])

    def _ask(self, method: str, place: str, **more: Any) -> httpx2.Response:
        """Until it is answered with a success."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and not self.told.over.is_set():
            answer = self._try(method, place, **more)
            if answer is not None:
                return answer
        raise GaveUp(f"{method} {_kind_of(place)} was not answered well in {_PATIENCE:.0f} s")

    def _try(self, method: str, place: str, **more: Any) -> httpx2.Response | None:
        """The answer of success, or None after a pause where another try makes sense. What is neither is a
        complaint: the parts that are away must be told as such."""
        try:
            answer = self.client.request(method, place, **more)
        except httpx2.TransportError as exc:
            self.told.note(f"no answer ({type(exc).__name__})")
        else:
            if answer.is_success:
                return answer
            self.told.note(f"answered {answer.status_code}")
            if answer.status_code not in (*_BUSY, *_ONCE_MORE):
                said = answer.json().get("type", "") if answer.content else ""
                self.told.complain(f"{method} {_kind_of(place)} was answered {answer.status_code} {said}")
        time.sleep(_AGAIN)
        return None


def _kind_of(place: str) -> str:
    """An address without ids."""
    return "/".join("*" if "-" in part else part for part in place.split("/"))

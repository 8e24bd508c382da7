"""Streams of changes: how many there may be, and how each ends: with the session, or after some minutes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import cast
from uuid import UUID

import anyio
from anyio.to_thread import run_sync
from sse_starlette.sse import EventSourceResponse
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from intake.api.shapes import BundleOut
from intake.errors import TooBusy, TooMuch
from intake.settings import DeskSettings

LOOK_SECONDS = 1.0  # how often the records are looked at for a listener
LISTEN_SECONDS = 600.0  # then the listener connects again
_PING_SECONDS = 15


class Listeners:
    """The open streams of this process, by person. Used from the event loop only."""

    def __init__(self) -> None:
        self._open: Counter[UUID] = Counter()

    @contextmanager
    def one_more(self, person: UUID, settings: DeskSettings) -> Iterator[None]:
        """A place for one stream. TooMuch where the person has all of theirs, TooBusy where none is left."""
        if self._open[person] >= settings.max_person_streams:
            raise TooMuch("too-many-streams", limit=settings.max_person_streams)
        if self._open.total() >= settings.max_streams:
            raise TooBusy
        self._open[person] += 1
        try:
            yield
        finally:
            self._open[person] -= 1
            self._open += Counter()  # forgets who has none


def listeners_of(request: Request) -> Listeners:
    """The listeners of this application."""
    return cast(Listeners, request.app.state.listeners)


class Stream(EventSourceResponse):
    """Server-sent events that hold a place until they end, however they do."""

    def __init__(self, events: AsyncIterator[Mapping[str, str]], leave: Callable[[], None]) -> None:
        super().__init__(events, ping=_PING_SECONDS, sep="\n")
        self._leave = leave

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._leave()


async def changes(look: Callable[[], BundleOut | None]) -> AsyncIterator[Mapping[str, str]]:
    """The bundle at first and after every change; `look` gives None once the session is over, which is
    told."""
    last = ""
    with anyio.move_on_after(LISTEN_SECONDS):
        while (found := await run_sync(look)) is not None:
            now = json.dumps(found.model_dump(mode="json", by_alias=True), ensure_ascii=False)
            if now != last:
                last = now
                yield {"event": "bundle", "data": now}
            await anyio.sleep(LOOK_SECONDS)
        yield {"event": "signed-out", "data": "{}"}

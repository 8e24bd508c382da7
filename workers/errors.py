"""What can go wrong with a task.

WorkError
├── LineTaken      another process works on the queue already
├── AlreadyRuns    another supervisor runs on the same data folder
├── PortTaken      another program listens where the web application should
├── BadSetting     a setting of another room makes no sense
└── TaskFailed     it failed; `code` says why: `task.memory`, `task.time-limit`, `task.lost`, `task.error`,
                   or the code of a StorageError
"""

from __future__ import annotations


class WorkError(Exception):
    """Base of the errors of this room."""


class LineTaken(WorkError):
    """Its message is the name of the queue."""


class AlreadyRuns(WorkError):
    """Its message is the folder."""


class PortTaken(WorkError):
    """Its message is the port."""


class BadSetting(WorkError):
    """Its message is the setting's name."""


class TaskFailed(WorkError):
    """Its message is the code and nothing else: it goes to logs and to the broker."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

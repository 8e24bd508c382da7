"""The Celery application, made from the settings; nothing happens at import.

A task is acknowledged when it is over. What fails, runs too long or loses its process goes back to the broker
or to the dead letters, never away (libraries, Celery on RabbitMQ).
"""

from __future__ import annotations

import logging
import traceback
from typing import Any

from celery import Celery, Task
from celery.exceptions import Ignore, Reject

from storage.errors import StorageError
from workers.brokers import WORK, Broker
from workers.errors import TaskFailed
from workers.lines import Line
from workers.queue_settings import QueueSettings

log = logging.getLogger(__name__)

_FRAMES = 5


class CarefulTask(Task):  # type: ignore[misc]
    """A task whose errors are ordinary and hold no text: only a code goes to logs and broker.

    A MemoryError would end the whole worker, again on each redelivery. An error of a library may quote what
    it read in its message: the log gets its class and place.
    """

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return self.run(*args, **kwargs)
        except (Reject, Ignore, TaskFailed):
            raise
        except BaseException as exc:
            if not isinstance(exc, Exception):  # the end of the process
                raise
            raise told(exc) from None


def told(exc: Exception) -> TaskFailed:
    """An error as its code, after its class and place were logged."""
    if isinstance(exc, TaskFailed):
        return exc
    log.error("%s at %s", type(exc).__qualname__, _place(exc))
    if isinstance(exc, MemoryError):
        return TaskFailed("task.memory")
    return TaskFailed(exc.code if isinstance(exc, StorageError) else "task.error")


def _place(exc: Exception) -> str:
    frames = traceback.extract_tb(exc.__traceback__)[-_FRAMES:]
    return " < ".join(f"{one.filename.rpartition('/')[2]}:{one.lineno}" for one in reversed(frames))


def make_app(settings: QueueSettings, broker: Broker) -> Celery:
    """An application without tasks; `tasks.add_tasks` adds them."""
    app = Celery("bewijsloket", task_cls=CarefulTask, set_as_current=False)
    app.conf.update(
        broker_url=broker.url,
        broker_transport_options=dict(broker.options),
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_heartbeat=20,
        task_queues=broker.queues(),
        task_default_queue=Line.HOUSEKEEPING.value,
        task_default_exchange=WORK.name,
        task_default_routing_key=Line.HOUSEKEEPING.value,
        task_create_missing_queues=False,
        task_serializer="json",
        result_serializer="json",
        accept_content=["json"],
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_acks_on_failure=False,
        task_acks_on_timeout=False,
        # No soft limit: an exception in the middle of reading would pass for a step that could not be run.
        task_time_limit=settings.task_seconds,
        worker_prefetch_multiplier=1,
        worker_pool="prefork",
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        worker_hijack_root_logger=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        timezone="UTC",
    )
    return app

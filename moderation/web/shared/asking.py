"""Questions that are given up when their answer takes too long."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from threading import BoundedSemaphore, Thread
from typing import Any, Generic, TypeVar

from django.db import connections

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
# Under the two seconds that a probe may take.
SECONDS = 1.5
# As many may hang at once. A further question gets no answer.
AT_ONCE = 4


class Question(Generic[Answer]):
    """A question asked in a thread and on a connection of its own."""

    def __init__(self, ask: Callable[[], Answer]) -> None:
        self.ask = ask
        self.free = BoundedSemaphore(AT_ONCE)

    def put(self) -> "Future[Answer]":
        answer: Future[Answer] = Future()
        # A thread that hangs must not keep the process from ending.
        Thread(target=self.settle, args=(answer,), daemon=True).start()
        return answer

    def settle(self, answer: "Future[Answer]") -> None:
        if not self.free.acquire(timeout=SECONDS):
            answer.set_exception(TimeoutError("too many already wait for an answer"))
            return
        try:
            answer.set_result(self.ask())
        except Exception as error:
            answer.set_exception(error)
        finally:
            connections.close_all()
            self.free.release()


def answers_in_time(*questions: Question[Any]) -> list[Any]:
    """Return the answers to all questions.

    An answer is None when it failed or took too long.
    """
    until = time.monotonic() + SECONDS
    answers = [question.put() for question in questions]
    return [known(answer, max(until - time.monotonic(), 0)) for answer in answers]


def known(answer: "Future[Answer]", seconds: float) -> Answer | None:
    try:
        return answer.result(seconds)
    except Exception as error:
        log.warning("A probe had no answer (%s: %s).", type(error).__name__, error)
        return None

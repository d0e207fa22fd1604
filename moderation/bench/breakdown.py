"""Measure the time that each part of the pipeline takes for a message.

It runs in this process and without RQ, and shows where to look before making anything faster.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from time import perf_counter
from typing import Any
from unittest.mock import patch

from moderation.assessments import draft, finish, pipeline
from moderation.policy import judge
from moderation.policy.guidelines import RuleSet

# The functions that each part consists of, by whoever calls them; what another part does within one is not its own.
PARTS: dict[str, tuple[tuple[Any, str], ...]] = {
    "lease": ((pipeline, "lease"),),
    "load": ((pipeline, "load_batch"),),
    "language": ((judge, "identify_language"),),
    "sentiment": ((judge, "scored"),),
    "checks": ((RuleSet, "findings_of"),),
    "rest of judge": ((pipeline, "judge_rows"),),
    "assessments": ((finish, "store_assessments"),),
    "known": ((finish, "hold_marks"), (finish, "known_of_batch")),
    "plan": ((finish, "plan_batch"),),
    "clocks": ((draft, "promise_for"), (draft, "settle_case")),
    "store": ((finish, "store_plan"),),
    "marks": ((finish, "mark_stale"),),
    "rest of finish": ((pipeline, "finish_batch"),),
}
# What happens in the transaction that ends a batch.
FINISHING = ("assessments", "known", "plan", "clocks", "store", "marks", "rest of finish")


class Watch:
    """Seconds by part, each without the parts within it."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(PARTS, 0.0)
        self.running: list[str] = []
        self.since = 0.0

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def run(*arguments: Any, **named: Any) -> Any:
            self.turn()
            self.running.append(part)
            try:
                return function(*arguments, **named)
            finally:
                self.turn()
                self.running.pop()

        return run

    def turn(self) -> None:
        """Add the time since the last turn to the part that runs."""
        now = perf_counter()
        if self.running:
            self.spent[self.running[-1]] += now - self.since
        self.since = now


@contextmanager
def watched() -> Iterator[Watch]:
    """Time the parts of whatever the pipeline does meanwhile."""
    watch = Watch()
    with ExitStack() as stack:
        for part, functions in PARTS.items():
            for owner, name in functions:
                stack.enter_context(patch.object(owner, name, watch.timed(part, getattr(owner, name))))
        yield watch


def microseconds() -> dict[str, float]:
    """Assess all that is due, and return the time of each part for a message."""
    with watched() as watch:
        messages = pipeline.drain()
    return {part: 1e6 * seconds / messages for part, seconds in watch.spent.items()}

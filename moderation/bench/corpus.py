"""Texts to measure with, from the stub feed or a file."""

import json
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from django.utils import timezone

from community.connectors.stub import PLANS, Stub
from community.records import RawMessage

# Not the demo's seeds: a bench must not be tuned on the texts that everybody looks at.
FIRST_SEED = 1_000


def records(amount: int, first_seed: int = FIRST_SEED) -> list[RawMessage]:
    """Return messages with their parents, no text twice.

    No other seed has their ids.
    """
    return list(islice(all_records(first_seed), amount))


def all_records(first_seed: int = FIRST_SEED) -> Iterator[RawMessage]:
    """Yield such messages without an end."""
    seen = set()
    for record in _told(first_seed):
        if record.text and record.text not in seen:
            seen.add(record.text)
            yield record


def texts(amount: int) -> list[str]:
    return [record.text for record in records(amount)]


def texts_of(path: Path) -> list[str]:
    """Return the distinct texts of a file of JSON objects, one a line, each with a "text"."""
    with path.open(encoding="utf-8") as lines:
        return list(dict.fromkeys(json.loads(line)["text"] for line in lines))


def _told(first_seed: int) -> Iterator[RawMessage]:
    now = timezone.now()
    for seed in count(first_seed):
        for name, plan in PLANS.items():
            for record in Stub(plan, seed).history(now):
                yield record._replace(
                    # The people of two plans have the same ids.
                    author_id=f"{seed}-{name}-{record.author_id}" if record.author_id else "",
                    external_id=f"{seed}-{record.external_id}",
                    parent_external_id=f"{seed}-{record.parent_external_id}" if record.parent_external_id else "",
                    thread_external_id=f"{seed}-{record.thread_external_id}" if record.thread_external_id else "",
                )

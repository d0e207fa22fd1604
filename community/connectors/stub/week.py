"""Print one week of Tarnfell as JSON lines.

Use `python -m community.connectors.stub.week > fixtures/week.jsonl`.
"""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from community.connectors.stub import PLANS, Stub
from community.records import RawMessage

SEED = 7
A_DAY = 480
FIELDS = (
    "external_id",
    "channel",
    "kind",
    "author_id",
    "author_name",
    "from_staff",
    "posted_at",
    "parent_external_id",
    "thread_external_id",
    "reactions",
    "reports",
    "views",
    "url",
    "language",
    "tags",
    "title",
    "text",
)


def week_lines() -> Iterator[str]:
    plan = PLANS["tarnfell"]
    # A fixed end keeps the file the same whenever it is made.
    end = datetime(2026, 11, 16, tzinfo=ZoneInfo(plan.time_zone))
    for message in Stub(plan, SEED).history(end, days=7, a_day=A_DAY):
        yield json.dumps(record_of(message), ensure_ascii=False) + "\n"


def record_of(message: RawMessage) -> dict[str, object]:
    """Return the fields of a record that are not empty."""
    told = {field: getattr(message, field) for field in FIELDS}
    told["posted_at"] = message.posted_at.isoformat() if message.posted_at else ""
    return {field: value for field, value in told.items() if value}


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.writelines(week_lines())

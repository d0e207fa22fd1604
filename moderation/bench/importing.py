"""Stage "import", where files go through the import command, new and again."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from io import StringIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management import call_command

from community.connectors.stub import PLANS
from community.models import Message
from community.records import RawMessage
from moderation.bench import communities, corpus, pace
from moderation.bench.figures import Figure, Report
from moderation.bench.sizes import Sizes
from moderation.models import PendingAssessment

SAID = (
    *("external_id", "kind", "author_id", "author_name", "from_staff", "posted_at", "text", "title"),
    *("parent_external_id", "thread_external_id", "reactions", "reports", "views", "url", "language"),
)


class WrongCount(Exception):
    """The import did not do what it was timed for."""


def measure(sizes: Sizes) -> Report:
    pace.warm()
    community = communities.make(next(iter(PLANS.values())))
    told = iter(corpus.records(sizes.rows * sizes.rounds))
    new, again = pace.Pace(), pace.Pace()
    with TemporaryDirectory(dir=settings.VAR) as folder:
        for number in range(sizes.rounds):
            records = list(islice(told, sizes.rows))
            path = written(records, Path(folder) / f"{number}.jsonl")
            texts = [record.text for record in records[: sizes.corpus]]
            new.measure(texts, partial(timed, path, community.slug, "created", sizes.rows))
            again.measure(texts, partial(timed, path, community.slug, "unchanged", sizes.rows))
    figures = [
        Figure("new rows", new.a_second, "rows/s", must=4_000, aim=10_000),
        Figure("new rows beside REF", new.times_ref, "x REF"),
        Figure("unchanged rows", again.a_second, "rows/s", must=10_000),
        Figure("unchanged rows beside REF", again.times_ref, "x REF"),
    ]
    return Report(figures, new.ref_a_second, stored(sizes.rows * sizes.rounds))


def written(records: Sequence[RawMessage], path: Path) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps({name: in_json(getattr(record, name)) for name in SAID}, ensure_ascii=False) + "\n")
    return path


def in_json(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def timed(path: Path, community: str, outcome: str, rows: int) -> float:
    """Return rows a second.

    Raises WrongCount unless every row ends as `outcome`.
    """
    out = StringIO()
    words = [str(path), "--community", community, "--channel", "trail-talk", "--json"]
    taken = pace.rate(rows, lambda: call_command("import_messages", *words, stdout=out))
    said = json.loads(out.getvalue())
    if said[outcome] != rows:
        raise WrongCount(f"{rows} rows should have been {outcome}: {said}")
    return taken


def stored(rows: int) -> dict[str, Any]:
    """Count the stored messages and their links.

    Raises WrongCount unless each has its pending row.
    """
    pending, linked = PendingAssessment.objects.count(), Message.objects.exclude(parent=None).count()
    if pending != rows:
        raise WrongCount(f"{rows} rows left {pending} pending ones.")
    return {
        "rows": rows,
        "linked_to_a_parent": linked,
        "waiting_for_one": Message.objects.exclude(waiting_for="").count(),
    }

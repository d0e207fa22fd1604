"""A SQLite file itself holds nothing of an erased person, in its free pages and its log either."""

from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from community.models import Channel
from moderation.members import erasing
from moderation.members.actions import begin_erasing
from moderation.models import User
from tests.members.traces import is_trace, leave_traces

pytestmark = pytest.mark.django_db(transaction=True)


def files() -> list[Path]:
    name = Path(connection.settings_dict["NAME"])
    return [name, name.with_name(f"{name.name}-wal")]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL cleans its own files, see docs/privacy.md")
def test_the_file_holds_no_trace(reviews: Channel, ada: User) -> None:
    kestrel = leave_traces(reviews, ada)
    assert any(is_trace(file.read_bytes()) for file in files())
    (erasure,) = begin_erasing(reviews.community, kestrel, ada, timezone.now())
    assert erasing.go_on(erasure)
    assert [file.name for file in files() if file.exists() and is_trace(file.read_bytes())] == []

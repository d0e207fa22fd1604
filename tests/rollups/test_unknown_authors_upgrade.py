"""An upgrade has each counted day counted once more, as unknown authors are active members from then on."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from community.models import Community
from moderation.models import DayRollup, StaleDay
from moderation.rollups import refresh
from moderation.rollups.packing import unpack_keys
from tests.builders import MONDAY, make_channel, make_message

# The migration before it.
BEFORE = ("moderation", "0022_tokens")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def old() -> Iterator[Any]:
    """The tables as they were."""
    call_command("migrate", *BEFORE, verbosity=0)
    loader = MigrationExecutor(connection).loader
    yield loader.project_state([BEFORE, *loader.graph.leaf_nodes("community")]).apps
    call_command("migrate", verbosity=0)


def test_a_day_that_was_counted_without_its_guests_is_counted_with_them(old: Any) -> None:
    reviews = make_channel(Community.objects.create(slug="tarnfell", name="Tarnfell", time_zone="Europe/London"))
    guest = make_message(channel=reviews, author=None, guest_name="Anonymous")
    counted = {"community_id": reviews.community_id, "channel_id": reviews.pk, "date": MONDAY, "member_messages": 1}
    old.get_model("moderation", "DayRollup").objects.create(**counted, members=b"")
    call_command("migrate", verbosity=0)
    assert (reviews.pk, MONDAY, "Europe/London") in StaleDay.objects.values_list("channel", "date", "zone")
    refresh.bring_up_to_date(reviews.community)
    assert list(unpack_keys(DayRollup.objects.get().members)) == [-guest.pk]

"""An upgrade has each counted day counted once more, as unknown authors are active members from then on."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command

from moderation.models import DayRollup, StaleDay
from moderation.rollups import refresh
from moderation.rollups.packing import unpack_keys
from tests.builders import MONDAY, make_channel, make_community, make_message, make_rollup

# The migration before it.
BEFORE = "0022"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def old() -> Iterator[None]:
    call_command("migrate", "moderation", BEFORE, verbosity=0)
    yield
    call_command("migrate", verbosity=0)


def test_a_day_that_was_counted_without_its_guests_is_counted_with_them(old: None) -> None:
    reviews = make_channel(make_community(time_zone="Europe/London"))
    guest = make_message(channel=reviews, author=None, guest_name="Anonymous")
    make_rollup(reviews, MONDAY, member_messages=1)
    call_command("migrate", verbosity=0)
    assert list(StaleDay.objects.values_list("channel", "date", "zone")) == [(reviews.pk, MONDAY, "Europe/London")]
    refresh.bring_up_to_date(reviews.community)
    assert list(unpack_keys(DayRollup.objects.get().members)) == [-guest.pk]

"""Sweeps that count while others write: at the end every change is counted, and no mark is left."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections, transaction
from django.utils import timezone

from moderation.models import DayRollup, StaleDay
from moderation.rollups import refresh
from moderation.rollups.stale import mark_stale
from tests.builders import NOON, make_channel, make_community, make_message
from tests.patience import PATIENCE


@pytest.mark.django_db(transaction=True)
def test_sweeps_at_once_count_what_many_writers_change_at_once() -> None:
    channel = make_channel(make_community())
    start = Barrier(4)

    def act(work: Callable[[], object]) -> None:
        start.wait(timeout=PATIENCE)
        try:
            for _ in range(8):
                work()
        finally:
            connections.close_all()

    def write() -> None:
        # On SQLite a message and its mark would otherwise not be one change.
        with transaction.atomic():
            make_message(channel=channel, author=None)
            mark_stale([(channel.pk, NOON)])

    def sweep() -> None:
        refresh.roll_up(timezone.now())

    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(act, each) for each in (write, write, sweep, sweep)]:
            done.result(timeout=PATIENCE)
    refresh.bring_up_to_date(channel.community)
    assert DayRollup.objects.get(channel=channel, date=NOON.date()).member_messages == 16
    assert not StaleDay.objects.exists()

"""What was there before there were counts is counted by the next sweeps."""

import ast
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from community.models import Channel
from moderation.cases import actions
from moderation.models import DayRollup, StaleDay, User
from moderation.rollups import refresh
from moderation.rollups.days import date_of
from tests.builders import NOON, make_case, make_message, make_rollup
from tests.rollups import plainly

pytestmark = pytest.mark.django_db
COUNT_WHAT_IS_THERE = "moderation.migrations.0008_count_what_is_there"


def test_an_upgrade_marks_every_day(reviews: Channel, ana: User) -> None:
    make_message(posted_at=NOON - timedelta(days=400))
    case = make_case(opened_at=NOON - timedelta(days=3))
    actions.decide(case, ana, NOON, action="keep", guideline=None, reason="So.", revision=1)
    StaleDay.objects.all().delete()
    import_module(COUNT_WHAT_IS_THERE).mark(apps, None)
    refresh.bring_up_to_date(reviews.community)
    assert len(plainly.rollups(reviews.community)) == 3
    assert plainly.rollups(reviews.community) == plainly.counted(reviews.community)


def test_the_days_of_an_upgrade_are_those_that_are_counted() -> None:
    days = import_module(COUNT_WHAT_IS_THERE)
    for zone in ("UTC", "Europe/London", "America/Asuncion", "America/St_Johns", "Pacific/Apia"):
        for hours in range(0, 24 * 365, 7):
            at = NOON + timedelta(hours=hours)
            assert days.date_of(at, zone) == date_of(at, zone)


def test_the_upgrade_stands_on_nothing_that_may_change() -> None:
    source = ast.parse(Path(str(import_module(COUNT_WHAT_IS_THERE).__file__)).read_text())
    names = [node.module for node in ast.walk(source) if isinstance(node, ast.ImportFrom)]
    assert not [name for name in names if name and name.split(".")[0] in ("community", "moderation")]


def test_an_upgrade_has_what_was_counted_in_other_buckets_counted_again(reviews: Channel) -> None:
    make_message()
    make_rollup(reviews, NOON.date(), posts=7)
    import_module("moderation.migrations.0010_marks_name_their_zone").mark_what_is_counted(apps, None)
    assert [(each.channel, each.date) for each in StaleDay.objects.all()] == [(reviews, NOON.date())]
    refresh.bring_up_to_date(reviews.community)
    assert DayRollup.objects.get().posts == 1

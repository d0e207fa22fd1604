"""What was there before there were counts is counted by the next sweeps."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from community.models import Channel
from moderation import casework
from moderation.metrics import rolling
from moderation.models import StaleDay, User
from tests.builders import NOON, make_case, make_message
from tests.metrics import plainly

pytestmark = pytest.mark.django_db


def test_an_upgrade_marks_every_day(reviews: Channel, ana: User) -> None:
    make_message(posted_at=NOON - timedelta(days=400))
    case = make_case(opened_at=NOON - timedelta(days=3))
    casework.decide(case, ana, NOON, action="keep", guideline=None, reason="So.", revision=1)
    StaleDay.objects.all().delete()
    import_module("moderation.migrations.0008_count_what_is_there").mark(apps, None)
    rolling.bring_up_to_date(reviews.community)
    assert len(plainly.rollups(reviews.community)) == 3
    assert plainly.rollups(reviews.community) == plainly.counted(reviews.community)

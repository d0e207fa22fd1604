"""The rollups command: what is marked now, or everything from nothing."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from community.models import Channel
from moderation.models import DayRollup, StaleDay
from moderation.rollups.stale import mark_stale
from tests.builders import NOON, make_message

pytestmark = pytest.mark.django_db


def rollups(*words: str) -> str:
    out = StringIO()
    call_command("rollups", "--community=tarnfell", *words, stdout=out)
    return out.getvalue()


def test_what_is_marked_is_counted(reviews: Channel) -> None:
    make_message()
    assert rollups().startswith("0 days of channels of Tarnfell Outdoor counted in ")
    mark_stale([(reviews.pk, NOON)])
    assert rollups().startswith("1 days")
    assert DayRollup.objects.get().member_messages == 1
    assert not StaleDay.objects.exists()


def test_a_rebuild_needs_no_mark_and_forgets_what_is_not_there(reviews: Channel) -> None:
    make_message()
    DayRollup.objects.create(community=reviews.community, channel=reviews, date="2020-01-01", posts=5)
    rollups("--rebuild")
    assert [(row.date, row.posts) for row in DayRollup.objects.all()] == [(NOON.date(), 1)]


def test_an_unknown_community_ends_with_a_sentence(reviews: Channel) -> None:
    with pytest.raises(CommandError, match="There is no community nowhere; there is tarnfell") as refused:
        call_command("rollups", "--community=nowhere")
    assert refused.value.returncode == 2

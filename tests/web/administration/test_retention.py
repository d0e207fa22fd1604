"""Admins set how long texts are kept, and see what would go today."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Channel, Community, Message
from moderation.models import Change, Desk, User
from moderation.work import sweep
from tests.builders import make_message
from tests.web.administration.browsing import at, fill, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(reviews: Channel) -> Message:
    return make_message("Old.", channel=reviews, posted_at=timezone.now() - timedelta(days=400))


def test_what_would_go_today_is_counted_by_months(desk: Client, old: Message) -> None:
    shown = text(desk.get(at("settings-retention")))
    assert 'Messages without a case</th><td class="num">1</td><td class="num">1</td><td class="num">0</td>' in shown


def test_months_are_saved_on_the_record_and_the_sweep_keeps_to_them(
    desk: Client, tarnfell: Community, ada: User, old: Message
) -> None:
    fill(desk, at("settings-retention"), keep_messages="12")
    assert Desk.objects.get(community=tarnfell).keep_messages == 12
    assert "after 12 months" in text(desk.get(at("settings-record")))
    assert Change.objects.get(subject="retention").actor == ada
    assert sweep.retain(timezone.now()) == 1
    assert Message.objects.get().text == ""
    assert "Messages emptied" in text(desk.get(at("settings-record")))


def test_an_empty_field_keeps_everything(desk: Client, tarnfell: Community, old: Message) -> None:
    Desk.objects.update(keep_messages=12)
    fill(desk, at("settings-retention"), keep_messages="")
    assert Desk.objects.get(community=tarnfell).keep_messages is None
    assert sweep.retain(timezone.now()) == 0


@pytest.mark.parametrize("months", ["0", "-1", "1201", "soon"])
def test_what_is_no_number_of_months_is_refused(desk: Client, tarnfell: Community, months: str) -> None:
    seen = desk.get(at("settings-retention")).context["seen"]
    answer = desk.post(at("settings-retention"), {"keep_messages": months, "seen": seen})
    assert answer.status_code == 422
    assert Desk.objects.get(community=tarnfell).keep_messages is None

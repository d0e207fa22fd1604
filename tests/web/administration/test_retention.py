"""Admins set how long texts are kept, and see what would go today."""

import re
from datetime import timedelta
from typing import Any

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
    numbers = "".join(f'<td class="num">{count}</td>' for count in (1, 1, 1, 1, 0, 0))
    assert f"Messages without a case</th>{numbers}" in shown


def test_months_are_saved_on_the_record_and_the_sweep_keeps_to_them(
    desk: Client, tarnfell: Community, ada: User, old: Message
) -> None:
    assert agree(desk, keep_messages="12").status_code == 303
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


def agree(desk: Client, **months: str) -> Any:
    """Save these months, and tick what the page then asks."""
    asked: Any = fill(desk, at("settings-retention"), **months)
    assert asked.status_code == 422
    tick = asked.context["form"]["agreed"].field.widget.key
    return desk.post(at("settings-retention"), months | {"agreed": tick, "seen": asked.context["seen"]})


def test_what_would_go_is_told_before_it_goes(desk: Client, tarnfell: Community, old: Message) -> None:
    """A month that was typed by mistake takes nothing."""
    asked = text(fill(desk, at("settings-retention"), keep_messages="1", keep_cases="6"))
    assert "texts go within seconds, and nobody can bring them back" in asked
    pick = r'<label class="pick"[^>]*><input type="checkbox"[^>]*>Let go now: messages without a case \(1\)'
    assert re.search(pick, asked)
    assert 'value="1"' in asked
    assert "checked" not in asked
    assert Desk.objects.get(community=tarnfell).keep_messages is None
    assert sweep.retain(timezone.now()) == 0
    assert Message.objects.get().text == "Old."


def test_a_tick_is_for_the_months_that_it_was_shown_with(desk: Client, tarnfell: Community, old: Message) -> None:
    asked: Any = fill(desk, at("settings-retention"), keep_messages="12")
    tick = asked.context["form"]["agreed"].field.widget.key
    changed = {"keep_messages": "1", "agreed": tick, "seen": asked.context["seen"]}
    again = desk.post(at("settings-retention"), changed)
    assert again.status_code == 422
    assert "checked" not in text(again)
    assert Desk.objects.get(community=tarnfell).keep_messages is None


@pytest.mark.parametrize(("saved", "typed"), [(None, "24"), (12, "12"), (12, "24"), (12, "")])
def test_where_nothing_more_goes_nothing_is_asked(
    desk: Client, tarnfell: Community, old: Message, saved: int | None, typed: str
) -> None:
    Desk.objects.update(keep_messages=saved)
    assert fill(desk, at("settings-retention"), keep_messages=typed).status_code == 303


@pytest.mark.parametrize("months", ["0", "-1", "1201", "soon"])
def test_what_is_no_number_of_months_is_refused(desk: Client, tarnfell: Community, months: str) -> None:
    seen = desk.get(at("settings-retention")).context["seen"]
    answer = desk.post(at("settings-retention"), {"keep_messages": months, "seen": seen})
    assert answer.status_code == 422
    assert Desk.objects.get(community=tarnfell).keep_messages is None

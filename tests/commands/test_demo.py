"""The demo fills an empty installation once, goes on after an interruption, and never touches a real one."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from community.connectors.stub.connector import messages_due
from community.models import Community, Feed, Message
from moderation import demo
from moderation.models import Membership, PendingAssessment, User
from tests.builders import make_community, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_short_past(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "DAYS", 2)
    # test_demo_lived_in.py has the days in which people worked.
    monkeypatch.setattr(demo, "LIVED_DAYS", {})
    monkeypatch.setattr(demo, "BATCH", 100)


def everything() -> tuple[Any, ...]:
    return tuple(Message.objects.order_by("pk").values_list("external_id", "text", "posted_at", "revision"))


def test_the_demo_has_two_communities_with_every_role(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo")
    assert Community.objects.count() == 2
    assert set(Membership.objects.values_list("role", flat=True)) == set(Membership.Role.values)
    assert "ana@tarnfell.example" in capsys.readouterr().out


def test_its_feed_streams_about_as_fast_as_its_past_and_shows_some_of_everything_at_once() -> None:
    call_command("demo")
    for feed in Feed.objects.all():
        a_day = feed.settings["a_minute"] * 60 * 24
        assert 100 < a_day < 200
        assert feed.read_at
        assert 30 < messages_due(feed, feed.settings["a_minute"], timezone.now()) < 60


def test_its_past_is_nobodys_work() -> None:
    call_command("demo")
    assert PendingAssessment.objects.filter(is_history=False).count() == 0
    assert PendingAssessment.objects.count() == Message.objects.count() > 100


def test_people_sign_in_with_the_password_it_prints() -> None:
    call_command("demo")
    assert User.objects.get(email="ana@tarnfell.example").check_password(demo.PASSWORD)


def test_a_second_start_changes_nothing_and_prints_the_sign_ins_again(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo")
    before = everything()
    capsys.readouterr()
    call_command("demo", if_empty=True)
    assert everything() == before
    assert "ana@tarnfell.example" in capsys.readouterr().out


def test_an_interrupted_loading_goes_on_to_the_same_end() -> None:
    class Interrupted(Exception):
        pass

    def stop_at(_name: str, count: int) -> None:
        if count > 150:
            raise Interrupted

    with pytest.raises(Interrupted):
        demo.load_demo(stop_at)
    assert not Feed.objects.filter(is_on=True).exists()
    demo.load_demo(lambda _name, _count: None)
    interrupted = set(everything())
    assert Feed.objects.filter(is_on=True).count() == 2
    assert len(interrupted) == Message.objects.count()


def test_a_feed_that_an_admin_switched_off_stays_off() -> None:
    call_command("demo")
    Feed.objects.update(is_on=False, read_at="2026-11-16T12:00Z")
    call_command("demo", if_empty=True)
    assert not Feed.objects.filter(is_on=True).exists()


def test_a_real_installation_is_left_alone() -> None:
    make_community("real")
    call_command("demo", if_empty=True)
    with pytest.raises(CommandError, match="needs an empty one"):
        call_command("demo")
    assert not Message.objects.exists()


def test_an_installation_with_an_admin_and_no_community_is_a_real_one() -> None:
    make_user("sam")
    call_command("demo", if_empty=True)
    assert not Community.objects.exists()

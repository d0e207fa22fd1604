"""The demo's last days are lived once, also when that was broken off."""

from typing import Any

import pytest
from django.core.management import call_command

from community.models import Feed, Message
from moderation import demo
from moderation.demo import lived_in
from moderation.models import Case, CaseEvent, Clock
from tests.demo.friday import begin_on_friday


@pytest.fixture
def two_days(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "DAYS", 2)
    monkeypatch.setattr(demo, "LIVED_DAYS", {"tarnfell": 2})
    begin_on_friday(lived_days=2)


def test_a_second_start_adds_nothing(two_days: None) -> None:
    call_command("demo")
    before = left_behind()
    call_command("demo", if_empty=True)
    assert left_behind() == before


def left_behind() -> dict[str, list[Any]]:
    """What people, rules and clocks have left, by what it is."""
    return {
        "messages": list(Message.objects.order_by("pk").values_list("external_id", "revision", "received_at")),
        "cases": list(Case.objects.order_by("pk").values_list("message__external_id", "outcome", "closed_at")),
        "events": list(CaseEvent.objects.order_by("pk").values_list("kind", "at", "why")),
        "clocks": list(Clock.objects.order_by("pk").values_list("kind", "due_by", "kept_at", "ended_at")),
    }


def test_an_interrupted_desk_begins_anew(two_days: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lived_in, "work_a_shift", interrupt)
    with pytest.raises(KeyboardInterrupt):
        call_command("demo")
    assert not Case.objects.exists()
    assert not Feed.objects.filter(community__slug="tarnfell", is_on=True).exists()


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt

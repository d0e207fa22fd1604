"""A query for each row is found out wherever it is made."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from community.models import Message
from moderation.models import User
from moderation.work import sweep
from tests import each_row
from tests.builders import make_channel, make_message

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls(__name__),
    pytest.mark.filterwarnings("ignore:N.1 detected"),
]


def ask_for_each_row(*_: object) -> int:
    return len([message.channel.name for message in Message.objects.all()])


def list_channels(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ask_for_each_row())


urlpatterns = [path("", list_channels)]


@pytest.fixture
def two_messages(tarnfell: object) -> None:
    for slug in ("reviews", "forum"):
        make_message(channel=make_channel(slug=slug))


def found() -> list[str]:
    """What was found, which is no fault of the test that asks."""
    lines = [f"{line.partition(' at ')[0]} in {line.rpartition('/')[2].partition(':')[0]}" for line in each_row.FOUND]
    each_row.FOUND.clear()
    return lines


def test_in_a_request(client: Client, ana: User, two_messages: None) -> None:
    client.force_login(ana)
    client.get("/")
    assert found() == ["N+1 detected on community.Message.channel in test_each_row.py"]


def test_in_a_step_of_the_sweep(two_messages: None, monkeypatch: Any) -> None:
    monkeypatch.setattr(sweep, "steps", lambda _run: {"each": ask_for_each_row})
    sweep.sweep_once(timezone.now())
    assert found() == ["N+1 detected on community.Message.channel in test_each_row.py"]


def test_what_the_test_itself_asks_is_its_own_matter(two_messages: None) -> None:
    ask_for_each_row()
    assert found() == []

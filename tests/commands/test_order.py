"""The order command: every open case once, in the queue's order, with terms that add up."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from community.models import Channel, Community
from moderation.cases import ordered
from moderation.models import Case
from tests.builders import NOON, make_assessment, make_case, make_channel, make_message


def order(*words: str, community: str = "tarnfell") -> str:
    out = StringIO()
    call_command("order", f"--community={community}", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def lines(*words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in order("--json", *words).splitlines()]


@pytest.fixture
def cases(reviews: Channel, monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    monkeypatch.setattr(ordered, "A_QUERY", 3)
    now = timezone.now()
    made = [
        make_case(make_message(posted_at=now), priority=number % 4 * 20, due_by=now + timedelta(hours=number))
        for number in range(8)
    ]
    make_case(make_message(), closed_at=NOON, outcome="closed")
    return made


def test_every_open_case_comes_once_in_the_order_of_the_queue(cases: list[Case], emberloom: Community) -> None:
    make_case(make_message(channel=make_channel(emberloom)))
    found = lines()
    there = Case.objects.filter(pk__in=[case.pk for case in cases]).in_triage_order()
    assert [line["case"] for line in found] == [case.pk for case in there]
    assert [line["rank"] for line in found] == sorted((case.rank for case in cases), reverse=True)


@pytest.mark.parametrize(("number", "said"), [(0, "0 open cases."), (1, "1 open case."), (2, "2 open cases.")])
def test_it_ends_with_how_many_there_are(reviews: Channel, number: int, said: str) -> None:
    err = StringIO()
    for _ in range(number):
        make_case(make_message())
    call_command("order", "--community=tarnfell", stdout=StringIO(), stderr=err)
    assert err.getvalue().strip() == said


def test_the_terms_of_a_first_message_have_what_the_crowd_below_it_adds(reviews: Channel) -> None:
    message = make_message()
    terms = [{"name": "reach", "value": 4, "why": "9"}]
    make_case(message, priority=80, opened_for=["gathering"], assessment=make_assessment(message, terms=terms))
    (line,) = lines()
    assert [(term["name"], term["value"]) for term in line["terms"]] == [("reach", 4), ("many people", 76)]


def test_the_terms_add_up_to_the_place(reviews: Channel) -> None:
    now = timezone.now()
    message = make_message(posted_at=now)
    terms = [{"name": "severity", "value": 60, "why": "Legal threat, high"}, {"name": "reach", "value": 4, "why": "9"}]
    case = make_case(message, priority=64, assessment=make_assessment(message, terms=terms), due_by=now)
    behind = make_case(make_message(posted_at=now), priority=60, behind=case)
    lost = make_case(make_message(posted_at=now), priority=0, reply_lost_at=now)
    top, first, second = lines()
    assert (top["case"], top["order"][1]["name"]) == (lost.pk, "the reply did not arrive")
    assert top["sum"] == sum(term["value"] for term in top["order"]) > first["sum"]
    assert (first["case"], first["severity"], first["channel"]) == (case.pk, "high", "reviews")
    assert sum(term["value"] for term in first["terms"]) == first["priority"] == 64
    assert first["sum"] == 64 + sum(term["value"] for term in first["order"])
    assert (second["case"], second["behind"]) == (behind.pk, case.pk)
    assert second["order"][1]["value"] == -30


def test_a_case_that_could_not_be_checked_has_no_terms(reviews: Channel) -> None:
    make_case(make_message(), assessment=None, is_unchecked=True, priority=100)
    assert [(line["priority"], line["terms"]) for line in lines()] == [(100, [])]


def test_one_channel_alone(cases: list[Case], tarnfell: Community) -> None:
    chat = make_channel(tarnfell, "chat")
    case = make_case(make_message(channel=chat))
    assert [line["case"] for line in lines("--channel=chat")] == [case.pk]


def test_without_json_it_is_a_line_a_case_in_words(reviews: Channel) -> None:
    make_case(make_message(posted_at=timezone.now()))
    assert order().strip().startswith("60  case")
    assert "+60 severity" in order()
    assert "no target" in order()


@pytest.mark.parametrize("words", [{"community": "nowhere"}, {"channel": "nowhere"}])
def test_what_is_not_there_is_refused(reviews: Channel, words: dict[str, str]) -> None:
    channel = [f"--channel={words['channel']}"] if "channel" in words else []
    with pytest.raises(CommandError, match="nowhere"):
        order(*channel, community=words.get("community", "tarnfell"))

"""When a rule that counts people would have fired, counted within bounds and shown on its page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from community.models import Channel, Community
from moderation.escalations import preview
from moderation.escalations.preview import preview_crowds
from moderation.models import EscalationRule, User
from moderation.policy.gatherings import Condition
from tests.builders import (
    NOON,
    make_channel,
    make_community,
    make_escalation_rule,
    make_member,
    make_message,
    make_reply,
)

MINUTE = timedelta(minutes=1)
THREE = Condition(3, 60 * MINUTE)
NOW = NOON + timedelta(hours=2)


def thread(channel: Channel, people: int = 3, text: str = "Our new stove is here.", days_ago: int = 0) -> None:
    at = NOON - timedelta(days=days_ago)
    first = make_message(text, channel=channel, author=make_member(channel.community, "moira"), posted_at=at)
    for number in range(people - 1):
        author = make_member(channel.community, f"p{number}")
        make_reply(first, "Shame.", minutes=number + 1, author=author, received_at=NOW)


def test_it_counts_by_when_people_wrote_and_also_what_was_imported(reviews: Channel) -> None:
    thread(reviews, 3, "The first one")
    thread(reviews, 2, "Too few")
    thread(reviews, 5, "The second one", days_ago=3)
    thread(reviews, 5, "Too long ago", days_ago=31)
    found = preview_crowds(reviews.community, THREE, NOW)
    assert (found.times, found.is_cut) == (2, False)
    assert [(each.message.text, each.crowd.people) for each in found.shown] == [
        ("The first one", 3),
        ("The second one", 5),
    ]


def test_only_this_community_is_counted(reviews: Channel) -> None:
    thread(make_channel(make_community("emberloom"), "forum"), 5)
    assert preview_crowds(reviews.community, THREE, NOW).times == 0


def test_a_community_without_a_channel_has_nothing_to_count(tarnfell: Community) -> None:
    assert preview_crowds(tarnfell, THREE, NOW).times == 0


def test_of_too_many_messages_the_newest_are_counted_and_it_says_from_when(
    reviews: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread(reviews, 4, days_ago=3)
    thread(reviews, 4)
    monkeypatch.setattr(preview, "MESSAGES", 4)
    found = preview_crowds(reviews.community, THREE, NOW)
    assert (found.times, found.is_cut) == (1, True)


def test_it_takes_as_many_questions_for_many_quiet_threads(
    reviews: Channel, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        thread(reviews, 2, f"Thread {number}")
    with django_assert_max_num_queries(3):
        preview_crowds(reviews.community, THREE, NOW)


@pytest.mark.parametrize("percent", [None, 50])
def test_the_rules_page_shows_it_when_asked(reviews: Channel, ada: User, client: Client, percent: int | None) -> None:
    rule = make_escalation_rule(name="Many", people=3, bad_percent=percent)
    thread(reviews, 3, "<b>Stove</b> on fire")
    client.force_login(ada)
    address = f"/c/tarnfell/settings/escalation/{rule.pk}/"
    assert "It would have fired" not in client.get(address).content.decode()
    assert "It would have fired" in client.get(f"{address}?preview=1").content.decode()


def test_whoever_writes_a_new_rule_is_told_how_to_see_it_first(tarnfell: Community, ada: User, client: Client) -> None:
    client.force_login(ada)
    page = client.get("/c/tarnfell/settings/escalation/new/").content.decode()
    assert "save it switched off" in page
    made = make_escalation_rule(people=3)
    assert "save it switched off" not in client.get(f"/c/tarnfell/settings/escalation/{made.pk}/").content.decode()


def test_a_rule_about_cases_has_none(tarnfell: Community, ada: User, client: Client) -> None:
    rule: EscalationRule = make_escalation_rule(severity_from=3)
    client.force_login(ada)
    assert "preview" not in client.get(f"/c/tarnfell/settings/escalation/{rule.pk}/?preview=1").content.decode()

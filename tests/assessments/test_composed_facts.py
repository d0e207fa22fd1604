"""Facts that composed rules ask for are loaded where some rule asks, and cost nothing elsewhere."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.models import Channel, Community, Member, Message
from moderation.assessments import pipeline
from moderation.models import Assessment, Finding, Guideline, PendingAssessment
from moderation.policy.values import Severity
from tests.builders import make_channel, make_guideline, make_member, make_message

pytestmark = pytest.mark.django_db
NEWCOMERS = "all of: phrase [giveaway]; member days < 7"


@pytest.fixture
def moira(tarnfell: Community) -> Member:
    return make_member(tarnfell)


def guided(community: Community, line: str) -> Guideline:
    return make_guideline(community, f"rule-{len(line)}", severity=Severity.LOW, rules=(("composed", line),))


def assess(channel: Channel, **fields: Any) -> Assessment:
    message = make_message("A giveaway for all!", channel=channel, **fields)
    PendingAssessment.objects.create(message=message, revision=1, is_first=True)
    pipeline.drain()
    return Assessment.objects.get(message=message)


@pytest.mark.parametrize(("days", "is_found"), [(0, True), (6, True), (7, False), (400, False)])
def test_member_days_are_counted_from_the_first_message(
    reviews: Channel, moira: Member, days: int, *, is_found: bool
) -> None:
    guided(reviews.community, NEWCOMERS)
    make_message("Hello.", channel=reviews, author=moira, posted_at=timezone.now() - timedelta(days=days, hours=1))
    made = assess(reviews, author=moira, posted_at=timezone.now())
    assert made.findings.exists() == is_found


def test_of_an_unknown_author_it_is_unknown(reviews: Channel) -> None:
    guided(reviews.community, NEWCOMERS)
    made = assess(reviews, author=None)
    assert not made.findings.exists()
    assert "since when the author writes" in made.unknown


def test_the_channel_is_known_by_its_address(reviews: Channel) -> None:
    guided(reviews.community, "all of: phrase [giveaway]; channel = [forum]")
    assert not assess(reviews).findings.exists()
    assert assess(make_channel(reviews.community, "forum")).findings.exists()


def test_nobody_asks_since_when_authors_write_where_no_rule_does(reviews: Channel, moira: Member) -> None:
    guided(reviews.community, "all of: phrase [giveaway]; reports >= 2")
    without = questions_about_beginnings(reviews, moira)
    guided(reviews.community, NEWCOMERS)
    assert (without, questions_about_beginnings(reviews, moira)) == (0, 1)


def questions_about_beginnings(channel: Channel, author: Member) -> int:
    with CaptureQueriesContext(connection) as asked:
        assess(channel, author=author)
    return sum(
        'FROM "community_member"' in each["sql"] and '"posted_at"' in each["sql"] for each in asked.captured_queries
    )


def test_a_finding_keeps_the_words_of_its_parts_and_its_frame(reviews: Channel, tarnfell: Community) -> None:
    line = "all of: phrase [idiot]; phrase [get lost]"
    guideline = make_guideline(tarnfell, "harassment", rules=(("composed", line),))
    message = make_message('He wrote "you are an idiot, get lost" to me.', channel=reviews)
    PendingAssessment.objects.create(message=message, revision=1, is_first=True)
    pipeline.drain()
    found = Finding.objects.get()
    assert (found.version.guideline, found.frame, found.evidence) == (guideline, "report", ["idiot", "get lost"])
    assert Message.objects.get().assessments.get().findings.get() == found

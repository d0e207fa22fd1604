"""A setting that exists changes behaviour: each is saved on its page, and the real line then does otherwise."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Channel, Community, Feed, Message
from moderation.assessments import pipeline
from moderation.cases import actions
from moderation.escalations import rules
from moderation.models import Assessment, Case, Escalation, EscalationRule, Membership, Outbox, PendingAssessment, User
from moderation.outbox import delivery
from moderation.policy.values import Severity
from moderation.work import sweep
from tests.builders import (
    NOON,
    make_case,
    make_channel,
    make_escalation,
    make_escalation_rule,
    make_feed,
    make_guideline,
    make_message,
)
from tests.web.administration.browsing import at, fill, fill_hours, fill_targets, text
from tests.web.shared.browsing import as_

BAD = "This is terrible, horrible and awful. I hate it, the worst."
# A Monday, so that a week of hours has something to close.
MORNING = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def assess(*messages: Message) -> None:
    for message in messages:
        PendingAssessment.objects.create(message=message, revision=message.revision, is_first=True)
    pipeline.drain()


def opens(said: str, channel: Channel, **fields: Any) -> bool:
    """Whether the line opens a case for a new message that says this."""
    message = make_message(said, channel=channel, **fields)
    assess(message)
    return Case.objects.filter(message=message).exists()


def opened(channel: Channel, **fields: Any) -> Case:
    message = make_message(f"My lawyer will write, number {Message.objects.count()}.", channel=channel, **fields)
    assess(message)
    return Case.objects.get(message=message)


def promises(case: Case) -> dict[str, datetime]:
    return dict(case.clocks.values_list("kind", "due_by"))


# The desk


@pytest.mark.parametrize(("level", "is_opened"), [("2", True), ("3", False)])
def test_severity_from(desk: Client, reviews: Channel, level: str, is_opened: bool) -> None:
    make_guideline(severity=Severity.MEDIUM)
    fill(desk, at("settings-desk"), severity_from=level)
    assert opens("You will hear from my lawyer.", reviews) == is_opened


@pytest.mark.parametrize(("limit", "is_opened"), [("-0.5", True), ("-1", False)])
def test_negativity_limit(desk: Client, reviews: Channel, limit: str, is_opened: bool) -> None:
    fill(desk, at("settings-desk"), compound_to=limit)
    assert opens(BAD, reviews) == is_opened


@pytest.mark.parametrize(("limit", "is_opened"), [("5", True), ("6", False)])
def test_member_reports(desk: Client, reviews: Channel, limit: str, is_opened: bool) -> None:
    fill(desk, at("settings-desk"), reports_from=limit)
    assert opens("The shop opens at nine.", reviews, reports=5) == is_opened


@pytest.mark.parametrize(("limit", "is_opened"), [("3", True), ("2", False), ("0", False)])
def test_rating(desk: Client, reviews: Channel, limit: str, is_opened: bool) -> None:
    fill(desk, at("settings-desk"), rating_to=limit)
    assert opens("The shop opens at nine.", reviews, kind="review", rating=3.0) == is_opened


@pytest.mark.parametrize("seconds", [0, 10, 120])
def test_undo_time(desk: Client, reviews: Channel, ana: User, seconds: int) -> None:
    fill(desk, at("settings-desk"), undo_seconds=str(seconds))
    actions.decide(make_case(), ana, NOON, action="hide", guideline=None, reason="Rude.", revision=1)
    assert Outbox.objects.get().due_at == NOON + timedelta(seconds=seconds)


# The community


def test_name_of_the_community(desk: Client, tarnfell: Community) -> None:
    fill(desk, at("settings-community"), name="Tarnfell & Sons")
    assert "Tarnfell & Sons" in text(desk.get(at("queue")))


def test_time_zone_of_the_screens(desk: Client, case: Case) -> None:
    assert "Europe/London" in text(desk.get(at("queue")))
    fill(desk, at("settings-community"), time_zone="Asia/Tokyo")
    assert "Asia/Tokyo" in text(desk.get(at("queue")))


def test_time_zone_of_the_working_hours(desk: Client, reviews: Channel) -> None:
    make_guideline()
    fill_hours(desk, kind="week", opens_0="09:00", closes_0="17:00")
    fill_targets(desk, high_first_action="1h", high_first_reply="")
    assert promises(opened(reviews, posted_at=MORNING)) == {"action": MORNING + timedelta(hours=1)}
    fill(desk, at("settings-community"), time_zone="America/New_York")
    assert promises(opened(reviews, posted_at=MORNING)) == {"action": MORNING + timedelta(hours=6)}


@pytest.mark.parametrize(("first", "is_scored"), [("en", True), ("de", False)])
def test_first_language_of_the_community(desk: Client, tarnfell: Community, first: str, is_scored: bool) -> None:
    fill(desk, at("settings-community"), languages=f"{first} es")
    assess(make_message("Super!", channel=make_channel(tarnfell, "forum", language="")))
    assert (Assessment.objects.get().compound is not None) == is_scored


# Channels


@pytest.mark.parametrize(("tick", "is_opened"), [("on", True), (None, False)])
def test_a_channel_on_which_we_answer(desk: Client, reviews: Channel, tick: str | None, is_opened: bool) -> None:
    fill(desk, at("settings-channel", pk=reviews.pk), is_answered=tick)
    assert opens("Where can I buy spare pegs?", reviews) == is_opened


@pytest.mark.parametrize("tick", ["on", None])
def test_a_private_channel(desk: Client, reviews: Channel, tick: str | None) -> None:
    make_guideline(slug="personal-data", rules=(("phrase", "my address"),))
    fill(desk, at("settings-channel", pk=reviews.pk), is_private=tick)
    assess(make_message("I moved, my address is another.", channel=reviews))
    # What is private is told by the message: here only who may read it.
    assert {term["name"] for term in Assessment.objects.get().terms} == {"severity"}
    reviews.refresh_from_db()
    assert reviews.is_private == bool(tick)


@pytest.mark.parametrize(("language", "is_scored"), [("en", True), ("de", False)])
def test_language_of_a_channel(desk: Client, reviews: Channel, language: str, is_scored: bool) -> None:
    fill(desk, at("settings-channel", pk=reviews.pk), language=language)
    assess(make_message("Super!", channel=reviews))
    assert (Assessment.objects.get().compound is not None) == is_scored


def test_name_of_a_channel(desk: Client, reviews: Channel, case: Case) -> None:
    fill(desk, at("settings-channel", pk=reviews.pk), name="What the shop hears")
    page = text(desk.get(at("queue")))
    assert "What the shop hears" in page
    assert "Store reviews" not in page


@pytest.mark.parametrize("is_fed", [True, False])
def test_a_channel_with_a_feed_is_told_and_one_without_has_a_person(
    desk: Client, reviews: Channel, ana: User, is_fed: bool
) -> None:
    feed = make_feed(reviews.community)
    fill(desk, at("settings-channel", pk=reviews.pk), feed=str(feed.pk) if is_fed else "")
    actions.decide(make_case(), ana, NOON, action="hide", guideline=None, reason="Rude.", revision=1)
    delivery.deliver_due(NOON + timedelta(minutes=1))
    assert Outbox.objects.get().state == ("done" if is_fed else "to_do")


def test_a_new_channel_takes_what_comes(desk: Client, tarnfell: Community) -> None:
    make_guideline()
    fill(desk, at("settings-channel-new"), name="Letters")
    assert opens("You will hear from my lawyer.", Channel.objects.get())


# Feeds


def read(place: Community, seconds: int) -> int:
    """How many records the sweep brings in after so many seconds."""
    Feed.objects.filter(community=place).update(read_at=timezone.now() - timedelta(seconds=seconds))
    return sweep.read_feeds(timezone.now())


def test_a_new_stub_feed_is_read(desk: Client, tarnfell: Community) -> None:
    page = text(desk.post(at("settings-feeds"), {"kind": "stub"}, follow=True))
    assert "Stub feed of Tarnfell Outdoor is read from now on, into 5 channels." in page
    assert read(tarnfell, 60) > 0


def test_a_feed_that_is_switched_off_is_not_read(desk: Client, tarnfell: Community) -> None:
    desk.post(at("settings-feeds"), {"kind": "stub"})
    fill(desk, at("settings-feed", pk=Feed.objects.get().pk), is_on=None)
    assert read(tarnfell, 60) == 0


@pytest.mark.parametrize(("speed", "brought"), [("1", 0), ("60", 10), ("300", 50)])
def test_a_faster_feed_brings_more(desk: Client, tarnfell: Community, speed: str, brought: int) -> None:
    desk.post(at("settings-feeds"), {"kind": "stub"})
    fill(desk, at("settings-feed", pk=Feed.objects.get().pk), a_minute=speed)
    assert abs(read(tarnfell, 10) - brought) <= brought // 10


def test_what_a_feed_says_in_a_channel_that_was_taken_from_it_is_left_out(desk: Client, tarnfell: Community) -> None:
    desk.post(at("settings-feeds"), {"kind": "stub"})
    taken = Channel.objects.get(slug="store-reviews")
    fill(desk, at("settings-channel", pk=taken.pk), feed="")
    fill(desk, at("settings-feed", pk=Feed.objects.get().pk), a_minute="300")
    assert read(tarnfell, 12) > 0
    assert not Message.objects.filter(channel=taken).exists()
    assert Feed.objects.get().cursor == 60


# Targets and hours


def test_targets_hold_for_the_cases_to_come(desk: Client, reviews: Channel) -> None:
    make_guideline()
    before = opened(reviews, posted_at=MORNING, kind="direct")
    fill_targets(desk, high_first_action="45m", high_first_reply="2h")
    after = opened(reviews, posted_at=MORNING, kind="direct")
    assert promises(before) == {}
    assert promises(after) == {"action": MORNING + timedelta(minutes=45), "reply": MORNING + timedelta(hours=2)}


def test_working_hours_move_the_next_cases_clock(desk: Client, reviews: Channel) -> None:
    make_guideline()
    fill_targets(desk, high_first_action="2h", high_first_reply="")
    assert opened(reviews, posted_at=MORNING).due_by == MORNING + timedelta(hours=2)
    fill_hours(desk, kind="week", opens_0="09:00", closes_0="10:00", opens_2="08:00", closes_2="24:00")
    assert opened(reviews, posted_at=MORNING).due_by == MORNING + timedelta(days=2)
    fill_hours(desk, kind="always")
    assert opened(reviews, posted_at=MORNING).due_by == MORNING + timedelta(hours=2)


# Escalation rules


def test_a_new_rule_asks_its_team(desk: Client, reviews: Channel, lee: User) -> None:
    make_guideline()
    typed = {"name": "Threats", "severity_from": "3", "team": "pr", "reason": "Is this a threat?"}
    assert fill(desk, at("settings-escalation-new"), **typed).status_code == 303
    case = opened(reviews)
    rules.ask_rules(timezone.now())
    asked = Escalation.objects.get()
    assert (asked.case, asked.team.slug, asked.asks, asked.made_by) == (case, "pr", "Is this a threat?", None)
    assert "Fired 1 time" in text(desk.get(at("settings-escalation")))


def test_a_rule_that_is_switched_off_asks_nobody(desk: Client, reviews: Channel) -> None:
    make_guideline()
    rule = make_escalation_rule(severity_from=Severity.HIGH)
    desk.post(at("settings-escalation-switch", pk=rule.pk), {"on": "0"})
    opened(reviews)
    rules.ask_rules(timezone.now())
    assert not Escalation.objects.exists()


def test_a_rule_that_is_switched_on_leaves_alone_what_was_before(desk: Client, reviews: Channel) -> None:
    make_guideline()
    rule = make_escalation_rule(severity_from=Severity.HIGH, is_on=False)
    opened(reviews)
    desk.post(at("settings-escalation-switch", pk=rule.pk), {"on": "1"})
    after = opened(reviews)
    rules.ask_rules(timezone.now())
    assert [asked.case for asked in Escalation.objects.all()] == [after]


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ({"category": "legal-threat"}, 1),
        ({"category": "spam"}, 0),
        ({"severity_from": "4"}, 0),
        ({"clock": "late", "clock_minutes": "30m"}, 1),
        ({"clock": "late", "clock_minutes": "3h"}, 0),
        ({"clock": "at-risk"}, 1),
        ({"unclaimed_minutes": "30m"}, 1),
        ({"unclaimed_minutes": "5h"}, 0),
    ],
)
def test_each_condition_of_a_rule(desk: Client, reviews: Channel, typed: dict[str, str], asks: int) -> None:
    for slug in ("legal-threat", "spam"):
        make_guideline(slug=slug, rules=(("phrase", "my lawyer" if slug == "legal-threat" else "buy now"),))
    fill_targets(desk, high_first_action="1h", high_first_reply="")
    fill(desk, at("settings-escalation-new"), name="Rule", team="pr", reason="Look.", **typed)
    EscalationRule.objects.update(in_force_from=timezone.now() - timedelta(days=1))
    opened(reviews, posted_at=timezone.now())
    rules.ask_rules(timezone.now() + timedelta(hours=2))
    assert Escalation.objects.count() == asks


# People


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("moderator", 200), ("manager", 200), ("lead", 403)])
def test_a_role_opens_its_doors_at_the_next_request(desk: Client, vic: User, role: str, status: int) -> None:
    browser, place = as_(vic), Membership.objects.get(user=vic)
    team = "pr" if role == "lead" else ""
    fill(desk, at("settings-person", pk=place.pk), role=role, team=team)
    assert browser.get(at("queue")).status_code == status


@pytest.mark.parametrize(("team", "status"), [("pr", 200), ("legal", 404)])
def test_a_lead_sees_what_was_escalated_to_the_team(
    desk: Client, lee: User, case: Case, team: str, status: int
) -> None:
    make_escalation(case, "pr")
    fill(desk, at("settings-person", pk=Membership.objects.get(user=lee).pk), role="lead", team=team)
    assert as_(lee).get(at("case", pk=case.pk)).status_code == status

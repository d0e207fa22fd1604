"""The settings' pages: what each shows, how little it asks the database, and what comes first for a newcomer."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Channel, Community, Feed, MemberRole, StaffEntry
from moderation.administration import escalation_rules
from moderation.models import Change, Desk, EscalationRule, Invitation, Membership, Team, User
from moderation.web.administration.rule_words import in_words
from moderation.web.administration.sections import SECTIONS
from tests.builders import (
    NOON,
    make_channel,
    make_community,
    make_escalation_rule,
    make_feed,
    make_member,
    make_message,
    make_user,
)
from tests.web.administration.browsing import at, changed, fill, fill_hours, fill_targets, text
from tests.web.shared.browsing import as_
from tests.web.shared.markup import page_of

EVIL = "<script>alert(1)</script>"


# The index


def test_the_index_says_what_is_set_now(desk: Client, tarnfell: Community, ana: User, ben: User) -> None:
    make_feed(tarnfell, settings={"a_minute": 30})
    make_channel(tarnfell)
    make_escalation_rule(tarnfell, is_on=False, severity_from=3)
    fill_targets(desk, high_first_action="1h", high_first_reply="4h")
    fill_hours(desk, kind="week", opens_0="09:00", closes_0="17:00")
    page = text(desk.get(at("settings")))
    for said in (
        "2 moderators, 1 admin.",
        "1 channel.",
        "Stub feed on, 30 a minute.",
        "Promised for 1 of 5 severities; open on 1 day.",
        "1 rule, 0 switched on.",
        "A case from severity medium, mood at or below −0.60, member reports from 2, rated 2 of 5 or lower.",
        "Undo cancels for 10 s.",
        "Tarnfell Outdoor, Europe/London, English.",
        "Last change by Ada: Working hours.",
    ):
        assert said in page


def test_each_section_is_beside_every_page_and_the_one_that_is_open_is_marked(
    desk: Client, tarnfell: Community
) -> None:
    for section in SECTIONS:
        page = text(desk.get(at(section.url)))
        assert all(f'href="{at(each.url)}"' in page for each in SECTIONS)
        assert f'<a href="{at(section.url)}" aria-current="page">' in page


def test_the_door_is_in_the_frame_for_admins_alone(desk: Client, ana: User, tarnfell: Community) -> None:
    door = f'<a href="{at("settings")}" aria-current="page">'
    assert door in text(desk.get(at("settings-desk")))
    assert at("settings") not in text(as_(ana).get(at("queue")))


def test_a_superuser_finds_the_admin_of_django_in_the_menu(desk: Client, ada: User) -> None:
    assert "/admin/" not in text(desk.get(at("settings")))
    User.objects.filter(pk=ada.pk).update(is_superuser=True)
    assert 'href="/admin/">Django’s admin</a>' in text(desk.get(at("settings")))


@pytest.mark.parametrize("section", SECTIONS)
def test_a_page_takes_few_questions(
    desk: Client, tarnfell: Community, ana: User, section: Any, django_assert_max_num_queries: Any
) -> None:
    make_feed(tarnfell)
    for number in range(12):
        make_channel(tarnfell, f"c{number}", feed=Feed.objects.get())
        make_escalation_rule(tarnfell, f"Rule {number}", severity_from=3)
        Change.objects.create(community=tarnfell, actor=ana, subject="channel", name="C", after={"name": "C"})
    with django_assert_max_num_queries(22 if section.url == "settings" else 12):
        desk.get(at(section.url))


def test_a_community_that_was_made_in_the_admin_of_django_gets_its_desk(desk: Client, tarnfell: Community) -> None:
    for name in ("settings", "settings-desk"):
        Desk.objects.all().delete()
        assert desk.get(at(name)).status_code == 200
    assert fill(desk, at("settings-desk"), undo_seconds="20").status_code == 303


# First steps


def steps(page: str) -> list[bool]:
    """Which of the first steps the page ticks off."""
    shown = page.partition('class="first-steps"')[2].partition("</ol>")[0]
    return ["done" in step for step in shown.split("<li>")[1:]]


def test_a_newcomer_is_shown_each_step_until_it_is_done(desk: Client, tarnfell: Community) -> None:
    page = text(desk.get(at("settings")))
    assert steps(page) == [False, False, False, False]
    assert f'href="{at("settings-channel-new")}">Make a channel</a>' in page
    assert f'href="{at("settings-invite")}">Invite a colleague</a>' in page
    fill(desk, at("settings-channel-new"), name="Forum")
    assert steps(text(desk.get(at("settings")))) == [True, False, False, False]
    fill(desk, at("settings-invite"), email="noor@example.org", role="viewer")
    assert steps(text(desk.get(at("settings")))) == [True, False, True, False]
    assert steps(text(desk.get(at("queue")))) == [True, False, True, False]
    make_message(channel=Channel.objects.get())
    # Without a mail server one is left.
    assert steps(text(desk.get(at("settings")))) == [True, True, True, False]


@pytest.mark.parametrize("gone", ["withdrawn_at", "expires_at"])
def test_an_invitation_that_opens_nothing_any_more_is_no_colleague(
    desk: Client, tarnfell: Community, gone: str
) -> None:
    fill(desk, at("settings-invite"), email="typo@example.org", role="viewer")
    assert steps(text(desk.get(at("settings"))))[2]
    Invitation.objects.update(**{gone: timezone.now()})
    assert not steps(text(desk.get(at("settings"))))[2]


def test_a_colleague_who_has_left_is_none(desk: Client, ana: User) -> None:
    assert steps(text(desk.get(at("settings"))))[2]
    Membership.objects.filter(user=ana).update(ended_at=timezone.now())
    assert not steps(text(desk.get(at("settings"))))[2]


def test_the_empty_queue_shows_the_steps_and_links_only_what_this_person_may(desk: Client, ana: User) -> None:
    page = text(as_(ana).get(at("queue")))
    assert steps(page) == [False, False, True]
    assert at("settings-channel-new") not in page
    assert at("settings-channel-new") in text(desk.get(at("queue")))


def test_a_superuser_without_a_community_is_told_the_way_in(client: Client, db: None) -> None:
    client.force_login(User.objects.create_superuser("sue@example.org", "a long enough password", name="Sue"))
    page = text(client.get("/"))
    assert 'href="/admin/community/community/"' in page
    assert 'href="/admin/moderation/membership/add/"' in page


# Lists


def test_channels_are_listed_with_how_they_are_treated(desk: Client, tarnfell: Community) -> None:
    assert "There is no channel yet" in text(desk.get(at("settings-channels")))
    make_channel(tarnfell, "letters", is_private=True, is_answered=True, language="de", feed=make_feed(tarnfell))
    page = text(desk.get(at("settings-channels")))
    assert all(said in page for said in ("Letters", "the writer and us", "we answer", ">de<", "Stub feed"))


def test_a_form_offers_feeds_of_this_community_alone(desk: Client, tarnfell: Community, emberloom: Community) -> None:
    own, foreign = make_feed(tarnfell), make_feed(emberloom)
    page = text(desk.get(at("settings-channel-new")))
    assert f'value="{own.pk}"' in page
    assert f'value="{foreign.pk}"' not in page


def test_a_community_that_the_stub_does_not_play_is_told_why_there_is_no_feed(db: None) -> None:
    browser = as_(make_user("bea", "admin", make_community("brackwater")))
    page = text(browser.get("/c/brackwater/settings/feeds/"))
    assert "The stub feed plays two invented communities" in page
    assert "Add the stub feed" not in page
    assert "plays two invented" in text(browser.post("/c/brackwater/settings/feeds/", {"kind": "stub"}, follow=True))
    assert not Feed.objects.exists()


def test_targets_and_hours_say_from_when_they_hold(desk: Client, tarnfell: Community) -> None:
    assert "They hold for the cases that open from now on" in text(desk.get(at("settings-promises")))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"high_first_action": "soon"}, "Write it as 45m, 4h, 1h 30m or 2d."),
        ({"high_first_action": "366d"}, "at most 365d"),
        ({"none_first_reply": "0m"}, "at least 1m"),
    ],
)
def test_a_target_that_cannot_be_read_keeps_the_others(desk: Client, tarnfell: Community, typed: Any, why: str) -> None:
    answer = fill_targets(desk, low_first_action="1h 30m", **typed)
    assert answer.status_code == 422
    assert why in text(answer)
    assert 'value="1h 30m"' in text(answer)
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"opens_0": "9"}, "Write a time from 00:00 to 24:00"),
        ({"opens_0": "09:00"}, "Say both, or neither for a closed day."),
        ({"closes_6": "09:00"}, "Say both, or neither for a closed day."),
        ({"opens_0": "24:00", "closes_0": "06:00"}, "It opens before 24:00"),
        ({"opens_0": "09:00", "closes_0": "12:00", "opens_0_2": "13:00"}, "Say both, or neither for a closed day."),
        # Two at once: on one day, in the night after it, and from Sunday into Monday.
        (
            {"opens_0": "13:00", "closes_0": "18:00", "opens_0_2": "09:00", "closes_0_2": "13:30"},
            "It begins before Monday 09:00 to 13:30 has ended.",
        ),
        (
            {"opens_0": "22:00", "closes_0": "06:00", "opens_1": "05:59", "closes_1": "12:00"},
            "It begins before Monday 22:00 to 06:00 has ended.",
        ),
        (
            {"opens_6": "17:00", "closes_6": "09:00", "opens_0": "08:00", "closes_0": "12:00"},
            "It begins before Sunday 17:00 to 09:00 has ended.",
        ),
        ({"opens_0": "09:00", "closes_0": "09:00"}, "It closes after it opens"),
        ({"opens_0": "24:00", "closes_0": "24:00"}, "It closes after it opens"),
        ({}, "Open on one day at least"),
        ({"kind": ""}, "This field is required."),
        ({"kind": "never"}, "Select a valid choice."),
    ],
)
def test_hours_that_cannot_be_are_refused(desk: Client, tarnfell: Community, typed: Any, why: str) -> None:
    answer = fill_hours(desk, **{"kind": "week"} | typed)
    assert answer.status_code == 422
    assert why in text(answer)
    assert not Change.objects.exists()


def test_what_is_not_used_of_the_week_does_not_keep_the_desk_from_being_always_open(
    desk: Client, tarnfell: Community
) -> None:
    fill_hours(desk, kind="week", opens_0="09:00", closes_0="17:00")
    assert fill_hours(desk, kind="always", opens_0="17:00", closes_0="09:00").status_code == 303
    assert Change.objects.first().after["monday"] == "round the clock"


# Rules


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"severity_from": 3}, "When the severity is at least high, ask PR: Look."),
        ({"category": "spam"}, "When something of the category “spam” was found, ask PR: Look."),
        ({"clock": "at-risk"}, "When a clock is at risk, ask PR: Look."),
        ({"clock": "late"}, "When a clock is late, ask PR: Look."),
        (
            {"severity_from": 4, "clock": "late", "clock_minutes": 90},
            "When the severity is at least critical and a clock is late by 1h 30m, ask PR: Look.",
        ),
        ({"unclaimed_minutes": 240}, "When nobody has claimed the case for 4h, ask PR: Look."),
    ],
)
def test_a_rule_is_told_in_words(fields: dict[str, Any], words: str) -> None:
    assert in_words(EscalationRule(team=Team(name="PR"), reason="Look.", **fields)) == words


def test_rules_are_listed_with_how_often_they_fired(desk: Client, tarnfell: Community, ada: User) -> None:
    assert "There is no rule yet" in text(desk.get(at("settings-escalation")))
    rule = make_escalation_rule(tarnfell, severity_from=3)
    page = text(desk.get(at("settings-escalation")))
    assert "Has not fired yet." in page
    assert "once per cause" in page
    escalation_rules.switch_rule(rule, ada, NOON, is_on=False)
    again = desk.post(at("settings-escalation-switch", pk=rule.pk), {"on": "0"}, follow=True)
    assert "switched off already" in text(again)


def test_the_form_of_a_rule_says_from_when_it_acts(desk: Client, tarnfell: Community) -> None:
    assert "It acts only on what happens from then on" in text(desk.get(at("settings-escalation-new")))


def test_nothing_that_was_typed_becomes_markup(desk: Client, tarnfell: Community, ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(name=EVIL)
    channel = make_channel(tarnfell, "evil", name=EVIL)
    make_escalation_rule(tarnfell, EVIL, category=EVIL, reason=EVIL)
    Invitation.objects.create(
        community=tarnfell,
        email=EVIL,
        role="viewer",
        secret_hash="x",
        made_by=ada,
        expires_at=timezone.now() + timedelta(1),
    )
    Community.objects.filter(pk=tarnfell.pk).update(name=EVIL)
    changed(tarnfell, ada, name=EVIL, before={EVIL: EVIL, "name": EVIL}, after={EVIL: "", "name": EVIL})
    rows = {"settings-channel": channel.pk, "settings-person": Membership.objects.get(user=ada).pk}
    wren = make_member(tarnfell, EVIL, name=EVIL, source=channel.source)
    MemberRole.objects.create(member=wren, role="staff", why=EVIL)
    StaffEntry.objects.create(source=channel.source, kind="id", value=EVIL, why=EVIL)
    rows |= {"settings-member": wren.pk, "settings-source": channel.source_id}
    rows["settings-escalation-rule"] = EscalationRule.objects.get().pk
    addresses = [at(each.url) for each in SECTIONS] + [at("settings")]
    for address in addresses + [at(name, pk=pk) for name, pk in rows.items()]:
        assert "<script>alert" not in page_of(desk.get(address))

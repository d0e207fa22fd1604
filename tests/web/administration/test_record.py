"""The record of what was changed in the settings, by whom, in words."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Community, MemberRole, Person, StaffEntry
from moderation.administration import (
    channels,
    feeds,
    invitations,
    people,
    persons,
    roles,
    sources,
    targets,
    webhooks,
)
from moderation.administration import desks as administering_desk
from moderation.guidelines import changes, publishing
from moderation.members import retaining
from moderation.members.actions import extent_of
from moderation.models import Change, EscalationRule, Invitation, Membership, PushToken, Recount, Team, User
from moderation.models.escalations import rule_values
from moderation.moods import changing
from moderation.policy import values
from moderation.policy.values import Rule, Severity
from moderation.pushes import tokens
from moderation.recounts import slices
from moderation.web.administration.changes import PAGE
from moderation.web.administration.words import fields_of
from tests.builders import NOON, make_channel, make_feed, make_guideline, make_member, make_source
from tests.web.administration.browsing import at, changed, text


def test_the_record_says_who_changed_what_in_words(desk: Client, tarnfell: Community, ada: User) -> None:
    before = {"severity_from": 2, "undo_seconds": 10}
    changed(tarnfell, ada, subject="desk", name="Desk", before=before, after={"severity_from": 3, "undo_seconds": 20})
    page = text(desk.get(at("settings-record")))
    assert "<strong>Ada</strong>" in page
    assert 'Severity at least:</span> <del dir="auto">Medium</del>' in page
    assert '<ins dir="auto">High</ins>' in page
    assert '<del dir="auto">10 s</del>' in page


def test_what_is_new_and_what_is_gone_is_said_to_be(desk: Client, tarnfell: Community, ada: User) -> None:
    changed(tarnfell, ada)
    assert "new</span>" in text(desk.get(at("settings-record")))
    changed(tarnfell, None, subject="invitation", before={"role": "viewer"}, after={})
    page = text(desk.get(at("settings-record")))
    assert "withdrawn</span>" in page
    assert "<strong>Parley</strong>" in page


def test_a_changed_guideline_is_told_in_words_and_leads_to_its_versions(
    desk: Client, tarnfell: Community, ada: User
) -> None:
    threat = make_guideline(tarnfell)
    said = {"name": "Lawsuits", "category": "legal-threat", "severity": 2, "is_on": False, "statement": "x" * 500}
    rules = (Rule("phrase", "small <claims>"), Rule("shouting"))
    publishing.save_guideline(threat, tarnfell, ada, NOON, rules=rules, seen_version=1, **said)
    page = text(desk.get(at("settings-record")))
    for told in (
        "Guideline <bdi>Lawsuits</bdi>",
        'Name:</span> <del dir="auto">Legal threat</del>',
        'Severity:</span> <del dir="auto">High</del>',
        'Switched:</span> <del dir="auto">on</del>',
        'Rules:</span> <del dir="auto">“my lawyer”</del>',
        '<ins dir="auto">“small <claims>”, Shouting, from 80 % capitals</ins>',
        f'<ins dir="auto">{"x" * 400}…</ins>',
        f'href="{at("guideline", guideline="legal-threat")}#versions"',
    ):
        assert told in page
    assert ["Category:" in page, "new</span>" in page] == [False, False]


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ((Rule("phrase", "my lawyer"), Rule("shouting")), '<ins dir="auto">Shouting, from 80 % capitals</ins>'),
        ((), '<del dir="auto">“my lawyer”</del>'),
    ],
)
def test_a_rule_more_or_less_makes_no_guideline_new_or_gone(
    desk: Client, ada: User, rules: tuple[Rule, ...], told: str
) -> None:
    threat = make_guideline()
    said = {"name": threat.name, "category": threat.category, "severity": 3, "is_on": True}
    said["statement"] = threat.versions.get().statement
    publishing.save_guideline(threat, threat.community, ada, NOON, rules=rules, seen_version=1, **said)
    page = text(desk.get(at("settings-record")))
    assert f"Rules:</span> {told}</li>" in page
    assert ["new</span>" in page, "withdrawn</span>" in page] == [False, False]


def test_of_many_rules_the_record_says_how_many_more(desk: Client, tarnfell: Community, ada: User) -> None:
    rules = tuple(Rule("phrase", f"word{number}") for number in range(40))
    said = {"name": "A", "category": "a", "severity": 2, "is_on": True, "statement": "a"}
    publishing.save_guideline(None, tarnfell, ada, NOON, rules=rules, seen_version=None, **said)
    assert "“word9” and 30 more" in text(desk.get(at("settings-record")))


def test_two_forms_may_have_words_of_their_own_for_a_field_of_one_name(
    desk: Client, tarnfell: Community, ada: User
) -> None:
    changed(tarnfell, ada, subject="escalation", name="Rule", before={"category": "x"}, after={"category": ""})
    assert 'Category found:</span> <del dir="auto">x</del> ' in text(desk.get(at("settings-record")))
    Change.objects.update(subject="guideline")
    assert 'Category:</span> <del dir="auto">x</del> ' in text(desk.get(at("settings-record")))


@pytest.mark.parametrize("subject", Change.Subject.values)
def test_every_field_that_a_form_puts_on_the_record_has_words(subject: str, rows_of: dict[str, set[str]]) -> None:
    assert rows_of[subject] - set(fields_of(subject)) == set()


@pytest.fixture
def rows_of(tarnfell: Community, ada: User) -> dict[str, set[str]]:
    """The fields of each form, by what it is on the record."""
    said = values.Guideline("", "A", "a", Severity.LOW, "a", ())
    rule, invited = EscalationRule(team=Team()), Invitation(role="viewer")
    subject = Change.Subject
    found: dict[str, Mapping[str, Any]] = {
        subject.IMPORT: {"state": "taken back", "messages": 2},
        subject.PERSON: people.membership_values(Membership.objects.get(user=ada)),
        subject.INVITATION: invitations.invitation_values(invited),
        subject.CHANNEL: channels.channel_values(make_channel(tarnfell)),
        subject.SOURCE: sources.source_values(make_source(tarnfell)),
        subject.STAFF_ENTRY: sources.entry_values(StaffEntry()),
        subject.ROLE: roles.role_values(MemberRole()),
        subject.JOINED: persons.person_values(Person.objects.create(community=tarnfell)),
        subject.RECOUNT: slices.result_of(Recount()),
        subject.FEED: feeds.feed_values(make_feed(tarnfell)),
        subject.TOKEN: tokens.token_values(PushToken(source=make_source(tarnfell))),
        subject.TARGETS: {
            **targets.targets_of(tarnfell, make_channel(tarnfell, "own")),
            **targets.team_targets_of(Team()),
            **webhooks.webhook_values(Team()),
        },
        subject.HOURS: targets.week_in_words(()),
        subject.ESCALATION_RULE: rule_values(rule),
        subject.COMMUNITY: administering_desk.settings_values(tarnfell),
        subject.DESK: administering_desk.settings_values(tarnfell.desk),
        subject.MOOD: changing.mood_values(tarnfell.desk),
        subject.GUIDELINE: changes.values_of(said, is_on=True),
        subject.MEMBER: {"state": "erased", **extent_of(make_member(tarnfell)).as_json()},
        subject.RETENTION: {
            **administering_desk.retention_values(tarnfell.desk),
            **{kept.name: 1 for kept in retaining.CLASSES},
        },
    }
    return {name: set(fields) for name, fields in found.items()}


def test_the_record_is_paged_newest_first_and_every_row_is_shown_once(
    desk: Client, tarnfell: Community, ada: User
) -> None:
    at_once, earlier = timezone.now(), timezone.now() - timedelta(days=1)
    rows = [changed(tarnfell, ada, name=f"row-{n:03}", at=at_once if n % 2 else earlier) for n in range(PAGE * 2 + 3)]
    seen, address = [], at("settings-record")
    while address:
        page = desk.get(address)
        seen += [entry.change for entry in page.context["entries"]]
        older = page.context["older"]
        address = f"{at('settings-record')}?before={older}" if older else ""
    assert seen == sorted(rows, key=lambda row: (row.at, row.pk), reverse=True)


def test_the_record_is_filtered_by_what_it_is_about(desk: Client, tarnfell: Community, ada: User) -> None:
    changed(tarnfell, ada)
    changed(tarnfell, ada, subject="feed", name="Stub feed", before={"a_minute": 1}, after={"a_minute": 2})
    page = text(desk.get(at("settings-record") + "?subject=feed"))
    assert "Stub feed" in page
    assert "Forum" not in page
    assert "Nothing is on the record about this yet" in text(desk.get(at("settings-record") + "?subject=hours"))


@pytest.mark.parametrize(
    "query", ["before=x", "before=99999999999999999999", "before=-1", "subject=<b>", "subject=%00"]
)
def test_an_address_that_means_nothing_shows_everything(
    desk: Client, tarnfell: Community, ada: User, query: str
) -> None:
    changed(tarnfell, ada)
    assert "Forum" in text(desk.get(f"{at('settings-record')}?{query}"))


def test_the_record_of_another_community_is_not_shown(
    desk: Client, tarnfell: Community, emberloom: Community, ada: User, pat: User
) -> None:
    theirs = changed(emberloom, pat, name="Theirs")
    changed(tarnfell, ada)
    page = text(desk.get(f"{at('settings-record')}?before={theirs.pk}"))
    assert "Theirs" not in page
    assert "Forum" in page

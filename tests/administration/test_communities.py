"""A new community begins with the starter guidelines, or with copies of what is set in another one."""

from datetime import date, timedelta
from typing import Any

import pytest

from community import channels
from community.models import Channel, Community, Message
from moderation.administration import communities, desks, targets
from moderation.administration.closed_days import closed_days_of
from moderation.changes import mark_of_values
from moderation.escalations import rules
from moderation.guidelines.publishing import compiled_rule_set
from moderation.models import (
    Case,
    Change,
    ClosedDay,
    Desk,
    Escalation,
    EscalationRule,
    Guideline,
    Invitation,
    Membership,
    ResponseTarget,
    RuleSet,
    Team,
    User,
)
from moderation.models.teams import slug_of_team
from moderation.policy.closings import Closing
from moderation.policy.hours import Window
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Severity
from moderation.refusal import Refused
from tests.builders import (
    NOON,
    make_assessment,
    make_case,
    make_channel,
    make_escalation_rule,
    make_feed,
    make_guideline,
    make_message,
    make_user,
)

WEEK = ((Window(540, 720), Window(780, 1800)), *[()] * 6)


def add(by: User | None, name: str = "Brackwater", **said: Any) -> Community:
    """The community, as the database has it then."""
    return Community.objects.get(pk=communities.add(by, NOON, name=name, **said).pk)


def roles(community: Community) -> dict[str, tuple[str, str]]:
    found = Membership.objects.active().filter(community=community).select_related("user")
    return {member.user.name: (member.role, slug_of_team(member.team)) for member in found}


def on_record(community: Community, subject: str) -> list[Change]:
    return list(Change.objects.filter(community=community, subject=subject).order_by("pk"))


# By itself


def test_a_new_community_begins_with_the_starter_guidelines_and_targets(ada: User) -> None:
    made = add(ada)
    assert (made.slug, made.name, made.time_zone, made.languages) == ("brackwater", "Brackwater", "UTC", [])
    assert sorted(made.guidelines.values_list("slug", flat=True)) == sorted(starter.key for starter in STARTER)
    assert made.desk.rule_set
    assert ResponseTarget.objects.filter(community=made).exists()


def test_who_makes_it_is_its_only_admin(ada: User, ana: User) -> None:
    assert roles(add(ada)) == {"Ada": ("admin", "")}


def test_time_zone_and_languages_are_those_that_were_said(ada: User) -> None:
    made = add(ada, time_zone="Asia/Tokyo", languages=["ja", "en"])
    assert (made.time_zone, made.languages) == ("Asia/Tokyo", ["ja", "en"])


def test_the_first_thing_on_its_record_is_who_made_it(tarnfell: Community, ada: User) -> None:
    first = Change.objects.filter(community=add(ada, like=tarnfell)).earliest("pk")
    assert (first.actor, first.at, first.subject, first.before) == (ada, NOON, "community", {})
    assert first.after == {
        "name": "Brackwater", "time_zone": "Europe/London", "languages": ["en"], "like": "Tarnfell Outdoor",
    }  # fmt: skip


# Like another one


def test_guidelines_come_along_as_they_are_now_each_as_a_first_version(tarnfell: Community, ada: User) -> None:
    threat = make_guideline(tarnfell, rules=(("phrase", "my lawyer"), ("shouting", "60")))
    make_guideline(tarnfell, "spam").versions.update(is_on=False)
    second = threat.versions.get()
    second.pk, second.number, second.name, second.severity = None, 2, "Lawsuits", Severity.LOW
    second.save()
    second.rules.create(position=0, kind="phrase", pattern="small claims")
    made = add(ada, like=tarnfell)
    found = Guideline.objects.filter(community=made).order_by("slug")
    assert list(found.values_list("slug", "name", "category")) == [
        ("legal-threat", "Lawsuits", "legal-threat"),
        ("spam", "Spam", "spam"),
    ]
    versions = [each.versions.get() for each in found]
    assert [(each.number, each.severity, each.is_on, each.made_by) for each in versions] == [
        (1, 1, True, ada), (1, 3, False, ada),
    ]  # fmt: skip
    assert versions[0].statement == second.statement
    assert [str(rule) for rule in versions[0].rules.all()] == ["phrase small claims"]


def test_its_guidelines_are_in_force_in_one_rule_set_of_its_own(tarnfell: Community, ada: User) -> None:
    make_guideline(tarnfell)
    make_guideline(tarnfell, "spam", rules=(("phrase", "buy now"),))
    made = add(ada, like=tarnfell)
    rule_set = RuleSet.objects.get(community=made)
    assert (made.desk.rule_set, rule_set.number) == (rule_set, 1)
    found, _ = compiled_rule_set(rule_set.pk).findings(Facts("Buy now or my lawyer writes."), None, "en")
    assert [finding.excerpt for finding in found] == ["Buy now", "my lawyer"]


def test_like_one_without_guidelines_it_has_none_and_a_desk_all_the_same(tarnfell: Community, ada: User) -> None:
    Desk.objects.all().delete()
    made = add(ada, like=tarnfell)
    assert (made.guidelines.count(), Desk.objects.get(community=made).rule_set) == (0, None)


def test_response_targets_come_along_and_no_starter_target_is_added(tarnfell: Community, ada: User) -> None:
    ResponseTarget.objects.create(community=tarnfell, severity=3, first_action=45)
    made = add(ada, like=tarnfell)
    assert {name: said for name, said in targets.targets_of(made).items() if said} == {"high_first_action": 45}
    assert ResponseTarget.objects.filter(community=tarnfell).count() == 1


def test_the_rest_of_the_targets_comes_along_but_not_those_of_a_channel(tarnfell: Community, ada: User) -> None:
    ResponseTarget.objects.create(community=tarnfell, severity=4, decision=90, any_hour=True)
    ResponseTarget.objects.create(community=tarnfell, channel=make_channel(tarnfell), severity=4, decision=30)
    Team.objects.filter(community=tarnfell, slug="legal").update(acknowledge=30, answer=60, any_hour=True)
    made = add(ada, like=tarnfell)
    assert {name: said for name, said in targets.targets_of(made).items() if said} == {
        "critical_decision": 90,
        "critical_any_hour": True,
    }
    assert not ResponseTarget.objects.filter(community=made).exclude(channel=None).exists()
    legal = targets.team_targets_of(Team.objects.named(made, "legal"))
    assert legal == {"acknowledge": 30, "answer": 60, "any_hour": True}
    assert Change.objects.get(community=made, name="Team Legal").after == legal


def test_closed_days_come_along_and_are_on_the_record(tarnfell: Community, ada: User) -> None:
    ClosedDay.objects.create(community=tarnfell, date=date(2026, 12, 25), name="Christmas Day")
    made = add(ada, like=tarnfell)
    assert closed_days_of(made) == closed_days_of(tarnfell) == (Closing(date(2026, 12, 25), "Christmas Day"),)
    assert on_record(made, "hours")[0].after == {"2026-12-25": "Christmas Day"}


def test_working_hours_come_along(tarnfell: Community, ada: User) -> None:
    seen = mark_of_values(targets.week_in_words(()))
    targets.set_hours(tarnfell, ada, NOON, week=WEEK, seen=seen)
    assert targets.hours_by_day(add(ada, like=tarnfell)) == WEEK
    assert targets.hours_by_day(tarnfell) == WEEK


def test_desk_settings_come_along(tarnfell: Community, ada: User) -> None:
    said = {"severity_from": 3, "compound_to": -0.4, "reports_from": 7, "rating_to": 3}
    said |= {"reopen_days": 14, "undo_seconds": 30, "digest_minutes": 20}
    Desk.objects.filter(community=tarnfell).update(**said, rules_reached=5)
    made = add(ada, like=tarnfell)
    assert desks.settings_values(made.desk) == said
    assert made.desk.rules_reached is None


def test_time_zone_and_languages_come_along_unless_others_are_said(tarnfell: Community, ada: User) -> None:
    made = add(ada, like=tarnfell)
    assert (made.time_zone, made.languages) == ("Europe/London", ["en"])
    other = add(ada, "Other", like=tarnfell, time_zone="Asia/Tokyo", languages=["ja"])
    assert (other.time_zone, other.languages) == ("Asia/Tokyo", ["ja"])


def test_escalation_rules_come_along_whole(tarnfell: Community, ada: User) -> None:
    said = {"clock": "late", "clock_minutes": 30, "severity_from": 3, "category": "spam", "unclaimed_minutes": 60}
    make_escalation_rule(tarnfell, "Late", team="legal", reason="Help.", is_on=False, **said)
    rule = EscalationRule.objects.get(community=add(ada, like=tarnfell))
    assert {name: getattr(rule, name) for name in said} == said
    assert (rule.name, rule.team.slug, rule.reason, rule.is_on) == ("Late", "legal", "Help.", False)
    assert EscalationRule.objects.filter(community=tarnfell).count() == 1


@pytest.mark.parametrize(("minutes", "fires"), [(-1, False), (1, True)])
def test_a_rule_that_came_along_lets_be_what_lies_before_it(
    tarnfell: Community, ada: User, minutes: int, fires: bool
) -> None:
    make_escalation_rule(tarnfell, severity_from=Severity.HIGH)
    made = add(ada, like=tarnfell)
    found_at = NOON + timedelta(minutes=minutes)
    message = make_message(channel=make_channel(made))
    make_case(message, assessment=make_assessment(message), found_at=found_at, rules_due_at=NOON)
    rules.ask_rules(NOON + timedelta(minutes=2))
    assert Escalation.objects.filter(community=made).exists() == fires


def test_what_came_in_was_done_or_is_on_its_way_stays_behind(tarnfell: Community, ada: User, reviews: Channel) -> None:
    make_feed(tarnfell)
    make_case()
    Invitation.objects.create(community=tarnfell, email="noor@example.org", role="viewer", made_by=ada, expires_at=NOON)
    made = add(ada, like=tarnfell, with_people=True)
    for rows in (Channel, Message, Case, Invitation):
        assert not rows.objects.filter(community=made).exists()
    assert not made.feeds.exists()


def test_nothing_changes_over_there(tarnfell: Community, ada: User) -> None:
    make_guideline(tarnfell)
    add(ada, like=tarnfell, with_people=True)
    assert not Change.objects.filter(community=tarnfell).exists()
    assert RuleSet.objects.filter(community=tarnfell).count() == 1
    assert roles(tarnfell) == {"Ada": ("admin", "")}


def test_each_thing_that_came_along_is_on_the_record(tarnfell: Community, ada: User) -> None:
    make_guideline(tarnfell)
    make_escalation_rule(tarnfell, "Late", severity_from=3)
    targets.set_hours(tarnfell, ada, NOON, week=WEEK, seen=mark_of_values(targets.week_in_words(())))
    ResponseTarget.objects.create(community=tarnfell, severity=3, first_action=45)
    Desk.objects.filter(community=tarnfell).update(undo_seconds=30)
    made = add(ada, like=tarnfell)
    assert on_record(made, "guideline")[0].after["rules"]["rules"] == [["phrase", "my lawyer"]]
    assert on_record(made, "escalation")[0].name == "Late"
    assert on_record(made, "targets")[0].after == {"high_first_action": 45}
    assert on_record(made, "hours")[0].after["monday"] == "09:00 to 12:00, 13:00 to 06:00"
    assert [(each.before, each.after) for each in on_record(made, "desk")] == [
        ({"undo_seconds": 10}, {"undo_seconds": 30})
    ]


# People


def test_people_come_along_when_they_are_asked_for_with_role_and_team(
    tarnfell: Community, ada: User, ana: User, lee: User, vic: User
) -> None:
    Membership.objects.filter(user=vic).update(ended_at=NOON)
    gone = make_user("gus", "moderator", tarnfell)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    made = add(ada, like=tarnfell, with_people=True)
    assert roles(made) == {"Ada": ("admin", ""), "Ana": ("moderator", ""), "Lee": ("lead", "pr")}
    assert made.memberships.count() == 3
    assert set(made.memberships.values_list("joined_at", flat=True)) == {NOON}


def test_the_record_says_who_came_along_as_what_and_through_whom(tarnfell: Community, ada: User, lee: User) -> None:
    changes = on_record(add(ada, like=tarnfell, with_people=True), "person")
    assert [(each.name, each.after["role"], each.actor) for each in changes] == [
        ("Ada (ada@example.org)", "admin", ada),
        ("Lee (lee@example.org)", "lead", ada),
    ]


def test_people_of_nowhere_cannot_come_along(ada: User) -> None:
    with pytest.raises(Refused, match="Say which community the people come from"):
        add(ada, with_people=True)
    assert Community.objects.count() == 1


def test_whoever_runs_the_server_names_an_admin(tarnfell: Community, ana: User) -> None:
    made = add(None, like=tarnfell, with_people=True, admin=ana)
    assert roles(made) == {"Ana": ("admin", "")}
    assert on_record(made, "community")[0].actor is None


@pytest.mark.parametrize("said", [{}, {"with_people": True}])
def test_a_community_that_nobody_could_set_up_is_not_made(
    tarnfell: Community, ana: User, said: dict[str, bool]
) -> None:
    with pytest.raises(Refused, match="Nobody would be its admin"):
        add(None, like=tarnfell, **said)
    assert Community.objects.count() == 1


# Who may


@pytest.mark.parametrize("name", ["vic", "ana", "lee", "mia"])
def test_only_an_admin_makes_one(name: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(Refused, match="You are no longer an admin of any community"):
        add(request.getfixturevalue(name))


def test_only_an_admin_of_the_other_one_copies_it(tarnfell: Community, ada: User, pat: User) -> None:
    with pytest.raises(Refused, match="You are no longer an admin of Tarnfell Outdoor"):
        add(pat, like=tarnfell)
    Membership.objects.filter(user=ada).update(ended_at=NOON)
    with pytest.raises(Refused, match="You are no longer an admin of Tarnfell Outdoor"):
        add(ada, like=tarnfell)
    assert Community.objects.count() == 2


# Names and addresses


@pytest.mark.parametrize("name", ["Emberloom", "EMBERLOOM", "emberloom", "Em ber", "em-ber"])
def test_a_new_community_does_not_take_anothers_name_or_address(emberloom: Community, ada: User, name: str) -> None:
    Community.objects.filter(pk=emberloom.pk).update(slug="em-ber")
    with pytest.raises(Refused, match=f"Another community is named “{name}” already"):
        add(ada, name)


def test_a_new_address_takes_no_import_away_from_a_name_that_leads_to_it(emberloom: Community, ada: User) -> None:
    """Emberloom was renamed since: an import that says its name finds it by that name alone."""
    Community.objects.filter(pk=emberloom.pk).update(name="Glow, Inc.")
    with pytest.raises(Refused, match="leads to the address “glow-inc” too"):
        add(ada, "Glow Inc")
    assert channels.find_community("Glow, Inc.") == emberloom


def test_names_without_a_latin_letter_get_numbered_addresses(ada: User) -> None:
    assert [add(ada, name).slug for name in ("焚き火", "薪", "Лес")] == ["community", "community-2", "community-3"]
    with pytest.raises(Refused, match="Another community is named “薪” already"):
        add(ada, "薪")


def test_of_a_community_that_could_not_be_finished_nothing_stays(
    tarnfell: Community, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(communities, "copy_settings", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add(ada, like=tarnfell, with_people=True)
    assert Community.objects.count() == Membership.objects.count() == 1
    assert not Change.objects.exists()

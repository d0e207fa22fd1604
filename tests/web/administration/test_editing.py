"""What holds for every form: it owns its fields alone, keeps what was typed, and overwrites nothing unseen."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from community.models import Channel, Community, Feed
from moderation.administration import invitations
from moderation.models import (
    Change,
    ClosedDay,
    Desk,
    EscalationRule,
    Invitation,
    Membership,
    ResponseTarget,
    Team,
    User,
    WorkingHours,
)
from tests.builders import NOON, make_escalation_rule, make_feed, make_user
from tests.web.administration.browsing import (
    at,
    fill,
    fill_closed_days,
    fill_hours,
    fill_targets,
    fill_team,
    opened,
    text,
)
from tests.web.shared.browsing import as_

# What other forms, other rows or nobody's form owns.
FOREIGN = {
    "community": "2",
    "user": "2",
    "is_superuser": "on",
    "is_staff": "on",
    "is_active": "",
    "slug": "elsewhere",
    "cursor": "99",
    "seed": "7",
    "kind_of": "stub",
    "rule_set": "",
    "rules_reached": "5",
    "in_force_from": "2020-01-01",
    "ended_at": "2020-01-01",
    "joined_at": "2020-01-01",
    "secret_hash": "0" * 64,
    "expires_at": "2099-01-01",
    "made_by": "2",
    "password": "sesame",
    "id": "1",
    "pk": "1",
}
ROWS: tuple[type[Model], ...] = (
    *(Community, Desk, Channel, Feed, EscalationRule, Membership, User, Invitation, ResponseTarget, WorkingHours),
    *(ClosedDay, Team),
)
FORMS = ("settings-person", "settings-channel", "settings-feed", "settings-escalation-rule", "settings-channel-targets")
ALONE = ("settings-desk", "settings-community")


@pytest.fixture
def rows(tarnfell: Community, ana: User, pat: User, ada: User, reviews: Channel) -> dict[str, dict[str, int]]:
    rule = make_escalation_rule(tarnfell, "Late", clock="late", reason="Help.")
    invitations.invite(tarnfell, ada, NOON, email="noor@example.org", role="viewer", team="")
    ResponseTarget.objects.create(community=tarnfell, channel=reviews, severity=3, decision=60)
    named: dict[str, Model] = {
        "settings-person": Membership.objects.get(user=ana),
        "settings-channel": reviews,
        "settings-channel-targets": reviews,
        "settings-feed": make_feed(tarnfell),
        "settings-escalation-rule": rule,
    }
    return {name: {"pk": row.pk} for name, row in named.items()} | {name: {} for name in ALONE}


def everything() -> list[dict[str, Any]]:
    return [row for model in ROWS for row in model._default_manager.order_by("pk").values()]


def forms(desk: Client, rows: dict[str, dict[str, int]], **typed: Any) -> Iterator[Any]:
    yield from (fill(desk, at(name, **rows[name]), **typed) for name in (*FORMS, *ALONE))
    yield from (send(desk, **typed) for send in (fill_targets, fill_hours, fill_closed_days, fill_team))


def test_a_field_that_a_form_does_not_own_changes_nothing(desk: Client, rows: dict[str, dict[str, int]]) -> None:
    before, changes = everything(), Change.objects.count()
    assert [answer.status_code for answer in forms(desk, rows, **FOREIGN)] == [303] * 11
    assert everything() == before
    assert Change.objects.count() == changes


def test_a_new_row_takes_no_field_that_its_form_does_not_own(desk: Client, tarnfell: Community, pat: User) -> None:
    fill(desk, at("settings-channel-new"), name="Forum", **FOREIGN)
    fill(desk, at("settings-invite"), email="noor@example.org", **FOREIGN)
    rule = {"name": "Late", "clock": "late", "team": "pr", "reason": "Help."}
    fill(desk, at("settings-escalation-new"), **rule, **FOREIGN)
    channel, invited, made = Channel.objects.get(), Invitation.objects.get(), EscalationRule.objects.get()
    assert (channel.community, channel.slug) == (tarnfell, "forum")
    assert (invited.community, invited.made_by.email) == (tarnfell, "ada@example.org")
    assert invited.secret_hash != FOREIGN["secret_hash"]
    assert (made.community, made.in_force_from.year > 2020) == (tarnfell, True)


Send = Callable[..., Any]
STALE: dict[str, tuple[dict[str, str], dict[str, str], Callable[[], Any]]] = {
    "settings-person": (
        {"role": "manager"},
        {"role": "viewer"},
        lambda: Membership.objects.get(user__name="Ana").role,
    ),
    "settings-channel": ({"name": "One"}, {"name": "Two"}, lambda: Channel.objects.get().name),
    "settings-feed": ({"a_minute": "30"}, {"a_minute": "60"}, lambda: str(Feed.objects.get().settings["a_minute"])),
    "settings-escalation-rule": ({"reason": "One"}, {"reason": "Two"}, lambda: EscalationRule.objects.get().reason),
    "settings-channel-targets": (
        {"high_decision": "2h"},
        {"high_decision": "3h"},
        lambda: f"{ResponseTarget.objects.get(channel__isnull=False, severity=3).decision // 60}h",
    ),
    "settings-desk": ({"undo_seconds": "20"}, {"undo_seconds": "30"}, lambda: str(Desk.objects.first().undo_seconds)),
    "settings-community": ({"name": "One"}, {"name": "Two"}, lambda: Community.objects.get(slug="tarnfell").name),
}


@pytest.mark.parametrize("name", STALE)
def test_of_two_admins_the_second_is_told_keeps_what_was_typed_and_may_save_again(
    desk: Client, rows: dict[str, dict[str, int]], name: str
) -> None:
    first, second, stands = STALE[name]
    (field,) = first
    amy, address = as_(make_user("amy", "admin")), at(name, **rows[name])
    page = amy.get(address).context
    late = {key: value for key, value in {f.html_name: f.value() for f in page["form"]}.items() if value}
    late |= second | {"seen": page["seen"]}
    assert fill(desk, address, **first).status_code == 303
    refused = amy.post(address, late)
    assert refused.status_code == 409
    assert "Ada changed this while you were editing." in text(refused)
    assert refused.context["form"][field].value() == second[field]
    assert "Saving again replaces what stands now" in text(refused)
    assert stands() == first[field]
    assert amy.post(address, late | {"seen": refused.context["seen"]}).status_code == 303
    assert stands() == second[field]


@pytest.mark.parametrize(
    ("send", "field", "late"),
    [
        (fill_targets, "high_first_action", "2h"),
        (fill_hours, "opens_0", "08:00"),
        (fill_team, "answer", "2h"),
        (fill_closed_days, "days", "2026-12-24 Christmas Eve"),
    ],
)
def test_stale_targets_and_hours_are_refused_too(
    desk: Client, tarnfell: Community, send: Send, field: str, late: str
) -> None:
    typed = {"kind": "week", "opens_0": "09:00", "closes_0": "17:00", "high_first_action": "1h"}
    typed |= {"answer": "1h", "days": "2026-12-25"}
    assert send(desk, **typed).status_code == 303
    answer = send(desk, **typed | {field: late, "seen": "something else"})
    assert answer.status_code == 409
    assert "Ada changed this while you were editing." in text(answer)
    assert late in text(answer)


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("settings-channel", {"name": ""}, "This field is required."),
        ("settings-channel", {"feed": "987654"}, "Select a valid choice."),
        ("settings-channel", {"language": "xx"}, "Select a valid choice."),
        ("settings-feed", {"a_minute": "0"}, "greater than or equal to 0.1"),
        ("settings-feed", {"a_minute": "601"}, "less than or equal to 600"),
        ("settings-desk", {"compound_to": "0.1"}, "less than or equal to 0"),
        ("settings-desk", {"compound_to": "nan"}, "Enter a number."),
        ("settings-desk", {"reports_from": "0"}, "greater than or equal to 1"),
        ("settings-desk", {"rating_to": "6"}, "less than or equal to 5"),
        ("settings-desk", {"rating_to": "-1"}, "greater than or equal to 0"),
        ("settings-desk", {"reopen_days": "366"}, "less than or equal to 365"),
        ("settings-desk", {"undo_seconds": "121"}, "less than or equal to 120"),
        ("settings-desk", {"severity_from": "0"}, "Select a valid choice."),
        ("settings-community", {"time_zone": "Mars/Olympus"}, "not a time zone name"),
        ("settings-community", {"languages": "en klingon"}, "No language has the code klingon."),
        ("settings-person", {"role": "owner"}, "Select a valid choice."),
        ("settings-person", {"role": "lead"}, "Choose the team that this lead is of."),
        ("settings-escalation-rule", {"clock": ""}, "at least one thing that must hold"),
        ("settings-escalation-rule", {"clock": "at-risk", "clock_minutes": "30m"}, "Only a clock that is late"),
        ("settings-escalation-rule", {"unclaimed_minutes": "soon"}, "Write it as 45m, 4h, 1h 30m or 2d."),
        ("settings-escalation-rule", {"category": "nobody-has-it"}, "Select a valid choice."),
        ("settings-escalation-rule", {"team": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_what_was_typed_stays(
    desk: Client, rows: dict[str, dict[str, int]], name: str, typed: dict[str, str], why: str
) -> None:
    before = everything()
    answer = fill(desk, at(name, **rows[name]), **typed)
    assert answer.status_code == 422
    assert why in text(answer)
    assert "Nothing was saved." in text(answer)
    (field, value), *_ = typed.items()
    assert answer.context["form"][field].value() == value
    assert everything() == before


def test_what_somebody_unknown_changed_is_not_laid_at_the_last_admins_door(
    desk: Client, rows: dict[str, dict[str, int]]
) -> None:
    """Django's admin puts nothing on the record."""
    fill(desk, at("settings-desk"), undo_seconds="20")
    sent = opened(desk, at("settings-desk"))
    Desk.objects.update(undo_seconds=30)
    answer = desk.post(at("settings-desk"), sent | {"undo_seconds": "40"})
    assert answer.status_code == 409
    assert "Somebody changed this while you were editing." in text(answer)


@pytest.mark.parametrize("seen", ["", "x", ".", "x.y", f"x.{'9' * 40}", "x.٣"])
def test_a_mark_that_cannot_be_read_is_a_stale_one(desk: Client, tarnfell: Community, seen: str) -> None:
    assert fill(desk, at("settings-desk"), undo_seconds="20", seen=seen).status_code == 409
    assert Desk.objects.get(community=tarnfell).undo_seconds == 10


def test_a_name_is_one_line(desk: Client, tarnfell: Community) -> None:
    fill(desk, at("settings-channel-new"), name=" Shop\r\n  reviews ")
    assert Channel.objects.get().name == "Shop reviews"


def test_what_differs_in_nothing_is_said_to(desk: Client, rows: dict[str, dict[str, int]]) -> None:
    changes = Change.objects.count()
    fill(desk, at("settings-desk"))
    assert "Nothing was changed: it says so already." in text(desk.get(at("settings")))
    assert Change.objects.count() == changes

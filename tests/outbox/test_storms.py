"""One mail for a storm: what is due for a person goes out together, and then rests for some minutes."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moderation.escalations import actions
from moderation.models import Case, CaseEvent, Clock, Desk, Escalation, Guideline, Membership, Outbox, Team, User
from moderation.outbox import delivery
from moderation.policy.values import Severity
from tests.builders import (
    NOON,
    make_assessment,
    make_case,
    make_channel,
    make_finding,
    make_guideline,
    make_message,
    make_team,
    make_user,
)

DUE = NOON + timedelta(seconds=10)
MINUTE = timedelta(minutes=1)
SECRET = "My lawyer will hear of the broken tent."


@pytest.fixture(autouse=True)
def posting(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example.org"


@pytest.fixture(autouse=True)
def promised(tarnfell: object, lee: User) -> None:
    """PR takes things up within half an hour."""
    make_team("pr")
    Team.objects.update(acknowledge=30, any_hour=True)


def threats(count: int, **fields: Any) -> list[Case]:
    guideline = Guideline.objects.filter(slug="legal-threat").first() or make_guideline()
    found = []
    for _ in range(count):
        message = make_message(SECRET, **fields)
        assessment = make_assessment(message, assessed_at=NOON)
        make_finding(assessment, guideline, "My lawyer")
        found.append(make_case(message, assessment=assessment, severity=Severity.CRITICAL))
    return found


def asked(cases: list[Case], by: User, at: Any = NOON) -> None:
    for case in cases:
        actions.escalate(case, by, at, team="pr", asks="May we answer this threat?")


def test_a_storm_is_one_mail_a_lead_that_names_what_counts_and_never_the_text(ana: User) -> None:
    make_user("lena", "lead", team="pr")
    asked([*threats(30), *threats(2, channel=make_channel(slug="social", name="Social"))], ana)
    delivery.deliver_due(DUE)
    assert sorted(sent.to[0] for sent in mail.outbox) == ["lee@example.org", "lena@example.org"]
    sent = mail.outbox[0]
    assert sent.subject == "Tarnfell Outdoor: 32 cases with PR"
    lines = [line for line in sent.body.splitlines() if line.startswith("-")]
    assert lines == [
        "- Asked of PR: critical, legal-threat, Reviews: 30 cases, the first due Mon 16 Nov 12:30 (Europe/London)",
        "- Asked of PR: critical, legal-threat, Social: 2 cases, the first due Mon 16 Nov 12:30 (Europe/London)",
    ]
    assert "http://127.0.0.1:8000/c/tarnfell/escalations/?team=pr" in sent.body
    for word in ("lawyer", "broken", "threat:", "Moira", "May we"):
        assert word not in str(sent.message())
    assert set(Outbox.objects.values_list("state", flat=True)) == {"done"}


def test_one_alone_names_its_facts_too(ana: User) -> None:
    asked(threats(1), ana)
    delivery.deliver_due(DUE)
    said = "\nCritical, legal-threat, Reviews: 1 case, due Mon 16 Nov 12:30 (Europe/London).\n"
    assert said in mail.outbox[0].body


def test_what_comes_within_the_minutes_goes_out_together_when_they_are_over(ana: User) -> None:
    asked(threats(1), ana)
    delivery.deliver_due(DUE)
    for minute in (1, 4, 8):
        asked(threats(2), ana, NOON + minute * MINUTE)
        delivery.deliver_due(DUE + minute * MINUTE)
    assert len(mail.outbox) == 1
    assert set(Outbox.objects.filter(state="waiting").values_list("tries", "error")) == {(0, "")}
    delivery.deliver_due(DUE + 11 * MINUTE)
    assert [sent.subject for sent in mail.outbox[1:]] == ["Tarnfell Outdoor: 6 cases with PR"]


def test_after_quiet_minutes_the_next_one_leaves_at_once(ana: User) -> None:
    asked(threats(1), ana)
    delivery.deliver_due(DUE)
    asked(threats(1), ana, NOON + 12 * MINUTE)
    delivery.deliver_due(DUE + 12 * MINUTE)
    assert len(mail.outbox) == 2


def test_a_desk_may_do_without_the_rest(ana: User) -> None:
    Desk.objects.update(digest_minutes=0)
    asked(threats(1), ana)
    delivery.deliver_due(DUE)
    asked(threats(1), ana, NOON + MINUTE)
    delivery.deliver_due(DUE + MINUTE)
    assert len(mail.outbox) == 2


def test_what_nobody_has_to_know_any_more_is_left_out_of_it(ana: User, lee: User) -> None:
    cases = threats(3)
    asked(cases, ana)
    escalation = cases[0].escalations.get()
    Escalation.objects.filter(pk=escalation.pk).update(closed_at=NOON)
    delivery.deliver_due(DUE)
    assert mail.outbox[0].subject == "Tarnfell Outdoor: 2 cases with PR"
    assert Outbox.objects.get(escalation=escalation).state == "failed"


def test_a_mail_for_another_community_is_another_mail(ana: User, emberloom: object, pat: User) -> None:
    Membership.objects.create(
        user=User.objects.get(name="Lee"), community=pat.memberships.get().community, role="lead",
        team=make_team("pr", pat.memberships.get().community),
    )  # fmt: skip
    asked(threats(2), ana)
    other = make_case(make_message(channel=make_channel(pat.memberships.get().community, "forum")))
    actions.escalate(other, pat, NOON, team="pr", asks="Hm?")
    delivery.deliver_due(DUE)
    assert sorted(sent.subject for sent in mail.outbox) == [
        f"Emberloom: case {other.pk} is with PR",
        "Tarnfell Outdoor: 2 cases with PR",
    ]


def test_a_team_without_people_tells_the_admins(ana: User, ada: User, lee: User) -> None:
    lee.memberships.update(ended_at=NOON)
    asked(threats(1), ana)
    delivery.deliver_due(DUE)
    assert [sent.to for sent in mail.outbox] == [["ada@example.org"]]
    assert "nobody leads PR in Tarnfell Outdoor, and you are its admin" in mail.outbox[0].body


def test_an_admin_is_not_told_once_somebody_leads_the_team(ana: User, ada: User, lee: User) -> None:
    lee.memberships.update(ended_at=NOON)
    asked(threats(1), ana)
    make_user("lena", "lead", team="pr")
    delivery.deliver_due(DUE)
    assert (mail.outbox, Outbox.objects.get().state) == ([], "failed")


def test_a_clock_of_the_future_does_not_hold_up_mails(ana: User) -> None:
    """Somebody has set the clock of the machine back."""
    asked(threats(1), ana)
    delivery.deliver_due(DUE)
    Outbox.objects.update(done_at=NOON + timedelta(days=400))
    asked(threats(1), ana)
    delivery.deliver_due(DUE)
    assert len(mail.outbox) == 2
    assert Clock.objects.running().count() == 2


@pytest.mark.parametrize("server", ["mail.example.org", ""], ids=["sent", "failed"])
def test_what_became_of_a_storm_is_written_in_the_same_number_of_statements(
    ana: User, settings: Any, server: str
) -> None:
    settings.EMAIL_HOST = server

    def written(count: int) -> int:
        asked(threats(count), ana)
        with CaptureQueriesContext(connection) as captured:
            delivery.deliver_due(DUE)
        Outbox.objects.all().delete()
        return sum(query["sql"].startswith(("UPDATE", "INSERT", "SAVEPOINT")) for query in captured.captured_queries)

    assert written(2) == written(20)
    assert CaseEvent.objects.filter(kind="delivered" if server else "failed").count() == 22

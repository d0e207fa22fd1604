"""The demo's last days have been lived in, and its records are in order."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.db.models import F, QuerySet

from community.models import Message
from moderation import demo
from moderation.demo.phrases import SECOND_REPLIES
from moderation.models import Case, CaseEvent, CaseLink, CaseMessage, Clock, Escalation, Outbox
from moderation.policy.clocks import Kept, Kind
from tests.demo.friday import FRIDAY, begin_on_friday

pytestmark = pytest.mark.django_db
SUNDAY = 6


@pytest.fixture(scope="module")
def lived(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The lived days of the demo, once for all tests that only look at it."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patched, transaction.atomic():
        patched.setattr(demo, "DAYS", demo.LIVED_DAYS["tarnfell"])
        begin_on_friday(demo.DAYS)
        call_command("demo")
        yield
        transaction.set_rollback(True)


def kept(kind: Kind = Kind.REPLY, **how: Any) -> QuerySet[Clock]:
    return Clock.objects.filter(kind=kind, **how).exclude(kept_at=None)


SHOWN: dict[str, Callable[[], QuerySet[Any]]] = {
    "open cases": Case.objects.open,
    "one that somebody has": lambda: Case.objects.open().exclude(assignee=None),
    **{
        f"one that was decided: {action}": lambda action=action: Case.objects.filter(decision=action)
        for action in ("keep", "hide", "remove")
    },
    "one that was replied to": lambda: Case.objects.filter(outcome=Case.Outcome.REPLIED),
    "one that was answered on the platform": lambda: Case.objects.filter(outcome=Case.Outcome.ANSWERED),
    "one of several messages": lambda: CaseEvent.objects.filter(kind=CaseEvent.Kind.ADDED),
    "a note": lambda: CaseEvent.objects.filter(kind=CaseEvent.Kind.NOTED),
    "a copy": lambda: CaseMessage.objects.filter(role=CaseMessage.Role.COPY),
    "a promise kept by a reply": lambda: kept(kept_as=Kept.DELIVERED, kept_at__lte=F("due_by")),
    "one kept by a reply that came late": lambda: kept(kept_as=Kept.DELIVERED, kept_at__gt=F("due_by")),
    "one kept on the platform": lambda: kept(kept_as=Kept.PLATFORM),
    "a decision in time": lambda: kept(Kind.DECISION, kept_at__lte=F("due_by")),
    "an escalation by a rule": lambda: Escalation.objects.exclude(rule=None),
    "one that a team took up in time": lambda: kept(Kind.ACKNOWLEDGE, kept_at__lte=F("due_by")),
    "one that it answered": lambda: Escalation.objects.exclude(answered_at=None),
    "one that it closed": lambda: Escalation.objects.exclude(closed_at=None),
    "a pile-on that PR was told of": lambda: Escalation.objects.filter(team__slug="pr", rule__people__isnull=False),
    "what gathered below it": lambda: CaseLink.objects.filter(kind=CaseLink.Kind.GATHERED),
    "a second reply": lambda: CaseEvent.objects.filter(kind=CaseEvent.Kind.REPLIED, why__in=SECOND_REPLIES),
    "an automatic reply": lambda: Message.objects.filter(automated=True, from_staff=True),
}


@pytest.mark.parametrize("what", SHOWN)
def test_a_newcomer_finds(lived: None, what: str) -> None:
    assert SHOWN[what]().exists()


@pytest.mark.parametrize("kind", [Kind.ACTION, Kind.REPLY])
def test_most_promises_are_kept_and_some_are_not(lived: None, kind: Kind) -> None:
    fell_due = Clock.objects.filter(kind=kind, due_by__lt=FRIDAY)
    share = fell_due.filter(kept_at__lte=F("due_by")).count() / fell_due.count()
    assert fell_due.count() > 50
    assert 0.6 < share < 0.95


def test_an_automatic_reply_stops_no_clock_and_has_none(lived: None) -> None:
    automatic = Message.objects.filter(automated=True)
    assert not Clock.objects.filter(message__in=automatic).exists()
    assert not Clock.objects.filter(kept_as=Kept.PLATFORM, kept_at__in=automatic.values("posted_at")).exists()


def test_what_the_desk_wrote_is_not_taken_for_an_answer_on_the_platform(lived: None) -> None:
    ours = Message.objects.filter(external_id__startswith="parley-")
    assert ours.exists()
    assert not Clock.objects.filter(kept_as=Kept.PLATFORM, kept_at__in=ours.values("posted_at")).exists()


def test_nobody_works_on_a_sunday_though_people_write(lived: None) -> None:
    acted = CaseEvent.objects.exclude(actor=None).values_list("at", flat=True)
    assert SUNDAY not in {at.weekday() for at in acted}
    assert any(at.weekday() == SUNDAY for at in Message.objects.values_list("posted_at", flat=True))


def test_staff_on_the_platform_answer_nobody_within_seconds(lived: None) -> None:
    answers = Message.objects.filter(from_staff=True, automated=False, parent__isnull=False)
    said = answers.exclude(external_id__startswith="parley-").values_list("posted_at", "parent__posted_at")
    waits = [answered_at - asked_at for answered_at, asked_at in said]
    assert len(waits) > 50
    assert min(waits) >= timedelta(minutes=2)


def test_mail_of_those_days_has_left_on_the_record_alone(lived: None) -> None:
    assert Outbox.objects.filter(kind=Outbox.Kind.MAIL, state=Outbox.State.DONE).exists()
    assert not Outbox.objects.filter(state=Outbox.State.FAILED, error__contains="EMAIL_HOST").exists()
    assert mail.outbox == []


def test_every_record_is_in_order(lived: None) -> None:
    assert all(one <= other for at in moments_by_case() for one, other in pairwise(at))
    assert not CaseEvent.objects.filter(at__gt=FRIDAY).exists()
    assert not CaseEvent.objects.filter(actor__isnull=False, at__lt=F("case__opened_at")).exists()


def moments_by_case() -> Iterator[list[datetime]]:
    """The moments of each case's record, in the order in which they were written."""
    for case in Case.objects.all():
        yield list(case.events.order_by("pk").values_list("at", flat=True))

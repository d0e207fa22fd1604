"""The verbs of a case, each of which guards, writes and logs atomically or refuses with a reason.

A guard is an update that names the state it needs in columns of the case itself: on any database exactly one of two
people wins. (A guard in a subquery would not be looked at again after waiting for the other's lock.)
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from community.models import Message
from moderation.access import Right
from moderation.cases import clocks
from moderation.cases.holding import lock_case, take_case, why_taken
from moderation.models import Case, CaseEvent, Guideline, Outbox, User
from moderation.models.people import may
from moderation.policy.decisions import DECISIONS
from moderation.refusal import Refused
from moderation.rollups.stale import mark_stale

Kind = CaseEvent.Kind


@transaction.atomic
def claim(case: Case, by: User, now: datetime) -> None:
    # The guarded update lets exactly one of two racing moderators win, on any database.
    if not Case.objects.open().filter(pk=case.pk, assignee=None).update(assignee=by, claimed_at=now):
        raise Refused(why_taken(case, by, "claimed"))
    log_event(case, Kind.CLAIMED, by, now)


@transaction.atomic
def release(case: Case, by: User, now: datetime) -> None:
    holders = Q(assignee=by)
    if may(by, Right.RELEASE_OTHERS, case.community):
        holders = Q(assignee__isnull=False)
    returned = {"assignee": None, "claimed_at": None, "unclaimed_at": now, "rules_due_at": now}
    if not Case.objects.open().filter(holders, pk=case.pk).update(**returned):
        raise Refused(why_taken(case, by, "released", nobody="Nobody has claimed this case."))
    log_event(case, Kind.RELEASED, by, now)


@transaction.atomic
def decide(
    case: Case,
    by: User,
    now: datetime,
    *,
    action: str,
    guideline: Guideline | None,
    reason: str,
    revision: int,
    keep_open: bool = False,
) -> None:
    changes: dict[str, Any] = {"decision": action, "decided_revision": revision}
    if not keep_open:
        changes |= {"closed_at": now, "outcome": Case.Outcome.DECIDED}
    was = take_case(case, by, now, "decided", **changes)
    if not Message.objects.filter(pk=case.message_id, revision=revision).exists():
        raise Refused("The text was edited while you were reading it. Nothing was decided; this is the new text.")
    facts = {"action": action, "guideline": guideline.pk if guideline else None, "revision": revision, "was": was}
    event = log_event(case, Kind.DECIDED, by, now, why=reason, **facts)
    decision = DECISIONS[action]
    # Of what changes nothing on the platform, there is nothing to carry out.
    if decision.done:
        Outbox.objects.bulk_create(
            outbox_row(case, event, message, action, now, text=decision.length)
            for message in _messages_decided(case, once_an_author=decision.once_an_author)
        )
    follow_up([case], now)


@transaction.atomic
def reply(case: Case, by: User, now: datetime, *, text: str, close: bool) -> None:
    was = take_case(case, by, now, "answered", **({"closed_at": now, "outcome": Case.Outcome.REPLIED} if close else {}))
    event = log_event(case, Kind.REPLIED, by, now, why=text, was=was)
    outbox_row(case, event, case.message, Outbox.Kind.REPLY, now, text=text).save()
    follow_up([case], now)


@transaction.atomic
def note(case: Case, by: User, now: datetime, *, text: str) -> None:
    log_event(case, Kind.NOTED, by, now, why=text)


@transaction.atomic
def close(case: Case, by: User, now: datetime, *, why: str) -> None:
    was = take_case(case, by, now, "closed", closed_at=now, outcome=Case.Outcome.CLOSED)
    log_event(case, Kind.CLOSED, by, now, why=why, was=was)
    follow_up([case], now)


@transaction.atomic
def reopen(case: Case, by: User, now: datetime, *, why: str) -> None:
    opened = {"closed_at": None, "outcome": "", "assignee": by, "claimed_at": now}
    closed_at = lock_case(case).closed_at
    try:
        with transaction.atomic():
            if not Case.objects.closed().filter(pk=case.pk).update(**opened):
                raise Refused("This case is open already.")
    except IntegrityError:
        raise Refused("A newer case is open for this message; go on there.") from None
    log_event(case, Kind.REOPENED, by, now, why=why)
    follow_up([case], now, closed_at)


@transaction.atomic
def carried_out(row: Outbox, by: User, now: datetime) -> None:
    """A person says that it is done on the platform."""
    guard = Outbox.objects.filter(pk=row.pk, state=Outbox.State.TO_DO)
    if not guard.update(state=Outbox.State.DONE, done_at=now, done_by=by):
        row.refresh_from_db()
        raise Refused(f"{row.done_by or 'Somebody'} was faster: this is {row.get_state_display().lower()} already.")
    log_event(row.case, Kind.DELIVERED, by, now, outbox=row.pk, what=row.kind)


def log_event(case: Case, kind: str, by: User | None, now: datetime, *, why: str = "", **facts: Any) -> CaseEvent:
    return CaseEvent.objects.create(case=case, kind=kind, actor=by, at=now, why=why, facts=facts)


def outbox_row(case: Case, cause: CaseEvent, message: Message, kind: str, now: datetime, **fields: Any) -> Outbox:
    wait = timedelta(seconds=case.community.desk.undo_seconds)
    fields = {"due_at": now + wait, "made_at": now, **fields}
    return Outbox(
        community=case.community, channel=message.channel, case=case, cause=cause, message=message, kind=kind, **fields
    )


def follow_up(cases: Iterable[Case], now: datetime, *before: datetime | None) -> None:
    """Let the clocks and the days' counts follow what just happened. `before` are moments that no longer hold."""
    touched = {case.pk: case.channel_id for case in cases}
    clocks.settle_clocks(touched, now)
    mark_stale((channel, at) for channel in touched.values() for at in (now, *before))


def _messages_decided(case: Case, *, once_an_author: bool) -> list[Message]:
    """The messages that a decision is carried out on, copies too, or the first of each author."""
    copies = Message.objects.filter(copied_in__case=case).select_related("channel").order_by("pk")
    messages = [case.message, *copies]
    if once_an_author:
        return list({message.author_id: message for message in reversed(messages)}.values())
    return messages

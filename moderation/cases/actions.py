"""The verbs of a case. Each guards, writes and logs, in that order and atomically, or refuses with a reason.

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
from moderation.models import Case, CaseEvent, Escalation, Guideline, Outbox, User
from moderation.models.people import may
from moderation.refusal import Refused
from moderation.rollups.stale import mark_stale

Kind = CaseEvent.Kind
CLOSING = (Kind.DECIDED, Kind.REPLIED, Kind.CLOSED)
UNDOABLE = (*CLOSING, Kind.ESCALATED)
# What takes back a decision that was already carried out; keeping and replying have nothing to take back.
OPPOSITE = {
    Outbox.Kind.HIDE: Outbox.Kind.RESTORE,
    Outbox.Kind.REMOVE: Outbox.Kind.RESTORE,
    Outbox.Kind.SUSPEND: Outbox.Kind.LIFT,
    Outbox.Kind.WARN: Outbox.Kind.LIFT,
}
SENT = "The reply has been sent; it cannot be unsent. Write another one if something has to be put right."
PERHAPS_SENT = "Nobody can say whether the reply was sent, so it cannot be unsent. Look on the platform."
# The columns a verb may change, so that undo can put them back.
STATE = ("assignee_id", "claimed_at", "decision", "decided_revision", "closed_at", "outcome")


@transaction.atomic
def claim(case: Case, by: User, now: datetime) -> None:
    # The guarded update lets exactly one of two racing moderators win, on any database.
    if not Case.objects.open().filter(pk=case.pk, assignee=None).update(assignee=by, claimed_at=now):
        raise Refused(_why_taken(case, by, "claimed"))
    log_event(case, Kind.CLAIMED, by, now)


@transaction.atomic
def release(case: Case, by: User, now: datetime) -> None:
    holders = Q(assignee=by)
    if may(by, Right.RELEASE_OTHERS, case.community):
        holders = Q(assignee__isnull=False)
    returned = {"assignee": None, "claimed_at": None, "unclaimed_at": now, "rules_due_at": now}
    if not Case.objects.open().filter(holders, pk=case.pk).update(**returned):
        raise Refused(_why_taken(case, by, "released", nobody="Nobody has claimed this case."))
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
    was = _take_case(case, by, now, "decided", **changes)
    if not Message.objects.filter(pk=case.message_id, revision=revision).exists():
        raise Refused("The text was edited while you were reading it. Nothing was decided; this is the new text.")
    facts = {"action": action, "guideline": guideline.pk if guideline else None, "revision": revision, "was": was}
    event = log_event(case, Kind.DECIDED, by, now, why=reason, **facts)
    # Keeping changes nothing on the platform, so there is nothing to carry out.
    if action != Case.Decision.KEEP:
        Outbox.objects.bulk_create(
            _outbox_row(case, event, message, action, now) for message in _messages_decided(case, action)
        )
    _follow_up([case], now)


@transaction.atomic
def reply(case: Case, by: User, now: datetime, *, text: str, close: bool) -> None:
    was = _take_case(
        case, by, now, "answered", **({"closed_at": now, "outcome": Case.Outcome.REPLIED} if close else {})
    )
    event = log_event(case, Kind.REPLIED, by, now, why=text, was=was)
    _outbox_row(case, event, case.message, Outbox.Kind.REPLY, now, text=text).save()
    _follow_up([case], now)


@transaction.atomic
def note(case: Case, by: User, now: datetime, *, text: str) -> None:
    log_event(case, Kind.NOTED, by, now, why=text)


@transaction.atomic
def close(case: Case, by: User, now: datetime, *, why: str) -> None:
    was = _take_case(case, by, now, "closed", closed_at=now, outcome=Case.Outcome.CLOSED)
    log_event(case, Kind.CLOSED, by, now, why=why, was=was)
    _follow_up([case], now)


@transaction.atomic
def reopen(case: Case, by: User, now: datetime, *, why: str) -> None:
    opened = {"closed_at": None, "outcome": "", "assignee": by, "claimed_at": now}
    closed_at = _lock_case(case).closed_at
    try:
        with transaction.atomic():
            if not Case.objects.closed().filter(pk=case.pk).update(**opened):
                raise Refused("This case is open already.")
    except IntegrityError:
        raise Refused("A newer case is open for this message; go on there.") from None
    log_event(case, Kind.REOPENED, by, now, why=why)
    _follow_up([case], now, closed_at)


def undoable(case: Case, by: User) -> CaseEvent | None:
    """The last thing done to this case, when this person may undo it and nobody has."""
    done = case.events.filter(kind__in=[*UNDOABLE, Kind.REOPENED, Kind.UNDONE])
    # What a rule asked a team is nobody's deed, and in nobody's way.
    event = done.exclude(kind=Kind.ESCALATED, actor=None).order_by("at", "pk").last()
    # What the machine closed is reopened, not undone.
    if event is None or event.actor_id is None or event.kind not in UNDOABLE:
        return None
    own = event.actor_id == by.pk
    return event if may(by, Right.UNDO_OWN if own else Right.UNDO_OTHERS, case.community) else None


@transaction.atomic
def undo(case: Case, by: User, now: datetime) -> str:
    """Take back the last thing done: cancel what waits, compensate what was carried out. Returns what happened."""
    found = _lock_case(case)
    event = undoable(case, by)
    if event is None:
        raise Refused("There is nothing here that you can undo.")
    if event.kind == Kind.ESCALATED:
        _withdraw_escalation(case, event.facts["escalation"], by, now)
    rows = event.outbox.select_for_update(of=("self",)).select_related("channel", "recipient")
    said = [_take_back(row, event, now) for row in rows]
    # What asking a team was before is what it is now.
    columns = _as_columns(event.facts["was"] or _as_json(found))
    if found.assignee_id != event.actor_id:
        # Somebody has claimed it since: it stays with them.
        columns |= {"assignee_id": found.assignee_id, "claimed_at": found.claimed_at}
    if columns["assignee_id"] is None and found.assignee_id is not None:
        columns["unclaimed_at"] = now
    try:
        with transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**columns)
    except IntegrityError:
        raise Refused("A newer case is open for this message; go on there.") from None
    log_event(case, Kind.UNDONE, by, now, event=event.pk, what=event.kind)
    _follow_up([case], now, event.at, found.closed_at)
    return " ".join(dict.fromkeys(filter(None, said))) or "Undone. Nothing had left the building."


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


def _lock_case(case: Case) -> Case:
    """The case as it stands now, held until the end of the transaction (SQLite holds the whole database)."""
    # Not its key: a sweep that puts an event on the case while it holds an outbox row would wait for us, and we for it.
    return Case.objects.select_for_update(of=("self",), no_key=True).select_related("assignee").get(pk=case.pk)


def _take_case(case: Case, by: User, now: datetime, done: str, **changes: Any) -> dict[str, Any]:
    """Make an open case that is nobody's or one's own follow the changes; returns what it was before."""
    was = _as_json(_lock_case(case))
    free = Case.objects.open().filter(Q(assignee=None) | Q(assignee=by), pk=case.pk)
    if not free.update(assignee=by, claimed_at=case.claimed_at or now, **changes):
        raise Refused(_why_taken(case, by, done))
    return was


def _why_taken(case: Case, by: User, done: str, *, nobody: str = "") -> str:
    """Why a guard did not hold, from the case as it stands now."""
    now = Case.objects.select_related("assignee").get(pk=case.pk)
    if now.closed_at:
        last = now.events.exclude(actor=None).filter(kind__in=CLOSING).order_by("at", "pk").last()
        who = "You" if last and last.actor == by else str(last.actor) if last else "The machine"
        return f"{who} closed this case already ({now.get_outcome_display().lower()}), so it was not {done}."
    if now.assignee is None:
        return nobody or f"Somebody just gave this case back, so it was not {done}. Try again."
    if now.assignee == by:
        return "You have this case already."
    return f"{now.assignee} has claimed this case, so it was not {done}."


def _as_json(case: Case) -> dict[str, Any]:
    state = {name: getattr(case, name) for name in STATE}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in state.items()}


def _as_columns(was: dict[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value) if value and name.endswith("_at") else value for name, value in was.items()
    }


def _messages_decided(case: Case, action: str) -> list[Message]:
    """The messages that a decision is carried out on: the copies too, and each author warned or suspended once."""
    copies = Message.objects.filter(copied_in__case=case).select_related("channel").order_by("pk")
    messages = [case.message, *copies]
    if action in (Case.Decision.WARN, Case.Decision.SUSPEND):
        return list({message.author_id: message for message in reversed(messages)}.values())
    return messages


def _outbox_row(case: Case, cause: CaseEvent, message: Message, kind: str, now: datetime, **fields: Any) -> Outbox:
    wait = timedelta(seconds=case.community.desk.undo_seconds)
    fields = {"due_at": now + wait, "made_at": now, **fields}
    return Outbox(
        community=case.community, channel=message.channel, case=case, cause=cause, message=message, kind=kind, **fields
    )


def _take_back(row: Outbox, event: CaseEvent, now: datetime) -> str:
    """Cancel a row that has not left; compensate one that has, or may have; refuse where neither can be."""
    if row.state == Outbox.State.WAITING and row.token:
        raise Refused("It is being carried out at this moment. Try again in a few seconds.")
    if row.state == Outbox.State.TO_DO or (row.state == Outbox.State.WAITING and not row.tries):
        _cancel_row(row)
        return "Undone before it left the building."
    if row.kind == Outbox.Kind.MAIL:
        return _mail_left(row)
    if row.kind == Outbox.Kind.REPLY:
        raise Refused(SENT if row.state == Outbox.State.DONE else PERHAPS_SENT)
    done = "was carried out already"
    if row.state != Outbox.State.DONE:
        _cancel_row(row)
        done = "may have been carried out already"
    opposite = OPPOSITE[Outbox.Kind(row.kind)]
    _outbox_row(row.case, event, row.message, opposite, now, due_at=now, compensates=row).save()
    return f"It {done}, so {Outbox.Kind(opposite).label.lower()} is on its way."


def _withdraw_escalation(case: Case, escalation: int, by: User, now: datetime) -> None:
    """Ask nobody any more, unless the team took it up, or others have come to rely on its being asked."""
    asked = Escalation.objects.open().filter(pk=escalation)
    handed_on = case.events.filter(kind=Kind.HANDED_ON, facts__new=escalation)
    # The case is held, and whoever adds to an escalation holds it too.
    shared = asked.filter(firings__isnull=False).exists() or handed_on.exists()
    gone = {"closed_at": now, "closed_by": by, "withdrawn_at": now}
    if shared or not asked.filter(acknowledged_at=None, answered_at=None).update(**gone):
        team = Escalation.objects.get(pk=escalation).get_team_display()
        taken = f"{team} was asked about it by others too" if shared else f"{team} has taken it up already"
        raise Refused(f"{taken}, so it stays. Write a note to say what has changed.")


def _mail_left(row: Outbox) -> str:
    """A mail cannot be called back; one that failed never left."""
    if row.state == Outbox.State.WAITING:
        _cancel_row(row)
        return f"The mail to {row.recipient} may have left, and cannot be called back."
    return f"The mail to {row.recipient} has left and cannot be called back." * (row.state == Outbox.State.DONE)


def _cancel_row(row: Outbox) -> None:
    row.state = Outbox.State.CANCELLED
    row.save(update_fields=["state"])


def _follow_up(cases: Iterable[Case], now: datetime, *before: datetime | None) -> None:
    """Let the clocks and the days' counts follow what just happened; `before` are moments that no longer hold."""
    touched = {case.pk: case.channel_id for case in cases}
    clocks.settle_clocks(touched, now)
    mark_stale((channel, at) for channel in touched.values() for at in (now, *before))

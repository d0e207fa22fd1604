"""Takes back the last thing that was done to a case."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from moderation.access import Right
from moderation.answers.actions import unsay
from moderation.cases.actions import follow_up, log_event, outbox_row
from moderation.cases.holding import as_columns, as_json, lock_case
from moderation.cases.loading import clocks_of
from moderation.cases.message_row import Settled
from moderation.cases.parts import lead_again, put_rows_back, settle_rows, standing_rows
from moderation.cases.settling import moments_of
from moderation.cases.severity import take_correction_back
from moderation.cases.sought import unsay_sent
from moderation.cases.splitting import take_merge_back, take_split_back
from moderation.models import Case, CaseEvent, Clock, Escalation, Outbox, User
from moderation.models.people import may
from moderation.policy.cases import UNDOABLE, event_of
from moderation.policy.clocks import End
from moderation.policy.decisions import Act, act_of
from moderation.refusal import Refused
from moderation.rollups.stale import mark_cases, mark_stale

Kind = CaseEvent.Kind
NOTHING_SENT = "Nothing was sent for it."
SENT = "The reply has been sent; it cannot be unsent. Write another one if something has to be put right."
PERHAPS_SENT = "Nobody can say whether the reply was sent, so it cannot be unsent. Look on the platform."
PERHAPS_DONE = "Nobody can say whether it was carried out, and nothing takes it back. Look on the platform."


def undoable_event(case: Case, by: User, rights: Collection[Right] | None = None) -> CaseEvent | None:
    """The last thing done to this case, when this person may undo it and nobody has.

    `rights` are the person's here, for whoever has looked them up already.
    """
    done = case.events.filter(kind__in=[*UNDOABLE, Kind.REOPENED, Kind.UNDONE])
    # What a rule asked a team, and what the pipeline opened, is nobody's deed and in nobody's way.
    done = done.exclude(kind__in=[Kind.ESCALATED, Kind.OPENED], actor=None)
    # A closing that followed from a deed goes with it.
    event = done.exclude(kind=Kind.CLOSED, facts__has_key="cause").order_by("at", "pk").last()
    # What the machine closed is reopened, not undone, and a merge is undone where all of it is now.
    if event is None or event.actor_id is None or event.kind not in UNDOABLE or "into" in event.facts:
        return None
    needed = Right.UNDO_OWN if event.actor_id == by.pk else Right.UNDO_OTHERS
    return event if (may(by, needed, case.community) if rights is None else needed in rights) else None


@transaction.atomic
def undo_last(case: Case, by: User, now: datetime) -> str:
    """Cancel what waits and compensate what was carried out. Returns what happened."""
    found = lock_case(case)
    event = undoable_event(case, by)
    if event is None:
        raise Refused("There is nothing here that you can undo.")
    _take_deed_back(case, event, by, now)
    rows = event.outbox.select_for_update(of=("self",)).select_related("channel", "recipient")
    said = [_take_back(row, event, now) for row in rows]
    # What asking a team was before is what it is now.
    was = dict(event.facts.get("was") or as_json(found))
    put_rows_back(case, was.pop("rows", ()))
    # Promises that were given up run again, as what was promised before.
    Clock.objects.filter(case=case, pk__in=event.facts.get("clocks", ())).update(ended_at=None, ended_as="")
    take_promises_back(case, event)
    columns = as_columns(was)
    if found.assignee_id != event.actor_id:
        # Somebody has claimed it since: it stays with them.
        columns |= {"assignee_id": found.assignee_id, "claimed_at": found.claimed_at}
    columns |= take_opening_back(case, now) if event.kind == Kind.OPENED else {}
    if columns["assignee_id"] is None and found.assignee_id is not None:
        columns["unclaimed_at"] = now
    try:
        with transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**columns)
    except IntegrityError:
        raise Refused("A newer case is open for this person here; go on there.") from None
    lead_again(case)
    opens = found.closed_at is not None and columns["closed_at"] is None
    log_event(case, Kind.UNDONE, by, now, event=event.pk, what=event.kind, opens=opens)
    follow_up([case], now, event.at, found.closed_at)
    return " ".join([f"Undone: {event_of(event.kind).undoes}.", *(dict.fromkeys(said) or [NOTHING_SENT])])


def _take_deed_back(case: Case, event: CaseEvent, by: User, now: datetime) -> None:
    """Take back what only this kind of deed does."""
    match event.kind:
        case Kind.ESCALATED:
            _withdraw_escalation(case, event.facts["escalation"], by, now)
        case Kind.CORRECTED:
            take_correction_back(case, event)
        case Kind.SPLIT:
            take_split_back(case, event.facts, now)
        case Kind.MERGED:
            take_merge_back(event.facts, now)
        case Kind.SAID:
            unsay(event, now)
        case Kind.SENT:
            unsay_sent(event, now)


def take_opening_back(case: Case, now: datetime) -> dict[str, Any]:
    """Settle the message that a case was opened for, and forget what was promised for it.

    Returns the columns of a closed case.
    """
    rows = standing_rows(case)
    if len(rows) > 1:
        raise Refused("Other messages have joined this case since, so it stays. Close it instead.")
    settle_rows(rows, Settled.CLOSED, now)
    # Nobody is owed what was opened by mistake.
    clocks = Clock.objects.filter(case=case, escalation=None)
    mark_stale(moments_of(clocks_of([case.pk])))
    clocks.delete()
    return {"closed_at": now, "outcome": Case.Outcome.CLOSED}


def take_promises_back(case: Case, event: CaseEvent) -> None:
    """Forget what was promised for what a decision left, as the promise that it had kept runs again."""
    if promised := event.facts.get("promised"):
        mark_cases([case.pk])
        Clock.objects.filter(case=case, pk__in=promised).delete()


def _take_back(row: Outbox, event: CaseEvent, now: datetime) -> str:
    """Cancel a row that has not left, or compensate one that may have. Refused where neither can be."""
    if row.state == Outbox.State.WAITING and row.token:
        raise Refused("It is being carried out at this moment. Try again in a few seconds.")
    is_listed = row.state in (Outbox.State.TO_DO, Outbox.State.OFFERED) and not row.fetched_at
    if is_listed or (row.state == Outbox.State.WAITING and not row.tries):
        _cancel_row(row)
        return _unsent_words(row)
    if row.kind in Outbox.NOTICES:
        return _notice_left(row)
    act = act_of(row.kind)
    if not act.undone_by:
        raise Refused(_why_final(row, act))
    done = "was carried out already"
    if row.state != Outbox.State.DONE:
        _cancel_row(row)
        done = "may have been carried out already"
    outbox_row(row.case, event, row.message, act.undone_by, now, due_at=now, compensates=row).save()
    return f"It {done}, so {act_of(act.undone_by).words.lower()} is on its way."


def _unsent_words(row: Outbox) -> str:
    if row.kind == Outbox.Kind.REPLY:
        return "The reply was not sent."
    return f"{_notice_named(row)} was not sent." if row.kind in Outbox.NOTICES else "Nothing was done on the platform."


def _why_final(row: Outbox, act: Act) -> str:
    is_done = row.state == Outbox.State.DONE
    if row.kind == Outbox.Kind.REPLY:
        return SENT if is_done else PERHAPS_SENT
    return f"{act.done_words}, and nothing takes that back." if is_done else PERHAPS_DONE


def _withdraw_escalation(case: Case, escalation: int, by: User, now: datetime) -> None:
    """Ask nobody any more, unless the team took it up, or others have come to rely on its being asked."""
    asked = Escalation.objects.open().filter(pk=escalation)
    handed_on = case.events.filter(kind=Kind.HANDED_ON, facts__new=escalation)
    # The case is held, and whoever adds to an escalation holds it too.
    shared = asked.filter(firings__isnull=False).exists() or handed_on.exists()
    gone = {"closed_at": now, "closed_by": by, "withdrawn_at": now}
    # Whoever answered has acknowledged it as well.
    if shared or not asked.filter(acknowledged_at=None).update(**gone):
        team = Escalation.objects.select_related("team").get(pk=escalation).team
        taken = f"{team} was asked about it by others too" if shared else f"{team} has taken it up already"
        raise Refused(f"{taken}, so it stays. Write a note to say what has changed.")
    Clock.objects.running().filter(escalation=escalation).update(ended_at=now, ended_as=End.WITHDRAWN)


def _notice_left(row: Outbox) -> str:
    """What became of a mail or a call that cannot be called back. One that failed never left."""
    if row.state == Outbox.State.WAITING:
        _cancel_row(row)
        return f"{_notice_named(row)} may have left, and cannot be called back."
    if row.state == Outbox.State.DONE:
        return f"{_notice_named(row)} has left and cannot be called back."
    return _unsent_words(row)


def _notice_named(row: Outbox) -> str:
    return f"The mail to {row.recipient}" if row.recipient else "The call of the team's address"


def _cancel_row(row: Outbox) -> None:
    row.state = Outbox.State.CANCELLED
    row.save(update_fields=["state"])

"""Takes back the last thing that was done to a case."""

from datetime import datetime

from django.db import IntegrityError, transaction

from moderation.access import Right
from moderation.cases.actions import follow_up, log_event, outbox_row
from moderation.cases.holding import as_columns, as_json, lock_case
from moderation.models import Case, CaseEvent, Escalation, Outbox, User
from moderation.models.people import may
from moderation.policy.cases import UNDOABLE
from moderation.policy.decisions import Act, act_of
from moderation.refusal import Refused

Kind = CaseEvent.Kind
SENT = "The reply has been sent; it cannot be unsent. Write another one if something has to be put right."
PERHAPS_SENT = "Nobody can say whether the reply was sent, so it cannot be unsent. Look on the platform."
PERHAPS_DONE = "Nobody can say whether it was carried out, and nothing takes it back. Look on the platform."


def undoable_event(case: Case, by: User) -> CaseEvent | None:
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
def undo_last(case: Case, by: User, now: datetime) -> str:
    """Cancel what waits and compensate what was carried out. Returns what happened."""
    found = lock_case(case)
    event = undoable_event(case, by)
    if event is None:
        raise Refused("There is nothing here that you can undo.")
    if event.kind == Kind.ESCALATED:
        _withdraw_escalation(case, event.facts["escalation"], by, now)
    rows = event.outbox.select_for_update(of=("self",)).select_related("channel", "recipient")
    said = [_take_back(row, event, now) for row in rows]
    # What asking a team was before is what it is now.
    columns = as_columns(event.facts.get("was") or as_json(found))
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
    follow_up([case], now, event.at, found.closed_at)
    return " ".join(dict.fromkeys(filter(None, said))) or "Undone. Nothing had left the building."


def _take_back(row: Outbox, event: CaseEvent, now: datetime) -> str:
    """Cancel a row that has not left, or compensate one that may have. Refused where neither can be."""
    if row.state == Outbox.State.WAITING and row.token:
        raise Refused("It is being carried out at this moment. Try again in a few seconds.")
    is_listed = row.state in (Outbox.State.TO_DO, Outbox.State.OFFERED) and not row.fetched_at
    if is_listed or (row.state == Outbox.State.WAITING and not row.tries):
        _cancel_row(row)
        return "Undone before it left the building."
    if row.kind == Outbox.Kind.MAIL:
        return _mail_left(row)
    act = act_of(row.kind)
    if not act.undone_by:
        raise Refused(_why_final(row, act))
    done = "was carried out already"
    if row.state != Outbox.State.DONE:
        _cancel_row(row)
        done = "may have been carried out already"
    outbox_row(row.case, event, row.message, act.undone_by, now, due_at=now, compensates=row).save()
    return f"It {done}, so {act_of(act.undone_by).words.lower()} is on its way."


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


def _mail_left(row: Outbox) -> str:
    """What became of a mail that cannot be called back. One that failed never left."""
    if row.state == Outbox.State.WAITING:
        _cancel_row(row)
        return f"The mail to {row.recipient} may have left, and cannot be called back."
    return f"The mail to {row.recipient} has left and cannot be called back." * (row.state == Outbox.State.DONE)


def _cancel_row(row: Outbox) -> None:
    row.state = Outbox.State.CANCELLED
    row.save(update_fields=["state"])

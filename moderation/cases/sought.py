"""Looks for replies that were marked as sent, and asks about those that did not come."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from community.ingest import Covered
from community.models import Message
from moderation.cases.actions import follow_up, log_event
from moderation.cases.arriving import go_on_after, hold_case_of, open_case_for
from moderation.cases.holding import as_json, lock_case, why_taken
from moderation.cases.parts import row_as_json
from moderation.models import Case, CaseEvent, CaseMessage, Outbox, User
from moderation.models.outbox import OutboxQuerySet
from moderation.policy.outbox import OVERTAKES, Sent, StaffPost, came
from moderation.refusal import Refused

# Replies whose time is looked through at once.
SLICE = 500
DID = {True: "was sent", False: "was not sent"}
NOT_SENT = "Somebody looked, and it was not sent."
SOUGHT = ("pk", "message__conversation", "text", "cause__at", "done_at")


def seek_replies(covered: Covered, now: datetime) -> int:
    """Look for the replies of the time that was read. Returns about how many somebody is asked.

    The caller's transaction stores what was read.
    """
    asked, last = 0, 0
    rows = replies_to_seek(covered).order_by("pk")
    while found := list(rows.filter(pk__gt=last).values_list(*SOUGHT)[:SLICE]):
        sent = {pk: Sent(*columns) for pk, *columns in found}
        posts = staff_posts(covered.channel, list(sent.values()))
        there = [pk for pk, each in sent.items() if came(each, posts)]
        Outbox.objects.filter(pk__in=there, sought="").update(sought=Outbox.Sought.FOUND)
        asked += sum(ask_about(pk, covered, now) for pk in sent.keys() - set(there))
        last = found[-1][0]
    return asked


def replies_to_seek(covered: Covered) -> OutboxQuerySet:
    """Return the replies marked as sent in the time that was read, which nobody has looked for."""
    first, last = covered.span
    rows = Outbox.objects.by_hand().filter(channel=covered.channel, sought="")
    if covered.run:
        return rows.filter(done_at__gt=first, done_at__lt=last)
    # What is pushed goes on from what was pushed before.
    before = Q(done_at__gt=first) | Q(message__run=None)
    return rows.filter(before, done_at__lt=last - OVERTAKES)


def staff_posts(channel: int, sent: Sequence[Sent]) -> list[StaffPost]:
    windows = [each.window for each in sent]
    first, last = min(window[0] for window in windows), max(window[1] for window in windows)
    there = Message.objects.answers().filter(channel=channel, posted_at__range=(first, last))
    return [StaffPost(*row) for row in there.values_list("conversation", "text", "posted_at")]


def ask_about(outbox: int, covered: Covered, now: datetime) -> bool:
    """Ask about a reply, unless an import at the same time has looked for it."""
    # The guard lets exactly one of two imports ask, on any database.
    if not Outbox.objects.by_hand().filter(pk=outbox, sought="").update(sought=Outbox.Sought.ASKED):
        return False
    row = Outbox.objects.select_related("case").get(pk=outbox)
    log_event(row.case, CaseEvent.Kind.MISSED, None, now, outbox=outbox, run=covered.run, source=covered.name)
    return True


def withdraw_questions(channel: int, run: int, now: datetime) -> int:
    """Withdraw what an import asked and nobody has answered, as it is taken back. Returns how many these were.

    A later import looks for the replies again. The caller's transaction takes the import back.
    """
    rows = dict(Outbox.objects.by_hand().filter(channel=channel, sought=Outbox.Sought.ASKED).values_list("pk", "case"))
    log = CaseEvent.objects.filter(case__among={*rows.values()}, kind=CaseEvent.Kind.MISSED).order_by("at", "pk")
    # Whichever asked last is the one that still asks.
    last = {facts["outbox"]: facts for facts in log.values_list("facts", flat=True)}
    withdrawn = 0
    for pk in sorted(rows):
        facts = last.get(pk, {})
        asks = Outbox.objects.filter(pk=pk, sought=Outbox.Sought.ASKED)
        # The guard lets whoever answers at this moment be first.
        if facts.get("run") == run and asks.update(sought=""):
            about = {"outbox": pk, "run": run, "source": facts["source"]}
            CaseEvent.objects.create(case_id=rows[pk], kind=CaseEvent.Kind.UNASKED, at=now, facts=about)
            withdrawn += 1
    return withdrawn


@transaction.atomic
def say_sent(case: Case, outbox: int, by: User, now: datetime, *, sent: bool) -> None:
    """Record whether a reply was sent. One that was not opens its case and its promise again."""
    if about := Outbox.objects.filter(pk=outbox, case=case).select_related("message").first():
        hold_case_of(about)
    held = lock_case(case)
    if held.closed_at is None and held.assignee not in (None, by):
        raise Refused(why_taken(case, by, "changed"))
    row = Outbox.objects.filter(pk=outbox, case=case).select_for_update(of=("self",)).first()
    if row is None or row.sought != Outbox.Sought.ASKED or row.done_at is None:
        raise Refused("Nobody is asked about this reply any more. Look at the record of what was said.")
    was = as_json(held)
    before = {"done_at": row.done_at.isoformat(), "done_by": row.done_by_id}
    Outbox.objects.filter(pk=row.pk).update(sought=Outbox.Sought.SENT if sent else Outbox.Sought.LOST)
    if not sent:
        was["rows"] = [row_as_json(each) for each in settled_with(case, held.closed_at)]
        lost = {"state": Outbox.State.FAILED, "done_at": None, "done_by": None, "error": NOT_SENT}
        Outbox.objects.filter(pk=row.pk).update(**lost)
        go_on_after(row, now)
    log_event(case, CaseEvent.Kind.SENT, by, now, outbox=row.pk, did=DID[sent], sent=sent, was=was, before=before)
    follow_up([case], now, row.done_at)


def unsay_sent(event: CaseEvent, now: datetime) -> None:
    """Take back what was said of a reply, so that it is asked about again.

    The caller holds the case, and lets its clocks follow.
    """
    facts = event.facts
    done_at = datetime.fromisoformat(facts["before"]["done_at"])
    done = {"state": Outbox.State.DONE, "done_at": done_at, "done_by": facts["before"]["done_by"], "error": ""}
    Outbox.objects.filter(pk=facts["outbox"]).update(sought=Outbox.Sought.ASKED, **({} if facts["sent"] else done))
    theirs = open_case_for(Outbox.objects.select_related("message").get(pk=facts["outbox"]))
    if theirs and theirs.pk != event.case_id:
        follow_up([theirs], now)


def settled_with(case: Case, closed_at: datetime | None) -> list[CaseMessage]:
    """Return the messages that were settled when their case was closed."""
    return list(case.rows.filter(settled_at=closed_at, left_at=None)) if closed_at else []


def replies_asked_about(case: Case) -> OutboxQuerySet:
    """Return the replies of a case of which somebody has to say whether they were sent, oldest first."""
    return (
        Outbox.objects.by_hand().filter(case=case, sought=Outbox.Sought.ASKED).select_related("done_by").order_by("pk")
    )

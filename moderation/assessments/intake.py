"""Moderation's part of storing messages.

In the same transaction it asks for assessments and closes cases whose messages are gone.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from community.db.bulk import insert_rows, upsert_rows
from community.ingest import Stored
from community.ingest.touched import EVER
from community.models import Message
from moderation.answers.reading import answers_in
from moderation.answers.recording import record_answers
from moderation.assessments import standing
from moderation.assessments.changed_facts import changed_by_a_step
from moderation.assessments.facts import answered_messages
from moderation.assessments.store import forget_past
from moderation.cases.loading import read_messages
from moderation.cases.sought import seek_replies
from moderation.escalations.gatherings import follow_merged, note_arrivals
from moderation.models import Answer, Arrival, Case, CaseMessage, Clock, Gathering, PendingAssessment
from moderation.policy.clocks import End, answers
from moderation.rollups.stale import mark_stale, mark_touched
from moderation.work import bell

ASKED = ("message_id", "revision", "asked_at", "due_at", "is_history", "is_first")
# The same text keeps its tries, so that a message that kills workers still ends. A new text begins anew.
ASKED_AGAIN = ("asked_at", "due_at", "token", "is_first")
RENEWED = (*ASKED_AGAIN, "revision", "tries", "error", "died_at")


def stored(batch: Stored, now: datetime | None = None) -> None:
    """Take in a stored batch, and ring for the workers. Only the demo names a `now`, which is past."""
    take_in(batch, now)
    # A worker that comes before the commit would find nothing.
    transaction.on_commit(bell.ring)


def take_in(batch: Stored, now: datetime | None = None) -> None:
    """Ask for assessments of a stored batch, and let the cases that stand follow it."""
    now = now or timezone.now()
    ask_first(batch.created, is_history=batch.is_history)
    ask(batch.changed, is_history=batch.is_history)
    ask(batch.reported, ASKED_AGAIN, is_history=batch.is_history)
    ask_where_reach_changed(batch.seen)
    threads = unheard(batch)
    follow_answers(batch, now)
    take_back(batch.removed, now, heard=threads)
    ask(unanswered(threads), ASKED_AGAIN)
    ask([] if batch.is_history else waiting_again(batch.touched.silenced), ASKED_AGAIN)
    mark_touched(batch.touched)
    follow_merged(batch.touched.merged)
    note_arrivals(batch)
    leave_conversations(batch.touched.gone)
    if batch.covered:
        seek_replies(batch.covered, now)


def ask_first(messages: Iterable[Message], *, is_history: bool = False) -> None:
    """Ask about messages that were never assessed."""
    now = timezone.now()
    rows = [asked(message, now, is_history=is_history, is_first=True) for message in messages]
    insert_rows(PendingAssessment, ASKED, rows)


def ask(messages: Iterable[Message], changes: tuple[str, ...] = RENEWED, *, is_history: bool = False) -> None:
    """Ask about messages again, which ends any lease on their rows."""
    # A live message stays live when it comes again as history.
    changes = changes if is_history else (*changes, "is_history")
    # In the order in which the pipeline locks them, so that the two never deadlock.
    now, in_order = timezone.now(), sorted(messages, key=lambda message: message.pk)
    rows = [asked(message, now, is_history=is_history, is_first=False) for message in in_order]
    upsert_rows(PendingAssessment, ASKED, rows, unique="message_id", changes=changes)


def ask_where_reach_changed(seen: Collection[Message]) -> None:
    """Have messages of open cases judged again whose views or reactions have changed by a step."""
    if seen:
        rows = CaseMessage.objects.filter(message__among=[each.pk for each in seen], case__closed_at=None)
        ask_once_more(changed_by_a_step(rows))


@transaction.atomic
def ask_once_more(messages: Collection[int]) -> int:
    """Ask about messages whose facts have changed. Returns how many were not asked about already."""
    if not messages:
        return 0
    # What waits already is judged on the newest facts, and asking would end its lease.
    found = list(Message.objects.filter(pk__among=messages, pending=None, removed_at=None).only("pk", "revision"))
    ask(found, ASKED_AGAIN)
    transaction.on_commit(bell.ring)
    return len(found)


def asked(message: Message, now: datetime, *, is_history: bool, is_first: bool) -> tuple[Any, ...]:
    """Return a pending row's columns.

    The other columns are those of a row that nobody has leased.
    """
    return (message.pk, message.revision, now, now, is_history, is_first)


def take_back(removed: Collection[Message], now: datetime, *, heard: Collection[int] = ()) -> None:
    """Close what stands for deleted messages.

    In the `heard` threads, staff have fewer words now.
    """
    messages = [message.pk for message in removed]
    # A worker that judges one of them now loses its row before it looks for a case.
    PendingAssessment.objects.filter(message__among=messages).update(token=None, due_at=now)
    mark_stale(forget_past(messages))
    # Of what others removed on the platform, somebody has to say who it was.
    standing.follow(now, gone=[each.pk for each in removed if not each.removed_by_others], heard=heard)
    ask(left_alone(messages, now), ASKED_AGAIN)


def left_alone(messages: Collection[int], now: datetime) -> list[Message]:
    """Return copies that are still out there, whose leading message is gone.

    They must be judged again, because nobody has decided about them.
    """
    closed = Case.objects.filter(outcome=Case.Outcome.GONE, rows__message__among=messages)
    # Step by step, as a database that guesses at all of it at once may guess badly.
    cases = set(closed.values_list("pk", flat=True))
    copies = CaseMessage.objects.filter(case__among=cases, role=CaseMessage.Role.COPY, left_at=None)
    there = list(copies.filter(message__removed_at=None).select_related("message"))
    keys = [copy.message_id for copy in there]
    CaseMessage.objects.filter(pk__among=[copy.pk for copy in there]).update(left_at=now)
    running = Clock.objects.running().filter(case__among=cases, message__among=keys)
    running.update(ended_at=now, ended_as=End.MOVED)
    return list({copy.message_id: copy.message for copy in there}.values())


def unheard(batch: Stored) -> set[int]:
    """Return the threads in which staff have fewer words now, or others that were judged elsewhere."""
    removed = {message.conversation_id for message in batch.removed if message.from_staff}
    return moved_threads(batch) | removed | batch.touched.silenced.keys()


def moved_threads(batch: Stored) -> set[int]:
    return {thread for thread, since in batch.touched.conversations.items() if since == EVER}


def unanswered(threads: set[int]) -> list[Message]:
    """Return messages whose case was closed as answered and is not any more.

    Judged again, they open their cases again.
    """
    if not threads:
        return []
    closed = CaseMessage.objects.filter(
        message__conversation__among=threads,
        settled_as=CaseMessage.Settled.ANSWERED,
        left_at=None,
        message__from_staff=False,
        message__removed_at=None,
    )
    rows, posts = read_messages(closed), answers_in(threads)
    lost = [row.message_id for row in rows if not any(answers(post, row) for post in posts[row.thread])]
    return list(Message.objects.filter(pk__in=lost))


def waiting_again(silenced: Mapping[int, datetime]) -> list[Message]:
    """Return messages that may wait because the answer they had is none, and that no case was closed for.

    `silenced` is the latest moment of a lost answer by conversation.
    """
    if not silenced:
        return []
    said = Message.objects.people().filter(conversation__among=list(silenced), from_staff=False, removed_at=None)
    stands = CaseMessage.objects.filter(message=OuterRef("pk"), settled_at=None, left_at=None)
    waits = said.filter(Q(kind=Message.Kind.DIRECT) | Q(channel__is_answered=True), Q(rows=None) | Exists(stands))
    # Nobody waits any more for an answer to what came in as history.
    waits = waits.exclude(run__is_history=True)
    answered, _ = answered_messages(waits)
    return [
        message
        for message in waits
        if message.posted_at < silenced[message.conversation_id] and message.pk not in answered
    ]


def follow_answers(batch: Stored, now: datetime) -> None:
    """Tell again whom staff answered where messages went to other conversations, or an answer is none any more."""
    threads = moved_threads(batch) | batch.touched.silenced.keys()
    if not threads:
        return
    there = Message.objects.filter(conversation__among=threads)
    staff = there.answers().values_list("pk", flat=True)
    # Also what is of staff no more, as it names a conversation that may be gone.
    were = there.filter(Exists(Answer.objects.filter(message=OuterRef("pk")))).values_list("pk", flat=True)
    record_answers(list({*staff, *were}), now)


def leave_conversations(gone: Collection[int]) -> None:
    """Let nothing name conversations that are no more, as the batch could not be stored otherwise.

    What went to another one has followed its messages by now.
    """
    if gone:
        for table in (Answer, Arrival, Gathering):
            table._default_manager.filter(conversation__among=list(gone)).delete()
        Case.objects.filter(conversation__among=list(gone)).update(conversation=None)

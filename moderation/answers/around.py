"""Load staff messages with what stands around each, in a handful of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import Left

from community.db.keys import Keys
from community.db.plain import read_rows
from community.models import Message
from moderation.answers.values import RECENT, Around, Given, Near, StaffMessage, Wait
from moderation.models import Answer, CaseMessage

# Whether an answer fits is seen by the first of what was asked.
TEXT_READ = 2_000
WRITTEN = (
    *("id", "source_id", "channel_id", "conversation_id", "author_id", "kind", "text", "from_staff", "automated"),
    *("internal", "posted_at", "received_at", "removed_at", "parent_id", "parent_external_id"),
    "conversation__member_id",
)
NEAR = (
    *("pk", "source", "channel", "conversation", "author", "guest_name", "posted_at", "parent"),
    *("from_staff", "automated", "internal"),
)
WAITS = ("message", "settled_at", "settled_as")
Settled = CaseMessage.Settled


def load_staff_messages(messages: Collection[int]) -> list[StaffMessage]:
    """Return these messages in the order in which they were posted."""
    earlier = Message.objects.people().filter(
        ~Q(pk=OuterRef("pk")), conversation=OuterRef("conversation"), posted_at__lte=OuterRef("posted_at")
    )
    # A step down an index, where the conversation itself may be a year of chat.
    nearest = earlier.filter(removed_at=None).order_by("-posted_at", "-pk").values(key=F("pk"))[:RECENT]
    found = Message.objects.filter(pk__among=messages).order_by("posted_at", "pk")
    return [_staff_message(row) for row in read_rows(found, WRITTEN, Keys(nearest))]


def _staff_message(row: Sequence[object]) -> StaffMessage:
    *own, before = row
    return StaffMessage(*own, before=tuple(map(int, str(before).split(","))) if before else ())  # type: ignore[arg-type,misc]


def load_around(written: Collection[StaffMessage], waiting: Mapping[int, Collection[int]]) -> Around:
    """Load what stands around these messages, and who waits there.

    `waiting` are further messages that wait, by conversation.
    """
    conversations = {each.conversation for each in written}
    recent = {key for each in written for key in each.before}
    rows = _rows_that_wait(conversations, recent)
    told = {key for conversation in conversations for key in waiting.get(conversation, ())}
    parents = {each.parent for each in written if each.parent}
    near = {row[0]: Near(*row) for row in _messages({*recent, *rows, *told, *parents}).values_list(*NEAR)}
    waits = defaultdict[int, list[Wait]](list)
    for key in sorted({*rows, *told} & near.keys()):
        waits[near[key].conversation].append(Wait(near[key], rows.get(key)))
    said = _messages({*rows, *told}).values_list("pk", "title", Left("text", TEXT_READ))
    return Around(near, waits, {pk: f"{title} {text}" for pk, title, text in said})


def _messages(keys: Iterable[int]) -> QuerySet[Message]:
    return Message.objects.filter(pk__among=list(keys), removed_at=None)


def _rows_that_wait(conversations: Collection[int], recent: Collection[int]) -> dict[int, datetime | None]:
    """Return the waiting messages of open cases and of the nearest messages, with when each ended to wait.

    What an answer settled is not ended: that follows from the answers, in whatever order they are looked at.
    """
    rows = CaseMessage.objects.filter(waits=True, left_at=None)
    of_open = rows.filter(case__conversation__among=list(conversations), case__closed_at=None)
    found = [*of_open.values_list(*WAITS), *rows.filter(message__among=list(recent)).values_list(*WAITS)]
    return {key: None if how == Settled.ANSWERED else at for key, at, how in found}


def load_given(around: Around, but: Collection[int]) -> list[Given]:
    """Return the answers of staff messages nearby, and those that who waits was given, but not of these messages."""
    staff = [each.pk for each in around.near.values() if each.from_staff]
    waits = [wait.message for some in around.waits.values() for wait in some]
    found = [Answer.objects.filter(message__among=staff)]
    if waits:
        since = Answer.objects.filter(
            conversation__among=list(around.waits), posted_at__gte=min(each.posted_at for each in waits)
        )
        found.append(since.filter(author__among=[each.author for each in waits if each.author]))
        found.append(since.filter(target__among=[each.pk for each in waits if not each.author]))
    told = (some.filter(answered=True).exclude(author=None, target=None) for some in found)
    rows = {Given(*row) for some in told for row in some.values_list(*Given._fields)}
    return [each for each in sorted(rows, key=repr) if each.message not in but]

"""Record whom stored messages of staff answer, slice by slice.

It stands on the models of the migration that it is for, and names every column that it reads: what reads today's tables
may ask for columns that a database on its way to them does not have yet.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Q

from community.db.bulk import insert_rows
from community.db.keys import Keys
from community.db.plain import read_rows
from community.ingest.identities import name_key
from moderation.answers.people import People
from moderation.answers.telling import Telling
from moderation.answers.values import Around, Given, Known, Near, StaffMessage, Whom
from moderation.policy.answers import Way
from moderation.policy.answers.address import names_to_look_up

Models = Callable[[str, str], Any]
# How many messages before one of staff are looked at.
BEFORE = 12
OF_PEOPLE = Q(automated=False, internal=False)
WRITTEN = (
    *("id", "source_id", "channel_id", "conversation_id", "author_id", "kind", "text", "from_staff", "automated"),
    *("internal", "posted_at", "received_at", "removed_at", "parent_id", "parent_external_id"),
    "conversation__member_id",
)
NEAR = (
    *("pk", "source", "channel", "conversation", "author", "guest_name", "posted_at", "parent"),
    *("from_staff", "automated", "internal"),
)
GIVEN = ("message", "conversation", "author", "target", "posted_at")
KNOWN = ("pk", "source", "external_id", "name", "role", "person")
COLUMNS = ("message_id", "conversation_id", "posted_at", "given_at", "author_id", "target_id", "way", "at")


@transaction.atomic
def fill_answers(models: Models, after: int, count: int, now: datetime) -> int | None:
    """Fill in the answers of the next `count` messages behind this key.

    Nobody is asked about old messages: of whom they answer stays unknown where only waiting could tell. It may be ended
    and begun again at any moment. Returns the key that it reached, or None at the end.
    """
    messages, answers = models("community", "Message"), models("moderation", "Answer")
    keys = list(messages.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:count])
    if not keys:
        return None
    there = answers.objects.filter(message__gt=after, message__lte=keys[-1])
    new = messages.objects.filter(OF_PEOPLE, pk__gt=after, pk__lte=keys[-1], from_staff=True, removed_at=None)
    written = list(load_written(messages, new.exclude(pk__in=there.values("message"))))
    rows = [
        (said.pk, said.conversation, said.posted_at, said.given_at, each.author, each.target, each.way, now)
        for said, whom in tell_past(models, written)
        for each in whom
        if each.way != Way.UNKNOWN
    ]
    insert_rows(answers, COLUMNS, rows)
    return keys[-1]


def load_written(messages: Any, staff: Any) -> Iterator[StaffMessage]:
    """Yield messages of staff in the order in which they were posted, each with the nearest before it."""
    earlier = messages.objects.filter(
        OF_PEOPLE, ~Q(pk=OuterRef("pk")), conversation=OuterRef("conversation"), posted_at__lte=OuterRef("posted_at")
    )
    nearest = earlier.filter(removed_at=None).order_by("-posted_at", "-pk").values(key=F("pk"))[:BEFORE]
    for *own, before in read_rows(staff.order_by("posted_at", "pk"), WRITTEN, Keys(nearest)):
        yield StaffMessage._make([*own, tuple(map(int, before.split(","))) if before else ()])


def tell_past(models: Models, written: Sequence[StaffMessage]) -> Iterator[tuple[StaffMessage, list[Whom]]]:
    """Yield each message with whom it answers, as far as that follows without knowing who waited."""
    own = {said.pk for said in written}
    keys = {*chain.from_iterable(said.before for said in written), *(said.parent for said in written if said.parent)}
    found = models("community", "Message").objects.filter(pk__among=sorted(keys), removed_at=None)
    near = {row[0]: Near(*row) for row in found.values_list(*NEAR)}
    of_staff = models("moderation", "Answer").objects.filter(
        message__among=[each.pk for each in near.values() if each.from_staff], answered=True
    )
    told = of_staff.exclude(author=None, target=None).order_by("pk").values_list(*GIVEN)
    given = [each for each in map(Given._make, told) if each.message not in own]
    people = load_past_people(partial(models, "community"), written, near.values(), given)
    whom = dict(Telling(written, Around(near, {}, {}), people, given).told())
    return ((said, whom[said.pk]) for said in written)


def load_past_people(
    models: Callable[[str], Any], written: Collection[StaffMessage], near: Collection[Near], given: Iterable[Given]
) -> People:
    """Load the authors near these messages, whom earlier answers name, and whomever the texts may name."""
    authors = {each.author for each in near if each.author}
    members = load_members(models("Member"), {*authors, *(each.author for each in given if each.author)}, written)
    here = {(each.conversation, each.author) for each in near if each.author}
    staff = {each.author for each in near if each.author and each.from_staff}
    there = models("Message").objects.filter(
        conversation__among=[said.conversation for said in written], author__among=sorted(members.keys() - authors)
    )
    for conversation, author, from_staff in there.values_list("conversation", "author", "from_staff").distinct():
        here.add((conversation, author))
        staff |= {author} if from_staff else set()
    names = models("MemberName").objects.filter(member__among=sorted(members)).order_by()
    called = {(member, channel): name for member, channel, name in names.values_list("member", "channel", "name")}
    return People(members.values(), here, staff, load_joined(models("Member"), members.values()), called)


def load_members(model: Any, authors: Collection[int], written: Collection[StaffMessage]) -> dict[int, Known]:
    asked = [names_to_look_up(said.text) for said in written]
    ids = {each for some, _ in asked for each in some}
    names = {key for _, some in asked for each in some if (key := name_key(each))}
    of_sources = Q(source__in={said.source for said in written})
    members = model.objects.filter(erased_at=None)
    found = (
        members.filter(pk__among=sorted(authors)),
        members.exclude(external_id="").filter(of_sources, external_id__among=sorted(ids)),
        members.filter(of_sources, name_key__among=sorted(names)),
    )
    return {row[0]: Known(*row) for some in found for row in some.values_list(*KNOWN)}


def load_joined(model: Any, members: Iterable[Known]) -> dict[int, tuple[int, ...]]:
    persons = {each.person for each in members if each.person}
    groups = defaultdict[tuple[int, int], list[int]](list)
    rows = model.objects.filter(person__in=persons).order_by("pk")
    for pk, source, person in rows.values_list("pk", "source", "person"):
        groups[source, person].append(pk)
    return {pk: tuple(group) for group in groups.values() for pk in group}

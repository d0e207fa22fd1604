"""What happened to a case of several conversations, as far as it happened in some of them."""

from collections.abc import Collection, Iterator, Mapping

from community.models import Message
from moderation.models import Case, CaseEvent, Escalation, Outbox
from moderation.web.cases.history import Happened


def told_of(happened: Collection[Happened], case: Case, conversations: Collection[int]) -> list[Happened]:
    """Leave out what happened to messages, and was asked of teams, of other conversations."""
    rows = Outbox.objects.filter(case=case).exclude(kind__in=Outbox.NOTICES)
    carried = list(rows.values_list("pk", "cause", "message"))
    by_row = {pk: message for pk, _, message in carried}
    named = {one.event.pk: set(messages_named(one.event, by_row)) for one in happened}
    for _, cause, message in carried:
        named.setdefault(cause, set()).add(message)
    keys = {message for messages in named.values() for message in messages}
    here = set(Message.objects.filter(pk__in=keys, conversation__in=conversations).values_list("pk", flat=True))
    asked = {None, *Escalation.objects.filter(case=case).about(conversations).values_list("pk", flat=True)}
    return [
        one
        for one in happened
        if one.event.facts.get("escalation") in asked and (not named[one.event.pk] or named[one.event.pk] & here)
    ]


def messages_named(event: CaseEvent, rows: Mapping[int, int]) -> Iterator[int]:
    """Yield the messages that an event happened to. `rows` are those of the outbox rows by key."""
    facts = event.facts
    yield from facts.get("messages", ())
    if "message" in facts:
        yield facts["message"]
    if facts.get("outbox") in rows:
        yield rows[facts["outbox"]]

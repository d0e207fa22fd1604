"""What happened to a case, as far as it happened in the conversations that a team was asked about."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from community.models import Message
from moderation.cases.conversations import conversations_of
from moderation.models import Case, CaseEvent, Escalation, Outbox
from moderation.web.cases.history import Happened, event_sentence

# Of these nothing is left without their words.
ONLY_WORDS = (CaseEvent.Kind.NOTED, CaseEvent.Kind.CORRECTED)


def told_of(happened: Collection[Happened], case: Case, seen: Collection[int]) -> tuple[list[Happened], int]:
    """Return what may be told of these conversations, and how many notes and reasons are kept back.

    What happened to messages of others, or was asked of teams about them, is left out. A person's words are told where
    all that they are about is seen.
    """
    others = conversations_spoken_of(happened, case) - set(seen)
    if not others:
        return list(happened), 0
    threads = threads_of_events(happened, case)
    asked = {None, *Escalation.objects.filter(case=case).about(seen).values_list("pk", flat=True)}
    told, withheld = [], 0
    for one in happened:
        facts, named = one.event.facts, threads[one.event.pk]
        if facts.get("escalation") not in asked or (named and not named & set(seen)):
            continue
        about = named or set(facts.get("conversations", ())) or others
        if "escalation" in facts or not about & others:
            told.append(one)
            continue
        withheld += bool(one.why and one.actor)
        if one.event.kind not in ONLY_WORDS:
            told.append(without_words(one))
    return told, withheld


def conversations_spoken_of(happened: Iterable[Happened], case: Case) -> set[int]:
    """Return the conversations of a case, also those that it had when somebody wrote about it."""
    written = (one.event.facts.get("conversations", ()) for one in happened)
    return conversations_of(case).union(*written)


def threads_of_events(happened: Iterable[Happened], case: Case) -> dict[int, set[int]]:
    """Return the conversations of the messages that each event happened to."""
    rows = Outbox.objects.filter(case=case).exclude(kind__in=Outbox.NOTICES)
    carried = list(rows.values_list("pk", "cause", "message"))
    by_row = {pk: message for pk, _, message in carried}
    named = {one.event.pk: set(messages_named(one.event, by_row)) for one in happened}
    for _, cause, message in carried:
        named.setdefault(cause, set()).add(message)
    keys = {message for messages in named.values() for message in messages}
    thread = dict(Message.objects.filter(pk__in=keys).values_list("pk", "conversation"))
    # A message that is no more was of a conversation that nobody sees.
    return {event: {thread.get(message, 0) for message in messages} for event, messages in named.items()}


def messages_named(event: CaseEvent, rows: Mapping[int, int]) -> Iterator[int]:
    """Yield the messages that an event happened to. `rows` are those of the outbox rows by key."""
    facts = event.facts
    yield from facts.get("messages", ())
    if "message" in facts:
        yield facts["message"]
    if facts.get("outbox") in rows:
        yield rows[facts["outbox"]]


def without_words(one: Happened) -> Happened:
    """Return what happened without a reason and without the guideline, where a person did it."""
    if not one.actor:
        return one
    return replace(one, why="", says=event_sentence(one.event, {}, {}))

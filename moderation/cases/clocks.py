"""Settles the clocks of cases from the record and from what staff wrote.

The pipeline settles the cases of a batch in its plan, by the same rules.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import datetime
from typing import Any

from django.db.models import Q

from moderation.answers.reading import answers_in
from moderation.cases.loading import clocks_of, held_cases, rows_of, write_changed
from moderation.cases.returned import find_returned_replies
from moderation.cases.settling import CaseParts, settle_case
from moderation.models import Case, CaseEvent, CaseMessage, Clock, Outbox
from moderation.policy.cases import FIRST_ACTIONS
from moderation.policy.clocks import Deeds, Lost, Reply
from moderation.rollups.stale import mark_cases
from moderation.targets import weeks_of

Kind = CaseEvent.Kind
OF_REPLY = (
    *("pk", "stable_id", "cause", "message", "message__author", "message__conversation", "text"),
    *("cause__at", "done_at", "done_by"),
)
OF_LOST = ("pk", "message", "message__author", "cause__at")
# Events that name replies which did not arrive: they say so, or took over a case that had some.
NAMING = (Kind.FAILED, Kind.SENT, Kind.MERGED)
# By these a person says that no reply is needed, or that none can arrive.
EXCUSES = (Kind.UNNEEDED, Kind.UNDELIVERED)


def settle_clocks(cases: Iterable[int], now: datetime) -> None:
    """Work out who waits in these cases, what was kept, and when each is due; rules look at them again.

    The caller's transaction holds them until its end.
    """
    held = held_cases(cases)
    keys = [case.id for case in held if case.id]
    mark_cases(keys)
    clocks = clocks_of(keys)
    rows = rows_of(keys, clocks)
    were = [copy(case) for case in held], [copy(row) for row in rows], [copy(clock) for clock in clocks]
    deeds, posts = deeds_of(keys), answers_in({row.thread for row in rows})
    weeks = weeks_of({case.community_id for case in held})
    for case in held:
        # What is closed asks no rule.
        case.rules_due_at = now
        own = [row for row in rows if row.case_id == case.id]
        parts = CaseParts(case, own, [clock for clock in clocks if clock.case_id == case.id])
        settle_case(parts, posts, deeds[case.id or 0], now)
        case.stand(weeks[case.community_id])
    write_changed(Case, held, were[0])
    write_changed(CaseMessage, rows, were[1])
    write_changed(Clock, clocks, were[2])
    # Also moments that stayed: what they were measured by may have changed.
    mark_cases(keys)


def deeds_of(cases: Collection[int]) -> defaultdict[int, Deeds]:
    """What people did on each case, apart from what was undone, and the replies that did not arrive."""
    done = Q(kind__in=[*FIRST_ACTIONS, *NAMING, Kind.UNDONE]) & ~Q(actor=None)
    log = CaseEvent.objects.filter(done | Q(kind=Kind.FAILED), case__among=cases)
    events = list(log.values_list("pk", "case", "kind", "at", "facts"))
    undone = {facts["event"] for _, _, kind, _, facts in events if kind == Kind.UNDONE}
    events = [event for event in events if event[0] not in undone]
    replies = replies_of(cases) if any(kind == Kind.REPLIED for _, _, kind, _, _ in events) else {}
    found: defaultdict[int, Deeds] = defaultdict(Deeds)
    for pk, case, kind, at, facts in events:
        if kind in FIRST_ACTIONS:
            found[case] = with_deed(found[case], kind, at, facts, replies.get(pk, ()))
    for case, lost in lost_replies((case, at, facts) for _, case, kind, at, facts in events if kind in NAMING):
        found[case] = found[case]._replace(lost=(*found[case].lost, lost))
    return found


def with_deed(deeds: Deeds, kind: str, at: datetime, facts: Mapping[str, Any], replies: Iterable[Reply]) -> Deeds:
    changes: dict[str, Any] = {"acted": (*deeds.acted, at), "replies": (*deeds.replies, *replies)}
    if kind == Kind.DECIDED:
        changes["decided"] = (*deeds.decided, at)
        if "messages" in facts:
            changes["about"] = {**deeds.about, at: facts["messages"]}
    if kind in EXCUSES:
        changes["excused"] = (*deeds.excused, at)
    return deeds._replace(**changes)


def lost_replies(named: Iterable[tuple[int, datetime, Mapping[str, Any]]]) -> Iterator[tuple[int, Lost]]:
    """Yield the replies that events name and that did not arrive, each with the case of the event."""
    # What was lost twice is lost since the second time.
    lost_at = {(case, row): at for case, at, facts in named for row in rows_named(facts)}
    if not lost_at:
        return
    replies = Outbox.objects.filter(kind=Outbox.Kind.REPLY, state=Outbox.State.FAILED)
    failed = {row[0]: row for row in replies.filter(pk__in={row for _, row in lost_at}).values_list(*OF_LOST)}
    for (case, row), at in lost_at.items():
        if row in failed:
            _, message, author, written_at = failed[row]
            yield case, Lost(row, message, author, written_at, at)


def lost_in(case: int) -> list[int]:
    """Return the lost replies, by their rows of the outbox, of a case that stands at the top for them."""
    if not Case.objects.filter(pk=case, reply_lost_at__isnull=False).exists():
        return []
    return [lost.outbox for lost in deeds_of([case])[case].lost]


def rows_named(facts: Mapping[str, Any]) -> Sequence[int]:
    return facts.get("lost", [facts["outbox"]] if "outbox" in facts else [])


def replies_of(cases: Collection[int]) -> dict[int, list[Reply]]:
    """The replies that were written on these cases, by the key of their event."""
    rows = list(Outbox.objects.filter(case__among=cases, kind=Outbox.Kind.REPLY).values_list(*OF_REPLY))
    returned = find_returned_replies([(row[0], row[1], row[5], row[6], row[7]) for row in rows if row[8]])
    found: dict[int, list[Reply]] = defaultdict(list)
    for pk, _, cause, message, author, _, _, written_at, done_at, done_by in rows:
        came = returned.get(pk)
        as_and_at = (came.message, came.posted_at) if came else (None, None)
        found[cause].append(Reply(message, author, written_at, done_at, done_by is not None, *as_and_at))
    return found

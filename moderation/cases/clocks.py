"""Settles the clocks of cases from the record and from what staff wrote.

The pipeline settles the cases of a batch in its plan, by the same rules.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from copy import copy
from datetime import datetime

from moderation.answers.reading import answers_in
from moderation.cases.loading import clocks_of, held_cases, rows_of, write_changed
from moderation.cases.returned import find_returned_replies
from moderation.cases.settling import CaseParts, settle_case
from moderation.models import Case, CaseEvent, CaseMessage, Clock, Outbox
from moderation.policy.cases import FIRST_ACTIONS
from moderation.policy.clocks import Deeds, Reply
from moderation.rollups.stale import mark_cases
from moderation.targets import weeks_of

Kind = CaseEvent.Kind
OF_REPLY = (
    *("pk", "stable_id", "cause", "message", "message__author", "message__conversation", "text"),
    *("cause__at", "done_at", "done_by"),
)


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
    """What people did on each case, apart from what was undone."""
    log = CaseEvent.objects.filter(case__among=cases, kind__in=[*FIRST_ACTIONS, Kind.UNDONE]).exclude(actor=None)
    events = list(log.values_list("pk", "case", "kind", "at", "facts"))
    undone = {facts["event"] for _, _, kind, _, facts in events if kind == Kind.UNDONE}
    replies = replies_of(cases) if any(kind == Kind.REPLIED for _, _, kind, _, _ in events) else {}
    found: defaultdict[int, Deeds] = defaultdict(Deeds)
    for pk, case, kind, at, facts in events:
        if kind != Kind.UNDONE and pk not in undone:
            acted, decided, replied, about = found[case]
            if kind == Kind.DECIDED:
                decided = (*decided, at)
                about = {**about, at: facts["messages"]} if "messages" in facts else about
            found[case] = Deeds((*acted, at), decided, (*replied, *replies.get(pk, ())), about)
    return found


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

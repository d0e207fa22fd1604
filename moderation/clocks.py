"""The clocks of cases: started when a case opens, stopped by what people did and what staff wrote, read from the log.

Nothing here adds up: a clock is worked out anew from all that happened, so undoing, recalling and late arrivals need
no rules of their own.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from community.models import Message
from moderation.metrics.marks import Moment, mark
from moderation.models import Case, CaseEvent
from moderation.policy import clocks
from moderation.promises import Promise

Kind = CaseEvent.Kind
ACTIONS = (Kind.DECIDED, Kind.REPLIED, Kind.ESCALATED, Kind.CLOSED)
Posts = dict[int, list[tuple[datetime, datetime]]]
SETTLED = ("first_action_at", "first_reply_at", "due_by", "rules_due_at")


def start(case: Case, promise: Promise, started_at: datetime) -> None:
    """Set what was promised for a case of this severity; what already happened stays as it is."""
    target = promise.target(case.severity)
    case.clock_started_at = started_at
    for name, within in (("first_action", target.first_action), ("first_reply", target.first_reply)):
        clock = clocks.run(started_at, within, promise.week) if within is not None else None
        setattr(case, f"{name}_by", clock and clock.due_by)
        setattr(case, f"{name}_risk_at", clock and clock.at_risk_at)
    case.due_by = case.next_due


def settle(cases: Iterable[int], now: datetime) -> None:
    """Work out when these cases were first acted on and first answered, and when each is due now.

    The caller's transaction holds them until its end. Escalation rules look at them again.
    """
    held = Case.objects.filter(pk__in=list(cases)).order_by("pk").select_for_update(of=("self",), no_key=True)
    found = list(held.select_related("message").defer("message__text", "message__tags", "message__digest"))
    before = {case.pk: moments(case) for case in found}
    stood = {case.pk: [getattr(case, name) for name in SETTLED] for case in found}
    deeds, posts = deeds_of(found), staff_posts({case.message.thread_id for case in found})
    for case in found:
        answers = list(later(posts[case.message.thread_id], case))
        acted, replied = deeds[case.pk]
        case.first_action_at, case.first_reply_at = clocks.kept(acted, [*replied, *answers], case.closed_at)
        case.due_by = case.next_due
        case.rules_due_at = None if case.closed_at else now
    moved = [case for case in found if [getattr(case, name) for name in SETTLED] != stood[case.pk]]
    Case.objects.bulk_update(moved, SETTLED, batch_size=500)
    # Also moments that stayed: what they were measured by may have changed.
    mark(moment for case in found for moment in moments(case) | before[case.pk])


def answered_among(threads: Collection[int]) -> set[int]:
    """Those of these threads in which staff have written."""
    return set(staff_posts(threads))


def moments(case: Case) -> set[Moment]:
    return {(case.channel_id, case.first_action_at), (case.channel_id, case.first_reply_at)}


def deeds_of(cases: Collection[Case]) -> dict[int, tuple[list[datetime], list[datetime]]]:
    """When people acted on each case, and when they replied; what was undone never happened."""
    log = CaseEvent.objects.filter(case__in=cases, kind__in=[*ACTIONS, Kind.UNDONE]).exclude(actor=None)
    events = list(log.values_list("pk", "case", "kind", "at", "facts"))
    undone = {facts["event"] for _, _, kind, _, facts in events if kind == Kind.UNDONE}
    found: dict[int, tuple[list[datetime], list[datetime]]] = {case.pk: ([], []) for case in cases}
    for pk, case, kind, at, _ in events:
        if kind != Kind.UNDONE and pk not in undone:
            acted, replied = found[case]
            acted.append(at)
            if kind == Kind.REPLIED:
                replied.append(at)
    return found


def staff_posts(threads: Collection[int]) -> Posts:
    """When staff wrote in each thread; its first message, whoever wrote it, answers nothing."""
    said = Message.objects.filter(root__in=threads, from_staff=True, removed_at=None)
    posts: Posts = defaultdict(list)
    for message in said.only("root_id", "posted_at", "received_at"):
        # A platform whose clock is ahead of ours: nobody answered after we had the answer.
        posts[message.thread_id].append((message.posted_at, min(message.posted_at, message.received_at)))
    return posts


def later(posts: Iterable[tuple[datetime, datetime]], case: Case) -> Iterator[datetime]:
    """The answers among them. To a later revision, only what came after it."""
    since = case.posted_at
    if case.revision > 1 and case.clock_started_at:
        since = max(since, case.clock_started_at)
    return (given_at for posted_at, given_at in posts if posted_at > since)

"""The clocks of cases: started when a case opens, stopped by what people did and what staff wrote, read from the log.

Nothing here adds up: a clock is worked out anew from all that happened, so undoing, recalling and late arrivals need
no rules of their own.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from community.models import Message
from moderation.metrics.marks import Moment, mark
from moderation.models import Case, CaseEvent
from moderation.policy import clocks
from moderation.promises import Promise

Kind = CaseEvent.Kind
ACTIONS = (Kind.DECIDED, Kind.REPLIED, Kind.ESCALATED, Kind.CLOSED)
# When it was posted, and when it counts as given.
Post = tuple[datetime, datetime]
Posts = dict[int, list[Post]]
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


def settle(cases: Iterable[int], now: datetime, *, asks_rules: bool = True) -> None:
    """Work out when these cases were first acted on and first answered, and when each is due now.

    The caller's transaction holds them until its end. Escalation rules look again at those that moved, and at all of
    them where more than their clocks may have changed (`asks_rules`).
    """
    held = Case.objects.filter(pk__in=list(cases)).order_by("pk").select_for_update(of=("self",), no_key=True)
    found = list(held.select_related("message").defer("message__text", "message__tags", "message__digest"))
    before = {case.pk: moments(case) for case in found}
    stood = {case.pk: [getattr(case, name) for name in SETTLED] for case in found}
    deeds, posts = deeds_of(found), staff_posts({case.message.thread_id for case in found})
    for case in found:
        acted, replied = deeds[case.pk]
        stop(case, posts[case.message.thread_id], acted, replied)
        has_moved = [getattr(case, name) for name in SETTLED] != stood[case.pk]
        if case.closed_at:
            case.rules_due_at = None
        elif asks_rules or has_moved:
            case.rules_due_at = now
    moved = [case for case in found if [getattr(case, name) for name in SETTLED] != stood[case.pk]]
    Case.objects.bulk_update(moved, SETTLED, batch_size=500)
    # Also moments that stayed: what they were measured by may have changed.
    mark(moment for case in found for moment in moments(case) | before[case.pk])


def answer(cases: Mapping[int, list[Case]]) -> None:
    """Stop the clocks of new cases, by their thread, that staff have answered already."""
    answered = [(case, given) for thread, given in staff_posts(cases.keys()).items() for case in cases[thread]]
    for case, given in answered:
        stop(case, given, [], [])
    mark(moment for case, _ in answered for moment in moments(case))


def stop(case: Case, posts: Iterable[Post], acted: Iterable[datetime], replied: Iterable[datetime]) -> None:
    answers = later(posts, case)
    case.first_action_at, case.first_reply_at = clocks.kept(acted, [*replied, *answers], case.closed_at)
    case.due_by = case.next_due


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


def later(posts: Iterable[Post], case: Case) -> Iterator[datetime]:
    """The answers among them. To a later revision, only what came after it."""
    since = case.posted_at
    if case.revision > 1 and case.clock_started_at:
        since = max(since, case.clock_started_at)
    return (given_at for posted_at, given_at in posts if posted_at > since)

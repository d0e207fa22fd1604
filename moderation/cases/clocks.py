"""Settles the clocks of cases from the record and from what staff wrote.

Each is worked out anew from all that happened, so undoing, recalling and late arrivals need no rules of their own. The
pipeline settles the cases of a batch in its plan, by the same policy.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from community.models import Message
from moderation.models import Case, CaseEvent
from moderation.policy.cases import FIRST_ACTIONS
from moderation.policy.clocks import Deeds, Post, settled
from moderation.rollups.stale import mark_stale

Kind = CaseEvent.Kind
SETTLED = ("first_action_at", "first_reply_at", "due_by", "rules_due_at")


def settle_clocks(cases: Iterable[int], now: datetime) -> None:
    """Work out when these cases were first acted on and answered, and when each is due; rules look at them again.

    The caller's transaction holds them until its end.
    """
    held = Case.objects.filter(pk__among=list(cases)).order_by("pk").select_for_update(of=("self",), no_key=True)
    found = list(held.select_related("message").defer("message__text", "message__tags", "message__digest"))
    keys = [case.pk for case in found]
    deeds, posts = deeds_of(keys), staff_posts({case.message.conversation_id for case in found})
    now_so = {case.pk: settled(case, posts[case.message.conversation_id], deeds[case.pk]) for case in found}
    # What is closed asks no rule.
    asks = {case.pk: None if case.closed_at else now for case in found}
    Case.objects.update_rows(SETTLED, [(key, *now_so[key], asks[key]) for key in keys])
    # Also moments that stayed: what they were measured by may have changed.
    before = ((case.channel_id, at) for case in found for at in (case.first_action_at, case.first_reply_at))
    after = ((case.channel_id, at) for case in found for at in now_so[case.pk][:2])
    mark_stale([*before, *after])


def deeds_of(cases: Collection[int]) -> defaultdict[int, Deeds]:
    """When people acted on each case, and when they replied, apart from what was undone."""
    log = CaseEvent.objects.filter(case__among=cases, kind__in=[*FIRST_ACTIONS, Kind.UNDONE]).exclude(actor=None)
    events = list(log.values_list("pk", "case", "kind", "at", "facts"))
    undone = {facts["event"] for _, _, kind, _, facts in events if kind == Kind.UNDONE}
    found: defaultdict[int, Deeds] = defaultdict(Deeds)
    for pk, case, kind, at, _ in events:
        if kind != Kind.UNDONE and pk not in undone:
            acted, replied = found[case]
            found[case] = Deeds((*acted, at), (*replied, at) if kind == Kind.REPLIED else replied)
    return found


def staff_posts(conversations: Collection[int]) -> defaultdict[int, list[Post]]:
    """When staff answered in each conversation."""
    said = Message.objects.answers().filter(conversation__among=conversations, removed_at=None)
    posts: defaultdict[int, list[Post]] = defaultdict(list)
    for conversation, posted_at, received_at in said.values_list("conversation", "posted_at", "received_at"):
        # A platform whose clock is ahead of ours: nobody answered after we had the answer.
        posts[conversation].append(Post(posted_at, min(posted_at, received_at)))
    return posts

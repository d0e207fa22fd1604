"""When a rule that counts people would have fired in the last thirty days."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count

from community.models import Channel, Community, Message
from moderation.escalations.gatherings import COLUMNS, as_posts, members_messages
from moderation.policy import gatherings as policy

DAYS = 30
# The newest messages of a community that are counted, the liveliest conversations of them, and what is listed.
MESSAGES, CONVERSATIONS, SHOWN = 100_000, 100, 20


class Would(NamedTuple):
    """A crowd that would have set the rule off, and the first message of its conversation."""

    crowd: policy.Crowd
    message: Message


class Preview(NamedTuple):
    """What was found since a moment, which is later than asked for where there was too much to count."""

    since: datetime
    is_cut: bool
    times: int
    shown: Sequence[Would]


def preview_crowds(community: Community, condition: policy.Condition, now: datetime) -> Preview:
    """Count when the condition held, by the moments of posting, also in what was imported."""
    channels = list(Channel.objects.filter(community=community).values_list("pk", flat=True))
    asked = now - timedelta(days=DAYS)
    since = max([asked, *(newest_from(channel, asked, MESSAGES // len(channels)) for channel in channels)])
    said = members_messages().filter(channel__in=channels, posted_at__gte=since, posted_at__lte=now)
    counted = said.order_by().values("conversation").annotate(n=Count("pk")).filter(n__gte=condition.people)
    lively = list(counted.order_by("-n").values_list("conversation", flat=True)[:CONVERSATIONS])
    found: list[tuple[policy.Crowd, int]] = []
    for conversation in lively:
        rows = list(said.filter(conversation=conversation).order_by("-posted_at").values_list(*COLUMNS)[:MESSAGES])
        posts = as_posts(rows, is_tone_asked=condition.bad_share is not None)
        found += [(crowd, conversation) for crowd in policy.crowds(posts, condition)]
    found.sort(reverse=True)
    return Preview(since, since > asked, len(found), first_messages(found[:SHOWN]))


def newest_from(channel: int, asked: datetime, count: int) -> datetime:
    """Return from when on a channel has at most so many messages."""
    newest = Message.objects.filter(channel=channel, posted_at__gte=asked).order_by("-posted_at")
    return next(iter(newest.values_list("posted_at", flat=True)[count : count + 1]), asked)


def first_messages(found: Sequence[tuple[policy.Crowd, int]]) -> list[Would]:
    """Put the message with each crowd that its conversation begins with, or that it began with itself."""
    shown = []
    for crowd, conversation in found:
        said = Message.objects.filter(conversation=conversation).select_related("channel", "author")
        root = said.filter(begins__pk=conversation).first()
        message = root or said.filter(posted_at__gte=crowd.began_at).order_by("posted_at", "pk").first()
        if message:
            shown.append(Would(crowd, message))
    return shown

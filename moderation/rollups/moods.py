"""Sum the scores of what each member wrote on a day, for moods."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Exists, F, OuterRef

from community.ingest.seen import in_chunks
from moderation.models import Assessment, CaseEvent, Finding, Guideline
from moderation.policy.health.moods import UNIT
from moderation.policy.values import Severity
from moderation.rollups.channel_days import ChannelDay
from moderation.rollups.packing import pack_rows

SPAM = "spam"
# The numbers of a row of moods.
WIDTH = 5


def packed_moods(day: ChannelDay) -> bytes:
    """Pack a row for each member who wrote anything that was scored and is no spam."""
    scored = Assessment.objects.filter(
        ~Exists(Finding.objects.filter(assessment=OuterRef("pk"), version__category=SPAM, severity__gt=Severity.LOW)),
        day.when("message__posted_at"),
        message__channel=day.channel,
        message__from_staff=False,
        message__automated=False,
        revision=F("message__revision"),
        compound__isnull=False,
    )
    rows = list(scored.values_list("message", "message__author", "message__removed_at", "compound"))
    spam = removed_for_spam([message for message, _, removed_at, _ in rows if removed_at])
    sums = defaultdict[int, list[int]](lambda: [0, 0, 0, 0])
    for message, author, removed_at, compound in rows:
        if message not in spam:
            place = 2 if removed_at else 0
            sums[author or -message][place] += 1
            sums[author or -message][place + 1] += round((compound or 0) * UNIT)
    return pack_rows((person, *each) for person, each in sums.items())


def removed_for_spam(removed: Collection[int]) -> set[int]:
    """Return those of these messages that a standing decision took for spam."""
    if not removed:
        return set()
    spam = set(Guideline.objects.filter(category=SPAM).values_list("pk", flat=True))
    found = set[int]()
    for keys in in_chunks(removed):
        events = CaseEvent.objects.filter(case__rows__message__in=keys, case__rows__left_at=None)
        decided = events.filter(kind=CaseEvent.Kind.DECIDED).values_list(
            "pk", "case__rows__message", "facts__guideline"
        )
        undone = set(events.filter(kind=CaseEvent.Kind.UNDONE).values_list("facts__event", flat=True))
        found |= {message for pk, message, guideline in decided if guideline in spam and pk not in undone}
    return found

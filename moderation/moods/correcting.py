"""Keep what people say a text sounds like, where its engine says otherwise."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, QuerySet

from community.models import Community
from moderation.models import Assessment, Case, SentimentCorrection, User
from moderation.policy.sentiment import Band, band_of
from moderation.refusal import Refused


@transaction.atomic
def correct_mood(case: Case, by: User, now: datetime, *, band: str, revision: int) -> SentimentCorrection:
    """Keep what a person says the case's message sounds like. Figures and the case stay what they are."""
    made = Assessment.objects.filter(message=case.message_id, revision=revision).first()
    if made is None or made.compound is None:
        raise Refused("This text was not scored, so there is no mood to correct.")
    if revision != case.message.revision:
        raise Refused("The text was edited meanwhile, so look at the mood of what stands there now.")
    said = band_of(made.engine, made.compound)
    if said == band:
        raise Refused(f"It is shown as {said} already.")
    values = {"band": band, "said": said, "engine": made.engine, "at": now}
    return SentimentCorrection.objects.update_or_create(
        message=case.message, revision=revision, by=by, defaults=values
    )[0]


def take_correction_back(case: Case, by: User, *, revision: int) -> None:
    if not own_corrections(case, by, revision).delete()[0]:
        raise Refused("You said nothing of this text’s mood.")


def own_corrections(case: Case, by: User, revision: int) -> QuerySet[SentimentCorrection]:
    return SentimentCorrection.objects.filter(message=case.message_id, revision=revision, by=by)


def corrections_in(community: Community) -> QuerySet[SentimentCorrection]:
    return SentimentCorrection.objects.filter(message__channel__community=community)


class Counted(NamedTuple):
    """How often people say one thing where an engine said another."""

    engine: str
    said: str
    band: str
    n: int


def counted_corrections(community: Community) -> list[Counted]:
    found = corrections_in(community).values_list("engine", "said", "band").annotate(n=Count("pk"))
    return [Counted(*row) for row in found.order_by("engine", "said", "band")]


def correction_lines(community: Community) -> Iterator[dict[str, Any]]:
    """Yield corrections with their texts, the oldest first. Of an edited text only what was said is left."""
    rows = corrections_in(community).select_related("message__channel", "by").order_by("pk")
    for each in rows.iterator(chunk_size=1_000):
        stands = each.message.revision == each.revision
        yield {
            "at": each.at.isoformat(),
            "by": str(each.by),
            "channel": each.message.channel.slug,
            "external_id": each.message.external_id,
            "engine": each.engine,
            "said": each.said,
            "label": "neutral" if each.band == Band.UNCLEAR else each.band,
            "text": (each.message.text or each.message.title) if stands else "",
        }

"""The mood of a case's message, and what people say of it instead."""

from collections.abc import Sequence
from typing import NamedTuple

from moderation.models import Assessment, SentimentCorrection, User
from moderation.policy.sentiment import Band, band_of


class Choice(NamedTuple):
    """A button that says what a text sounds like, and its key."""

    band: Band
    label: str
    key: str


WRONG = {
    Band.POSITIVE: (Choice(Band.NEGATIVE, "This was not positive", "-"),),
    Band.NEGATIVE: (Choice(Band.POSITIVE, "This was not negative", "+"),),
    Band.UNCLEAR: (Choice(Band.NEGATIVE, "It is negative", "-"), Choice(Band.POSITIVE, "It is positive", "+")),
}


class Corrected(NamedTuple):
    """What people said of the mood of a revision, and what this person may still say."""

    said: Sequence[SentimentCorrection]
    own: SentimentCorrection | None
    choices: Sequence[Choice]


def corrected(made: Assessment | None, by: User) -> Corrected | None:
    """Return what was said of a text's mood, or nothing where it has none."""
    if made is None or made.compound is None:
        return None
    about = SentimentCorrection.objects.filter(message=made.message_id, revision=made.revision)
    said = list(about.select_related("by").order_by("pk"))
    own = next((each for each in said if each.by_id == by.pk), None)
    return Corrected(said, own, () if own else WRONG[band_of(made.engine, made.compound)])

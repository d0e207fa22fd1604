"""The rating of a message, also where a review only says that it does not recommend."""

from collections.abc import Collection, Iterable

from community.models import Message
from community.records import NOT_RECOMMENDED
from moderation.assessments.messages import Said

# As the readers of files take a recommendation that stands among stars.
LOWEST = 1.0


def rating_told(rating: float | None, tags: Collection[str]) -> float | None:
    return LOWEST if rating is None and NOT_RECOMMENDED in tags else rating


def load_ratings(messages: Iterable[Said]) -> dict[int, float | None]:
    """Return the ratings of these messages by key."""
    ratings = {message.id: message.rating for message in messages}
    # Only reviews have thumbs, and few of them have no stars.
    unrated = [message.id for message in messages if message.kind == Message.Kind.REVIEW and message.rating is None]
    if unrated:
        tagged = Message.objects.filter(pk__among=unrated).values_list("pk", "tags")
        ratings |= {pk: rating_told(None, tags) for pk, tags in tagged}
    return ratings

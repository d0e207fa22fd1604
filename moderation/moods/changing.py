"""Change a desk's engine of moods and its own words, and begin to score its texts anew."""

from datetime import datetime
from typing import Any

from django.db import transaction

from community.models import Community
from moderation.changes import Subject, Values, hold_community, record_change, refuse_stale
from moderation.models import Desk, Rescoring, User
from moderation.refusal import Refused
from moderation.work import bell

FIELDS = ("engine", "own_names", "trouble_words", "negative_emoji")
# What the record calls it, as there is one a community.
NAME = "Mood"


def mood_values(desk: Desk) -> dict[str, Any]:
    return {field: getattr(desk, field) for field in FIELDS}


@transaction.atomic
def change_mood(community: Community, by: User, now: datetime, *, seen: str, **written: Any) -> bool:
    """Change the engine and the words, which hold at once, and begin to score anew what is there.

    Returns whether anything differs.
    """
    desk = _hold_desk(community, by)
    refuse_stale(desk.community, Subject.MOOD, NAME, mood_values(desk), seen)
    return _change(desk, by, now, written)


@transaction.atomic
def undo_change(rescoring: Rescoring, by: User, now: datetime) -> None:
    """Bring back what the desk had before its last change of moods."""
    desk = _hold_desk(rescoring.community, by)
    if rescoring != newest_rescoring(desk.community):
        raise Refused("What moods are scored by was changed once more since, so look at what stands now.")
    _change(desk, by, now, rescoring.was)


def newest_rescoring(community: Community) -> Rescoring | None:
    return Rescoring.objects.filter(community=community).select_related("by").first()


def _hold_desk(community: Community, by: User) -> Desk:
    held = hold_community(community, by)
    return Desk.objects.select_for_update(of=("self",)).select_related("community").get(community=held)


def _change(desk: Desk, by: User, now: datetime, written: Values) -> bool:
    before, after = mood_values(desk), {field: written[field] for field in FIELDS}
    if not record_change(desk.community, by, now, Subject.MOOD, NAME, before=before, after=after):
        return False
    Desk.objects.filter(pk=desk.pk).update(**after)
    # The further one goes over everything, so that the one before need not.
    Rescoring.objects.to_do().filter(community=desk.community).update(done_at=now, is_overtaken=True)
    Rescoring.objects.create(community=desk.community, engine=after["engine"], was=before, by=by, started_at=now)
    transaction.on_commit(bell.ring_for_moods)
    return True

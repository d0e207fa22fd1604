"""Change the desk's thresholds and what it keeps, and the community's name, time zone and languages."""

from datetime import datetime
from typing import Any

from django.db import transaction

from community.models import Community
from moderation.administration.names import refuse_anothers
from moderation.changes import Subject, hold_community, record_change, refuse_stale
from moderation.escalations import rules
from moderation.models import Desk, User
from moderation.rollups import refresh

DESK = (
    *("severity_from", "compound_to", "reports_from", "rating_to", "reopen_days", "undo_seconds"),
    "digest_minutes",
)
COMMUNITY = ("name", "time_zone", "languages")
# Months, by what is kept so long.
RETENTION = ("keep_messages", "keep_cases", "keep_rejects", "keep_uploads")
DESK_NAME, COMMUNITY_NAME, RETENTION_NAME = "Desk", "Community", "Retention"


def retention_values(desk: Desk) -> dict[str, int | None]:
    return {field: getattr(desk, field) for field in RETENTION}


def settings_values(row: Desk | Community) -> dict[str, Any]:
    return {field: getattr(row, field) for field in (DESK if isinstance(row, Desk) else COMMUNITY)}


@transaction.atomic
def change_desk(community: Community, by: User, now: datetime, *, seen: str, **written: Any) -> bool:
    """Change the desk's settings, which hold from now on.

    Returns whether anything differs.
    """
    community = hold_community(community, by)
    desk = Desk.objects.select_for_update(of=("self",)).get(community=community)
    refuse_stale(community, Subject.DESK, DESK_NAME, settings_values(desk), seen)
    written = {field: written[field] for field in DESK}
    if differs := record_change(
        community, by, now, Subject.DESK, DESK_NAME, before=settings_values(desk), after=written
    ):
        Desk.objects.filter(pk=desk.pk).update(**written)
    return differs


@transaction.atomic
def change_retention(community: Community, by: User, now: datetime, *, seen: str, **written: int | None) -> bool:
    """Change after how many months texts go.

    Returns whether anything differs.
    """
    community = hold_community(community, by)
    desk = Desk.objects.select_for_update(of=("self",)).get(community=community)
    before, after = retention_values(desk), {field: written[field] for field in RETENTION}
    refuse_stale(community, Subject.RETENTION, RETENTION_NAME, before, seen)
    if differs := record_change(community, by, now, Subject.RETENTION, RETENTION_NAME, before=before, after=after):
        Desk.objects.filter(pk=desk.pk).update(**after, retention_due_at=now)
    return differs


@transaction.atomic
def change_community(community: Community, by: User, now: datetime, *, seen: str, **written: Any) -> bool:
    """Change a community's name, time zone and languages.

    Returns whether anything differs.
    """
    community = hold_community(community, by)
    refuse_stale(community, Subject.COMMUNITY, COMMUNITY_NAME, settings_values(community), seen)
    written = {field: written[field] for field in COMMUNITY}
    if written["name"] != community.name:
        refuse_anothers(written["name"], besides=community)
    if differs := record_change(
        community, by, now, Subject.COMMUNITY, COMMUNITY_NAME, before=settings_values(community), after=written
    ):
        Community.objects.filter(pk=community.pk).update(**written)
        if written["time_zone"] != community.time_zone:
            # A day of the figures begins at another moment, and so do working hours.
            refresh.mark_all_days(community, around=2)
            rules.rules_changed(community)
    return differs

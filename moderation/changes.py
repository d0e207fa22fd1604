"""The steps of every change of a setting.

Hold the community, compare what was seen, record what differs.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from community.models import Community
from moderation.access import Right
from moderation.models import Change, Guideline, User
from moderation.models.people import may
from moderation.refusal import Refused

Subject = Change.Subject
Values = Mapping[str, Any]
NAME_LIMIT = 200
KEY_DIGITS = 19


def hold_community(community: Community, by: User) -> Community:
    """Lock the community for somebody who still is its admin."""
    held = held_for_all(community)
    if not may(by, Right.EDIT_SETTINGS, held):
        raise Refused(f"You are no longer an admin of {held}, so nothing was changed.")
    return held


def held_for_all(community: Community) -> Community:
    # Without locking the key, so that new messages can still refer to it.
    return Community.objects.select_for_update(no_key=True).get(pk=community.pk)


def mark_of_values(values: Values) -> str:
    """Hash values into a short word."""
    return sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()[:20]


def seen_now(community: Community, values: Values) -> str:
    """Return what a form brings back when it is sent.

    It is the mark of what it was opened on, and the last change until then.
    """
    return marks_now(community, values)[0]


def marks_now(community: Community, *forms: Values) -> list[str]:
    """Return what each of the forms of a page brings back."""
    last = Change.objects.filter(community=community).values_list("pk", flat=True).first()
    return [f"{mark_of_values(values)}.{last or 0}" for values in forms]


def refuse_stale(community: Community, subject: str, name: str, values: Values, seen: str) -> None:
    """Refuse a form that was opened on other values."""
    was, _, since = seen.partition(".")
    if was == mark_of_values(values):
        return
    changes = Change.objects.filter(community=community, subject=subject, name=name[:NAME_LIMIT])
    last = changes.filter(pk__gt=int(since) if since.isdecimal() and len(since) < KEY_DIGITS else 0).first()
    # Changes in Django's admin are not recorded.
    who = "Somebody" if last is None else last.actor or "Parley"
    raise Refused(f"{who} changed this while you were editing.")


def record_change(
    community: Community,
    by: User | None,
    now: datetime,
    subject: str,
    name: str,
    *,
    before: Values,
    after: Values,
    guideline: Guideline | None = None,
) -> bool:
    """Record what differs, and return whether anything does.

    `before` is {} for new things, and `after` is {} for gone ones.
    """
    differs = [field for field in {**before, **after} if before.get(field) != after.get(field)]
    if not differs:
        return False
    Change.objects.create(
        community=community,
        actor=by,
        at=now,
        subject=subject,
        name=name[:NAME_LIMIT],
        before={field: before[field] for field in differs if field in before},
        after={field: after[field] for field in differs if field in after},
        guideline=guideline,
    )
    return True

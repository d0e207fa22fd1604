"""From and until of roles and of entries on a list."""

from datetime import UTC
from typing import Any

from community.models import MemberRole, StaffEntry
from moderation.refusal import Refused

Spanned = MemberRole | StaffEntry


def span_values(row: Spanned) -> dict[str, Any]:
    """Return from and until as the record keeps them."""
    moments = {"since": row.since, "until": row.until}
    told = {name: f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if at else "" for name, at in moments.items()}
    return told | {"why": row.why}


def refuse_backwards(row: Spanned) -> None:
    if row.since and row.until and row.until <= row.since:
        raise Refused("It would end before it begins. Choose a later end, or an earlier beginning.")

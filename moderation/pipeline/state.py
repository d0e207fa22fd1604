"""How the work stands, from the small table of what waits and from counts kept with the work."""

from datetime import datetime

from moderation.models import PendingAssessment, Tally


def state(now: datetime) -> dict[str, int | None]:
    """Counts, and the age in seconds of the oldest message that waits (None: nothing waits)."""
    rows = PendingAssessment.objects
    leased = rows.leased(now).count()
    oldest = rows.alive().order_by("asked_at").values_list("asked_at", flat=True).first()
    return {
        "pending": rows.alive().count() - leased,
        "leased": leased,
        "assessed": Tally.objects.total("assessed"),
        "dead": rows.dead().count(),
        "oldest_pending_seconds": max(int((now - oldest).total_seconds()), 0) if oldest else None,
    }

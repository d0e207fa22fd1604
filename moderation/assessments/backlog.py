"""Figures of the pipeline's backlog."""

from datetime import datetime

from moderation.models import PendingAssessment, Tally, Upload


def state(now: datetime) -> dict[str, int | None]:
    """Return counts of the work, and the age of the oldest waiting message and file.

    Ages are in seconds, and None when nothing waits.
    """
    rows = PendingAssessment.objects
    leased = rows.leased(now).count()
    oldest = rows.alive().order_by("asked_at").values_list("asked_at", flat=True).first()
    imports = Upload.objects.due(now)
    import_due_at = imports.values_list("due_at", flat=True).first()
    return {
        "pending": rows.alive().count() - leased,
        "leased": leased,
        # Counted with the work, because counting the assessments themselves takes a walk over all of them.
        "assessed": Tally.objects.total("assessed"),
        "dead": rows.dead().count(),
        "oldest_pending_seconds": max(int((now - oldest).total_seconds()), 0) if oldest else None,
        "imports_waiting": imports.count(),
        "oldest_import_seconds": max(int((now - import_due_at).total_seconds()), 0) if import_due_at else None,
    }

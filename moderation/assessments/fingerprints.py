"""Fingerprints made anew when texts are read differently."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet

from moderation.policy.normalise import fingerprint

SLICE = 2_000
# New texts are compared with what was said in this time.
COMPARED_WITHIN = timedelta(hours=24)


def renew_fingerprints(assessments: QuerySet[Any], cases: QuerySet[Any], now: datetime) -> int:
    """Renew the fingerprints that new messages are compared with.

    These are of the last day's assessments and of open cases. It may be ended and begun again at any moment. Returns
    how many changed.
    """
    recent = assessments.filter(assessed_at__gte=now - COMPARED_WITHIN)
    return sum(map(renew_rows, (recent, cases.filter(closed_at=None))))


def renew_rows(rows: QuerySet[Any]) -> int:
    marked = rows.exclude(fingerprint=0).filter(revision=F("message__revision")).order_by("pk")
    columns = marked.values_list("pk", "fingerprint", "message__text", "message__title")
    changed = last = 0
    while some := list(columns.filter(pk__gt=last)[:SLICE]):
        for pk, before, text, title in some:
            mark = fingerprint(text if text.strip() else title)
            # A worker may have judged the message again meanwhile.
            changed += rows.filter(pk=pk, fingerprint=before).update(fingerprint=mark) if mark != before else 0
        last = some[-1][0]
    return changed

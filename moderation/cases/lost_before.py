"""Marks open cases of an earlier version of which a reply was lost."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

STANDS = {"waits": True, "answered_at": None, "settled_at": None, "left_at": None}


def mark_lost(cases: QuerySet[Any], rows: QuerySet[Any], replies: QuerySet[Any]) -> int:
    """Mark open cases whose last reply to somebody who still waits did not arrive. Returns how many they were.

    The sweep puts them in their places. `replies` is the whole outbox.
    """
    about = {"case": OuterRef("case"), "kind": "reply"}
    to_them = Q(message=OuterRef("message")) | Q(message__author=OuterRef("message__author"))
    later = replies.filter(to_them, **about, pk__gt=OuterRef("pk")).exclude(state="cancelled")
    waiting = rows.filter(case=OuterRef("case"), message=OuterRef("message"), **STANDS)
    lost = replies.filter(Exists(waiting), ~Exists(later), kind="reply", state="failed").order_by("-pk")
    made_at = Subquery(lost.filter(case=OuterRef("pk")).values("made_at")[:1])
    return cases.filter(closed_at=None, pk__in=lost.order_by().values("case")).update(reply_lost_at=made_at)

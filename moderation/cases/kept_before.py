"""Promises of a case that were kept before we had the message, as a person says afterwards."""

from collections.abc import Iterable
from copy import copy
from datetime import datetime
from typing import Any

from moderation import targets
from moderation.cases.clocks import settle_clocks
from moderation.cases.loading import clocks_of, held_cases, rows_of, write_changed
from moderation.cases.reckoning import reckon_from_posted
from moderation.cases.settling import CaseParts
from moderation.models import Case, Clock

MOMENTS = ("started_at", "due_by", "risk_at")


def reckon_kept_before(case: Case, now: datetime) -> list[dict[str, Any]]:
    """Reckon promises from when their messages were posted, and return what they were, as JSON."""
    settle_clocks([case.pk], now)
    (held,), clocks = held_cases([case.pk]), clocks_of([case.pk])
    before = [copy(clock) for clock in clocks]
    promise = targets.current_promises({case.community_id})[case.community_id]
    reckon_from_posted(CaseParts(held, rows_of([case.pk], clocks), clocks), promise)
    write_changed(Clock, clocks, before)
    pairs = zip(before, clocks, strict=True)
    return [
        {"clock": was.id, **{name: getattr(was, name).isoformat() for name in MOMENTS}}
        for was, clock in pairs
        if was.started_at != clock.started_at
    ]


def promise_as_before(reckoned: Iterable[dict[str, Any]]) -> None:
    """Give promises the moments back that they had."""
    for each in reckoned:
        moments = {name: datetime.fromisoformat(each[name]) for name in MOMENTS}
        Clock.objects.filter(pk=each["clock"]).update(**moments)

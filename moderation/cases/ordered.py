"""Open cases in the order of work, as plain values."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from community.models import Channel, Community
from moderation.models import Case
from moderation.policy.order import order_terms
from moderation.policy.priority import account_of_case
from moderation.policy.values import Severity, Term
from moderation.targets import week_of

A_QUERY = 1_000
COLUMNS = (
    *("pk", "channel__slug", "severity", "priority", "rank", "opened_at", "due_by", "behind_id"),
    *("reply_lost_at", "opened_for", "assessment__terms"),
)


def ordered_lines(community: Community, channel: Channel | None, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield the open cases, first to last, with their terms. They are read page by page."""
    week, last = week_of(community), None
    cases = Case.objects.open().filter(community=community)
    ordered = (cases.filter(channel=channel) if channel else cases).in_triage_order()
    # By the place of the last one, as one long query would hold the database for as long as somebody reads.
    while page := list((ordered.after(last) if last else ordered).values_list(*COLUMNS)[:A_QUERY]):
        for pk, slug, severity, priority, rank, opened_at, due_by, behind, lost_at, opened_for, terms in page:
            moved = {"is_behind": behind is not None, "is_lost": lost_at is not None}
            added = order_terms(due_by, opened_at, now, week, **moved)
            yield {
                "case": pk,
                "channel": slug,
                "severity": Severity(severity).name.lower(),
                "rank": rank,
                "sum": priority + sum(term.value for term in added),
                "priority": priority,
                "terms": account_of_case(terms or (), priority, opened_for),
                "order": [as_json(term) for term in added],
                "behind": behind,
            }
        last = Case(rank=page[-1][4], pk=page[-1][0])


def as_json(term: Term) -> dict[str, Any]:
    return term._asdict()

"""The Friday evening on which the demo of these tests is made."""

from datetime import UTC, datetime, timedelta

from community.connectors.stub import PLANS
from community.models import Community, Feed
from moderation import demo
from moderation.models import EscalationRule

FRIDAY = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)


def begin_on_friday(lived_days: int) -> None:
    """Found the communities as they were then, as an interrupted loading would have left them."""
    demo.found_community(PLANS["tarnfell"])
    demo.found_community(PLANS["emberloom"])
    Feed.objects.filter(community__slug="emberloom").update(is_on=True)
    Community.objects.update(created_at=FRIDAY)
    EscalationRule.objects.update(in_force_from=FRIDAY - timedelta(days=lived_days + 1))

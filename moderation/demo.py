"""The demo's communities, people, history and feed."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import groupby, islice
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from community.channels import source_of_feed
from community.connectors.kinds import settings_of
from community.connectors.stub import PLANS, Stub
from community.connectors.stub.plans import CommunityPlan
from community.ingest import ingest_batch
from community.models import Channel, Community, Feed
from community.records import RawMessage
from moderation.assessments import intake
from moderation.guidelines import publishing
from moderation.models import Desk, EscalationRule, Membership, Team, User, WorkingHours
from moderation.policy.values import Severity

PASSWORD = "parley-demo"  # noqa: S105 - printed on purpose, and only a demo has it
# The name of an address, the full one, the role, and of leads the team.
PEOPLE: tuple[tuple[str, str, Membership.Role, str], ...] = (
    ("ada", "Ada Lindqvist", Membership.Role.ADMIN, ""),
    ("mia", "Mia Torres", Membership.Role.MANAGER, ""),
    ("ana", "Ana Ruiz", Membership.Role.MODERATOR, ""),
    ("ben", "Ben Okafor", Membership.Role.MODERATOR, ""),
    ("priya", "Priya Nair", Membership.Role.LEAD, "pr"),
    ("sam", "Sam Whitlock", Membership.Role.LEAD, "support"),
    ("kit", "Kit Aldous", Membership.Role.LEAD, "product"),
    ("lena", "Lena Brandt", Membership.Role.LEAD, "legal"),
    ("vic", "Vic Marsh", Membership.Role.VIEWER, ""),
)
# Days by number, Monday 0; the other community never closes.
HOURS = {"tarnfell": [(day, 8 * 60, 20 * 60) for day in range(5)] + [(5, 9 * 60, 17 * 60)]}
RULES: tuple[dict[str, Any], ...] = (
    {
        "name": "Legal threats",
        "category": "legal-threat",
        "team": "legal",
        "reason": "Somebody threatens to take us to court.",
    },
    {
        "name": "Critical findings",
        "severity_from": Severity.CRITICAL,
        "team": "pr",
        "reason": "It may spread: decide what we say before anybody answers.",
    },
    {
        "name": "Late answers",
        "clock": EscalationRule.Clock.LATE,
        "clock_minutes": 30,
        "team": "support",
        "reason": "Somebody has waited too long for an answer.",
    },
)
DAYS = 90
BEHIND = timedelta(minutes=4)
BATCH = 2_000


def invite_people(plan: CommunityPlan, community: Community) -> None:
    # Hashed once, because hashing is slow on purpose and all share the password.
    password = make_password(PASSWORD)
    for name, full_name, role, team in PEOPLE:
        user = User.objects.create(email=f"{name}@{plan.slug}.example", password=password, name=full_name)
        Membership.objects.create(user=user, community=community, role=role, team=Team.objects.of_lead(community, team))


def is_free() -> bool:
    """Tell whether nobody has begun to use this installation for anything else."""
    if Community.objects.exclude(slug__in=PLANS).exists():
        return False
    return Community.objects.exists() or not User.objects.exists()


def load_demo(on_batch: Callable[[str, int], None]) -> None:
    """Create the communities and load what is missing of their past.

    An interrupted loading goes on.
    """
    total = 0
    for plan in PLANS.values():
        feed = Feed.objects.select_related("community").filter(community__slug=plan.slug).first() or found_community(
            plan
        )
        if feed.is_on or feed.read_at:
            continue
        for count in load_history(feed):
            total += count
            on_batch(plan.name, total)
        # A few minutes of messages come at once, so that a newcomer does not find an empty queue.
        Feed.objects.filter(pk=feed.pk).update(is_on=True, read_at=timezone.now() - BEHIND)


@transaction.atomic
def found_community(plan: CommunityPlan) -> Feed:
    """Create a community with its people, guidelines, hours, rules and channels.

    Its feed is still off.
    """
    community = Community.objects.create(
        slug=plan.slug, name=plan.name, time_zone=plan.time_zone, languages=list(plan.languages)
    )
    Desk.objects.open_for(community)
    invite_people(plan, community)
    publishing.install_starter_guidelines(community)
    for weekday, opens, closes in HOURS.get(plan.slug, ()):
        WorkingHours.objects.create(community=community, weekday=weekday, opens=opens, closes=closes)
    for rule in RULES:
        team = Team.objects.named(community, rule["team"])
        EscalationRule.objects.create(community=community, **rule | {"team": team})
    feed = Feed.objects.create(community=community, kind="stub", is_on=False)
    for channel in plan.channels:
        Channel.objects.create(community=community, source=source_of_feed(feed), feed=feed, **channel.columns)
    return feed


def load_history(feed: Feed) -> Iterator[int]:
    """Load the community's last ninety days, scored and counted, without cases."""
    channels = {channel.slug: channel for channel in feed.channels.select_related("community", "source")}
    # Up to a fixed moment, so that loading again changes nothing.
    began_at = feed.community.created_at
    for batch in message_batches(Stub(PLANS[feed.community.slug], settings_of(feed)["seed"]).history(began_at, DAYS)):
        for slug, records in messages_by_channel(batch):
            ingest_batch(channels[slug], records, run=None, now=began_at, is_history=True, on_stored=intake.stored)
        yield len(batch)


def message_batches(records: Iterator[RawMessage]) -> Iterator[list[RawMessage]]:
    while batch := list(islice(records, BATCH)):
        yield batch


def messages_by_channel(records: Iterable[RawMessage]) -> Iterator[tuple[str, list[RawMessage]]]:
    in_order = sorted(records, key=lambda record: record.channel)
    return ((slug, list(group)) for slug, group in groupby(in_order, key=lambda record: record.channel))

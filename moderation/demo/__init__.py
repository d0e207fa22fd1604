"""The demo's communities, people, history and feed."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
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
from moderation.demo.lived_in import pile_on_at, play_days
from moderation.escalations.starter import install_starter_rules
from moderation.guidelines import publishing
from moderation.models import Desk, EscalationRule, Membership, Team, User, WorkingHours

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
# Besides the starter rules.
RULES: tuple[dict[str, Any], ...] = (
    {
        "name": "Late answers",
        "clock": EscalationRule.Clock.LATE,
        "clock_minutes": 240,
        "team": "support",
        "reason": "Somebody has waited too long for an answer.",
    },
)
DAYS = 90
# The last of them, with some of a weekend, in which people worked on what came in; the other one has messages alone.
LIVED_DAYS = {"tarnfell": 5}
# About as many messages a minute as in the past. Settings, Feeds has a faster pace for a show.
SPEED = 0.1
# So much of the live stream comes at once, so that a newcomer finds some of everything.
BEHIND = timedelta(hours=6)
BATCH = 6_000


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
        since = lived_from(feed)
        # Up to a fixed moment, so that loading again changes nothing.
        told = list(stub_of(feed).history(feed.community.created_at, DAYS))
        for count in load_history(feed, [record for record in told if not is_said_since(record, since)]):
            total += count
            on_batch(plan.name, total)
        # Together, because what people did is not done again after an interruption.
        with transaction.atomic():
            total += live_last_days(feed, [record for record in told if is_said_since(record, since)])
            Feed.objects.filter(pk=feed.pk).update(is_on=True, read_at=timezone.now() - BEHIND)
        on_batch(plan.name, total)


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
    long_ago = community.created_at - timedelta(days=DAYS)
    install_starter_rules(community, None, long_ago)
    for rule in RULES:
        team = Team.objects.named(community, rule["team"])
        EscalationRule.objects.create(community=community, in_force_from=long_ago, **rule | {"team": team})
    feed = Feed.objects.create(community=community, kind="stub", is_on=False, settings={"seed": 1, "a_minute": SPEED})
    for channel in plan.channels:
        Channel.objects.create(community=community, source=source_of_feed(feed), feed=feed, **channel.columns)
    return feed


def load_history(feed: Feed, past: list[RawMessage]) -> Iterator[int]:
    """Load what came before the days that are lived, scored and counted, without cases."""
    channels = {channel.slug: channel for channel in feed.channels.select_related("community", "source")}
    now = feed.community.created_at
    for batch in message_batches(past):
        for slug, records in messages_by_channel(batch):
            ingest_batch(channels[slug], records, run=None, now=now, is_history=True, on_stored=intake.stored)
        yield len(batch)


def live_last_days(feed: Feed, last_days: list[RawMessage]) -> int:
    """Play the last days with people at their desks. Returns how many messages they had."""
    if not last_days:
        return 0
    since, until = lived_from(feed), feed.community.created_at
    angry = stub_of(feed).pile_on(pile_on_at(feed, since, until))
    return play_days(feed, [*last_days, *angry], since, until)


def stub_of(feed: Feed) -> Stub:
    return Stub(PLANS[feed.community.slug], int(settings_of(feed)["seed"]))


def lived_from(feed: Feed) -> datetime:
    return feed.community.created_at - timedelta(days=LIVED_DAYS.get(feed.community.slug, 0))


def is_said_since(record: RawMessage, moment: datetime) -> bool:
    return record.posted_at is not None and record.posted_at >= moment


def message_batches(records: list[RawMessage]) -> Iterator[list[RawMessage]]:
    return (records[start : start + BATCH] for start in range(0, len(records), BATCH))


def messages_by_channel(records: Iterable[RawMessage]) -> Iterator[tuple[str, list[RawMessage]]]:
    in_order = sorted(records, key=lambda record: record.channel)
    return ((slug, list(group)) for slug, group in groupby(in_order, key=lambda record: record.channel))

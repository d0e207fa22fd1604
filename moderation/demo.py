"""The demo: two communities, people of every role, ninety days of history and a feed that streams."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice

from django.db import transaction

from community.feeds.raw import RawMessage
from community.feeds.stub import PLANS, Stub
from community.feeds.stub.plans import CommunityPlan
from community.ingest import ingest
from community.models import Channel, Community, Feed
from moderation import intake, rulebook
from moderation.models import Membership, User

PASSWORD = "parley-demo"  # noqa: S105 - printed on purpose, and only a demo has it
PEOPLE = (
    ("ada", "Ada Lindqvist", Membership.Role.ADMIN, ""),
    ("mia", "Mia Torres", Membership.Role.MANAGER, ""),
    ("ana", "Ana Ruiz", Membership.Role.MODERATOR, ""),
    ("ben", "Ben Okafor", Membership.Role.MODERATOR, ""),
    ("priya", "Priya Nair", Membership.Role.LEAD, Membership.Team.PR),
    ("vic", "Vic Marsh", Membership.Role.VIEWER, ""),
)
DAYS = 90
BATCH = 2_000


def people_of(plan: CommunityPlan, community: Community) -> Iterator[User]:
    for name, full_name, role, team in PEOPLE:
        user = User.objects.create_user(f"{name}@{plan.slug}.example", PASSWORD, name=full_name)
        Membership.objects.create(user=user, community=community, role=role, team=team)
        yield user


@transaction.atomic
def found(plan: CommunityPlan) -> Feed:
    """A community with its people, its guidelines, its channels, and a feed that is still off."""
    community = Community.objects.create(
        slug=plan.slug, name=plan.name, time_zone=plan.time_zone, languages=list(plan.languages)
    )
    rulebook.install_starter(community, list(people_of(plan, community))[0])
    feed = Feed.objects.create(community=community, is_on=False)
    for channel in plan.channels:
        Channel.objects.create(
            community=community,
            feed=feed,
            slug=channel.slug,
            name=channel.name,
            is_private=channel.is_private,
            is_answered=channel.is_answered,
            language=channel.language,
        )
    return feed


def load_history(feed: Feed, now: datetime, on_batch: Callable[[int], None]) -> None:
    """What the community said in the last ninety days: scored and counted, and nobody's work."""
    channels = {channel.slug: channel for channel in feed.channels.select_related("community")}
    for batch in batches(Stub(PLANS[feed.community.slug], feed.seed).history(now, DAYS)):
        for slug, records in by_channel(batch):
            ingest(channels[slug], records, run=None, now=now, is_history=True, on_stored=intake.stored)
        on_batch(len(batch))


def start(feed: Feed) -> None:
    Feed.objects.filter(pk=feed.pk).update(is_on=True)


def batches(records: Iterator[RawMessage]) -> Iterator[list[RawMessage]]:
    while batch := list(islice(records, BATCH)):
        yield batch


def by_channel(records: Iterable[RawMessage]) -> Iterator[tuple[str, list[RawMessage]]]:
    in_order = sorted(records, key=lambda record: record.channel)
    return ((slug, list(group)) for slug, group in groupby(in_order, key=lambda record: record.channel))

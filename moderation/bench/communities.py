"""Communities to measure in, with channels, guidelines and people."""

from collections.abc import Sequence

from community.channels import make_source
from community.connectors.stub import PLANS
from community.connectors.stub.plans import CommunityPlan
from community.models import Channel, Community
from community.records import RawMessage
from moderation.guidelines import publishing
from moderation.models import Membership, User


def make(plan: CommunityPlan) -> Community:
    community = Community.objects.create(slug=plan.slug, name=plan.name, time_zone=plan.time_zone)
    publishing.install_starter_guidelines(community)
    source = make_source(community, plan.name)
    for channel in plan.channels:
        Channel.objects.create(community=community, source=source, **channel.columns)
    return community


def make_all() -> None:
    for plan in PLANS.values():
        make(plan)


def moderators(community: Community, amount: int) -> list[User]:
    """Create moderators without a password, who never sign in."""
    users = [
        User.objects.create_user(f"m{number}@bench.example", name=f"Moderator {number}") for number in range(amount)
    ]
    Membership.objects.bulk_create(
        Membership(user=user, community=community, role=Membership.Role.MODERATOR) for user in users
    )
    return users


def channel_of(record: RawMessage, channels: Sequence[Channel]) -> Channel:
    """Return the channel of a record.

    Its external id names its community, because two communities may have a channel of one name.
    """
    slug = record.external_id.split("-")[1]
    return next(each for each in channels if each.slug == record.channel and each.community.slug == slug)

"""The cast, the dice and the records that history and stream share."""

from datetime import datetime
from random import Random

from community.connectors.stub.people import cast_of, staff_of
from community.connectors.stub.plans import ChannelPlan, CommunityPlan
from community.connectors.stub.recent import Recent
from community.connectors.stub.scene import Scene, Turn
from community.connectors.stub.worlds import WORLDS
from community.records import RawMessage


class Stage:
    def __init__(self, plan: CommunityPlan, seed: int) -> None:
        self.plan = plan
        self.seed = seed
        self.world = WORLDS[plan.slug]
        self.people = cast_of(plan.slug, seed)
        self.staff = staff_of(plan.slug)

    def dice(self, name: str) -> Random:
        # Dice by name, so that adding a throw in one place changes nothing elsewhere.
        return Random(f"{self.seed}:{self.plan.slug}:{name}")

    def scene(self, random: Random, version: str, recent: Recent) -> Scene:
        return Scene(self.plan.slug, self.world, self.people, self.staff, random, version, recent)

    def raw(
        self,
        random: Random,
        turn: Turn,
        channel: ChannelPlan,
        external_id: str,
        at: datetime,
        *,
        parent: str,
        root: str,
    ) -> RawMessage:
        return RawMessage(
            external_id=external_id,
            text=turn.text,
            title=turn.title,
            channel=channel.slug,
            kind=message_kind(channel, is_first=not parent),
            author_id=turn.author.id,
            author_name=turn.author.name,
            from_staff=turn.author.is_staff,
            posted_at=at,
            parent_external_id=parent,
            thread_external_id=root,
            reactions=None if channel.is_private else int(random.paretovariate(0.9)) - 1,
            reports=turn.reports or None,
            views=int(random.paretovariate(0.7) * 20) if channel.kind == "post" and not parent else None,
            url="" if channel.is_private else f"https://{self.plan.slug}.example/{channel.slug}/{external_id}",
            language=turn.language,
            tags=turn.tags,
        )


def message_kind(channel: ChannelPlan, is_first: bool) -> str:
    """Return the kind of a message in a channel.

    Answers in a forum, and below reviews and films, are replies. In a chat everything is a comment.
    """
    if is_first or channel.kind == "direct":
        return channel.kind
    return "comment" if channel.slug in ("trail-talk", "general-chat") else "reply"

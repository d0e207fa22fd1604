"""The two communities of the stub, with channels and languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChannelPlan:
    """A channel to make.

    `kind` is that of its first messages.
    """

    slug: str
    name: str
    is_private: bool
    is_answered: bool
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class CommunityPlan:
    slug: str
    name: str
    time_zone: str
    languages: tuple[str, ...]
    channels: tuple[ChannelPlan, ...]


TARNFELL = CommunityPlan(
    slug="tarnfell",
    name="Tarnfell Outdoor",
    time_zone="Europe/London",
    languages=("en", "es", "de"),
    channels=(
        ChannelPlan("store-reviews", "Store reviews", False, False, "en", "review"),
        ChannelPlan("video-comments", "Video comments", False, False, "en", "comment"),
        ChannelPlan("gear-help", "Gear help", False, True, "en", "post"),
        ChannelPlan("trail-talk", "Trail talk", False, False, "en", "comment"),
        ChannelPlan("direct", "Direct messages", True, True, "en", "direct"),
    ),
)

EMBERLOOM = CommunityPlan(
    slug="emberloom",
    name="Emberloom",
    time_zone="America/Toronto",
    languages=("en", "ja", "pt"),
    channels=(
        ChannelPlan("bug-forum", "Bug forum", False, True, "en", "post"),
        ChannelPlan("player-reviews", "Player reviews", False, False, "en", "review"),
        ChannelPlan("general-chat", "General chat", False, False, "en", "comment"),
        ChannelPlan("social", "Social comments", False, False, "en", "comment"),
        ChannelPlan("direct", "Direct messages", True, True, "en", "direct"),
    ),
)

PLANS: dict[str, CommunityPlan] = {plan.slug: plan for plan in (TARNFELL, EMBERLOOM)}

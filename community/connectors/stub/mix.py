"""Shares of themes by channel, and the first conversations of a stream."""

from random import Random

from community.connectors.stub.plans import ChannelPlan, CommunityPlan

# Shares of conversations. By messages they differ, because a chat draws more answers than a review.
CHANNELS = {
    "tarnfell": {"store-reviews": 27, "video-comments": 23, "gear-help": 20, "trail-talk": 17, "direct": 13},
    "emberloom": {"bug-forum": 22, "player-reviews": 23, "general-chat": 21, "social": 22, "direct": 12},
}
REVIEWS: dict[str, float] = {"praise": 60, "complaint": 30, "foreign": 11, "spam": 1.4, "legal": 0.6, "leak": 0.5}
FILMS: dict[str, float] = {
    "talk": 42,
    "praise": 24,
    "question": 8,
    "complaint": 7,
    "foreign": 11,
    "spam": 5,
    "insult": 2,
    "quarrel": 3,
}
FORUM: dict[str, float] = {
    "question": 78,
    "foreign": 12,
    "complaint": 6,
    "quarrel": 3,
    "spam": 2,
    "leak": 2,
    "legal": 0.7,
}
CHAT: dict[str, float] = {
    "talk": 70,
    "quarrel": 6,
    "insult": 2,
    "praise": 8,
    "question": 5,
    "foreign": 9,
    "spam": 3,
    "worry": 0.8,
    "leak": 0.7,
}
DIRECT: dict[str, float] = {"private": 82, "foreign": 11, "leak": 5, "legal": 3, "insult": 1.5, "spam": 1.5}
THEMES: dict[str, dict[str, float]] = {
    "store-reviews": REVIEWS,
    "player-reviews": REVIEWS,
    "video-comments": FILMS,
    "social": FILMS,
    "gear-help": FORUM,
    "bug-forum": FORUM,
    "trail-talk": CHAT,
    "general-chat": CHAT,
    "direct": DIRECT,
}
# Shares of channels for the anger after a release.
PILE_ON = {"bug-forum": 30, "player-reviews": 35, "general-chat": 20, "social": 25, "direct": 5}

# (theme, place of the channel in the plan): what a visitor should meet in the first minutes.
OPENINGS = {
    "tarnfell": (
        ("praise", "store-reviews"),
        ("question", "gear-help"),
        ("private", "direct"),
        ("talk", "trail-talk"),
        ("spam", "video-comments"),
        ("insult", "trail-talk"),
        ("complaint", "store-reviews"),
        ("spanish", "direct"),
        ("legal", "store-reviews"),
        ("leak", "gear-help"),
        ("foreign", "gear-help"),
        ("worry", "trail-talk"),
    ),
    "emberloom": (
        ("praise", "player-reviews"),
        ("question", "bug-forum"),
        ("private", "direct"),
        ("insult", "general-chat"),
        ("complaint", "player-reviews"),
        ("spam", "social"),
        ("spanish", "bug-forum"),
        ("talk", "social"),
        ("legal", "bug-forum"),
        ("leak", "general-chat"),
        ("foreign", "social"),
        ("worry", "general-chat"),
    ),
}


def channel_of(plan: CommunityPlan, slug: str) -> ChannelPlan:
    return next(channel for channel in plan.channels if channel.slug == slug)


def some_channel(plan: CommunityPlan, shares: dict[str, int], random: Random) -> ChannelPlan:
    return channel_of(plan, random.choices(tuple(shares), tuple(shares.values()))[0])


def some_theme(channel: ChannelPlan, random: Random) -> str:
    shares = THEMES[channel.slug]
    return random.choices(tuple(shares), tuple(shares.values()))[0]

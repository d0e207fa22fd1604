"""A seeded feed that plays two believable communities."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from community.connectors.stub.history import History
from community.connectors.stub.pile_on import pile_on
from community.connectors.stub.plans import PLANS, ChannelPlan, CommunityPlan
from community.connectors.stub.stage import Stage
from community.connectors.stub.stream import Stream
from community.connectors.values import Action
from community.records import RawMessage

__all__ = ["PLANS", "ChannelPlan", "CommunityPlan", "Stub", "play_back"]


# A feed is read every few seconds, and making up a community takes longer than one reading.
@lru_cache(maxsize=8)
def stage_and_stream(plan: CommunityPlan, seed: int) -> tuple[Stage, Stream]:
    stage = Stage(plan, seed)
    return stage, Stream(stage)


class Stub:
    """The feed of one plan and seed, always with the same story."""

    def __init__(self, plan: CommunityPlan, seed: int) -> None:
        self._stage, self._stream = stage_and_stream(plan, seed)

    def history(self, until: datetime, days: int = 90, a_day: int = 135) -> Iterator[RawMessage]:
        """Yield about `a_day` messages a day before `until`, oldest first."""
        return History(self._stage, until, days, a_day).messages()

    def pile_on(self, at: datetime) -> Iterator[RawMessage]:
        """Yield one complaint and what many people write below it from this moment on."""
        return pile_on(self._stage, at)

    def stream(self, cursor: int, count: int, now: datetime) -> list[RawMessage]:
        """Return `count` elements from `cursor` on.

        Apart from its moment, each depends on the seed and its number alone.
        """
        return self._stream.elements(cursor, count, now)


def play_back(action: Action) -> RawMessage | None:
    """Return the reply that the platform posts for an action, if any."""
    # A warning or a suspension is seen by nobody else on the platform.
    if action.kind != "reply":
        return None
    return RawMessage(
        external_id=f"parley-{action.stable_id}",
        text=action.text,
        channel=action.channel,
        kind="direct" if action.channel == "direct" else "reply",
        author_id="staff-desk",
        author_name="Support desk",
        from_staff=True,
        posted_at=action.at,
        parent_external_id=action.target_external_id,
    )

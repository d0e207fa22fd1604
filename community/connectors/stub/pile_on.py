"""Many angry people below one message within an hour."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from community.connectors.stub import compose
from community.connectors.stub.conversation import VERSION
from community.connectors.stub.mix import channel_of
from community.connectors.stub.recent import Recent
from community.connectors.stub.scene import Turn
from community.connectors.stub.stage import Stage
from community.records import RawMessage

CHANNELS = {"tarnfell": "video-comments", "emberloom": "social"}
PEOPLE, WITHIN_MINUTES = 30, 37
# Some of them only paste what another one wrote.
PASTED = "Shame on you. A worthless, disgusting company with pathetic liars in the support."
PASTED_EVERY = 8


def pile_on(stage: Stage, at: datetime) -> Iterator[RawMessage]:
    """Yield a complaint, and what others pour out below it."""
    scene = stage.scene(stage.dice("pile-on"), VERSION, Recent(PEOPLE * 2))
    channel, topic = channel_of(stage.plan, CHANNELS[stage.plan.slug]), scene.fault()
    first = f"{stage.plan.slug}-p-000"
    for number in range(PEOPLE + 1):
        person = scene.somebody()
        is_pasted = number % PASTED_EVERY == 1
        text = PASTED if is_pasted else scene.fresh(compose.write_complaint, person, topic)
        turn = Turn(person, text, parent=0 if number else -1)
        scene.add(turn)
        moment = at + timedelta(minutes=number * WITHIN_MINUTES / PEOPLE)
        below = first if number else ""
        name = f"{stage.plan.slug}-p-{number:03d}"
        yield stage.raw(scene.random, turn, channel, name, moment, parent=below, root=below)

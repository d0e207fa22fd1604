"""Conversations of the live stream, and their events in order."""

from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from community.connectors.stub.incidents import THEMES
from community.connectors.stub.mix import CHANNELS, OPENINGS, channel_of, some_channel, some_theme
from community.connectors.stub.people import some_seller
from community.connectors.stub.plans import ChannelPlan
from community.connectors.stub.recent import Recent
from community.connectors.stub.scene import Turn
from community.connectors.stub.stage import Stage

VERSION = "1.4.2"
STAFF_LEAVE_OPEN = 0.6
EDITED_OR_DELETED = 0.08
# Slots from one thing to the next that happens in a conversation.
SLOTS_BETWEEN, MOST_SLOTS_BETWEEN = 14, 90


class Beat(NamedTuple):
    """One event of a conversation.

    A turn is said, or was said before and is edited, reported or deleted now.
    """

    turn: int
    change: str = ""
    reports: int = 0
    wait: int = 0


@dataclass(slots=True)
class Conversation:
    """A conversation with its turns and events.

    `said` maps each turn to the slot in which it was said.
    """

    channel: ChannelPlan
    turns: list[Turn]
    beats: list[Beat]
    said: dict[int, int] = field(default_factory=dict)


def made_up(stage: Stage, n: int, recent: Recent) -> Conversation:
    random = stage.dice(f"s:{n}:thread")
    scene = stage.scene(random, VERSION, recent)
    channel = some_channel(stage.plan, CHANNELS[stage.plan.slug], random)
    THEMES[some_theme(channel, random)](scene, channel)
    return Conversation(channel, scene.turns, conversation_beats(scene.turns, stage.dice(f"s:{n}:beats")))


def opening_conversation(stage: Stage, number: int, recent: Recent) -> Conversation:
    """Return one of the first conversations, which show a visitor what there is."""
    theme, slug = OPENINGS[stage.plan.slug][number]
    channel = channel_of(stage.plan, slug)
    scene = stage.scene(stage.dice(f"opening:{number}"), VERSION, recent)
    THEMES[theme](scene, channel)
    lasting = [
        beat
        for beat in conversation_beats(scene.turns, stage.dice(f"opening:{number}:beats"))
        # A visitor should still find it a minute later.
        if beat.change != "delete"
    ]
    return Conversation(channel, scene.turns, lasting)


def spam_wave(stage: Stage, number: int, n: int) -> Conversation:
    """Return one of several advertisements with the same text."""
    # The same dice for all posts of a wave, so that text and sellers are the same.
    shared = stage.dice(f"wave:{number}")
    text = stage.scene(shared, VERSION, Recent(0)).say(stage.world.campaigns)
    sellers = [some_seller(stage.plan.slug, shared) for _ in range(4)]
    random = stage.dice(f"s:{n}:wave")
    channel = some_channel(stage.plan, CHANNELS[stage.plan.slug], random)
    return Conversation(channel, [Turn(random.choice(sellers), text)], [Beat(0)])


def conversation_beats(turns: list[Turn], random: Random) -> list[Beat]:
    """Return the turns in order, with edits, reports and deletions in between."""
    happening: list[Beat] = []
    left_out: set[int] = set()
    for index, turn in enumerate(turns):
        # Staff leave many to the desk, and nobody answers what was not said.
        if turn.parent in left_out or (turn.author.is_staff and random.random() < STAFF_LEAVE_OPEN):
            left_out.add(index)
            continue
        happening.append(Beat(index, wait=some_slots(random)))
        if turn.reports:
            happening += [
                Beat(index, "report", reports, some_slots(random)) for reports in rising_reports(turn.reports)
            ]
        elif not turn.author.is_staff and random.random() < EDITED_OR_DELETED:
            happening.append(Beat(index, random.choice(("edit", "edit", "edit", "delete")), 0, some_slots(random)))
    return happening


def some_slots(random: Random) -> int:
    return min(1 + int(random.expovariate(1 / SLOTS_BETWEEN)), MOST_SLOTS_BETWEEN)


def rising_reports(reports: int) -> list[int]:
    return sorted({1, (reports + 1) // 2, reports})

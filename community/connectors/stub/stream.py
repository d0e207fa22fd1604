"""The live stream, a row of slots with one event each."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from heapq import heappop, heappush
from typing import NamedTuple

from community.connectors.stub.conversation import VERSION, Beat, Conversation, made_up, opening_conversation, spam_wave
from community.connectors.stub.mix import OPENINGS
from community.connectors.stub.recent import Recent, text_shingles
from community.connectors.stub.stage import Stage
from community.connectors.stub.words.desk import EDITS
from community.records import RawMessage

# A conversation ends in the block in which it began.
BLOCK = 400
REMEMBERED = 1400
# In every other block, one advertisement comes from several accounts.
WAVE_FROM, WAVE_UNTIL, WAVE_SHARE = 100, 150, 4
# Elements of one reading get distinct moments.
APART = timedelta(milliseconds=50)


class Happening(NamedTuple):
    conversation: Conversation
    beat: Beat


class Stream:
    """A stream that is filled a block of slots at a time.

    Texts of the block before are not repeated. That block is drafted without knowing the one before it, so each element
    depends on seed and number alone. Recent texts change only wordings, never how a conversation goes on.
    """

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.block = lru_cache(maxsize=4)(self.settled)

    def elements(self, cursor: int, count: int, now: datetime) -> list[RawMessage]:
        return [self.element(cursor + i, now - APART * (count - 1 - i)) for i in range(count)]

    def element(self, n: int, at: datetime) -> RawMessage:
        number, offset = divmod(n, BLOCK)
        return self.record(*self.block(number)[offset], at.astimezone(UTC))

    def settled(self, number: int) -> list[Happening]:
        recent = Recent(REMEMBERED)
        if number:
            for conversation, beat in self.filled(number - 1, Recent(REMEMBERED)):
                if not beat.change:
                    recent.add(text_shingles(conversation.turns[beat.turn].text))
        return self.filled(number, recent)

    def filled(self, number: int, recent: Recent) -> list[Happening]:
        """Fill a block with due events and, while there is room, new conversations."""
        block: list[Happening] = []
        due: list[tuple[int, int, int, Conversation]] = []
        begun = 0
        for offset in range(BLOCK):
            n = number * BLOCK + offset
            if due and (due[0][0] <= offset or len(due) >= BLOCK - offset):
                _, _, step, conversation = heappop(due)
            else:
                step, conversation = 0, self.begin(n, begun, recent)
                begun += 1
            beat = conversation.beats[step]
            block.append(Happening(conversation, beat))
            conversation.said.setdefault(beat.turn, n)
            if step + 1 < len(conversation.beats):
                heappush(due, (offset + conversation.beats[step + 1].wait, n, step + 1, conversation))
        return block

    def begin(self, n: int, begun: int, recent: Recent) -> Conversation:
        number, offset = divmod(n, BLOCK)
        if number == 0 and begun < len(OPENINGS[self.stage.plan.slug]):
            return opening_conversation(self.stage, begun, recent)
        if number % 2 and WAVE_FROM <= offset < WAVE_UNTIL and begun % WAVE_SHARE == 0:
            return spam_wave(self.stage, number, n)
        return made_up(self.stage, n, recent)

    def record(self, conversation: Conversation, beat: Beat, at: datetime) -> RawMessage:
        turns = conversation.turns
        turn = root = beat.turn
        while turns[root].parent >= 0:
            root = turns[root].parent
        external_id = self.external_id(conversation, turn)
        plain = self.stage.raw(
            self.stage.dice(external_id),
            replace(turns[turn], reports=0),
            conversation.channel,
            external_id,
            at,
            parent=self.external_id(conversation, turns[turn].parent) if turn != root else "",
            root=self.external_id(conversation, root) if turn != root else "",
        )
        return self.changed(plain, beat, at)

    def external_id(self, conversation: Conversation, turn: int) -> str:
        return f"{self.stage.plan.slug}-s-{conversation.said[turn]:06d}"

    def changed(self, record: RawMessage, beat: Beat, at: datetime) -> RawMessage:
        """Return the record with the edit, report or deletion of this event."""
        # Without a time of posting, the first one stands.
        if beat.change == "report":
            return record._replace(posted_at=None, reports=beat.reports)
        if beat.change == "delete":
            return record._replace(posted_at=None, deleted=True)
        if beat.change == "edit":
            return record._replace(posted_at=None, edited_at=at, text=self.edited(record))
        return record

    def edited(self, record: RawMessage) -> str:
        scene = self.stage.scene(self.stage.dice(f"{record.external_id}:edit"), VERSION, Recent(0))
        return f"{record.text}\n\n{scene.say(EDITS)}"

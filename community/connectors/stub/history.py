"""The past of a community, told oldest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from heapq import heappop, heappush
from random import Random
from zoneinfo import ZoneInfo

from community.connectors.stub import clock
from community.connectors.stub.incidents import THEMES
from community.connectors.stub.mix import CHANNELS, PILE_ON, some_channel, some_theme
from community.connectors.stub.people import some_seller
from community.connectors.stub.plans import ChannelPlan
from community.connectors.stub.recent import Recent
from community.connectors.stub.scene import Turn
from community.connectors.stub.stage import Stage
from community.connectors.stub.threads import complain_about, praise_something
from community.connectors.stub.worlds import RELEASE
from community.records import RawMessage

# One conversation draws about this many messages.
MESSAGES_A_THREAD = 2.35
WAVE_EVERY_THREADS = 330
# Slightly more messages than the stretch in which no text may be said twice.
REMEMBERED = 900
PILE_ON_THREADS = 150
RELEASED_DAYS_AGO = 18
EDITED_SHARE, DELETED_SHARE = 0.025, 0.006


@dataclass(slots=True)
class Draft:
    """A turn with its moment.

    It gets its external id when it is told.
    """

    turn: Turn
    channel: ChannelPlan
    at: datetime
    parent: "Draft | None"
    root: "Draft | None"
    random: Random
    external_id: str = ""


class History:
    """All conversations between two moments."""

    def __init__(self, stage: Stage, until: datetime, days: int, a_day: int) -> None:
        self.stage = stage
        self.zone = ZoneInfo(stage.plan.time_zone)
        self.until = until
        self.since = until - timedelta(days=days)
        self.a_day = a_day
        self.release = self.moment_of_release()
        self.waiting: list[tuple[datetime, int, Draft]] = []
        self.drafted = 0
        self.threads = 0
        self.recent = Recent(REMEMBERED)
        self.told = 0

    def moment_of_release(self) -> datetime:
        """Return the Tuesday evening, some weeks ago, when 1.4 came out."""
        day = self.until.astimezone(self.zone).date() - timedelta(days=RELEASED_DAYS_AGO)
        while day.weekday() != 1:
            day -= timedelta(days=1)
        return datetime(day.year, day.month, day.day, 17, 2, tzinfo=self.zone)

    def messages(self) -> Iterator[RawMessage]:
        day = self.since.astimezone(self.zone).date()
        while day <= self.until.astimezone(self.zone).date():
            self.draft_day(day)
            day += timedelta(days=1)
            yield from self.tell_until(datetime(day.year, day.month, day.day, tzinfo=self.zone))

    def draft_day(self, day: date) -> None:
        weight = clock.DAYS[self.stage.plan.slug][day.weekday()]
        for number in range(round(self.a_day * weight / MESSAGES_A_THREAD)):
            self.draft_thread(f"{day}:{number}", day)
        if self.stage.plan.slug == "emberloom" and day == self.release.date():
            for number in range(PILE_ON_THREADS):
                self.draft_anger(f"{day}:1.4:{number}")

    def draft_thread(self, name: str, day: date) -> None:
        random = self.stage.dice(f"h:{name}")
        start = clock.some_moment(day, self.stage.plan.slug, self.zone, random)
        self.threads += 1
        if self.threads % WAVE_EVERY_THREADS == WAVE_EVERY_THREADS // 2:
            self.draft_wave(random, start)
            return
        channel = some_channel(self.stage.plan, CHANNELS[self.stage.plan.slug], random)
        scene = self.stage.scene(random, self.version(start), self.recent)
        THEMES[some_theme(channel, random)](scene, channel)
        self.lay_out(scene.turns, channel, start, random)

    def version(self, at: datetime) -> str:
        if at < self.release:
            return "1.3.2"
        return "1.4" if at < self.release + timedelta(hours=20) else "1.4.1"

    def draft_anger(self, name: str) -> None:
        """Draft one complaint of the pile-on after the release."""
        random = self.stage.dice(f"h:{name}")
        # Nearly all of them come within a few hours.
        start = self.release + timedelta(minutes=12 + random.expovariate(1 / 170))
        channel = some_channel(self.stage.plan, PILE_ON, random)
        scene = self.stage.scene(random, "1.4", self.recent)
        if random.random() < 0.03:
            praise_something(scene, channel)
        else:
            complain_about(scene, channel, RELEASE)
        self.lay_out(scene.turns, channel, start, random)

    def draft_wave(self, random: Random, start: datetime) -> None:
        """Draft the same advertisement from a handful of accounts within the hour."""
        text = self.stage.scene(random, "", self.recent).say(self.stage.world.campaigns)
        sellers = [some_seller(self.stage.plan.slug, random) for _ in range(4)]
        for _ in range(random.choice((5, 6, 7))):
            turn = Turn(random.choice(sellers), text, reports=random.choice((0, 0, 1, 3)))
            channel = some_channel(self.stage.plan, CHANNELS[self.stage.plan.slug], random)
            self.lay_out([turn], channel, start + timedelta(minutes=random.uniform(0, 50)), random)

    def lay_out(self, turns: list[Turn], channel: ChannelPlan, start: datetime, random: Random) -> None:
        """Give the turns of a conversation their moments."""
        # Half a conversation would begin with an answer, so all of it is left out.
        if start < self.since:
            return
        drafts: list[Draft] = []
        for turn in turns:
            parent = drafts[turn.parent] if turn.parent >= 0 else None
            at = self.moment(turn, parent, start, random)
            draft = Draft(turn, channel, at, parent, (parent.root or parent) if parent else None, random)
            drafts.append(draft)
            # The number settles equal moments, because drafts have no order.
            heappush(self.waiting, (at, self.drafted, draft))
            self.drafted += 1

    def moment(self, turn: Turn, parent: Draft | None, start: datetime, random: Random) -> datetime:
        if parent is None:
            return start
        at = parent.at + timedelta(minutes=turn.wait)
        if turn.author.is_staff:
            return clock.when_in_office(at, self.zone, random)
        return max(clock.when_awake(at, self.stage.plan.slug, self.zone, random), parent.at + timedelta(minutes=1))

    def tell_until(self, moment: datetime) -> Iterator[RawMessage]:
        while self.waiting and self.waiting[0][0] < min(moment, self.until):
            draft = heappop(self.waiting)[2]
            self.told += 1
            # Numbered as they are told, so that ids rise with time.
            draft.external_id = f"{self.stage.plan.slug}-h-{self.told:06d}"
            yield self.raw(draft)

    def raw(self, draft: Draft) -> RawMessage:
        parent = draft.parent.external_id if draft.parent else ""
        root = draft.root.external_id if draft.root else ""
        at = draft.at.astimezone(UTC).replace(microsecond=0)
        record = self.stage.raw(
            draft.random, draft.turn, draft.channel, draft.external_id, at, parent=parent, root=root
        )
        return record if draft.turn.author.is_staff else self.looked_at_again(record, at, draft.random)

    def looked_at_again(self, record: RawMessage, at: datetime, random: Random) -> RawMessage:
        """Edit or delete a few of the messages, as members do."""
        if random.random() < DELETED_SHARE:
            return record._replace(deleted=True)
        if random.random() < EDITED_SHARE:
            later = min(at + timedelta(minutes=random.randrange(1, 90)), self.until)
            return record._replace(edited_at=later.astimezone(UTC).replace(microsecond=0))
        return record

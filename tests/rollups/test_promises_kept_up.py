"""Promises, waits, backlogs and moods that were kept up say what a rebuild and plain counting say."""

from datetime import datetime, timedelta
from random import Random

import pytest

from community.models import Channel, Message
from moderation.cases import actions
from moderation.cases.undo import undo_last
from moderation.escalations import actions as escalations
from moderation.models import Case, Clock, Escalation, User
from moderation.policy.clocks import End, Kept, Kind
from moderation.refusal import Refused
from moderation.rollups.stale import mark_cases, mark_stale
from tests.builders import (
    NOON,
    make_assessment,
    make_case,
    make_channel,
    make_finding,
    make_guideline,
    make_member,
    make_message,
    make_promise,
    make_reply,
    make_team,
)
from tests.rollups.test_kept_up import assert_kept_up

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Chance:
    """Whatever may happen to promises, at random."""

    def __init__(self, seed: int, channels: list[Channel], by: User) -> None:
        self.random, self.channels, self.by, self.now = Random(seed), channels, by, NOON
        self.spam = make_guideline(channels[0].community, "spam", rules=(("phrase", "pills"),))

    def happen(self) -> None:
        self.now += timedelta(hours=self.random.randint(1, 30))
        steps = [self.open_case, self.promise, self.keep, self.end, self.run_again, self.answer, self.remove]
        self.random.choice([*steps, self.act, self.act, self.escalate, self.answer_back])()

    @property
    def case(self) -> Case | None:
        cases = list(Case.objects.order_by("pk"))
        return self.random.choice(cases) if cases else None

    @property
    def clock(self) -> Clock | None:
        clocks = list(Clock.objects.order_by("pk"))
        return self.random.choice(clocks) if clocks else None

    def open_case(self) -> None:
        channel = self.random.choice(self.channels)
        author = (
            make_member(channel.community, self.random.choice(["moira", "gaz"])) if self.random.random() < 0.8 else None
        )
        text = self.random.choice(["The zip broke.", "Cheap pills."])
        at = self.now - timedelta(hours=self.random.randint(0, 60))
        message = make_message(text, channel=channel, author=author, posted_at=at, received_at=self.now, reports=3)
        made = make_assessment(message, compound=self.random.choice([-0.7, 0.2, None]))
        if "pills" in text and self.random.random() < 0.5:
            make_finding(made, self.spam, "pills")
        reasons = self.random.sample(["finding", "answer", "reports"], 2)
        case = make_case(message, opened_at=self.now, opened_for=reasons, conversation=message.conversation)
        case.rows.update(opened_for=reasons, joined_at=self.now)
        mark_stale([(channel.pk, at), (channel.pk, self.now)])
        mark_cases([case.pk])

    def promise(self) -> None:
        if not (case := self.case):
            return
        kind = self.random.choice([Kind.REPLY, Kind.NEXT_REPLY, Kind.ACTION, Kind.DECISION])
        if not case.clocks.filter(kind=kind, kept_at=None, ended_at=None).exists():
            make_promise(case, kind, due=self.random.randint(1, 6_000), any_hour=self.random.random() < 0.5)
            mark_cases([case.pk])

    def keep(self) -> None:
        if clock := self.clock:
            mark_cases([clock.case_id])
            Clock.objects.filter(pk=clock.pk).update(kept_at=self.now, kept_as=self.random.choice(list(Kept)))
            mark_cases([clock.case_id])

    def end(self) -> None:
        if clock := self.clock:
            end = self.random.choice(list(End))
            if end in (End.ACTED, End.THANKS, End.UNNEEDED):
                actions.log_event(clock.case, "settled", self.by, self.now)
            Clock.objects.filter(pk=clock.pk).update(ended_at=self.now, ended_as=end)
            mark_cases([clock.case_id])

    def run_again(self) -> None:
        clock = self.clock
        if clock and not clock.case.clocks.filter(kind=clock.kind, kept_at=None, ended_at=None).exists():
            mark_cases([clock.case_id])
            Clock.objects.filter(pk=clock.pk).update(kept_at=None, kept_as="", ended_at=None, ended_as="")
            mark_cases([clock.case_id])

    def answer(self) -> None:
        if not (case := self.case):
            return
        staff = self.random.random() < 0.5
        writer = None if staff else make_member(case.community, self.random.choice(["moira", "vera"]))
        said = make_reply(case.message, posted_at=self.now, author=writer, from_staff=staff)
        mark_stale([(said.channel_id, self.now)])
        mark_cases([case.pk])

    def remove(self) -> None:
        message = Message.objects.filter(from_staff=False).order_by("?").first()
        if message:
            Message.objects.filter(pk=message.pk).update(removed_at=self.now)
            there = Message.objects.filter(conversation=message.conversation)
            # As ingest does, because answers to it count no more.
            mark_stale(there.values_list("channel", "posted_at"))
            mark_cases(Case.objects.filter(conversation=message.conversation).values_list("pk", flat=True))

    def act(self) -> None:
        if not (case := self.case):
            return
        verbs = [self.decide, undo_last, self.reopen, self.close, self.settle]
        try:
            self.random.choice(verbs)(case, self.by, self.now)
        except Refused:
            return

    def decide(self, case: Case, by: User, now: datetime) -> None:
        said = {"guideline": self.random.choice([self.spam, None]), "reason": "So.", "revision": 1, "keep_open": False}
        actions.decide(case, by, now, action=self.random.choice(["keep", "hide", "remove"]), **said)

    def reopen(self, case: Case, by: User, now: datetime) -> None:
        actions.reopen(case, by, now, why="Again.")

    def close(self, case: Case, by: User, now: datetime) -> None:
        actions.close(case, by, now, why="Enough.")

    def settle(self, case: Case, _by: User, now: datetime) -> None:
        case.rows.update(settled_at=now, settled_as="decided")
        mark_cases([case.pk])

    def escalate(self) -> None:
        if (case := self.case) and not case.closed_at:
            make_team("pr", case.community)
            try:
                escalations.escalate(case, self.by, self.now, team="pr", asks="May we?")
            except Refused:
                return

    def answer_back(self) -> None:
        asked = Escalation.objects.open().order_by("?").first()
        verbs = [escalations.acknowledge, self.say, self.close_it]
        if asked:
            try:
                self.random.choice(verbs)(asked, self.by, self.now)
            except Refused:
                return

    def say(self, asked: Escalation, by: User, now: datetime) -> None:
        escalations.answer(asked, by, now, text="Yes.")

    def close_it(self, asked: Escalation, by: User, now: datetime) -> None:
        escalations.close(asked, by, now, why="Done.")


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 6))])
def test_promises_follow_whatever_happens(seed: int, reviews: Channel, ana: User) -> None:
    chance = Chance(seed, [reviews, make_channel(reviews.community, "forum")], ana)
    for step in range(60):
        chance.happen()
        if step % 20 == 19:
            assert_kept_up(reviews.community)

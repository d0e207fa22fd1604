"""Whatever happens to a case, no promise that is open is due later than it was."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

import pytest
from django.utils import timezone

from community.models import Channel, Message
from moderation.assessments import intake, pipeline
from moderation.cases.severity import correct_severity
from moderation.cases.splitting import merge, split
from moderation.guidelines import publishing
from moderation.models import Case, CaseMessage, Clock, GuidelineVersion, PendingAssessment, ResponseTarget, User
from moderation.policy.clocks import REPLIES
from moderation.policy.values import Severity
from moderation.refusal import Refused
from tests.builders import make_channel, make_guideline, make_member, make_message

ASKED = "My lawyer wants to know when I get my money back, can you tell me?"
# Nobody has to decide about it, so that it closes when it is deleted.
HATED = "A horrible, terrible, awful tent, and I hate it. Where is my money?"
TEXTS = (
    ASKED,
    HATED,
    "Is the stove safe, and may I use it?",
    "My lawyer asks who pays for the burnt tent?",
    "Hm, well, yes.",
)
PEOPLE = ("moira", "vera", "otto")
STEPS = 14


@pytest.fixture
def help_channel(reviews: Channel) -> Channel:
    make_guideline()
    for severity in Severity:
        ResponseTarget.objects.create(
            community=reviews.community, severity=severity, first_action=60, first_reply=240, decision=300
        )
    return make_channel(reviews.community, "gear-help", is_answered=True)


class Desk:
    """Random deeds on the cases of three people, two of whom copy the first."""

    def __init__(self, channel: Channel, by: User, seed: int) -> None:
        self.channel, self.by, self.dice = channel, by, Random(seed)
        self.threads: dict[str, Message] = {}
        first = self.dice.choice([ASKED, HATED])
        for person in PEOPLE:
            self.write(person, first)
        for _ in range(4):
            self.write(self.dice.choice(PEOPLE), self.dice.choice(TEXTS))
        pipeline.drain()

    def write(self, person: str, text: str) -> None:
        author, now = make_member(self.channel.community, person), timezone.now()
        where = {"conversation": self.threads[person].conversation} if person in self.threads else {}
        said = make_message(text, channel=self.channel, author=author, posted_at=now, **where)
        self.threads.setdefault(person, said)
        PendingAssessment.objects.create(message=said, revision=1, is_first=True)

    def judge(self, *messages: Message) -> None:
        intake.ask(messages)

    def messages(self) -> list[Message]:
        return list(Message.objects.filter(removed_at=None).order_by("pk"))

    def case(self) -> Case:
        return self.dice.choice(Case.objects.open().order_by("pk"))

    def edit(self) -> None:
        message = self.dice.choice(self.messages())
        message.text, message.revision = self.dice.choice(TEXTS), message.revision + 1
        message.save()
        self.judge(message)

    def split(self) -> None:
        case = self.case()
        own = list(case.rows.filter(role="own", settled_at=None, left_at=None).order_by("pk"))
        split(case, self.by, timezone.now(), chosen=[row.pk for row in self.dice.sample(own, len(own) // 2)])

    def merge(self) -> None:
        case = self.case()
        others = Case.objects.open().filter(author=case.author_id).exclude(pk=case.pk).order_by("pk")
        if others:
            merge(case, self.by, timezone.now(), other=self.dice.choice(others))

    def delete_leader(self) -> None:
        message, now = self.case().message, timezone.now()
        Message.objects.filter(pk=message.pk).update(removed_at=now)
        intake.take_back([Message.objects.get(pk=message.pk)], now)

    def judge_again(self) -> None:
        self.judge(*self.messages())

    def change_guideline(self) -> None:
        GuidelineVersion.objects.update(severity=self.dice.choice(list(Severity)[1:]))
        publishing.compiled_rule_set.cache_clear()
        self.judge_again()

    def change_target(self) -> None:
        target = self.dice.choice(ResponseTarget.objects.order_by("pk"))
        for kind in ("first_action", "first_reply", "decision"):
            setattr(target, kind, self.dice.choice([30, 120, 600, 2_000]))
        target.save()

    def raise_severity(self) -> None:
        case = self.case()
        graver = min(case.severity + 1, Severity.CRITICAL)
        correct_severity(case, self.by, timezone.now(), severity=Severity(graver), why="It is graver.")


DEEDS: tuple[Callable[[Desk], None], ...] = (
    Desk.edit,
    Desk.split,
    Desk.merge,
    Desk.delete_leader,
    Desk.judge_again,
    Desk.change_guideline,
    Desk.change_target,
    Desk.raise_severity,
)


def running() -> dict[int, datetime]:
    return dict(Clock.objects.running().values_list("pk", "due_by"))


def answers_due() -> dict[int, datetime | None]:
    """By when each message that waits is to be answered: by its own promise as a copy, else by that of its case."""
    due: dict[int, datetime | None] = {}
    waiting = CaseMessage.objects.filter(waits=True, answered_at=None, settled_at=None, left_at=None)
    for row in waiting.filter(case__closed_at=None).order_by("pk"):
        clocks = Clock.objects.running().filter(case=row.case_id, kind__in=REPLIES)
        if row.role == "copy":
            clocks = clocks.filter(message=row.message_id)
        else:
            clocks = clocks.exclude(message__in=row.case.rows.filter(role="copy", left_at=None).values("message"))
        due[row.message_id] = min(clocks.values_list("due_by", flat=True), default=None)
    return due


@pytest.mark.parametrize("seed", range(10, 24))
def test_no_open_promise_is_ever_due_later(help_channel: Channel, ana: User, seed: int) -> None:
    desk, done = Desk(help_channel, ana, seed), []
    for _ in range(STEPS):
        if not Case.objects.open().exists():
            break
        before, asked = running(), answers_due()
        deed = desk.dice.choice(DEEDS)
        done.append(deed.__name__)
        with suppress(Refused):
            deed(desk)
        pipeline.drain()
        later = {pk: at for pk, at in running().items() if pk in before and at > before[pk]}
        assert not later, done
        assert not Clock.objects.filter(ended_as="relaxed").exists(), done
        for message, due in answers_due().items():
            if asked.get(message):
                assert due, (done, message)
                assert due <= asked[message], (done, message)


def test_whoever_wrote_the_same_keeps_the_promise_when_the_first_is_deleted(help_channel: Channel) -> None:
    people = [make_member(help_channel.community, person) for person in PEOPLE[:2]]
    first, said = (make_message(HATED, channel=help_channel, author=each) for each in people)
    for message in (first, said):
        PendingAssessment.objects.create(message=message, revision=1, is_first=True)
        pipeline.drain()
    joined, asked = timezone.now() - timedelta(hours=1), answers_due()[said.pk]
    assert asked
    # By hours and targets of then, which are others now.
    CaseMessage.objects.filter(message=said).update(joined_at=joined)
    Clock.objects.filter(message=said).update(due_by=asked - timedelta(hours=9))
    Message.objects.filter(pk=first.pk).update(removed_at=timezone.now())
    intake.take_back([Message.objects.get(pk=first.pk)], timezone.now())
    pipeline.drain()
    place = CaseMessage.objects.get(message=said, left_at=None)
    assert (place.role, answers_due()[said.pk]) == ("own", asked - timedelta(hours=9))
    assert Clock.objects.running().get(case=place.case_id, kind="action").started_at == joined

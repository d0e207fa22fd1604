"""Rollups that were kept up say what a rebuild says, and what plain counting says, whatever happened in what order."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import pytest
from django.utils import timezone

from community.models import Channel, Community
from community.records import RawMessage
from moderation.cases import actions
from moderation.cases.undo import undo_last
from moderation.models import Case, ResponseTarget, StaleDay, User, WorkingHours
from moderation.policy.values import Severity
from moderation.refusal import Refused
from moderation.rollups import refresh
from tests.builders import make_channel, make_guideline
from tests.rollups import plainly
from tests.rollups.feeding import DAY, HOUR, MONDAY, answered, keep_up, receive, said

pytestmark = pytest.mark.django_db
THREAT = "You will hear from my lawyer about this broken tent."
TEXTS = (
    "I love this tent.",
    "The zip is terrible.",
    THREAT,
    "Die Stangen sind in der ersten Nacht gebrochen, ich bin sehr enttäuscht.",
    "Is it waterproof?",
)


@pytest.fixture
def desk(tarnfell: Community, reviews: Channel, ana: User) -> Channel:
    """A channel whose desk works from nine to five on weekdays, with a guideline against legal threats."""
    make_guideline(tarnfell)
    for weekday in range(5):
        WorkingHours.objects.create(community=tarnfell, weekday=weekday, opens=9 * 60, closes=17 * 60)
    receive(
        reviews,
        said("zip", reactions=3),
        answered("zip-1", MONDAY + HOUR, "zip"),
        answered("zip-2", MONDAY + DAY, "zip"),
        said("pole", MONDAY + 20 * HOUR, text=THREAT, author_id="gaz"),
        answered("pole-1", MONDAY + 2 * DAY, "pole"),
        answered("early", MONDAY + 3 * DAY, "late"),
    )
    keep_up(reviews)
    return reviews


# What comes in afterwards, batch by batch; counts are brought up to date in between.
ARRIVALS: dict[str, list[list[RawMessage]]] = {
    "a message of long ago": [[said("old", MONDAY - 40 * DAY)]],
    "a message by nobody": [[said("x", author_id="", author_name="")]],
    "an earlier answer": [[answered("pole-0", MONDAY + 25 * HOUR, "pole")]],
    "an earlier first message": [[said("before", MONDAY - 2 * HOUR, "pole")]],
    "an earlier message below one of staff": [[said("first", MONDAY + DAY, "early")]],
    "an answer before anybody asked": [[answered("seer", MONDAY - HOUR, "zip")]],
    "a parent after its reply": [[said("late", MONDAY + DAY)]],
    "a parent, after its reply, of the same moment": [[said("late", MONDAY + 3 * DAY)]],
    "a parent after its reply, of staff": [[answered("late", MONDAY + DAY)]],
    "a parent, after its reply, of another thread": [[said("late", MONDAY + DAY, "zip")]],
    "a parent in another channel": [[said("late", MONDAY + DAY, channel="forum")]],
    "a parent in another channel, then the right one": [
        [
            said("late", MONDAY + DAY, channel="forum"),
            answered("late-1", MONDAY + 6 * DAY, "late", channel="forum"),
        ],
        [said("late", MONDAY + 2 * DAY, text="It is here.")],
    ],
    "a reply that moves to another thread": [[answered("zip-1", MONDAY + HOUR, "pole")]],
    "a first message that moves below another": [[said("zip", MONDAY, "pole")]],
    "an edit": [[said("zip", text="I love this zip.")]],
    "more reactions": [[said("zip", reactions=9)]],
    "another author": [[said("zip", author_id="gaz")]],
    "another day": [[said("zip", MONDAY - 3 * DAY)]],
    "a staff message of another day": [[answered("zip-1", MONDAY + 9 * DAY, "zip")]],
    "the first message deleted": [[said("zip", deleted=True)]],
    "the first answer deleted": [[answered("zip-1", MONDAY + HOUR, deleted=True)]],
    "the first answer deleted and back": [
        [answered("zip-1", MONDAY + HOUR, "zip", deleted=True)],
        [answered("zip-1", MONDAY + HOUR, "zip", reactions=1)],
    ],
    "everything of a day deleted": [[answered("early", MONDAY + 3 * DAY, deleted=True)]],
    "an author who turns out to be staff": [[said("new", MONDAY + 5 * DAY, author_id="gaz", from_staff=True)]],
    "a message that turns out to be staff's": [[said("zip", from_staff=True)]],
    "staff, their message's new place and a parent at once": [
        [said("zip", MONDAY, "pole", author_id="gaz", from_staff=True), said("late", MONDAY + DAY, "zip-2")]
    ],
    "a message with a case deleted": [
        [said("pole", MONDAY + 20 * HOUR, text=THREAT, author_id="gaz", deleted=True)],
    ],
}


def the_case() -> Case:
    return Case.objects.get(message__external_id="pole")


def decide(by: User, action: str = "hide", **said: object) -> Case:
    actions.decide(the_case(), by, timezone.now(), action=action, guideline=None, reason="Rude.", revision=1, **said)
    return the_case()


def decide_and_keep_open(by: User) -> None:
    decide(by, keep_open=True)


def decide_and_undo(by: User) -> None:
    case = decide(by)
    keep_up(case.channel)
    undo_last(case, by, timezone.now() + DAY)


def decide_and_reopen(by: User) -> None:
    case = decide(by, "keep")
    keep_up(case.channel)
    actions.reopen(case, by, timezone.now() + DAY, why="Another look.")


def close(by: User) -> None:
    actions.close(the_case(), by, timezone.now(), why="Nothing to do.")


def reply(by: User) -> None:
    actions.reply(the_case(), by, timezone.now(), text="Sorry.", close=True)


def assert_kept_up(community: Community) -> None:
    refresh.bring_up_to_date(community)
    kept = plainly.rollups(community)
    assert kept == plainly.counted(community)
    refresh.rebuild_rollups(community)
    assert plainly.rollups(community) == kept
    assert not StaleDay.objects.exists()


def test_a_first_count_is_right(desk: Channel) -> None:
    assert len(plainly.rollups(desk.community)) >= 4
    assert_kept_up(desk.community)


@pytest.mark.parametrize("name", ARRIVALS)
def test_the_counts_follow_what_comes_in(name: str, desk: Channel) -> None:
    before = plainly.rollups(desk.community)
    for batch in ARRIVALS[name]:
        receive(make_channel(desk.community, batch[0].channel or desk.slug), *batch)
        keep_up(desk)
    assert plainly.rollups(desk.community) != before
    assert_kept_up(desk.community)


def test_an_edited_text_is_in_no_sentiment_until_it_is_assessed(desk: Channel) -> None:
    receive(desk, said("zip", text="I love this zip."), judged=False)
    assert_kept_up(desk.community)
    monday = plainly.rollups(desk.community)[desk.pk, MONDAY.date()]
    assert (monday["member_messages"], monday["scored"], monday["not_scored"]) == (1, 0, 0)


@pytest.mark.parametrize(
    ("work", "differs"),
    [
        (decide, True),
        (decide_and_keep_open, True),
        # What was undone is a number of its own.
        (decide_and_undo, True),
        (decide_and_reopen, True),
        (close, True),
        (reply, True),
    ],
)
def test_the_counts_follow_what_people_do(
    work: Callable[[User], object], differs: bool, desk: Channel, ana: User
) -> None:
    before = plainly.rollups(desk.community)
    work(ana)
    keep_up(desk)
    assert (plainly.rollups(desk.community) != before) is differs
    assert_kept_up(desk.community)


def test_a_promise_that_was_kept_is_not_measured_anew_after_an_edit(desk: Channel, ana: User) -> None:
    """The graver text brings a promise of its own."""
    make_guideline(desk.community, "violence", rules=(("phrase", "burn it down"),), severity=Severity.CRITICAL)
    for severity, minutes in ((Severity.HIGH, 600), (Severity.CRITICAL, 1)):
        ResponseTarget.objects.create(community=desk.community, severity=severity, first_action=minutes)
    asked_at, text = timezone.now(), "Now my lawyer will write about this stove."
    receive(desk, said("threat", asked_at, text=text), now=asked_at)
    case = Case.objects.get(message__external_id="threat")
    decide_as = {"action": "keep", "guideline": None, "reason": "", "revision": 1, "keep_open": True}
    actions.decide(case, ana, timezone.now(), **decide_as)
    keep_up(desk)
    before = actions_in_time(desk.community)
    receive(desk, said("threat", asked_at, text=f"{text} Or I burn it down."))
    assert_kept_up(desk.community)
    assert before == actions_in_time(desk.community) == (1, 0)
    assert list(case.clocks.order_by("pk").values_list("within", "kept_as")) == [(600, "done"), (1, "")]


def actions_in_time(community: Community) -> tuple[int, int]:
    days = plainly.rollups(community).values()
    return sum(day["first_action_met"] for day in days), sum(day["first_action_missed"] for day in days)


class Chance:
    """A seeded stream of what may happen: arrivals in any order, changes, deletions, and people at work."""

    def __init__(self, seed: int, channels: list[Channel], by: User) -> None:
        self.random = Random(seed)
        self.channels, self.by = channels, by
        self.now = timezone.now()

    def happen(self) -> None:
        self.now += timedelta(hours=self.random.randrange(1, 20))
        self.random.choice([self.arrive] * 4 + [self.work])()
        if self.random.random() < 0.6:
            keep_up(self.channels[0])

    def arrive(self) -> None:
        records = [self.record() for _ in range(self.random.randrange(1, 5))]
        receive(self.random.choice(self.channels), *records, now=self.now, judged=self.random.random() < 0.8)

    def record(self) -> RawMessage:
        chance = self.random
        author = chance.choice(["moira", "gaz", "ida", "tom", ""])
        return said(
            f"m{chance.randrange(25)}",
            # Over the night in which the clocks go back.
            MONDAY - 40 * DAY + chance.randrange(40 * 24 * 4) * HOUR / 4,
            chance.choice(["", *[f"m{number}" for number in range(25)]]),
            chance.choice(TEXTS),
            author_id="desk" if chance.random() < 0.35 else author,
            from_staff=chance.random() < 0.02,
            reactions=chance.choice([None, 0, 2, 5]),
            deleted=chance.random() < 0.15,
        )

    def work(self) -> None:
        cases = list(Case.objects.order_by("pk"))
        if not cases:
            return
        case = self.random.choice(cases)
        verbs = [self.decide, undo_last, self.reopen, self.close, self.reply]
        try:
            self.random.choice(verbs)(case, self.by, self.now)
        except Refused:
            return

    def decide(self, case: Case, by: User, now: datetime) -> None:
        action, is_left_open = self.random.choice(["keep", "hide", "warn"]), self.random.random() < 0.3
        said = {"guideline": None, "reason": "So.", "revision": case.message.revision, "keep_open": is_left_open}
        actions.decide(case, by, now, action=action, **said)

    def reopen(self, case: Case, by: User, now: datetime) -> None:
        actions.reopen(case, by, now, why="Again.")

    def close(self, case: Case, by: User, now: datetime) -> None:
        actions.close(case, by, now, why="Enough.")

    def reply(self, case: Case, by: User, now: datetime) -> None:
        actions.reply(case, by, now, text="Sorry.", close=self.random.random() < 0.5)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 4))])
def test_the_counts_follow_whatever_happens(seed: int, desk: Channel, ana: User) -> None:
    chance = Chance(seed, [desk, make_channel(desk.community, "forum")], ana)
    for _ in range(25):
        chance.happen()
    assert_kept_up(desk.community)

"""Each figure and each clock leaves out what is no word of a member and no answer of ours."""

from typing import Any

import pytest

from community.models import Channel, StaffEntry
from community.records import RawMessage
from moderation.models import Assessment, Case, DayRollup, ResponseTarget
from moderation.policy.histogram import Histogram
from moderation.policy.values import Severity
from moderation.rollups.counting import count_day
from moderation.rollups.packing import unpack_keys
from tests.builders import make_channel, make_guideline
from tests.rollups.feeding import HOUR, MONDAY, answered, receive, said

pytestmark = pytest.mark.django_db
HOURS = 3600.0

# Who may write something half an hour after the question, before it is answered an hour after it.
KINDS: dict[str, dict[str, Any]] = {
    "nobody": {},
    "a member": {"author_id": "vera"},
    "a guest": {"author_id": "", "author_name": "Guest"},
    "staff": {"author_id": "mia", "from_staff": True},
    "staff by the list": {"author_id": "listed"},
    "a bot": {"author_id": "bot", "automated": True},
    "a bot by the list": {"author_id": "listed bot"},
    "a bot that speaks for us": {"author_id": "bot", "automated": True, "from_staff": True},
    "an automatic answer of a member": {"author_id": "vera", "automated": True, "is_auto_reply": True},
    "a note among staff": {"author_id": "mia", "from_staff": True, "internal": True},
    "a note by the list": {"author_id": "listed", "internal": True},
    "staff, and deleted": {"author_id": "mia", "from_staff": True, "deleted": True},
    "a member, and deleted": {"author_id": "vera", "deleted": True},
}
ASIDE = {name for name in KINDS if name.startswith(("nobody", "a bot", "an automatic", "a note")) or "deleted" in name}
STAFF, MEMBERS = {"staff", "staff by the list"}, {"a member", "a guest"}


@pytest.fixture
def help_desk(reviews: Channel) -> Channel:
    make_guideline(reviews.community)
    desk = make_channel(reviews.community, "gear-help", is_answered=True)
    for value, role in (("listed", "staff"), ("listed bot", "automated")):
        StaffEntry.objects.create(source=desk.source, kind="id", value=value, role=role)
    return desk


def wrote(kind: str, text: str = "A horrible, terrible, awful tent.") -> list[RawMessage]:
    between = said("between", MONDAY + HOUR / 2, "question", text, thread_external_id="t", **KINDS[kind])
    return [between] if KINDS[kind] else []


def question(text: str = "Where is my parcel?") -> RawMessage:
    return said("question", MONDAY, text=text, author_id="otto", thread_external_id="t")


def answer() -> RawMessage:
    return answered("answer", MONDAY + HOUR, "question", thread_external_id="t")


def day_with(desk: Channel, kind: str) -> DayRollup:
    receive(desk, question(), *wrote(kind), answer())
    found = count_day(desk, MONDAY.date())
    assert found
    return found.rollup


def means(day: DayRollup, name: str) -> list[float | None]:
    return [Histogram.of_json(getattr(day, f"{name}_wall")).mean]


@pytest.mark.parametrize("kind", KINDS)
def test_the_messages_and_members_of_a_day(help_desk: Channel, kind: str) -> None:
    day = day_with(help_desk, kind)
    more = (kind in MEMBERS, kind in STAFF, kind not in ASIDE, kind in MEMBERS)
    found = (day.member_messages, day.staff_messages, day.replies, len(unpack_keys(day.members)))
    assert found == tuple(base + one for base, one in zip((1, 1, 1, 1), more, strict=True))
    assert day.posts == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_mood_of_a_day(help_desk: Channel, kind: str) -> None:
    day = day_with(help_desk, kind)
    assert (day.scored + day.not_scored, day.negative) == (1 + (kind in MEMBERS), int(kind in MEMBERS))


@pytest.mark.parametrize("kind", KINDS)
def test_the_response_times_of_a_day(help_desk: Channel, kind: str) -> None:
    day = day_with(help_desk, kind)
    first = HOURS / 2 if kind in STAFF else HOURS
    assert means(day, "first") == [first]
    assert means(day, "every") == [(HOURS + HOURS / 2) / 2 if kind in STAFF else HOURS]


@pytest.mark.parametrize("kind", KINDS)
def test_whose_answer_is_one(help_desk: Channel, kind: str) -> None:
    """Together in one batch, and after the question had its case."""
    receive(help_desk, question(), *wrote(kind))
    assert Case.objects.open().filter(message__external_id="question").exists() is (kind not in STAFF)


@pytest.mark.parametrize("kind", KINDS)
def test_whose_answer_closes_a_case_and_stops_a_clock(help_desk: Channel, kind: str) -> None:
    """What is below Otto's question answers him, and not Moira, who waits in the same thread."""
    for severity in (Severity.NONE, Severity.HIGH):
        ResponseTarget.objects.create(community=help_desk.community, severity=severity, first_reply=60)
    receive(help_desk, question(), said("threat", text="Must my lawyer write to you?", thread_external_id="t"))
    receive(help_desk, *wrote(kind))
    asked, threat = (Case.objects.get(message__external_id=each) for each in ("question", "threat"))
    assert asked.outcome == ("answered" if kind in STAFF else "")
    kept = MONDAY + HOUR / 2 if kind in STAFF else None
    assert [clock.kept_at for clock in asked.clocks.all()] == [kept]
    assert [clock.value.runs for clock in threat.clocks.all()] == [True]


@pytest.mark.parametrize("kind", KINDS)
def test_who_waits_and_whose_tone_opens_a_case(help_desk: Channel, kind: str) -> None:
    receive(help_desk, *wrote(kind, "Why is this horrible, terrible, awful tent so bad? I hate it."))
    case = Case.objects.filter(message__external_id="between").first()
    assert (case.opened_for if case else []) == (["answer", "negative"] if kind in MEMBERS else [])
    made = Assessment.objects.filter(message__removed_at=None).first()
    waits = [term["name"] for term in made.terms if "waiting" in term["name"]] if made else []
    assert waits == (["question waiting"] if kind in MEMBERS else [])


@pytest.mark.parametrize("kind", KINDS)
def test_whose_findings_open_a_case(help_desk: Channel, kind: str) -> None:
    """A bot flag is set by its author, and anybody can be on a list by mistake; the source's own staff is ours."""
    receive(help_desk, *wrote(kind, "You will hear from my lawyer."))
    ours = {"nobody", "staff", "a note by the list", *(each for each in ASIDE if each.startswith("a note"))}
    ours |= {"a bot that speaks for us", "staff, and deleted", "a member, and deleted"}
    assert Case.objects.exists() is (kind not in ours)


@pytest.mark.parametrize("kind", KINDS)
def test_a_direct_message_with_an_attachment_alone_waits_like_any_other(help_desk: Channel, kind: str) -> None:
    attached = ("https://files.example/zip.jpg",)
    alone = [said("between", MONDAY, text="", kind="direct", attachments=attached, **KINDS[kind])]
    receive(help_desk, *(alone if KINDS[kind] else ()))
    assert Case.objects.filter(opened_for=["answer"]).exists() is (kind in MEMBERS)

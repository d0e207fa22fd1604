"""What staff answered on the platform before there was a case."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from community.models import Channel, Community, Message
from moderation.assessments import intake, pipeline
from moderation.assessments.plan import plan_batch
from moderation.assessments.values import Plan
from moderation.cases.clock_row import ClockRow
from moderation.models import Case, Clock, ResponseTarget
from moderation.policy.clocks import Post, Target
from moderation.rollups.channel_days import ChannelDay
from moderation.rollups.promises import count_promises
from tests.assessments.telling import (
    COMMUNITY,
    HOUR,
    MINUTE,
    NICE,
    NOON,
    NOW,
    PROMISE,
    QUESTION,
    TARGETS,
    THREAT,
    judged,
    known,
    standing,
)
from tests.commands.importing import run_import

ASKED = {"is_answered": True}
WITH_REPLIES = replace(PROMISE, targets={0: Target(first_reply=2 * HOUR), **TARGETS})
PROMISES = {"promises": {COMMUNITY: WITH_REPLIES}}


def post(minutes: float) -> Post:
    at = NOON + minutes * MINUTE
    return Post(at, at, author=1)


def past(plan: Plan) -> list[tuple[str, datetime, datetime, datetime | None, str]]:
    return [(each.kind, each.started_at, each.due_by, each.kept_at, each.kept_as) for _, _, each in plan.past]


def planned(text: str, *posts: Post, facts: dict[str, object], **more: object) -> Plan:
    promises = more.pop("promises", PROMISES["promises"])
    return plan_batch([judged(text, facts=facts, **more)], known(posts={1: posts}, promises=promises), NOW)


def kept(minutes: float) -> list[tuple[str, datetime, datetime, datetime, str]]:
    return [("reply", NOON, NOON + 2 * HOUR, NOON + minutes * MINUTE, "platform")]


@pytest.mark.parametrize("facts", [ASKED, ASKED | {"staff_answered": True}], ids=["found now", "known before"])
@pytest.mark.parametrize("minutes", [30, 150], ids=["in time", "late"])
def test_an_answer_before_any_case_keeps_the_promise_from_when_it_was_asked(
    facts: dict[str, object], minutes: float
) -> None:
    plan = planned(QUESTION, post(minutes), post(minutes + 5), facts=facts)
    assert past(plan) == kept(minutes)
    assert plan.opened == []


def test_what_has_a_case_for_another_reason_was_promised_the_answer_too() -> None:
    plan = planned(f"{THREAT} {QUESTION}", post(30), facts=ASKED | {"staff_answered": True})
    assert [(each.kind, each.due_by) for _, _, each in plan.past] == [("reply", NOON + 4 * HOUR)]
    assert len(plan.opened) == 1


@pytest.mark.parametrize(
    ("text", "posts", "facts"),
    [
        (NICE, [post(30)], ASKED | {"staff_answered": True}),
        (QUESTION, [post(30)], {"staff_answered": True}),
        (QUESTION, [], ASKED | {"staff_answered": True}),
        (QUESTION, [post(-30)], ASKED),
        (QUESTION, [post(30)._replace(author=2)], ASKED),
    ],
    ids=["asks nothing", "nobody answers there", "no answer", "an answer before", "to another"],
)
def test_what_was_owed_no_answer_or_had_none_was_promised_nothing(
    text: str, posts: list[Post], facts: dict[str, object]
) -> None:
    assert past(planned(text, *posts, facts=facts)) == []


def test_history_was_promised_nothing() -> None:
    assert past(planned(QUESTION, post(30), facts=ASKED, is_history=True)) == []


def test_without_a_target_nothing_was_promised() -> None:
    assert past(planned(QUESTION, post(30), facts=ASKED, promises={COMMUNITY: PROMISE})) == []


@pytest.mark.parametrize(("since", "is_promised"), [(NOON, True), (NOON + MINUTE, False)])
def test_nobody_promised_anything_before_the_community_was_here(since: datetime, is_promised: bool) -> None:
    promises = {COMMUNITY: replace(WITH_REPLIES, since=since)}
    assert bool(past(planned(QUESTION, post(30), facts=ASKED, promises=promises))) is is_promised


def test_what_waits_in_a_case_has_its_promise_there() -> None:
    plan = planned(QUESTION, facts=ASKED)
    assert (len(plan.opened), past(plan)) == (1, [])


def test_a_message_that_had_a_promise_in_a_case_has_no_second_one() -> None:
    waiting = standing(QUESTION, facts=ASKED)
    waiting.clocks[:] = [
        ClockRow(2, 1, "reply", 0, 120, False, NOON, NOON + 2 * HOUR, NOON + 90 * MINUTE, id=1, case_id=waiting.case.id)
    ]
    before = known(waiting, posts={1: [post(30)]}, **PROMISES)
    again = judged(QUESTION, facts=ASKED | {"staff_answered": True})
    plan = plan_batch([again], before, NOW)
    assert (past(plan), plan.again) == ([], [1])


def test_a_promise_that_was_kept_before_we_had_the_message_is_reckoned_from_when_it_was_posted() -> None:
    waiting = standing(QUESTION, facts=ASKED, at=NOON + 5 * HOUR)
    waiting.clocks[:] = [
        ClockRow(
            *(2, 1, "reply", 0, 120, False),
            *(NOON + 5 * HOUR, NOON + 7 * HOUR, NOON + 6 * HOUR),
            id=1,
            case_id=waiting.case.id,
        )
    ]
    plan = plan_batch([], known(waiting, posts={1: [post(150)]}, **PROMISES), NOON + 6 * HOUR, heard=[1])
    (clock,) = plan.changed_clocks
    assert (clock.started_at, clock.due_by) == (NOON, NOON + 2 * HOUR)
    assert clock.kept_at == NOON + 150 * MINUTE


# ── in the database ─────────────────────────────────────────────────────


@pytest.fixture
def asked_here(db: None, reviews: Channel) -> Channel:
    """Reviews, where questions are answered within two hours, of a community that is here since ever."""
    Channel.objects.filter(pk=reviews.pk).update(is_answered=True)
    Community.objects.update(created_at=NOON - timedelta(days=30))
    ResponseTarget.objects.filter(community=reviews.community).delete()
    ResponseTarget.objects.create(community=reviews.community, severity=0, first_reply=120, any_hour=True)
    return reviews


@pytest.fixture
def talk(asked_here: Channel, tmp_path) -> Message:
    """A question and its answer, which came in together."""
    file = tmp_path / "talk.csv"
    file.write_text(
        "id,posted_at,author_id,text,from_staff,parent_id\n"
        f"1,{NOON.isoformat()},zoe,{QUESTION},no,\n2,{(NOON + 3 * HOUR).isoformat()},tom,Yes it is.,yes,1\n"
    )
    run_import(file)
    pipeline.drain()
    return Message.objects.get(external_id="1")


def counted(channel: Channel) -> list[tuple[str, int, int, int]]:
    days = count_promises(ChannelDay.of(channel, NOON.date()))
    return [(each.kind, each.kept, each.late, each.platform) for each in days]


def test_question_and_answer_that_come_together_are_a_late_promise_without_a_case(
    talk: Message, asked_here: Channel
) -> None:
    clock = Clock.objects.get()
    assert (clock.case, clock.message, clock.kept_as) == (None, talk, "platform")
    assert (clock.started_at, clock.due_by, clock.kept_at) == (NOON, NOON + 2 * HOUR, NOON + 3 * HOUR)
    assert not Case.objects.exists()
    assert counted(asked_here) == [("reply", 0, 1, 1)]


def test_judged_again_it_is_one_promise_still(talk: Message) -> None:
    intake.ask([talk])
    pipeline.drain()
    assert Clock.objects.count() == 1


def test_with_the_answer_goes_the_promise_and_the_question_waits(talk: Message) -> None:
    Message.objects.filter(external_id="2").update(removed_at=timezone.now())
    intake.ask([talk])
    pipeline.drain()
    assert [clock.case_id for clock in Clock.objects.all()] == [Case.objects.get().pk] * Clock.objects.count()


def test_what_is_deleted_was_promised_nothing(talk: Message) -> None:
    intake.take_back([talk], timezone.now())
    assert not Clock.objects.exists()


def write_talk(path: Path, *lines: str) -> None:
    """Import lines of a talk of Zoe and Tom, and judge them."""
    path.write_text("id,posted_at,author_id,text,from_staff,parent_id\n" + "".join(f"{line}\n" for line in lines))
    run_import(path)
    pipeline.drain()


def asked_at(key: str, hours: int, below: str = "") -> str:
    return f"{key},{(NOON + hours * HOUR).isoformat()},zoe,{QUESTION},no,{below}"


ROOT = f"9,{(NOON - HOUR).isoformat()},ben,A very nice tent.,no,"
ANSWER = f"2,{(NOON + 3 * HOUR).isoformat()},tom,Yes it is.,yes,4"
THREE = [asked_at("1", 0, "9"), asked_at("3", 1, "9"), asked_at("4", 2, "9")]


@pytest.mark.parametrize("at_once", [True, False], ids=["in one batch", "one by one, the last first"])
def test_who_asked_three_times_before_one_answer_was_promised_one(
    asked_here: Channel, tmp_path: Path, at_once: bool
) -> None:
    if at_once:
        write_talk(tmp_path / "a.csv", ROOT, *THREE, ANSWER)
    else:
        write_talk(tmp_path / "a.csv", ROOT, THREE[2], ANSWER)
        write_talk(tmp_path / "b.csv", THREE[0])
        write_talk(tmp_path / "c.csv", THREE[1])
    clock = Clock.objects.get(case=None)
    assert (clock.message.external_id, clock.started_at) == ("1", NOON)


def test_what_a_case_was_promised_is_not_promised_again_to_what_comes_after_the_answer(
    asked_here: Channel, tmp_path: Path
) -> None:
    write_talk(tmp_path / "a.csv", ROOT, THREE[2])
    write_talk(tmp_path / "b.csv", ANSWER)
    write_talk(tmp_path / "c.csv", THREE[0])
    assert not Clock.objects.filter(case=None).exists()
    assert Clock.objects.filter(kind="reply").count() == 1

"""Open cases are looked over: judged again when facts moved by a step, and put where they belong."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.models import Channel, Community, Member, Message, Person
from moderation.answers.recording import record_answers
from moderation.assessments import looking_over, pipeline
from moderation.assessments.intake import stored
from moderation.assessments.looking_over import look_over
from moderation.cases import actions
from moderation.models import Assessment, Case, Desk, PendingAssessment, User, WorkingHours
from moderation.policy.order import rank_of_case
from moderation.targets import week_of
from moderation.work.errands import run_in_line
from moderation.work.sweep import steps
from tests.builders import NOON, make_case, make_guideline, make_member, make_message, make_reply
from tests.community.storing import raw, store

THREAT = "You will hear from my lawyer about this broken tent."
LATER = NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def guidelines(tarnfell: Community) -> None:
    make_guideline()


@pytest.fixture
def threat(reviews: Channel) -> Message:
    """A direct message whose case stands open."""
    message = make_message(THREAT, channel=reviews, kind="direct", views=10, reports=0)
    PendingAssessment.objects.create(message=message, revision=1)
    pipeline.drain()
    return message


def decided_elsewhere(message: Message, ana: User) -> None:
    other = make_case(make_message(author=message.author))
    actions.decide(other, ana, NOON, action="hide", guideline=None, reason="Rude.", revision=1)


def answered(message: Message, ana: User) -> None:
    make_reply(message, from_staff=True)


def seen_by_many(message: Message, ana: User) -> None:
    Message.objects.filter(pk=message.pk).update(views=90_000)


def reported_by_six(message: Message, ana: User) -> None:
    Message.objects.filter(pk=message.pk).update(reports=6)


def seen_by_a_few_more(message: Message, ana: User) -> None:
    Message.objects.filter(pk=message.pk).update(views=12)


def nothing(message: Message, ana: User) -> None:
    pass


@pytest.mark.parametrize(
    ("change", "term"),
    [
        (decided_elsewhere, "author history"),
        (answered, "private message waiting"),
        (seen_by_many, "reach"),
        (reported_by_six, "reports"),
        (seen_by_a_few_more, ""),
        (nothing, ""),
    ],
)
def test_a_step_has_the_message_judged_again_once(
    threat: Message, ana: User, change: Callable[[Message, User], Any], term: str
) -> None:
    before = terms(threat)
    change(threat, ana)
    assert look_over(LATER) == PendingAssessment.objects.count() == bool(term)
    # While it waits nobody asks again.
    assert look_over(LATER) == 0
    pipeline.drain()
    changed = {name for name in before.keys() | terms(threat).keys() if before.get(name) != terms(threat).get(name)}
    assert changed - {"capped", "floored", "reported by many"} == ({term} if term else set())
    assert look_over(LATER) == 0
    case = Case.objects.get(message=threat)
    assert case.priority == case.assessment.priority


def terms(message: Message) -> dict[str, int]:
    return {term["name"]: term["value"] for term in Assessment.objects.get(message=message).terms}


def test_the_sweep_looks_over(threat: Message) -> None:
    Message.objects.update(views=90_000)
    assert steps(run_in_line)["look over cases"](LATER) == 1


def test_a_leased_message_keeps_its_lease(threat: Message) -> None:
    Message.objects.update(views=90_000)
    PendingAssessment.objects.create(message=threat, revision=1, token="1" * 32, due_at=LATER)
    look_over(LATER)
    assert PendingAssessment.objects.get().token is not None


@pytest.mark.parametrize("gone", [{"removed_at": NOON}, {"revision": 2}])
def test_what_is_gone_or_newer_is_left_alone(threat: Message, gone: dict[str, Any]) -> None:
    Message.objects.update(views=90_000, **gone)
    assert look_over(LATER) == 0


def test_closed_cases_and_judgements_without_kept_facts_are_left_alone(threat: Message) -> None:
    Message.objects.update(views=90_000)
    Case.objects.update(closed_at=NOON, outcome="closed")
    assert look_over(LATER) == 0
    Case.objects.update(closed_at=None, outcome="")
    Assessment.objects.update(judged_on=None)
    assert look_over(LATER) == 0


def test_the_time_that_passes_moves_nothing(threat: Message) -> None:
    before = list(Case.objects.values_list("rank", flat=True))
    assert [look_over(NOON + timedelta(days=days)) for days in (1, 30, 400)] == [0, 0, 0]
    assert list(Case.objects.values_list("rank", flat=True)) == before


def test_other_working_hours_put_all_open_cases_in_other_places(
    tarnfell: Community, reviews: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking_over, "SLICE", 3)
    for days in (6, 1, 4, 2, 5, 3, 0):
        make_case(make_message(), priority=50, due_by=NOON + timedelta(days=days))
    WorkingHours.objects.create(community=tarnfell, weekday=0, opens=540, closes=1020)
    assert look_over(LATER) == 7
    assert look_over(LATER) == 0
    week = week_of(tarnfell)
    for case in Case.objects.all():
        assert case.rank == rank_of_case(50, case.due_by, case.opened_at, week)


@pytest.fixture
def many(reviews: Channel, monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """Nine messages with cases, of which a sweep looks over two, the first ones first."""
    monkeypatch.setattr(looking_over, "SLICE", 2)
    messages = [make_message(channel=reviews, author=make_member(external_id=f"a{number}")) for number in range(9)]
    for number, message in enumerate(messages):
        make_case(message, priority=90 - number)
    Assessment.objects.update(judged_on=["", None, None, None, 0, 0, 0])
    return messages


def test_a_large_desk_is_looked_over_by_several_sweeps(many: list[Message]) -> None:
    Message.objects.filter(pk=many[5].pk).update(reports=9)
    assert [look_over(LATER) for _ in range(4)] == [0, 0, 1, 0]
    assert PendingAssessment.objects.get().message == many[5]
    # Having come to the end it begins anew.
    assert Desk.objects.get().looked_rank is None


def test_a_sweep_that_finds_something_to_do_goes_on(many: list[Message]) -> None:
    Message.objects.update(reports=9)
    assert look_over(LATER) == PendingAssessment.objects.count() == 9


def answered_just_now(message: Message, ana: User) -> None:
    record_answers([make_reply(message, from_staff=True).pk], NOON)


@pytest.mark.parametrize("news", [decided_elsewhere, answered_just_now])
def test_what_was_done_just_now_is_looked_at_whichever_cases_have_their_turn(
    many: list[Message], threat: Message, ana: User, news: Callable[[Message, User], Any]
) -> None:
    Case.objects.filter(message=threat).update(rank=-9_000_000)
    news(threat, ana)
    assert look_over(NOON) == 1
    assert PendingAssessment.objects.get().message == threat


def test_what_was_done_about_one_person_counts_for_their_other_names(
    many: list[Message], threat: Message, ana: User
) -> None:
    Case.objects.filter(message=threat).update(rank=-9_000_000)
    other = make_member(external_id="other name")
    person = Person.objects.create(community=threat.community, counts_as_one=True)
    Member.objects.filter(pk__in=[other.pk, threat.author_id]).update(person=person)
    case = make_case(make_message(author=other))
    actions.decide(case, ana, NOON, action="hide", guideline=None, reason="Rude.", revision=1)
    assert look_over(NOON) == 1


@pytest.mark.parametrize(
    ("said", "asked"), [({"views": 90_000}, 1), ({"reactions": 90_000}, 1), ({"views": 12}, 0), ({"language": "de"}, 0)]
)
def test_a_step_in_what_a_source_says_is_seen_as_it_comes_in(
    many: list[Message], reviews: Channel, said: dict[str, Any], asked: int
) -> None:
    of_ola = {"kind": "direct", "author_id": "ola", "author_name": "Ola", "views": 10}
    store(reviews, raw("seen", THREAT, **of_ola), on_stored=stored)
    pipeline.drain()
    store(reviews, raw("seen", THREAT, **{**of_ola, **said}), on_stored=stored)
    assert list(PendingAssessment.objects.values_list("message__external_id", flat=True)) == ["seen"] * asked


def test_no_time_is_taken_from_the_other_steps(threat: Message, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking_over, "SECONDS", -1)
    Message.objects.update(views=90_000)
    assert look_over(timezone.now()) == 0

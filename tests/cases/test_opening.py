"""A case that a person opens: what it becomes, what it joins, what is refused, and undo."""

from datetime import timedelta

import pytest

from community.models import Channel, Message
from community.models.messages import EMPTIED
from moderation.assessments import intake, pipeline
from moderation.cases import actions, opening
from moderation.cases.opening import Way, open_by_hand
from moderation.cases.undo import undo_last
from moderation.escalations import actions as escalations
from moderation.escalations import rules
from moderation.models import Case, CaseGuideline, Escalation, ResponseTarget, User
from moderation.refusal import Refused
from moderation.web.queue.closed import who_closed
from tests.builders import (
    NOON,
    make_assessment,
    make_case,
    make_clock,
    make_copy,
    make_escalation,
    make_escalation_rule,
    make_finding,
    make_guideline,
    make_member,
    make_message,
    make_reply,
    make_user,
)
from tests.cases.test_races import at_once, refused
from tests.community.storing import raw, store

LATER = NOON + timedelta(days=2)
BY_MEMBER = ["by_hand", "answer"]
WHY = "It reads like the calls of last spring."


@pytest.fixture
def message(reviews: Channel) -> Message:
    return make_message("They will never see it coming.", channel=reviews)


def test_a_case_has_its_opener_the_reason_and_the_message_as_its_row(message: Message, ana: User) -> None:
    opened = open_by_hand(message, ana, LATER, why=WHY)
    case = Case.objects.get()
    assert (opened.way, opened.case) == (Way.OPENED, case)
    assert (case.message, case.revision, case.author, case.conversation) == (
        *(message, 1, message.author, message.conversation),
    )
    assert (case.assignee, case.opened_at, case.claimed_at) == (ana, LATER, LATER)
    assert (case.opened_for, case.answer_only, case.severity, case.priority) == (BY_MEMBER, False, 0, 0)
    event = case.events.get()
    assert (event.kind, event.actor, event.why, event.facts["for"]) == ("opened", ana, WHY, BY_MEMBER)
    row = case.rows.get()
    assert (row.message, row.role, row.opened_for, row.waits, row.joined_at) == (
        *(message, "own", BY_MEMBER, True, LATER),
    )


def test_it_has_the_worst_finding_of_its_text_and_stands_under_its_guideline(message: Message, ana: User) -> None:
    threat = make_guideline(severity=4)
    made = make_assessment(message, priority=70)
    make_finding(made, threat, "never see")
    case = open_by_hand(message, ana, LATER, why=WHY).case
    assert (case.severity, case.priority, case.assessment) == (4, 70, made)
    assert CaseGuideline.objects.get(case=case).rank == Case.objects.get(pk=case.pk).rank
    assert case.rows.get().severity == 4


@pytest.mark.parametrize(
    ("fields", "waits"),
    [({}, True), ({"from_staff": True}, False), ({"automated": True}, False), ({"internal": True}, False)],
    ids=str,
)
def test_clocks_start_now_and_only_a_member_waits_for_a_reply(
    reviews: Channel, ana: User, fields: dict[str, bool], waits: bool
) -> None:
    ResponseTarget.objects.create(community=reviews.community, severity=0, first_action=60, first_reply=120)
    case = open_by_hand(make_message(channel=reviews, **fields), ana, LATER, why=WHY).case
    case.refresh_from_db()
    due = {clock.kind: clock.due_by for clock in case.clocks.all()}
    reply = {"reply": LATER + timedelta(hours=2)} if waits else {}
    assert due == {"action": LATER + timedelta(hours=1), **reply}
    assert (case.due_by, case.clocks.first().started_at) == (LATER + timedelta(hours=1), LATER)


def test_a_message_joins_the_open_case_of_its_person_in_the_conversation(
    message: Message, ana: User, ben: User
) -> None:
    case = make_case(message, priority=60)
    second = make_reply(message, "And again.", author=message.author)
    opened = open_by_hand(second, ben, LATER, why=WHY)
    assert (opened.way, opened.case) == (Way.JOINED, case)
    case.refresh_from_db()
    assert (case.opened_for, case.priority, case.assignee) == (["finding", *BY_MEMBER], 60, None)
    assert [row.message for row in case.rows.order_by("pk")] == [message, second]
    event = case.events.get(kind="added")
    facts = {"message": second.pk, "for": BY_MEMBER, "conversations": [message.conversation_id]}
    assert (event.actor, event.why, event.facts) == (ben, WHY, facts)


def test_a_case_that_is_closed_at_this_moment_takes_nothing_in(
    message: Message, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was open when it was looked for, and was closed before it could be held."""
    case = make_case(make_reply(message, "More.", author=message.author))
    actions.close(case, ana, NOON, why="Enough.")
    monkeypatch.setattr(opening, "open_case_of_person", lambda _: case)
    with pytest.raises(Refused, match=f"Case {case.pk} was closed at this moment"):
        open_by_hand(message, ana, LATER, why=WHY)


def test_what_is_found_in_a_message_that_joins_asks_the_rules_again(message: Message, ana: User, lee: User) -> None:
    """PR has closed what it was asked about the person before."""
    make_escalation_rule(severity_from=3)
    case = make_case(message, rules_due_at=NOON)
    rules.ask_rules(NOON)
    escalations.close(Escalation.objects.get(), lee, NOON, why="Done.")
    for text, found in (("Nothing new.", False), ("My lawyer will write.", True)):
        further = make_message(text, channel=message.channel, conversation=message.conversation)
        made = make_assessment(further)
        if found:
            make_finding(made, make_guideline(), "My lawyer")
        assert open_by_hand(further, ana, LATER, why=WHY).case == case
        rules.ask_rules(LATER)
        assert Escalation.objects.open().exists() is found


def test_a_message_that_joins_brings_its_promise_or_hurries_the_one_that_runs(message: Message, ben: User) -> None:
    ResponseTarget.objects.create(community=message.community, severity=0, first_action=60, first_reply=120)
    case = make_case(message, action=LATER + timedelta(days=9))
    open_by_hand(make_reply(message, "And again.", author=message.author), ben, LATER, why=WHY)
    due = sorted((clock.kind, clock.due_by) for clock in case.clocks.all())
    assert due == [("action", LATER + timedelta(hours=1)), ("reply", LATER + timedelta(hours=2))]


@pytest.mark.parametrize("who", ["nobody known", "another person", "the person elsewhere"])
def test_it_joins_no_case_of_another_person_or_conversation(message: Message, ana: User, who: str) -> None:
    make_case(message)
    by = {
        "nobody known": {"author": None, "conversation": message.conversation},
        "another person": {"author": make_member(message.community, "other"), "conversation": message.conversation},
        "the person elsewhere": {"author": message.author},
    }
    other = make_message("Mine.", channel=message.channel, **by[who])
    assert open_by_hand(other, ana, LATER, why=WHY).way is Way.OPENED
    assert Case.objects.count() == 2


def test_without_an_author_each_message_has_a_case(message: Message, ana: User) -> None:
    Message.objects.update(author=None)
    make_case(Message.objects.get())
    second = make_reply(message, author=None)
    assert open_by_hand(second, ana, LATER, why=WHY).way is Way.OPENED


def test_a_text_whose_case_is_closed_has_that_opened_again(message: Message, ana: User, ben: User) -> None:
    case = make_case(message)
    actions.close(case, ben, NOON, why="Fine.")
    opened = open_by_hand(message, ana, LATER, why=WHY)
    assert (opened.way, opened.case) == (Way.REOPENED, case)
    case.refresh_from_db()
    assert (case.closed_at, case.assignee, case.events.last().why) == (None, ana, WHY)
    row = case.rows.get()
    assert (row.settled_at, row.opened_for, case.opened_for) == (None, ["finding", "by_hand"], ["finding", "by_hand"])


def test_a_copy_in_a_closed_case_of_another_leaves_it_for_a_case_of_its_own(message: Message, ana: User) -> None:
    case, mine = make_case(message), make_message(author=make_member(message.community, "nils"))
    make_copy(case, mine)
    actions.close(case, ana, NOON, why="Fine.")
    opened = open_by_hand(mine, ana, LATER, why=WHY)
    assert (opened.way, opened.case.author) == (Way.OPENED, mine.author)
    assert case.rows.get(message=mine).left_at == LATER


def test_what_was_handled_in_a_closed_case_joins_the_open_one_of_its_person(message: Message, ana: User) -> None:
    case = make_case(message)
    actions.close(case, ana, NOON, why="Fine.")
    newer = make_case(make_reply(message, "Once more.", author=message.author))
    opened = open_by_hand(message, ana, LATER, why=WHY)
    assert (opened.way, opened.case) == (Way.JOINED, newer)
    assert case.rows.get().left_at == LATER


def test_a_newer_text_of_a_closed_case_has_a_new_one(message: Message, ana: User) -> None:
    actions.close(make_case(message), ana, NOON, why="Fine.")
    Message.objects.update(revision=2)
    assert open_by_hand(message, ana, LATER, why=WHY).way is Way.OPENED


def test_what_is_handled_in_an_open_case_is_refused_with_its_number(message: Message, ana: User) -> None:
    case = make_case(message)
    copy = make_message(channel=message.channel, author=make_member(message.community, "nils"))
    make_copy(case, copy)
    for each in (message, copy):
        with pytest.raises(Refused, match=f"Case {case.pk} is open for this message already"):
            open_by_hand(each, ana, LATER, why=WHY)
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("gone", "reason"), [({"removed_at": NOON}, "removed at the source"), ({"digest": EMPTIED}, "was erased")]
)
def test_what_is_gone_is_refused_with_the_reason_also_when_it_went_meanwhile(
    message: Message, ana: User, gone: dict[str, object], reason: str
) -> None:
    Message.objects.update(**gone)
    with pytest.raises(Refused, match=reason):
        open_by_hand(message, ana, LATER, why=WHY)
    assert not Case.objects.exists()


def test_undo_closes_it_again_and_says_who_did(message: Message, ana: User) -> None:
    case = open_by_hand(message, ana, LATER, why=WHY).case
    undo_last(case, ana, LATER)
    case.refresh_from_db()
    assert (case.closed_at, case.outcome) == (LATER, "closed")
    assert (case.rows.get().settled_as, case.clocks.count()) == ("closed", 0)
    assert [event.kind for event in case.events.all()] == ["opened", "undone"]
    assert who_closed([case]) == {case.pk: ana}


def test_an_opening_that_others_have_joined_stays(message: Message, ana: User) -> None:
    case = open_by_hand(message, ana, LATER, why=WHY).case
    open_by_hand(make_reply(message, "More.", author=message.author), ana, LATER, why=WHY)
    with pytest.raises(Refused, match="Other messages have joined this case since"):
        undo_last(case, ana, LATER)


def test_what_a_team_promised_stays_when_the_opening_is_undone(message: Message, ana: User) -> None:
    case = open_by_hand(message, ana, LATER, why=WHY).case
    asked = make_clock(case, "answer", escalation=make_escalation(case))
    undo_last(case, ana, LATER)
    assert list(case.clocks.all()) == [asked]


def test_what_the_machine_opened_is_nobodys_to_undo(case: Case, ana: User) -> None:
    with pytest.raises(Refused, match="nothing here that you can undo"):
        undo_last(case, ana, LATER)


def test_another_moderator_does_not_undo_it_and_a_manager_does(
    message: Message, ana: User, ben: User, mia: User
) -> None:
    case = open_by_hand(message, ana, LATER, why=WHY).case
    with pytest.raises(Refused):
        undo_last(case, ben, LATER)
    undo_last(case, mia, LATER)
    case.refresh_from_db()
    assert case.closed_at == LATER


def test_it_stays_when_the_message_is_deleted_answered_or_judged_again(reviews: Channel, ana: User) -> None:
    store(reviews, raw(text="Fine by me.", author_id="moira"), on_stored=intake.stored)
    pipeline.drain()
    case = open_by_hand(Message.objects.get(), ana, LATER, why=WHY).case
    told = {"on_stored": intake.stored}
    store(reviews, raw(text="Fine by me, really.", author_id="moira"), **told)
    store(reviews, raw("r", "We see.", parent_external_id="m1", from_staff=True, author_id="d"), **told)
    pipeline.drain()
    store(reviews, raw(text="", author_id="moira", deleted=True), **told)
    case.refresh_from_db()
    assert (case.closed_at, case.revision, case.opened_for) == (None, 2, BY_MEMBER)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_open_at_once_for_one_person_one_opens_and_the_others_join(transactional_db: None) -> None:
    first = make_message()
    told = [first, *(make_reply(first, f"{number}", author=first.author) for number in range(3))]
    people = [make_user(f"moderator{number}", "moderator") for number in range(4)]
    acts = [
        lambda message=message, by=by: open_by_hand(Message.objects.get(pk=message.pk), by, LATER, why=WHY).way
        for message, by in zip(told, people, strict=True)
    ]
    answers = at_once(*acts)
    assert refused(answers) == []
    assert sorted(answers) == ["joined", "joined", "joined", "opened"]
    assert Case.objects.get().rows.count() == 4

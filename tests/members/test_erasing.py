"""Erasing a person leaves no text, name or id of theirs, and every figure as it was."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import timezone

from community.models import Channel, Community, ErasedMember, Member, Message, Person
from moderation.administration.persons import join_members
from moderation.administration.roles import set_role
from moderation.assessments import pipeline
from moderation.assessments.lease import lease
from moderation.members import brought, erasing, others
from moderation.members.actions import begin_erasing
from moderation.members.held import PERSONAL, How
from moderation.members.persons import Person as Erased
from moderation.models import (
    Assessment,
    Case,
    CaseMessage,
    Change,
    DayRollup,
    Finding,
    Outbox,
    PendingAssessment,
    Upload,
    User,
)
from moderation.refusal import Refused
from moderation.rollups import refresh
from moderation.work import sweep
from tests.builders import (
    NOON,
    make_case,
    make_clock,
    make_copy,
    make_escalation,
    make_member,
    make_message,
    make_reply,
    make_row,
    make_source,
)
from tests.members.traces import ID, NAME, SAID, leave_traces, traces_left

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def kestrel(reviews: Channel, ada: User) -> Member:
    """Kestrel, who left traces wherever it can be done."""
    return leave_traces(reviews, ada)


def erase(member: Member, by: User | None = None) -> None:
    for erasure in begin_erasing(member.source.community, member, by, timezone.now()):
        assert erasing.go_on(erasure)


def test_the_person_has_left_traces_in_every_column_that_is_erased(kestrel: Member) -> None:
    named = {
        f"{apps.get_model(label)._meta.db_table}.{apps.get_model(label)._meta.get_field(name).column}"
        for label, table in PERSONAL.items()
        for name, column in table.columns.items()
        if column.how != How.NOTHING
    }
    assert named - set(traces_left()) == set()


def test_no_trace_is_left_in_any_column_of_any_table(kestrel: Member, ada: User) -> None:
    erase(kestrel, ada)
    assert list(traces_left()) == []
    assert not (Path(settings.VAR) / "uploads" / ID).exists()


def test_an_erasure_that_is_broken_off_after_every_slice_goes_on(kestrel: Member, ada: User) -> None:
    (erasure,) = begin_erasing(kestrel.source.community, kestrel, ada, timezone.now())
    broken = 0
    while not erasure.finished_at:
        with suppress(KeyboardInterrupt):
            erasing.go_on(erasure, on_slice=break_off)
        broken += 1
        erasure = ErasedMember.objects.get()
    assert broken > 10
    assert list(traces_left()) == []


def break_off() -> None:
    raise KeyboardInterrupt


def test_slices_of_one_message_leave_nothing_either(
    monkeypatch: pytest.MonkeyPatch, reviews: Channel, kestrel: Member, ada: User
) -> None:
    for module in (erasing, others):
        monkeypatch.setattr(module, "A_SLICE", 1)
    monkeypatch.setattr(brought, "REJECTS_A_SLICE", 1)
    make_message(SAID, channel=reviews, author=kestrel)
    erase(kestrel, ada)
    assert list(traces_left()) == []


def test_no_transaction_of_an_erasure_writes_many_texts_of_others(
    reviews: Channel, kestrel: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(others, "A_WRITE", 3)
    for _ in range(7):
        make_message(f"@{NAME} says so.", channel=reviews, author=make_member(external_id="moira"))
    sizes, write = [], others._write
    monkeypatch.setattr(others, "_write", lambda *said: (sizes.append(len(said[2])), write(*said)))
    erase(kestrel)
    assert (max(sizes), sum(sizes)) >= (3, 7)
    assert max(sizes) == 3
    assert list(traces_left()) == []


def test_in_what_the_person_wrote_no_quotes_are_looked_for(
    reviews: Channel, kestrel: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_message(SAID, channel=reviews, author=kestrel)
    for _ in range(3):
        make_reply(first, SAID, author=kestrel)
    monkeypatch.setattr(erasing, "A_SLICE", 1)
    rows, take_out = [], others.take_out_of_rows
    monkeypatch.setattr(
        others,
        "take_out_of_rows",
        lambda label, some, traces: (rows.append((label, some)), take_out(label, some, traces))[1],
    )
    others.take_quotes_out(Erased(kestrel), [first.pk])
    assert not any(some.filter(author=kestrel).exists() for label, some in rows if label == "community.Message")


def test_what_others_said_stays_but_for_the_name_and_what_they_quote(kestrel: Member) -> None:
    erase(kestrel)
    answer = Message.objects.exclude(author=kestrel).get()
    assert (answer.title, answer.text) == ("To [erased]", "[erased]: “[erased].” My lawyer says so too.")


def test_findings_in_the_texts_of_others_mark_the_same_words(kestrel: Member) -> None:
    erase(kestrel)
    findings = Finding.objects.filter(assessment__message__parent__author=kestrel).order_by("number")
    text = Message.objects.exclude(author=kestrel).get().text
    assert [(each.excerpt, text[each.start : each.end]) for each in findings] == [
        ("[erased]", "[erased]"),
        ("My lawyer", "My lawyer"),
    ]


def test_the_persons_rows_and_numbers_stay(kestrel: Member) -> None:
    before = list(Assessment.objects.order_by("pk").values_list("compound", "neg", "pos", "priority", "language"))
    erase(kestrel)
    kestrel.refresh_from_db()
    message = Message.objects.get(author=kestrel)
    assert (str(kestrel), message.text, message.is_emptied, message.removed_at) == ("erased member", "", True, None)
    assert (
        list(Assessment.objects.order_by("pk").values_list("compound", "neg", "pos", "priority", "language")) == before
    )
    assert Assessment.objects.filter(message=message).values_list("terms", flat=True).get() == [
        {"name": "severity", "value": 60, "why": ""}
    ]


def test_an_open_case_of_the_person_is_closed_and_says_why(kestrel: Member) -> None:
    erase(kestrel)
    case = Case.objects.get(author=kestrel)
    last = case.events.order_by("at", "pk").last()
    assert (case.outcome, last and last.why) == (Case.Outcome.GONE, "The author was erased.")
    assert [event.why for event in case.events.filter(kind="noted")] == ["[erased]"]
    other = Case.objects.exclude(author=kestrel).get()
    assert not other.closed_at
    assert [bool(each.escalations.get().closed_at) for each in (case, other)] == [True, False]


def test_nothing_goes_out_any_more_that_was_to_go_out_to_them(kestrel: Member) -> None:
    erase(kestrel)
    states = Outbox.objects.filter(message__author=kestrel).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["cancelled", "cancelled", "done"]


def test_days_counted_before_are_those_of_a_recount_afterwards(kestrel: Member) -> None:
    community = kestrel.source.community
    refresh.rebuild_rollups(community)
    before = counted_days()
    erase(kestrel)
    refresh.rebuild_rollups(community)
    assert before
    assert {day: counts for day, counts in counted_days().items() if day in before} == before


def counted_days() -> dict[object, object]:
    rows = DayRollup.objects.filter(date__lte=NOON.date()).order_by("date", "channel")
    found = {(row["date"], row["channel_id"]): row for row in rows.values() if row.pop("id")}
    for row in found.values():
        # The case of somebody who is erased is closed.
        row.pop("closings")
    return found


def test_a_worker_that_judged_a_message_meanwhile_writes_nothing_of_it(
    monkeypatch: pytest.MonkeyPatch, kestrel: Member
) -> None:
    held, finish = lease(timezone.now(), 10), pipeline.finish_batch
    assert held

    def wake_up_late(*judged: Any) -> int:
        monkeypatch.setattr(pipeline, "finish_batch", finish)
        erase(kestrel)
        return finish(*judged)

    monkeypatch.setattr(pipeline, "finish_batch", wake_up_late)
    assert pipeline.step(held) == 0
    assert list(traces_left()) == []
    # The text of the other is judged as it is now.
    pipeline.drain()
    assert (PendingAssessment.objects.count(), list(traces_left())) == (0, [])


def test_an_erasure_waits_for_an_import_of_the_source_and_goes_on(kestrel: Member, ada: User) -> None:
    Upload.objects.update(state="importing")
    (erasure,) = begin_erasing(kestrel.source.community, kestrel, ada, timezone.now())
    assert not erasing.go_on(erasure)
    assert str(Member.objects.get(pk=kestrel.pk)) == NAME
    Upload.objects.update(state="finished")
    assert sweep.erase_members(timezone.now()) == 1
    assert list(traces_left()) == []


def test_what_is_set_about_the_person_meanwhile_leaves_no_name_on_the_record(kestrel: Member, ada: User) -> None:
    (erasure,) = begin_erasing(kestrel.source.community, kestrel, ada, timezone.now())
    while erasure.stage < len(erasing.passes()) - 1:
        assert erasing.take_slice(erasure)
    set_role(kestrel, ada, timezone.now(), role="staff", why=f"{SAID} So says {NAME}.")
    assert erasing.go_on(erasure)
    assert list(traces_left()) == []


def test_what_staff_wrote_to_the_person_alone_goes_too(reviews: Channel, kestrel: Member) -> None:
    asked = make_message("Where is my order?", channel=reviews, author=kestrel, kind="direct")
    private = make_reply(
        asked, "It is at your door.", author=make_member(external_id="mia"), kind="direct", from_staff=True
    )
    public = make_reply(Message.objects.filter(author=kestrel).earliest("pk"), "Thanks.", from_staff=True)
    erase(kestrel)
    texts = dict(Message.objects.filter(pk__in=[private.pk, public.pk]).values_list("pk", "text"))
    assert texts == {private.pk: "", public.pk: "Thanks."}


def test_what_staff_wrote_to_several_in_private_stays(reviews: Channel, kestrel: Member) -> None:
    asked = make_message("Where is my order?", channel=reviews, author=kestrel, kind="direct")
    make_reply(asked, "And mine?", author=make_member(external_id="moira"), kind="direct")
    both = make_reply(asked, "At your doors.", author=make_member(external_id="mia"), kind="direct", from_staff=True)
    erase(kestrel)
    assert Message.objects.get(pk=both.pk).text == "At your doors."


def test_a_copy_by_somebody_else_is_judged_anew(reviews: Channel, kestrel: Member) -> None:
    copy = make_message(SAID, channel=reviews, author=make_member(external_id="gaz"))
    make_copy(Case.objects.get(author=kestrel), copy)
    erase(kestrel)
    assert not CaseMessage.objects.filter(message=copy, left_at=None).exists()
    assert PendingAssessment.objects.filter(message=copy).exists()


def test_a_copy_of_theirs_in_the_case_of_somebody_else_waits_no_more_and_the_case_goes_on(
    reviews: Channel, kestrel: Member, ana: User
) -> None:
    case = make_case(make_message("Where is it?", author=make_member(external_id="gaz")), action=NOON + DAY)
    row = make_row(case, make_message("Where is it?", author=kestrel), role="copy", opened_for=["answer"])
    clock = make_clock(case, "reply", NOON + DAY / 2, message=row.message)
    escalation = make_escalation(case, asks="What do we say?")
    erase(kestrel)
    for each in (case, row, clock, escalation):
        each.refresh_from_db()
    assert (row.settled_as, row.is_waiting, clock.ended_as) == ("gone", False, "not_ours")
    assert (case.closed_at, case.due_by, escalation.closed_at) == (None, NOON + DAY, None)


def test_a_text_that_is_edited_meanwhile_is_not_written_back(monkeypatch: pytest.MonkeyPatch, kestrel: Member) -> None:
    answer, changes = Message.objects.exclude(author=kestrel).get(), others._changes

    def edit_first(*row: Any) -> dict[str, Any]:
        # Once, when it has been read.
        if answer.text in row[1]:
            Message.objects.filter(pk=answer.pk, text=answer.text).update(text="Edited.")
        return changes(*row)

    monkeypatch.setattr(others, "_changes", edit_first)
    erase(kestrel)
    assert Message.objects.get(pk=answer.pk).text == "Edited."


def test_asking_twice_is_one_erasure_and_one_row_of_the_record(kestrel: Member, ada: User) -> None:
    for _ in range(2):
        begin_erasing(kestrel.source.community, kestrel, ada, timezone.now())
    assert (ErasedMember.objects.count(), Change.objects.filter(subject="member").count()) == (1, 1)


def test_members_that_were_joined_into_the_person_go_with_them(tarnfell: Community, kestrel: Member) -> None:
    person = Person.objects.create(community=tarnfell)
    twin = make_member(tarnfell, "finch", name="Finch the Second", source=make_source(tarnfell, "forum"), person=person)
    Member.objects.filter(pk=kestrel.pk).update(person=person)
    kestrel.refresh_from_db()
    erase(kestrel)
    assert [str(each) for each in Member.objects.filter(pk__in=[kestrel.pk, twin.pk])] == ["erased member"] * 2


def test_members_who_were_joined_go_whether_or_not_their_decisions_count_for_both(
    tarnfell: Community, kestrel: Member, ada: User
) -> None:
    twin = make_member(tarnfell, "finch", name="Finch the Second", source=make_source(tarnfell, "forum"))
    join_members(kestrel, twin, ada, timezone.now(), why="Finch signs with both.", counts_as_one=False)
    twin.refresh_from_db()
    erase(twin)
    assert [str(each) for each in Member.objects.filter(pk__in=[kestrel.pk, twin.pk])] == ["erased member"] * 2
    assert list(traces_left()) == []
    assert Person.objects.get(members=twin).why == ""
    assert Change.objects.get(subject="joined").after["why"] == "[erased]"


def test_people_of_the_same_id_elsewhere_stay(tarnfell: Community, kestrel: Member) -> None:
    stranger = make_member(tarnfell, ID, name="Another", source=make_source(tarnfell, "forum"))
    erase(kestrel)
    assert str(Member.objects.get(pk=stranger.pk)) == "Another"


def test_only_who_is_admin_still_can_ask_for_it(kestrel: Member, mia: User) -> None:
    with pytest.raises(Refused, match="no longer an admin"):
        begin_erasing(kestrel.source.community, kestrel, mia, timezone.now())
    assert not ErasedMember.objects.exists()


def test_the_record_says_that_somebody_was_erased_and_not_who(kestrel: Member, ada: User) -> None:
    erase(kestrel, ada)
    change = Change.objects.filter(subject="member").get()
    assert (change.actor, change.name, change.after["state"]) == (ada, str(kestrel.pk), "erased")
    assert change.after["messages"] == 1


def test_who_is_erased_is_not_erased_twice(kestrel: Member, ada: User) -> None:
    erase(kestrel, ada)
    with pytest.raises(Refused, match="erased already"):
        begin_erasing(kestrel.source.community, kestrel, ada, timezone.now())

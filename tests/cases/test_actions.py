"""The verbs of a case: who wins, what is logged, and what leaves the building."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from community.models import Message
from moderation.cases import actions
from moderation.models import Case, Guideline, Membership, Outbox, StaleDay, User
from moderation.refusal import Refused
from tests.builders import (
    NOON,
    make_case,
    make_channel,
    make_clock,
    make_copy,
    make_guideline,
    make_member,
    make_message,
)

LATER = NOON + timedelta(minutes=2)


@pytest.fixture
def threat(tarnfell: object) -> Guideline:
    return make_guideline()


def decide(case: Case, by: User, action: str = "hide", **fields: object) -> None:
    said = {"guideline": None, "reason": "Rude.", "revision": case.message.revision, **fields}
    actions.decide(case, by, NOON, action=action, **said)
    case.refresh_from_db()


def kinds(case: Case) -> list[str]:
    return [event.kind for event in case.events.all()]


def test_a_claimed_case_has_an_owner_and_an_event(case: Case, ana: User) -> None:
    actions.claim(case, ana, NOON)
    case.refresh_from_db()
    assert (case.assignee, case.claimed_at) == (ana, NOON)
    assert kinds(case) == ["opened", "claimed"]


def test_only_one_of_two_moderators_can_claim_a_case(case: Case, ana: User, ben: User) -> None:
    actions.claim(case, ana, NOON)
    with pytest.raises(Refused, match="Ana has claimed this case"):
        actions.claim(case, ben, LATER)


def test_claiming_ones_own_case_again_says_so(case: Case, ana: User) -> None:
    actions.claim(case, ana, NOON)
    with pytest.raises(Refused, match="You have this case already"):
        actions.claim(case, ana, LATER)


def test_a_released_case_is_nobodys(case: Case, ana: User) -> None:
    actions.claim(case, ana, NOON)
    actions.release(case, ana, LATER)
    case.refresh_from_db()
    assert (case.assignee, case.claimed_at, case.unclaimed_at) == (None, None, LATER)
    assert kinds(case) == ["opened", "claimed", "released"]


def test_a_moderator_cannot_release_what_another_has(case: Case, ana: User, ben: User) -> None:
    actions.claim(case, ana, NOON)
    with pytest.raises(Refused, match="Ana has claimed"):
        actions.release(case, ben, LATER)


def test_a_manager_can_release_what_another_has(case: Case, ana: User, mia: User) -> None:
    actions.claim(case, ana, NOON)
    actions.release(case, mia, LATER)
    case.refresh_from_db()
    assert case.assignee is None


def test_a_decision_closes_the_case_with_its_reason_on_the_record(case: Case, ana: User, threat: Guideline) -> None:
    decide(case, ana, guideline=threat)
    assert (case.decision, case.outcome, case.closed_at, case.decided_revision) == ("hide", "decided", NOON, 1)
    event = case.events.get(kind="decided")
    assert (event.actor, event.why, event.facts["guideline"]) == (ana, "Rude.", threat.pk)


def test_a_decision_waits_in_the_outbox_for_the_undo_time(case: Case, ana: User) -> None:
    case.community.desk.undo_seconds = 25
    decide(case, ana)
    row = Outbox.objects.get()
    assert (row.kind, row.state, row.due_at - NOON) == ("hide", "waiting", timedelta(seconds=25))


def test_keeping_a_message_sends_nothing_out(case: Case, ana: User) -> None:
    decide(case, ana, "keep")
    assert not Outbox.objects.exists()


def test_a_case_can_be_kept_open_after_a_decision(case: Case, ana: User) -> None:
    decide(case, ana, keep_open=True)
    assert (case.closed_at, case.decision, case.assignee) == (None, "hide", ana)


def test_the_second_of_two_deciders_is_told_who_was_first(case: Case, ana: User, ben: User) -> None:
    decide(case, ana)
    with pytest.raises(Refused, match=r"Ana closed this case already \(decided\)"):
        decide(case, ben, "keep")
    assert Outbox.objects.count() == 1


def test_nobody_decides_on_what_another_has_claimed(case: Case, ana: User, ben: User) -> None:
    actions.claim(case, ana, NOON)
    with pytest.raises(Refused, match="Ana has claimed"):
        decide(case, ben)
    assert not Outbox.objects.exists()


def test_a_decision_on_a_text_that_was_edited_meanwhile_is_refused(case: Case, ana: User) -> None:
    make_message("Another text, which was not edited.")
    Message.objects.filter(pk=case.message_id).update(revision=2)
    with pytest.raises(Refused, match="edited while you were reading"):
        decide(case, ana, revision=1)
    case.refresh_from_db()
    assert (case.closed_at, case.assignee) == (None, None)


def test_a_decision_is_carried_out_on_the_copies_too(case: Case, ana: User) -> None:
    copy = make_message("The zip broke again!")
    make_copy(case, copy)
    decide(case, ana)
    assert set(Outbox.objects.values_list("message", flat=True)) == {case.message_id, copy.pk}


def test_an_author_of_many_copies_is_warned_once(case: Case, ana: User) -> None:
    other = make_member(case.community, "gaz")
    for author in (case.author, case.author, other):
        make_copy(case, make_message("Same.", author=author))
    decide(case, ana, "warn")
    assert Outbox.objects.count() == 2


@pytest.mark.parametrize(("close", "outcome"), [(True, "replied"), (False, "")])
def test_a_reply_goes_to_the_outbox_and_may_close_the_case(case: Case, ana: User, close: bool, outcome: str) -> None:
    actions.reply(case, ana, NOON, text="We are on it.", close=close)
    case.refresh_from_db()
    row = Outbox.objects.get()
    assert (row.kind, row.text, row.message, case.outcome) == ("reply", "We are on it.", case.message, outcome)


def test_a_note_is_only_on_the_record(case: Case, ana: User) -> None:
    actions.note(case, ana, NOON, text="Asked the warehouse.")
    assert case.events.get(kind="noted").why == "Asked the warehouse."
    assert not Outbox.objects.exists()


def test_closing_gives_a_reason(case: Case, ana: User) -> None:
    actions.close(case, ana, NOON, why="Not for us.")
    case.refresh_from_db()
    assert (case.outcome, case.events.get(kind="closed").why) == ("closed", "Not for us.")


VERBS: dict[str, Callable[..., object]] = {
    "released": lambda case, by: actions.release(case, by, LATER),
    "decided": decide,
    "answered": lambda case, by: actions.reply(case, by, LATER, text="Sorry.", close=True),
    "settled": lambda case, by: actions.need_no_answer(case, by, LATER),
    "closed": lambda case, by: actions.close(case, by, LATER, why="Enough."),
}


@pytest.mark.parametrize("done", VERBS)
def test_who_closed_a_case_does_nothing_more_to_it(case: Case, ana: User, done: str) -> None:
    actions.close(case, ana, NOON, why="Enough.")
    with pytest.raises(Refused, match=f"You closed this case already .* was not {done}"):
        VERBS[done](case, ana)
    assert case.events.count() == 2


def test_nobody_claims_what_the_machine_has_closed(case: Case, ana: User) -> None:
    Case.objects.update(closed_at=NOON, outcome="gone")
    with pytest.raises(Refused, match="The machine closed this case already"):
        actions.claim(case, ana, LATER)


def test_a_reopened_case_belongs_to_who_reopened_it(case: Case, ana: User, ben: User) -> None:
    actions.close(case, ana, NOON, why="Not for us.")
    actions.reopen(case, ben, LATER, why="It is.")
    case.refresh_from_db()
    assert (case.closed_at, case.outcome, case.assignee) == (None, "", ben)
    assert kinds(case) == ["opened", "closed", "reopened"]


TWO_DAYS_LATER = NOON + timedelta(days=2)


def reopen_closed(case: Case, by: User, now: datetime) -> None:
    actions.close(case, by, NOON + timedelta(days=1), why="Spam.")
    StaleDay.objects.all().delete()
    actions.reopen(case, by, now, why="It was not.")


def decide_again(case: Case, by: User, now: datetime) -> None:
    actions.decide(case, by, now, action="hide", guideline=None, reason="Rude.", revision=1)


def reply_to_it(case: Case, by: User, now: datetime) -> None:
    actions.reply(case, by, now, text="We are on it.", close=False)


def close_it(case: Case, by: User, now: datetime) -> None:
    actions.close(case, by, now, why="Spam.")


@pytest.mark.parametrize(
    ("verb", "days"), [(decide_again, {0, 2}), (reply_to_it, {0, 2}), (close_it, {0, 2}), (reopen_closed, {0, 1, 2})]
)
def test_the_days_on_which_something_changed_are_counted_again(
    case: Case, ana: User, verb: Callable[[Case, User, datetime], None], days: set[int]
) -> None:
    make_clock(case, due_by=NOON + timedelta(hours=1))
    decide(case, ana, keep_open=True)
    assert case.clocks.get().kept_at == NOON
    StaleDay.objects.all().delete()
    verb(case, ana, TWO_DAYS_LATER)
    marked = set(StaleDay.objects.values_list("channel", "date"))
    assert marked == {(case.channel_id, NOON.date() + timedelta(days=each)) for each in days}


def test_an_open_case_cannot_be_reopened(case: Case, ana: User) -> None:
    with pytest.raises(Refused, match="open already"):
        actions.reopen(case, ana, NOON, why="")


def test_a_case_is_not_reopened_beside_a_newer_one_of_its_message(case: Case, ana: User) -> None:
    actions.close(case, ana, NOON, why="Done.")
    Message.objects.filter(pk=case.message_id).update(revision=2)
    make_case(Message.objects.get(pk=case.message_id), assessment=None)
    with pytest.raises(Refused, match="A newer case is open"):
        actions.reopen(case, ana, LATER, why="")


def test_a_person_says_that_it_is_done_on_the_platform(case: Case, ana: User, ben: User) -> None:
    decide(case, ana)
    Outbox.objects.update(state="to_do")
    row = Outbox.objects.get()
    actions.carried_out(row, ben, LATER)
    row.refresh_from_db()
    assert (row.state, row.done_by, row.done_at) == ("done", ben, LATER)
    assert case.events.filter(kind="delivered", actor=ben).exists()


def test_the_second_to_carry_it_out_is_told_who_did(case: Case, ana: User, ben: User) -> None:
    decide(case, ana)
    Outbox.objects.update(state="to_do")
    row = Outbox.objects.get()
    actions.carried_out(row, ben, LATER)
    with pytest.raises(Refused, match="Ben was faster"):
        actions.carried_out(row, ana, LATER)


def test_a_lead_without_an_escalation_sees_no_case(case: Case, lee: User, pat: User, ana: User) -> None:
    seen = [list(Case.objects.visible_to(user)) for user in (lee, pat, ana)]
    assert seen == [[], [], [case]]


def test_a_deactivated_person_sees_nothing(case: Case, ana: User) -> None:
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert not Case.objects.visible_to(ana).exists()


def test_a_channel_of_another_community_does_not_leak(case: Case, pat: User) -> None:
    Membership.objects.filter(user=pat).update(role="moderator")
    make_case(make_message(channel=make_channel(pat.memberships.get().community, "social")))
    assert [seen.community.slug for seen in Case.objects.visible_to(pat)] == ["emberloom"]

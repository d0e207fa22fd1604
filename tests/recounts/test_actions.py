"""A role from the start: stored messages that did not say count as what it says, and nothing else changes."""

from datetime import timedelta
from typing import Any

import pytest

from community.models import Channel, Member, MemberRole, Message
from moderation.administration import roles, sources
from moderation.models import Case, Change, PendingAssessment, Recount, StaleDay, User
from moderation.recounts import actions, slices
from moderation.refusal import Refused
from tests.builders import NOON, make_assessment, make_case, make_finding, make_guideline, make_member, make_message

DAY = timedelta(days=1)


@pytest.fixture
def wren(reviews: Channel) -> Member:
    return make_member(reviews.community, "wren")


def wrote(wren: Member, number: int, **said: Any) -> Message:
    return make_message(f"Words {number}.", author=wren, posted_at=NOON - number * DAY, **said)


def set_role(wren: Member, by: User, role: str = "staff") -> MemberRole:
    return roles.set_role(wren, by, NOON, role=role)


def from_start(wren: Member, by: User, role: str = "staff") -> Recount:
    recount = actions.count_role_from_start(set_role(wren, by, role), by, NOON)
    slices.go_on(NOON)
    recount.refresh_from_db()
    return recount


def counted() -> list[tuple[bool, bool]]:
    return list(Message.objects.order_by("posted_at", "pk").values_list("from_staff", "automated"))


def test_what_did_not_say_counts_anew_and_what_the_source_said_stays(wren: Member, ada: User) -> None:
    wrote(wren, 1)
    wrote(wren, 2, said_staff=False)
    wrote(wren, 3, said_automated=True, automated=True)
    make_message(author=make_member(wren.source.community, "kim"))
    StaleDay.objects.all().delete()
    found = from_start(wren, ada)
    assert counted() == [(True, True), (False, False), (True, False), (False, False)]
    assert (found.looked, found.changed, found.done_at) == (3, 2, NOON)
    assert (found.before, found.after) == ({"automated": 1, "member": 1}, {"automated staff": 1, "staff": 1})
    days = sorted(StaleDay.objects.values_list("date", flat=True).distinct())
    assert days == [(NOON - 3 * DAY).date(), (NOON - DAY).date()]


def test_a_role_alone_changes_nothing_that_is_stored(wren: Member, ada: User) -> None:
    wrote(wren, 1)
    set_role(wren, ada)
    slices.go_on(NOON)
    assert counted() == [(False, False)]


def test_the_record_says_who_counted_what_anew(wren: Member, ada: User) -> None:
    wrote(wren, 1)
    from_start(wren, ada)
    said = Change.objects.get(subject="recount")
    assert (said.actor, said.name, said.before) == (ada, "Wren", {"counted": {"member": 1}})
    assert said.after == {"counted": {"staff": 1}, "messages": 1, "from": "2026-11-15", "to": "2026-11-15"}


def test_broken_off_it_goes_on_where_it_was(wren: Member, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "MESSAGES_A_SLICE", 2)
    # Some of one moment, so that a slice ends between them.
    for number in (1, 2, 2, 2, 3):
        wrote(wren, number)
    recount = actions.count_role_from_start(set_role(wren, ada), ada, NOON)
    assert slices.do_slice(recount, NOON)
    assert [staff for staff, _ in counted()] == [True, True, False, False, False]
    assert slices.go_on(NOON) == 2
    assert all(staff for staff, _ in counted())
    recount.refresh_from_db()
    assert (recount.looked, recount.changed) == (5, 5)
    assert not slices.do_slice(recount, NOON)


def test_a_case_with_a_finding_stays_open(wren: Member, ada: User) -> None:
    message = wrote(wren, 1)
    made = make_assessment(message)
    make_finding(made, make_guideline(rules=(("phrase", "words"),)), "Words 1.")
    case = make_case(message, assessment=made)
    from_start(wren, ada)
    assert Case.objects.get(pk=case.pk).closed_at is None
    assert not PendingAssessment.objects.get(message=message).is_history


def test_what_nobody_has_a_case_about_is_judged_again_as_history(wren: Member, ada: User) -> None:
    message = wrote(wren, 1, from_staff=True, said_staff=None)
    from_start(wren, ada, "member")
    assert counted() == [(False, False)]
    assert PendingAssessment.objects.get(message=message).is_history


def test_a_note_of_one_who_never_was_staff_is_private(wren: Member, ada: User) -> None:
    wrote(wren, 1, from_staff=True, said_staff=None, internal=True)
    from_start(wren, ada, "member")
    found = Message.objects.get()
    assert (found.internal, found.kind) == (False, "direct")


def test_only_what_a_role_or_a_list_speaks_about_is_touched(wren: Member, ada: User) -> None:
    wrote(wren, 1, from_staff=True, said_staff=None)
    role = set_role(wren, ada, "member")
    MemberRole.objects.filter(pk=role.pk).update(until=NOON - 2 * DAY)
    actions.count_role_from_start(role, ada, NOON)
    slices.go_on(NOON)
    assert counted() == [(True, False)]


def test_an_entry_of_the_list_counts_from_the_start_too(wren: Member, ada: User) -> None:
    wrote(wren, 1)
    entry = sources.add_entry(wren.source, ada, NOON, kind="id", value="wren", role="automated")
    actions.count_entry_from_start(entry, ada, NOON)
    slices.go_on(NOON)
    assert counted() == [(False, True)]


@pytest.mark.parametrize(
    ("kind", "value", "why"), [("domain", "tarnfell.example", "Addresses are not kept"), ("id", "kim", "Nobody known")]
)
def test_an_entry_that_says_nothing_of_earlier_messages_is_refused(
    wren: Member, ada: User, kind: str, value: str, why: str
) -> None:
    entry = sources.add_entry(wren.source, ada, NOON, kind=kind, value=value, role="staff")
    with pytest.raises(Refused, match=why):
        actions.count_entry_from_start(entry, ada, NOON)
    entry.refresh_from_db()
    assert entry.since == NOON


def test_a_member_is_counted_anew_once_at_a_time(wren: Member, ada: User) -> None:
    role = set_role(wren, ada)
    actions.count_role_from_start(role, ada, NOON)
    with pytest.raises(Refused, match="already"):
        actions.count_role_from_start(role, ada, NOON)


def test_only_admins_count_anew(wren: Member, ada: User, mia: User) -> None:
    with pytest.raises(Refused, match="no longer an admin"):
        actions.count_role_from_start(set_role(wren, ada), mia, NOON)
    assert not Recount.objects.exists()

"""Where a case stands: its guidelines hold copies of that, which follow whatever happens to the case."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from community.models import Channel
from moderation.assessments import standing
from moderation.cases import actions
from moderation.cases.undo import undo_last
from moderation.models import Case, CaseGuideline, Guideline, User
from moderation.models.cases import RANK
from tests.builders import NOON, make_case, make_guideline, make_message

LATER = NOON + timedelta(minutes=2)
Change = Callable[[Case, User], Any]


@pytest.fixture
def spam(reviews: Channel) -> Guideline:
    return make_guideline(reviews.community, "spam")


def linked(guideline: Guideline, **fields: Any) -> Case:
    case = make_case(make_message(**{name: fields.pop(name) for name in ["posted_at"] if name in fields}), **fields)
    CaseGuideline.between(case, guideline.pk).save()
    return case


def place(row: Case | CaseGuideline) -> list[Any]:
    row.refresh_from_db()
    return [getattr(row, name) for name in RANK]


def saved(case: Case, by: User) -> None:
    case.priority, case.due_by = 7, LATER
    case.save()


def decided(case: Case, by: User) -> None:
    said = {"action": "hide", "guideline": None, "reason": "Rude.", "revision": 1}
    actions.decide(case, by, NOON, **said)


def closed(case: Case, by: User) -> None:
    actions.close(case, by, NOON, why="Seen.")


def reopened(case: Case, by: User) -> None:
    closed(case, by)
    actions.reopen(case, by, LATER, why="Look again.")


def undone(case: Case, by: User) -> None:
    decided(case, by)
    undo_last(case, by, LATER)


def gone(case: Case, by: User) -> None:
    case.rows.update(opened_for=["answer"])
    standing.gone([case.message_id], NOON)


def moved(case: Case, by: User) -> None:
    Case.objects.filter(priority=60).update(priority=F("priority") + 1, posted_at=LATER)


def moved_in_bulk(case: Case, by: User) -> None:
    case.priority = 3
    Case.objects.bulk_update([case], ["priority"])


@pytest.mark.parametrize(
    ("change", "is_closed"),
    [
        (saved, False),
        (decided, True),
        (closed, True),
        (reopened, False),
        (undone, False),
        (gone, True),
        (moved, False),
        (moved_in_bulk, False),
    ],
)
def test_the_copies_follow_their_case(spam: Guideline, ana: User, change: Change, is_closed: bool) -> None:
    case, other = linked(spam), linked(spam, priority=59)
    change(case, ana)
    assert place(case.links.get()) == place(case)
    assert place(other.links.get()) == place(other)
    assert (case in Case.objects.under(spam.pk)) is not is_closed


def test_an_update_changes_what_it_found_and_says_how_many(spam: Guideline) -> None:
    assert Case.objects.filter(pk=linked(spam).pk, priority=1).update(priority=2) == 0
    assert Case.objects.filter(priority=60).update(priority=2) == 1


def test_the_cases_of_a_guideline_stand_and_are_cut_as_all_do(spam: Guideline) -> None:
    hours = [timedelta(hours=n) for n in range(3)]
    for n in range(18):
        linked(spam, priority=n % 2, due_by=NOON + hours[n % 3], posted_at=NOON + hours[n // 6])
    linked(make_guideline(spam.community, "rude"))
    listed, ordered = Case.objects.open().under(spam.pk), Case.objects.filter(links__guideline=spam).in_triage_order()
    everything = list(ordered)
    assert list(listed.in_triage_order()) == everything
    for at, case in enumerate(everything):
        assert list(listed.after(case).in_triage_order()) == everything[at + 1 :]
        assert list(ordered.before(case)) == list(listed.before(case).in_triage_order()) == everything[:at]

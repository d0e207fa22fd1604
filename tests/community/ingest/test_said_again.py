"""A record that comes again and leaves something out takes nothing back, and counts nothing anew."""

from typing import Any

import pytest

from community.models import Channel, Member, MemberRole, StaffEntry
from tests.builders import NOON
from tests.community.files.reading import read
from tests.community.storing import NOW, raw, store, stored

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "column", "stays"),
    [
        ({"kind": "direct"}, "kind", "direct"),
        ({"kind": "review"}, "kind", "review"),
        ({"internal": True, "from_staff": True}, "internal", True),
        ({"internal": True, "author_id": "otto"}, "kind", "direct"),
        ({"automated": True}, "automated", True),
        ({"from_staff": True}, "from_staff", True),
        ({"author_id": "mia"}, "from_staff", True),
    ],
    ids=str,
)
@pytest.mark.parametrize("author", [{}, {"author_id": "mia"}], ids=["nobody is named", "the author is named"])
def test_what_is_left_out_stays(
    reviews: Channel, said: dict[str, Any], column: str, stays: object, author: dict[str, Any]
) -> None:
    StaffEntry.objects.create(source=reviews.source, kind="id", value="mia")
    store(reviews, raw("1", **{"author_id": "mia"} | said))
    store(reviews, raw("1", reactions=9, **{name: said.get(name, value) for name, value in author.items()}))
    assert (getattr(stored("1"), column), stored("1").reactions) == (stays, 9)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"kind": "direct"}, {"kind": "comment"}, "comment"),
        ({"kind": "direct"}, {"kind": "post"}, "post"),
        ({"kind": "direct"}, {}, "direct"),
    ],
)
def test_a_kind_that_is_said_counts(
    reviews: Channel, first: dict[str, Any], second: dict[str, Any], expected: str
) -> None:
    for said in (first, second):
        store(reviews, *records(said | {"reactions": len(said) + 1}))
    assert stored("1").kind == expected


def records(said: dict[str, Any]) -> list[Any]:
    columns = {"id": "1", "text": "Hello", **said}
    return list(read(",".join(columns) + "\n" + ",".join(map(str, columns.values()))))


def test_a_note_that_is_said_to_be_none_is_none(reviews: Channel) -> None:
    store(reviews, raw("1", from_staff=True, internal=True))
    store(reviews, raw("1", from_staff=True, internal=False))
    assert not stored("1").internal


def test_what_a_member_left_before_counts_as_it_did(reviews: Channel) -> None:
    """Another number of likes is no reason to count what was written as staff as a member's."""
    store(reviews, raw("0", author_id="mia", from_staff=True), raw("1", author_id="mia", posted_at=NOON))
    store(reviews, raw("2", author_id="mia", from_staff=False))
    store(reviews, raw("1", author_id="mia", posted_at=NOON, reactions=7))
    store(reviews, raw("3", author_id="mia"))
    assert [stored(each).from_staff for each in "123"] == [True, False, False]


def test_another_author_counts_as_that_one_does(reviews: Channel) -> None:
    StaffEntry.objects.create(source=reviews.source, kind="id", value="mia")
    store(reviews, raw("1", author_id="otto"))
    store(reviews, raw("1", author_id="mia"))
    assert stored("1").from_staff


def test_a_time_that_is_corrected_falls_under_the_role_of_that_time(reviews: Channel) -> None:
    store(reviews, raw("1", author_id="mia", posted_at=NOW))
    MemberRole.objects.create(member=stored("1").author, role="staff", until=NOW)
    store(reviews, raw("1", author_id="mia", posted_at=NOW.replace(hour=1)))
    assert stored("1").from_staff


STAFF, MEMBER, BOT, NO_BOT = {"from_staff": True}, {"from_staff": False}, {"automated": True}, {"automated": False}


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ([STAFF], "staff"),
        ([STAFF, {}], "staff"),
        ([STAFF, MEMBER], "member"),
        ([BOT], "automated"),
        # Who answers by hand too is no machine.
        ([BOT, STAFF], "staff"),
        ([BOT, MEMBER], "member"),
        ([STAFF, NO_BOT], "staff"),
        # A corrected file says that it is none.
        ([BOT, NO_BOT], "member"),
        ([BOT, STAFF | NO_BOT], "staff"),
        ([BOT, MEMBER | NO_BOT], "member"),
    ],
    ids=str,
)
@pytest.mark.parametrize("at_once", [True, False], ids=["in one batch", "in several"])
def test_the_role_that_a_source_gives(reviews: Channel, said: list[dict[str, Any]], role: str, at_once: bool) -> None:
    records = [raw(str(number), author_id="u1", **each) for number, each in enumerate(said)]
    for some in [records] if at_once else [[record] for record in records]:
        store(reviews, *some)
    assert Member.objects.get().role == role

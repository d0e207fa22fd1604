"""The authors of a file, and who of them is staff and begins conversations."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from community.imports.staff_share import StaffFigures
from community.ingest import ingest_batch
from community.models import Channel, Member, MemberRole, StaffEntry
from community.records import RawMessage
from tests.community.imports.looking import NOW, look_at, stops


def lines(*records: dict[str, Any]) -> str:
    said = ({"id": number, "text": "hello", "date": "2026-11-20T09:00:00Z"} for number in range(len(records)))
    return "\n".join(json.dumps(usual | record) for usual, record in zip(said, records, strict=True))


def figures(*records: dict[str, Any], **said: Any) -> StaffFigures:
    return look_at(lines(*records), **said).staff


MEMBERS = [{"author_id": f"m{number}"} for number in range(4)]
MIA = {"author_id": "mia", "from_staff": True}


def test_authors_are_counted_once_however_often_they_write() -> None:
    assert figures(*MEMBERS, *MEMBERS, MIA, MIA | {"parent_id": "q0"}) == StaffFigures(5, 1, 5, 1)


def test_an_answer_begins_nothing() -> None:
    assert figures(*MEMBERS, MIA | {"parent_id": "q0"}) == StaffFigures(5, 1, 4, 0)
    assert figures(*MEMBERS, MIA | {"kind": "reply"}) == StaffFigures(5, 1, 4, 0)


@pytest.mark.parametrize("thread", [{"thread_id": "t"}, {"kind": "direct"}])
def test_a_thread_begins_with_its_earliest_message_wherever_that_stands(thread: dict[str, str]) -> None:
    question = thread | {"author_id": "m0", "date": "2026-11-20T08:00:00Z"}
    answer = thread | MIA | ({} if "thread_id" in thread else {"recipient_id": "m0"})
    mapped = {"recipient_id": "recipient_id"}
    assert figures(answer, question, mapped=mapped) == StaffFigures(2, 1, 1, 0)
    assert figures(question, answer, mapped=mapped) == StaffFigures(2, 1, 1, 0)


def test_what_bears_the_name_of_many_is_a_person_each_and_staff_without_a_name_are_one() -> None:
    guests = [{"author_name": "Anonymous"}] * 3
    reply = {"from_staff": True, "parent_id": "q0"}
    assert figures(*guests, {}, reply, reply) == StaffFigures(5, 1, 4, 0)


def test_who_is_automated_is_nobody() -> None:
    assert figures(*MEMBERS, {"author_id": "bot", "is_bot": True}) == StaffFigures(4, 0, 4, 0)


@pytest.mark.django_db
class TestInAChannel:
    """Where people are known already."""

    @pytest.fixture(autouse=True)
    def stored(self, reviews: Channel) -> Channel:
        at = datetime(2026, 11, 1, tzinfo=UTC)
        staff = RawMessage("s1", "x", author_id="ina", from_staff=True, parent_external_id="q0", posted_at=at)
        asked = [
            RawMessage(f"q{n}", "x", author_id=f"q{n}", thread_external_id=f"t{n}", posted_at=at) for n in range(9)
        ]
        ingest_batch(reviews, [*asked, staff], run=None, now=NOW, is_history=False, on_stored=lambda _stored: None)
        return reviews

    def test_its_own_figures_stand_beside(self, reviews: Channel) -> None:
        found = figures(*MEMBERS, MIA | {"parent_id": "q0"}, channel=reviews)
        assert (found.authors_before, found.staff_before) == (10, 1)

    def test_more_than_twice_its_share_stops(self, reviews: Channel) -> None:
        answers = [{"author_id": f"s{n}", "from_staff": True, "parent_id": "q0"} for n in range(2)]
        assert stops(look_at(lines(*MEMBERS, *answers), channel=reviews)) == ["staff"]
        assert stops(look_at(lines(*MEMBERS, answers[0]), channel=reviews)) == []

    def test_staff_who_are_staff_there_already_stop_nothing(self, reviews: Channel) -> None:
        second = RawMessage("s2", "x", author_id="ida", from_staff=True, parent_external_id="q0")
        ingest_batch(reviews, [second], run=None, now=NOW, is_history=False, on_stored=lambda _stored: None)
        answers = [{"author_id": name, "from_staff": True, "parent_id": "q0"} for name in ("ina", "ida", "kai")]
        assert stops(look_at(lines(*MEMBERS[:3], *answers[:2]), channel=reviews)) == []
        assert figures(*MEMBERS[:3], *answers, channel=reviews).known_staff == 2

    def test_staff_that_goes_on_with_a_thread_begins_nothing(self, reviews: Channel) -> None:
        assert figures(*MEMBERS, MIA | {"thread_id": "t1"}, channel=reviews) == StaffFigures(5, 1, 4, 0, 10, 1)

    def test_who_was_staff_before_is_where_the_file_says_nothing(self, reviews: Channel) -> None:
        assert figures(*MEMBERS, {"author_id": "ina"}, channel=reviews).staff == 1
        assert figures(*MEMBERS, {"author_id": "ina", "from_staff": False}, channel=reviews).staff == 0

    def test_the_word_of_an_admin_and_of_a_list_count_at_their_time(self, reviews: Channel) -> None:
        source, until = reviews.source, datetime(2026, 11, 15, tzinfo=UTC)
        StaffEntry.objects.create(source=source, kind="id", value="m0")
        MemberRole.objects.create(member=Member.objects.get(external_id="q1"), role="staff", until=until)
        assert figures(*MEMBERS, {"author_id": "q1"}, channel=reviews).staff == 1
        assert figures(*MEMBERS, {"author_id": "q1", "date": "2026-11-10"}, channel=reviews).staff == 2


def turned(number: int = 8) -> str:
    return lines(*({"author_id": f"m{n}", "from_staff": n > 0} for n in range(number)))


def test_a_file_with_staff_the_wrong_way_round_stops_and_says_the_figures() -> None:
    (stop,) = look_at(turned()).stops
    assert stop.said == (
        "7 of the 8 authors would be staff (88%), 7 of the 8 who begin conversations. "
        "If from_staff is mapped wrongly or the wrong way round, map it anew (--map from_staff=!COLUMN). "
        "If they are staff, say --staff-is-right."
    )
    assert "--" not in stop.on_a_page
    assert stops(look_at(turned(), mapped={"from_staff": "!from_staff"})) == []


def test_it_goes_on_where_somebody_says_that_they_are_staff() -> None:
    assert stops(look_at(turned(), staff_is_right=True)) == []


def test_of_four_authors_all_may_be_staff() -> None:
    assert stops(look_at(turned(4))) == []

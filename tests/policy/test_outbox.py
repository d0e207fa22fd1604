"""Which replies of ours came from a platform."""

from datetime import UTC, datetime, timedelta

import pytest

from moderation.policy.outbox import (
    CLOCKS_DIFFER,
    LOOKED_FOR,
    Came,
    Own,
    Sent,
    StaffPost,
    came,
    find_returned,
    is_same_text,
)

WRITTEN = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
DONE = WRITTEN + timedelta(minutes=20)
HERE, ELSEWHERE = 1, 2
SENT = Sent(HERE, "We are\nsorry.", WRITTEN, DONE)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("post", "is_it"),
    [
        (StaffPost(HERE, "Other words.", DONE), True),
        (StaffPost(ELSEWHERE, "We are sorry.", DONE), True),
        (StaffPost(ELSEWHERE, "We are sorry!", DONE), False),
        (StaffPost(HERE, "Early.", WRITTEN - CLOCKS_DIFFER), True),
        (StaffPost(HERE, "Too early.", WRITTEN - CLOCKS_DIFFER - MOMENT), False),
        (StaffPost(HERE, "Late.", DONE + LOOKED_FOR), True),
        (StaffPost(HERE, "Too late.", DONE + LOOKED_FOR + MOMENT), False),
    ],
)
def test_a_reply_came_where_staff_wrote_there_or_the_same_words_in_its_window(post: StaffPost, is_it: bool) -> None:
    assert came(SENT, [post]) is is_it


def test_without_a_post_of_staff_it_did_not_come() -> None:
    assert not came(SENT, [])


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [("We  are\nsorry. ", "We are sorry.", True), ("We are sorry.", "we are sorry.", False), ("", " ", False)],
)
def test_the_same_text_may_have_other_spaces(one: str, other: str, is_same: bool) -> None:
    assert is_same_text(one, other) is is_same


# ── as which message a reply came back ──────────────────────────────────

OURS = Own(7, "1f2e", HERE, "We are sorry.", WRITTEN)


def message(key: int = 1, text: str = "We are  sorry.", *, minutes: float = 1, **fields: object) -> Came:
    at = WRITTEN + timedelta(minutes=minutes)
    return Came(**{"message": key, "external_id": "x", "conversation": HERE, "text": text, "posted_at": at, **fields})


@pytest.mark.parametrize(
    ("post", "is_it"),
    [
        (message(), True),
        (message(minutes=-5), True),
        (message(minutes=-6), False),
        (message(conversation=ELSEWHERE), False),
        (message(text="Other words."), False),
        (message(text="Other words.", conversation=ELSEWHERE, minutes=-60, external_id="parley-1f2e"), True),
    ],
    ids=["the same text", "a clock that differs", "before", "elsewhere", "other words", "the id of its row"],
)
def test_a_reply_came_back_under_its_id_or_with_its_words(post: Came, is_it: bool) -> None:
    assert (OURS.row in find_returned([OURS], [post])) is is_it


def test_each_message_is_one_reply_and_the_first_of_them_the_first() -> None:
    again = OURS._replace(row=8, stable_id="9a9b", written_at=WRITTEN + timedelta(minutes=30))
    two, one = message(2, minutes=31), message(1)
    assert find_returned([OURS, again], [two, one]) == {7: one, 8: two}
    assert find_returned([OURS, again], [one]) == {7: one}
    assert find_returned([OURS, again], [one._replace(external_id="9a9b")]) == {8: one._replace(external_id="9a9b")}

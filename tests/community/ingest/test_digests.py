"""An unchanged record is known again, whenever it was stored."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from community.ingest import ingest_batch
from community.ingest.decide import Known
from community.ingest.digests import digest, first_digest, second_digest, translate_digests
from community.models import Channel, Message
from community.records import RawMessage, Warned
from tests.builders import NOON
from tests.community.storing import raw

OTHERS = {
    "external_id": "m-2",
    "text": "Another",
    "title": "T",
    "kind": "review",
    "author_id": "a",
    "author_name": "a",
    "from_staff": True,
    "posted_at": datetime(2026, 1, 1, tzinfo=UTC),
    "edited_at": datetime(2026, 1, 1, tzinfo=UTC),
    "parent_external_id": "p",
    "thread_external_id": "p",
    "reactions": 0,
    "reports": 0,
    "views": 0,
    "url": "u",
    "language": "en",
    "tags": ("a",),
    "deleted": True,
    "is_guest": True,
    "verified_email": "kim@example.org",
    "automated": False,
    "internal": True,
    "recipient_id": "r",
    "rating": 1.0,
    "attachments": ("https://files.example/1",),
    "removed_by_others": True,
}
SAME = {
    "line": 7,
    "channel": "elsewhere",
    "source_name": "Shop",
    "thread_is_root": True,
    "warnings": (Warned("views", "is ?"),),
}
SAME |= {"says_kind": True, "is_auto_reply": True}
FULL = RawMessage(**OTHERS | SAME)


@pytest.mark.parametrize(("name", "value"), OTHERS.items())
def test_everything_that_the_source_says_is_in_the_digest(name: str, value: object) -> None:
    assert digest(raw()._replace(**{name: value})) != digest(raw())


def test_where_a_record_stood_is_not_in_the_digest() -> None:
    assert digest(raw()._replace(**SAME)) == digest(raw())


def test_each_field_is_said_to_be_in_it_or_not() -> None:
    assert set(RawMessage._fields) == OTHERS.keys() | SAME.keys()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"tags": ("ab", "c")}, {"tags": ("a", "bc")}),
        ({"tags": ("a", "b")}, {"tags": ("a b",)}),
        ({"title": "ab", "text": "c"}, {"title": "a", "text": "bc"}),
        ({"author_id": "x"}, {"author_name": "x"}),
        ({"reactions": 1}, {"views": 1}),
    ],
)
def test_fields_do_not_run_together(one: dict[str, object], other: dict[str, object]) -> None:
    assert digest(raw()._replace(**one)) != digest(raw()._replace(**other))


def test_a_field_that_is_added_changes_no_digest_of_those_that_do_not_say_it() -> None:
    assert digest(RawMessage("m-1", "Hi")) == "2:8b97955704bfbae56e87cf7c35f609"


def test_the_formulas_stay_as_they_are() -> None:
    """A changed formula would write every stored message again."""
    assert (first_digest(FULL), second_digest(FULL), digest(FULL)) == (
        "6e0698a0cb7cb635c9094336d5e0e42e",
        "1:04e1d0eefe2cc805de348ec5ee22e2",
        "2:743cba5f96016234173de07c595e13",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("earlier", [first_digest, second_digest])
@pytest.mark.parametrize("record", [RawMessage("m-2", "Hi", posted_at=NOON), FULL._replace(deleted=False)])
def test_what_was_stored_with_an_earlier_digest_is_not_written_again(
    reviews: Channel, record: RawMessage, earlier: Callable[[RawMessage], str]
) -> None:
    store(reviews, record)
    Message.objects.update(digest=earlier(record))
    assert (store(reviews, record).unchanged, Message.objects.get().digest) == (1, earlier(record))
    changed = store(reviews, record._replace(text="Changed"))
    assert (changed.updated, Message.objects.get().digest) == (1, digest(record._replace(text="Changed")))


def test_a_record_that_says_something_else_translates_nothing() -> None:
    known = {"m-2": Known(first_digest(FULL), 7), "m-3": Known(digest(FULL), 8)}
    assert translate_digests(known, [FULL._replace(text="Changed"), FULL._replace(external_id="m-3")]) == known
    assert translate_digests(known, [FULL])["m-2"] == Known(digest(FULL), 7)


def test_a_record_that_says_no_is_another_than_one_that_says_nothing() -> None:
    says_no, says_nothing = raw()._replace(from_staff=False), raw()._replace(from_staff=None)
    assert digest(says_no) != digest(says_nothing)
    assert second_digest(says_no) == second_digest(says_nothing)


def store(channel: Channel, record: RawMessage):
    now = NOON + timedelta(hours=1)
    return ingest_batch(channel, [record], run=None, now=now, is_history=False, on_stored=lambda _stored: None)

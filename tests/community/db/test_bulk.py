"""Many rows in one statement come out as they went in, whatever is in them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.db.bulk import free_keys, insert, insert_rows, update_rows, upsert_rows
from community.models import Channel, Conversation, ImportReject, ImportRun, Message
from moderation.models import Case, CaseEvent, PendingAssessment, StaleDay
from tests.builders import NOON, make_case, make_message

pytestmark = pytest.mark.django_db
ODD = "tab\t newline\n backslash \\N \\. quote' \" %s é 🚀 \x01"


def test_rows_are_inserted_as_they_are(reviews: Channel) -> None:
    now = timezone.now()
    row = Message(
        pk=7000,
        community=reviews.community,
        source=reviews.source,
        conversation=Conversation.objects.create(channel=reviews),
        channel=reviews,
        external_id=ODD,
        text=ODD,
        posted_at=now,
        received_at=now - timedelta(microseconds=1),
        tags=[ODD, "b"],
        reactions=-5,
        views=2**62,
        from_staff=True,
    )
    insert([row])
    fresh = Message.objects.get()
    names = [field.attname for field in Message._meta.concrete_fields]
    assert [getattr(fresh, name) for name in names] == [getattr(row, name) for name in names]
    assert not row._state.adding


def test_rows_without_a_key_get_one_from_the_database(reviews: Channel) -> None:
    messages = [make_message(channel=reviews), make_message(channel=reviews)]
    token = uuid4()
    insert([PendingAssessment(message=message, revision=1, token=token) for message in messages])
    assert list(PendingAssessment.objects.values_list("token", flat=True)) == [token, token]


def test_bytes_are_inserted_as_they_are(reviews: Channel) -> None:
    run = ImportRun.objects.create(channel=reviews, source="x")
    insert([ImportReject(run=run, line=1, reason="r", raw=bytes(range(256)), length=256, sha256="")])
    assert bytes(ImportReject.objects.get().raw) == bytes(range(256))


def test_no_rows_are_no_work(reviews: Channel) -> None:
    insert([])


def test_what_is_not_named_holds_its_default(reviews: Channel) -> None:
    insert_rows(StaleDay, ("channel_id", "date"), [(reviews.pk, NOON.date()), (reviews.pk, NOON.date())])
    assert [(day.zone, day.marked_at > NOON) for day in StaleDay.objects.all()] == [("", True)] * 2


def test_json_is_inserted_as_it_is(reviews: Channel) -> None:
    case = make_case(make_message(channel=reviews))
    facts = [{}, {"why": ODD, "list": [1, None, 0.1]}, {"at": None}]
    insert_rows(CaseEvent, ("case_id", "kind", "at", "facts"), [(case.pk, "noted", NOON, each) for each in facts])
    assert list(CaseEvent.objects.filter(kind="noted").order_by("pk").values_list("facts", flat=True)) == facts


def test_keys_are_free_and_in_order(reviews: Channel) -> None:
    last = make_message(channel=reviews).pk
    keys = list(free_keys(Message, 3))
    assert keys == sorted(set(keys))
    assert min(keys) > last
    assert list(free_keys(Message, 0)) == []


# What a row may hold, column by column: as it was, and as it is written.
WRITTEN: dict[str, tuple[Any, Any]] = {
    "text": ("before", ODD),
    "title": (ODD, ""),
    "reactions": (None, -5),
    "views": (5, 2**62),
    "from_staff": (False, True),
    "edited_at": (None, NOON + timedelta(microseconds=1)),
    "removed_at": (NOON, None),
    "tags": (["a"], [ODD, "b"]),
}


def test_rows_are_updated_as_they_are_said_and_no_others(reviews: Channel) -> None:
    before, after = ({name: each[which] for name, each in WRITTEN.items()} for which in (0, 1))
    changed, other = make_message(channel=reviews, **before), make_message(channel=reviews, **before)
    update_rows(Message, ("id", *WRITTEN), [(changed.pk, *after.values())])
    rows = Message.objects.in_bulk()
    assert {name: getattr(rows[changed.pk], name) for name in WRITTEN} == after
    assert {name: getattr(rows[other.pk], name) for name in WRITTEN} == before


def test_each_row_is_updated_with_its_own_values(reviews: Channel) -> None:
    cases = [make_case(make_message(channel=reviews)) for _ in range(3)]
    update_rows(Case, ("id", "priority"), [(case.pk, case.pk % 100) for case in cases])
    assert dict(Case.objects.values_list("pk", "priority")) == {case.pk: case.pk % 100 for case in cases}


@pytest.mark.parametrize("count", [1, 300])
def test_any_number_of_rows_is_written_in_one_statement(reviews: Channel, count: int) -> None:
    messages = [make_message(channel=reviews) for _ in range(count)]
    asked = [(message.pk, 1, NOON) for message in messages]
    with CaptureQueriesContext(connection) as queries:
        update_rows(Message, ("id", "text"), [(message.pk, ODD) for message in messages])
        upsert_rows(
            PendingAssessment, ("message_id", "revision", "due_at"), asked, unique="message_id", changes=["due_at"]
        )
    assert len(queries) == 2


def test_too_long_a_text_is_refused_and_not_cut(reviews: Channel) -> None:
    message = make_message(channel=reviews)
    if connection.vendor == "sqlite":
        pytest.skip("SQLite does not look how long a text is")
    with pytest.raises(DataError), transaction.atomic():
        update_rows(Message, ("id", "kind"), [(message.pk, "x" * 11)])


def test_a_constraint_still_holds(reviews: Channel) -> None:
    case = make_case(make_message(channel=reviews))
    with pytest.raises(IntegrityError), transaction.atomic():
        update_rows(Case, ("id", "outcome"), [(case.pk, "gone")])


def test_a_row_that_is_there_already_is_changed_where_asked(reviews: Channel) -> None:
    there, new = make_message(channel=reviews), make_message(channel=reviews)
    PendingAssessment.objects.create(message=there, revision=1, tries=3, token=uuid4(), error=ODD, due_at=NOON)
    later = NOON + timedelta(hours=1)
    rows = [(there.pk, 2, later), (new.pk, 2, later)]
    changes = ("revision", "token")
    upsert_rows(PendingAssessment, ("message_id", "revision", "due_at"), rows, unique="message_id", changes=changes)
    columns = ("message", "revision", "token", "tries", "error", "due_at")
    assert list(PendingAssessment.objects.order_by("message").values_list(*columns)) == [
        (there.pk, 2, None, 3, ODD, NOON),
        (new.pk, 2, None, 0, "", later),
    ]


def test_bytes_are_not_written_through_json(reviews: Channel) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite takes bytes as they are")
    run = ImportRun.objects.create(channel=reviews, source="x")
    with pytest.raises(TypeError, match="bytes"):
        update_rows(ImportReject, ("id", "raw"), [(run.pk, b"x")])


@pytest.mark.parametrize("write", [insert_rows, update_rows])
def test_no_rows_ask_nothing(db: None, write: Any) -> None:
    with CaptureQueriesContext(connection) as queries:
        write(Message, ("id", "text"), [])
    assert len(queries) == 0

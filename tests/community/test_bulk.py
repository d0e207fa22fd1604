from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from community.bulk import insert
from community.models import Channel, ImportReject, ImportRun, Message
from moderation.models import PendingAssessment
from tests.builders import make_message

pytestmark = pytest.mark.django_db
ODD = "tab\t newline\n backslash \\N \\. quote' \" %s é 🚀 \x01"


def test_rows_are_inserted_as_they_are(reviews: Channel) -> None:
    now = timezone.now()
    row = Message(
        pk=7000,
        community=reviews.community,
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

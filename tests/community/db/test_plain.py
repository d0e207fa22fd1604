"""Plain values are the values that Django gives."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from community.db.plain import read_rows
from community.models import Channel, Message
from moderation.models import Assessment, Case, StaleDay
from tests.builders import NOON, make_assessment, make_case, make_message

pytestmark = pytest.mark.django_db
ODD = "tab\t newline\n quote' \" %s é 🚀"


@pytest.fixture
def rows(reviews: Channel) -> None:
    """Rows with everything in them, and with nothing."""
    later = NOON + timedelta(microseconds=120_000)
    said = {"tags": [ODD, "b"], "reactions": -5, "views": 2**62, "from_staff": True, "edited_at": later}
    for message in (make_message(ODD, channel=reviews, **said), make_message(channel=reviews, author=None)):
        make_case(message, assessment=make_assessment(message))


@pytest.mark.parametrize("model", [Message, Case, Assessment])
def test_every_column_is_what_django_gives(rows: None, model: Any) -> None:
    names = [field.attname for field in model._meta.concrete_fields]
    read = list(read_rows(model.objects.order_by("pk"), names))
    assert read == list(model.objects.order_by("pk").values_list(*names))
    types = [[type(value) for value in row] for row in read]
    assert types == [[type(value) for value in row] for row in model.objects.order_by("pk").values_list(*names)]


def test_expressions_and_locks_are_asked_along(rows: None) -> None:
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        held = Case.objects.order_by("pk").select_for_update(of=("self",), no_key=True)
        read = list(read_rows(held, ("priority",), F("message__views")))
    assert [views for _, views in read] == [2**62, None]
    assert ("FOR NO KEY UPDATE" in queries[0]["sql"]) == (connection.vendor == "postgresql")


def test_of_no_rows_there_are_none(reviews: Channel) -> None:
    assert list(read_rows(Message.objects.filter(text="nowhere"), ("id", "posted_at"))) == []
    assert list(read_rows(Message.objects.filter(pk__among=()), ("id", "posted_at"))) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's driver gives dates itself")
def test_what_would_come_out_as_another_type_is_refused(db: None) -> None:
    with pytest.raises(TypeError, match="not read as a plain value"):
        read_rows(StaleDay.objects.all(), ("date",))

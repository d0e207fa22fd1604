"""What a machine answered by mail is automated by its headers."""

import json
from typing import Any

import pytest

from community.models import Channel, Member
from tests.community.files.reading import read, read_one
from tests.community.storing import store, stored


@pytest.mark.parametrize(
    ("said", "automated"),
    [
        ({"Auto-Submitted": "auto-replied"}, True),
        ({"Auto-Submitted": "auto-generated"}, True),
        ({"auto_submitted": "no"}, None),
        ({"Auto-Submitted": ""}, None),
        ({"X-Autoreply": "yes"}, True),
        ({"X-Autoreply": "no"}, None),
        ({"Precedence": "bulk"}, True),
        ({"Precedence": "list"}, None),
        ({"Auto-Submitted": "auto-replied; owner=otto"}, True),
        ({"headers": {"Precedence": "auto_reply"}}, True),
        ({"email_headers": {"Auto-Submitted": "auto-replied (vacation)"}}, True),
        # One that says so is enough.
        ({"Auto-Submitted": "", "X-Autoreply": "", "Precedence": "bulk"}, True),
        ({"Auto-Submitted": "no", "Precedence": "bulk"}, True),
        ({"is_bot": "no", "Auto-Submitted": "auto-replied"}, True),
        ({"is_bot": "yes", "Auto-Submitted": "no"}, True),
        ({"is_bot": "no", "Auto-Submitted": ""}, False),
        ({"is_bot": "yes"}, True),
        ({"order_precedence": "bulk"}, None),
    ],
    ids=str,
)
def test_a_mail_that_a_machine_sent_is_automated(said: dict[str, Any], automated: bool | None) -> None:
    record = {"id": "1", "author": "Otto", "text": "I am away.", "created_at": "2026-11-16T08:00:00Z"}
    assert read_one(json.dumps(record | said)).automated is automated


def test_the_headers_of_a_table_are_read_too() -> None:
    table = "id,author,text,Auto-Submitted,Precedence\n1,Otto,I am away.,,bulk\n"
    assert read_one(table).automated is True


@pytest.mark.django_db
def test_who_is_away_for_a_day_is_no_machine_for_that(reviews: Channel) -> None:
    table = "id,author,text,Auto-Submitted\n1,Otto,I am away.,auto-replied\n2,Otto,Where is it?,\n"
    store(reviews, *read(table))
    assert [stored(each).automated for each in "12"] == [True, False]
    assert Member.objects.get().role == "member"

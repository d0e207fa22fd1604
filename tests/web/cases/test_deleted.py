"""A case whose message is gone from the platform says why it is still here, and asks who removed it."""

import pytest
from django.test import Client

from moderation.models import Case
from tests.builders import NOON
from tests.web.cases.browsing import shown

ASKS, SAYS = "Who was it?", "stays here until somebody decides"


@pytest.mark.parametrize(
    ("message", "columns", "expected"),
    [
        ({}, {}, (False, False)),
        ({"removed_at": NOON}, {}, (False, True)),
        ({"removed_at": NOON, "removed_by_others": True}, {}, (True, False)),
        ({"removed_at": NOON, "removed_by_others": True}, {"closed_at": NOON, "outcome": "decided"}, (False, False)),
    ],
)
def test_what_is_gone_from_the_platform(
    desk: Client, case: Case, message: dict[str, object], columns: dict[str, object], expected: tuple[bool, bool]
) -> None:
    type(case.message).objects.filter(pk=case.message_id).update(**message)
    Case.objects.filter(pk=case.pk).update(**columns)
    page = " ".join(shown(desk, case).split())
    assert (ASKS in page, SAYS in page) == expected

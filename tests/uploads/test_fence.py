"""A worker that was frozen in the middle of an upload, and wakes when it is another's, writes nothing about it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from community.models import Channel
from moderation.models import Upload, User
from moderation.uploads import actions, importing
from moderation.uploads.lease import Lease, Lost, lease
from tests.bringing import again, brought, checked, due_again, start

pytestmark = pytest.mark.django_db
Act = Callable[[Lease], None]
ACTS: dict[str, Act] = {
    "moves its lease on": lambda held: held.move_on(10, 1),
    "ends it": lambda held: held.end(state="finished"),
    "fails it": lambda held: importing.fail_upload(held, "Broken."),
    "hands it back": lambda held: importing.hand_back_upload(held, "Broken."),
}


def finished_by_another(upload: Upload) -> None:
    importing.go_on()


def held_by_another(upload: Upload) -> None:
    assert lease()


def failed_with_another(upload: Upload) -> None:
    other = lease()
    assert other
    importing.hand_back_upload(other, "Broken elsewhere.")


def stopped_and_begun_again(upload: Upload) -> None:
    actions.cancel(again(upload), timezone.now())
    start(again(upload))


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "happens", [finished_by_another, held_by_another, failed_with_another, stopped_and_begun_again]
)
def test_what_became_of_it_meanwhile_stands(
    reviews: Channel, mia: User, act: str, happens: Callable[[Upload], Any]
) -> None:
    upload = checked(brought(reviews, mia))
    start(upload)
    frozen = lease()
    assert frozen
    due_again(upload)
    happens(upload)
    before = list(Upload.objects.values())
    with pytest.raises(Lost):
        ACTS[act](frozen)
    assert list(Upload.objects.values()) == before

"""Real races over one upload: whoever is second, person or worker, changes nothing."""

from functools import partial

import pytest
from django.utils import timezone

from community.models import Channel, ImportRun, Message
from moderation.models import User
from moderation.uploads import actions, importing
from moderation.uploads.lease import lease
from tests.bringing import again, brought, checked, start, table
from tests.cases.test_races import at_once, refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_eight_people_who_start_at_once_one_starts_it(reviews: Channel, mia: User, rings: list[str]) -> None:
    upload = checked(brought(reviews, mia))
    rings.clear()
    answers = at_once(*[partial(start, again(upload)) for _ in range(8)])
    assert refused(answers) == ["refused: This file is being imported already."] * 7
    assert rings == ["ring"]


def test_of_eight_workers_one_holds_it(reviews: Channel, mia: User) -> None:
    upload = brought(reviews, mia)
    actions.check(upload, timezone.now())
    held = [found for found in at_once(*[lease] * 8) if found]
    assert [found.token for found in held] == [again(upload).token]
    assert again(upload).tries == 1


def test_four_workers_at_once_store_every_record_of_two_files_once(reviews: Channel, mia: User) -> None:
    uploads = [checked(brought(reviews, mia, table(size))) for size in (3_000, 5_000)]
    for upload in uploads:
        start(upload)
    at_once(*[importing.go_on] * 4)
    assert [again(upload).state for upload in uploads] == ["finished"] * 2
    assert Message.objects.count() == 5_000
    runs = ImportRun.objects.all()
    assert sum(run.created for run in runs) == 5_000
    assert sum(run.unchanged for run in runs) == 3_000


def test_what_is_stopped_as_a_worker_begins_can_always_be_gone_on_with(reviews: Channel, mia: User) -> None:
    for _ in range(4):
        upload = checked(brought(reviews, mia))
        start(upload)
        at_once(importing.go_on, partial(actions.cancel, again(upload), timezone.now()))
        found = again(upload)
        assert (found.state, bool(found.run)) in {("checked", False), ("cancelled", True), ("finished", True)}

"""What an import's changes did to cases goes with them, unless somebody acted."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from community.models import Channel, ImportRun
from moderation.cases import actions as cases
from moderation.guidelines import publishing
from moderation.models import Case, Clock, User
from moderation.targets import install_starter_targets
from moderation.uploads.leaving import take_from_cases
from tests.uploads.test_taking_back import brought, judged, of, taken_back

pytestmark = pytest.mark.django_db
NOW, MINUTE = timezone.now(), timedelta(minutes=1)
NICE, ASKS, THREAT = "A nice tent.", "Where is it?", "I will sue you."


@pytest.fixture(autouse=True)
def guidelines(reviews: Channel) -> None:
    publishing.install_starter_guidelines(reviews.community)


def changed(folder: Path, was: str, now: str, **said: object) -> ImportRun:
    """The second import, which changed the one message of the first."""
    about = {"id": 1, "author_id": "kim", "created_at": NOW.isoformat()}
    for text, more in ((was, {}), (now, said)):
        run = brought(folder, about | {"text": text, "kind": "direct" if was == ASKS else "comment"} | more)
        judged()
    return run


def test_a_case_that_it_opened_goes(reviews: Channel, tmp_path: Path) -> None:
    run = changed(tmp_path, NICE, THREAT)
    assert Case.objects.get().opened_for == ["finding"]
    taken_back(run)
    judged()
    assert not Case.objects.exists()


def test_a_case_that_its_reports_opened_goes(reviews: Channel, tmp_path: Path) -> None:
    run = changed(tmp_path, NICE, NICE, reports=9)
    assert Case.objects.get().opened_for == ["reports"]
    taken_back(run)
    judged()
    assert not Case.objects.exists()


def test_a_case_that_stood_has_its_reasons_and_its_deadlines_again(reviews: Channel, tmp_path: Path) -> None:
    install_starter_targets(reviews.community)
    run = changed(tmp_path, ASKS, ASKS)
    before = Case.objects.values("opened_for", "answer_only", "severity", "due_by").get()
    promised = set(Clock.objects.values_list("kind", "started_at", "due_by"))
    run = changed(tmp_path, ASKS, THREAT, kind="direct")
    assert Case.objects.get().opened_for == ["answer", "finding"]
    taken_back(run)
    judged()
    assert Case.objects.values(*before).get() == before
    assert set(Clock.objects.values_list("kind", "started_at", "due_by")) == promised


def test_where_somebody_acted_all_of_it_stays(reviews: Channel, mia: User, tmp_path: Path) -> None:
    run = changed(tmp_path, NICE, THREAT)
    cases.note(Case.objects.get(), mia, timezone.now(), text="Ask legal.")
    taken_back(run)
    judged()
    assert Case.objects.get().opened_for == ["finding"]


TALK = {"kind": "direct", "thread_id": "9", "author_id": "kim", "created_at": NOW.isoformat()}


def said_in_talk(folder: Path, number: int, text: str, **more: object) -> ImportRun:
    run = brought(folder, TALK | {"id": number, "text": text} | more)
    judged()
    return run


def state() -> tuple[object, ...]:
    """The one case, and what is promised for it."""
    case = Case.objects.values("message", "opened_for", "severity", "priority", "due_by", "outcome", "closed_at").get()
    return case, set(Clock.objects.values_list("kind", "message", "started_at", "due_by", "kept_at", "ended_at"))


def test_a_case_goes_on_without_the_message_that_an_import_added(reviews: Channel, tmp_path: Path) -> None:
    install_starter_targets(reviews.community)
    said_in_talk(tmp_path, 1, ASKS)
    before = state()
    run = said_in_talk(tmp_path, 2, THREAT)
    assert Case.objects.get().opened_for == ["answer", "finding"]
    taken_back(run)
    judged()
    assert state() == before


def test_a_case_that_an_import_opened_again_is_closed_as_it_was(reviews: Channel, tmp_path: Path) -> None:
    install_starter_targets(reviews.community)
    said_in_talk(tmp_path, 1, ASKS)
    said_in_talk(tmp_path, 2, "At your door.", author_id="desk", is_staff=True, created_at=(NOW + MINUTE).isoformat())
    before = state()
    assert Case.objects.get().outcome == "answered"
    run = said_in_talk(tmp_path, 3, THREAT, created_at=(NOW + 2 * MINUTE).isoformat())
    assert Case.objects.open().get().rows.count() == 2
    taken_back(run)
    judged()
    assert state() == before
    assert Case.objects.get().events.last().facts == {"outcome": "answered"}


def test_what_was_promised_for_a_message_that_goes_passes_to_the_one_that_stays(
    reviews: Channel, tmp_path: Path
) -> None:
    install_starter_targets(reviews.community)
    run = said_in_talk(tmp_path, 1, ASKS)
    promised = set(Clock.objects.values_list("kind", "due_by"))
    said_in_talk(tmp_path, 2, "And where is it now?")
    taken_back(run)
    judged()
    case = Case.objects.get()
    assert case.message.external_id == "2"
    assert set(case.clocks.values_list("kind", "due_by")) == promised
    assert set(case.clocks.values_list("message", flat=True)) == {case.message_id}


def test_a_case_is_due_at_once_as_what_stays_of_it(reviews: Channel, tmp_path: Path) -> None:
    install_starter_targets(reviews.community)
    said_in_talk(tmp_path, 1, ASKS)
    before = state()
    said_in_talk(tmp_path, 2, THREAT)
    assert state() != before
    with transaction.atomic():
        take_from_cases([of("2").pk], timezone.now())
    assert state() == before

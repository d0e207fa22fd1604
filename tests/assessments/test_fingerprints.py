"""Fingerprints follow the reading, of the last day and of open cases alone."""

from datetime import timedelta

import pytest

from community.models import Channel
from moderation.assessments import fingerprints
from moderation.assessments.fingerprints import renew_fingerprints
from moderation.models import Assessment, Case
from moderation.policy.normalise import fingerprint
from tests.builders import NOON, make_assessment, make_case, make_message

pytestmark = pytest.mark.django_db
TEXT, OUTDATED = "<p>Buy cheap gold now!</p>", 77
MARK = fingerprint("Buy cheap gold now!")


def renew() -> int:
    return renew_fingerprints(Assessment.objects.all(), Case.objects.all(), NOON)


@pytest.mark.parametrize(
    ("hours", "before", "after"), [(1, OUTDATED, MARK), (25, OUTDATED, OUTDATED), (1, 0, 0), (1, MARK, MARK)]
)
def test_assessments_of_the_last_day_are_renewed(reviews: Channel, hours: int, before: int, after: int) -> None:
    made = make_assessment(
        make_message(TEXT, channel=reviews), fingerprint=before, assessed_at=NOON - timedelta(hours=hours)
    )
    assert renew() == (before != after)
    made.refresh_from_db()
    assert made.fingerprint == after


@pytest.mark.parametrize(("closed", "after"), [({}, MARK), ({"closed_at": NOON, "outcome": "closed"}, OUTDATED)])
def test_open_cases_are_renewed(reviews: Channel, closed: dict[str, object], after: int) -> None:
    case = make_case(make_message(TEXT, channel=reviews), fingerprint=OUTDATED, **closed)
    renew()
    case.refresh_from_db()
    assert case.fingerprint == after


def test_more_rows_than_a_slice_are_all_renewed_once(reviews: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprints, "SLICE", 2)
    for _ in range(5):
        make_assessment(make_message(TEXT, channel=reviews), fingerprint=OUTDATED, assessed_at=NOON)
    assert (renew(), renew()) == (5, 0)

"""The measured edits are of messages whose cases stand open, and each changes its case."""

from itertools import islice

import pytest

from moderation.bench import communities, editing, line
from moderation.models import Case, CaseEvent, CaseGuideline

pytestmark = pytest.mark.django_db
MESSAGES = 20
Kind = CaseEvent.Kind


def test_each_message_opens_a_case_and_its_edit_changes_that() -> None:
    communities.make_all()
    threats = list(islice(editing.threats(), MESSAGES))
    opened = editing.seconds_of(threats, Kind.OPENED)
    assert Case.objects.filter(revision=1).count() == MESSAGES
    links = CaseGuideline.objects.count()
    edited = editing.seconds_of([editing.with_more(each, editing.SPAM) for each in threats], Kind.ASSESSED)
    assert Case.objects.filter(revision=2).count() == Case.objects.count() == MESSAGES
    assert MESSAGES <= links <= CaseGuideline.objects.count() - MESSAGES
    assert all(0 < finishing < whole for finishing, whole in (opened, edited))


def test_what_does_not_change_its_case_is_not_measured() -> None:
    communities.make_all()
    threats = list(islice(editing.threats(), MESSAGES))
    with pytest.raises(line.Wrong, match="led to 0"):
        editing.seconds_of(threats, Kind.ASSESSED)

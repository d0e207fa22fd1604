"""What tests of the case screen begin with."""

import pytest

from community.models import Channel
from moderation.models import Case
from tests.builders import make_assessment, make_case, make_finding, make_guideline, make_message


@pytest.fixture
def threat(reviews: Channel) -> Case:
    """A case with evidence: its text names a lawyer."""
    message = make_message("My lawyer will write. Order <88>.", channel=reviews, title="Zip again")
    made = make_assessment(message, unknown=["views"])
    make_finding(made, make_guideline(reviews.community), "My lawyer")
    return make_case(message, assessment=made)

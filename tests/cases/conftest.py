"""A threat that somebody waits for an answer to, with what is promised for it."""

import pytest

from community.models import Channel, Community, Message
from moderation.models import ResponseTarget
from tests.builders import make_guideline, make_message


@pytest.fixture
def targets(tarnfell: Community) -> None:
    """An hour to act and four to reply on what is high; nothing is promised for the rest."""
    make_guideline()
    ResponseTarget.objects.create(community=tarnfell, severity=3, first_action=60, first_reply=240)


@pytest.fixture
def threat(reviews: Channel) -> Message:
    """Written to us, so that somebody waits for an answer too."""
    return make_message("My lawyer will write to you.", channel=reviews, kind="direct")

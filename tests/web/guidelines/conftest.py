"""A guideline to look at."""

import pytest

from community.models import Community
from moderation.models import Guideline
from tests.builders import make_guideline


@pytest.fixture
def threat(tarnfell: Community) -> Guideline:
    return make_guideline(tarnfell)

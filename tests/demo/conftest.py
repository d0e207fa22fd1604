"""A community of the demo without its past."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.connectors.stub import PLANS
from community.models import Feed
from moderation import demo
from moderation.models import EscalationRule


@pytest.fixture
def feed(db: None) -> Feed:
    founded = demo.found_community(PLANS["tarnfell"])
    EscalationRule.objects.update(in_force_from=timezone.now() - timedelta(days=1000))
    return founded

"""Who sits before the screen, where a test names nobody else."""

import pytest
from django.test import Client

from moderation.models import User


@pytest.fixture
def desk(client: Client, ana: User) -> Client:
    """A browser in which Ana is signed in."""
    client.force_login(ana)
    return client

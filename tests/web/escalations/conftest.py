"""Who sits before the page of the leads."""

import pytest
from django.test import Client

from moderation.models import User


@pytest.fixture
def desk(client: Client, lee: User) -> Client:
    """A browser in which Lee, who leads PR, is signed in."""
    client.force_login(lee)
    return client

"""A browser in which Ada, Tarnfell's admin, is signed in."""

import pytest
from django.test import Client

from moderation.models import User


@pytest.fixture
def desk(client: Client, ada: User) -> Client:
    client.force_login(ada)
    return client

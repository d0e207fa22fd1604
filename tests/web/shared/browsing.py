"""A browser of somebody."""

from django.test import Client

from moderation.models import User


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client

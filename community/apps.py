"""Names the app, and gives the database connections of the whole project what they have not by themselves."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "community"

    def ready(self) -> None:
        # Importing `among` is what registers it; models, which it needs, are there by now.
        from community.db import among, moments  # noqa: F401, PLC0415

        moments.install()

"""The app's entry, which also prepares the project's database connections."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "community"

    def ready(self) -> None:
        # Importing `among` is what registers it; models, which it needs, are there by now.
        from community.db import among, moments  # noqa: F401, PLC0415

        moments.install()

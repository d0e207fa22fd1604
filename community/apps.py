"""Names the app, and gives its queries the lookup that all of them may use."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "community"

    def ready(self) -> None:
        # Importing it is what registers it.
        from community import among  # noqa: F401, PLC0415

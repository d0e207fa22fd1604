"""Names the app, and registers what production refuses to start on."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self) -> None:
        from moderation.work import checks  # noqa: F401, PLC0415 - registering is its effect

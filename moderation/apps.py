"""The app's entry, which also registers the checks of production."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self) -> None:
        from moderation.work import checks  # noqa: F401, PLC0415 - registering is its effect

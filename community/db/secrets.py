"""A column for what a connector signs in with, which shows itself nowhere."""

from typing import Any

from django.db import models


class Secrets(dict[str, str]):
    """Secrets by name. Only who asks for one by its name gets it."""

    def __repr__(self) -> str:
        return f"<{len(self)} secrets>"

    __str__ = __repr__


class SecretsField(models.JSONField):
    """Kept out of forms, of Django's admin and of `dumpdata`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"default": Secrets, "editable": False, **options})

    def from_db_value(self, value: Any, *args: Any) -> Secrets:
        return Secrets(super().from_db_value(value, *args) or {})

    def value_to_string(self, _obj: models.Model) -> Any:
        # A dump lies about in files: where it is loaded, secrets are given anew.
        return {}

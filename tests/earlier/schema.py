"""Rows written through the models of an earlier schema."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db.migrations.state import StateApps
from django.db.models import Model

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
APPS = ("community", "moderation")


class Earlier:
    """Adds rows; `rows` remembers what was written of each, `left_out` what this schema has no place for."""

    def __init__(self, apps: StateApps, slug: str) -> None:
        self.apps, self.slug = apps, slug
        self.rows: dict[tuple[str, Any], dict[str, Any]] = {}
        self.left_out: set[str] = set()

    def has(self, label: str) -> bool:
        return any(model._meta.label == label for model in self.apps.get_models())

    def columns(self, label: str) -> set[str]:
        fields = self.apps.get_model(label)._meta.concrete_fields if self.has(label) else ()
        return {name for field in fields for name in (field.name, field.attname)}

    def knows(self, name: str) -> bool:
        """Whether this schema has the table or the column of this name."""
        label, _, column = name.rpartition(".")
        return self.has(name) or column in self.columns(label)

    def add(self, label: str, **fields: Any) -> Any:
        """A row, or None where this schema has no such table."""
        if not self.has(label):
            self.left_out.add(label)
            return None
        model: Any = self.apps.get_model(label)
        there = self.columns(label)
        self.left_out |= {f"{label}.{name}" for name in fields.keys() - there}
        known = {name: value for name, value in fields.items() if name in there}
        row = model.objects.create(**known)
        self._note(row, known)
        return row

    def change(self, row: Any, **fields: Any) -> None:
        """Write what could not be said while the row was added."""
        type(row).objects.filter(pk=row.pk).update(**fields)
        for name, value in fields.items():
            setattr(row, name, value)
        self._note(row, fields)

    def _note(self, row: Any, fields: dict[str, Any]) -> None:
        written = self.rows.setdefault((row._meta.label, row.pk), {})
        written |= {name: key_or_value(value) for name, value in fields.items()}

    def team(self, here: Any, slug: str) -> Any:
        """How a row names its team: by the team's own row, or by its slug before teams had rows."""
        if not self.has("moderation.Team"):
            return slug
        found = self.apps.get_model("moderation.Team").objects.filter(community=here, slug=slug).first()
        return found or (self.add("moderation.Team", community=here, slug=slug, name=slug.title()) if slug else None)

    def settings(self, label: str, **settings: Any) -> dict[str, Any]:
        """How a row holds its settings: as JSON, or in a column each before that."""
        return {"settings": settings} if "settings" in self.columns(label) else settings

    def unique(self, name: str) -> UUID:
        return uuid5(UUID(int=0), f"{self.slug} {name}")

    @property
    def tables_without_rows(self) -> set[str]:
        """The tables to which nothing was added here, whatever a migration wrote there."""
        return {model._meta.label for model in self._models} - {label for label, _ in self.rows}

    @property
    def all_columns(self) -> set[str]:
        """Every column but the keys, which the database gives."""
        fields = [(model._meta.label, field) for model in self._models for field in model._meta.concrete_fields]
        return {f"{label}.{field.name}" for label, field in fields if not field.primary_key}

    @property
    def written_columns(self) -> set[str]:
        return {f"{label}.{name}" for (label, _), written in self.rows.items() for name in written}

    @property
    def _models(self) -> list[type[Model]]:
        return [model for app in APPS for model in self.apps.get_app_config(app).get_models()]


def key_or_value(value: Any) -> Any:
    if isinstance(value, memoryview):
        return bytes(value)
    return value.pk if isinstance(value, Model) else value

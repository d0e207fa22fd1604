"""Every column that may hold a person's words is named, with how it is erased."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import BinaryField, CharField, Field, JSONField, Model, TextField

from config.private import MADE
from moderation.members.held import FILES, PERSONAL

HOLDING = (CharField, TextField, JSONField, BinaryField)
MODELS = [model for app in ("community", "moderation") for model in apps.get_app_config(app).get_models()]


def holding(model: type[Model]) -> Iterator[str]:
    """The columns of a table in which a person's words could stand."""
    for each in model._meta.concrete_fields:
        if isinstance(each, HOLDING) and not each.remote_field:
            yield each.name


def test_every_table_with_texts_is_named() -> None:
    assert {model._meta.label for model in MODELS if any(holding(model))} == set(PERSONAL)


@pytest.mark.parametrize("label", PERSONAL)
def test_every_column_that_may_hold_a_persons_words_is_named(label: str) -> None:
    assert set(PERSONAL[label].columns) == set(holding(apps.get_model(label)))


def test_a_column_that_is_emptied_can_hold_what_is_left() -> None:
    for label, table in PERSONAL.items():
        for name, left in table.left.items():
            column: Field[object, object] = apps.get_model(label)._meta.get_field(name)  # type: ignore[assignment]
            column.clean(left, None) if left else column.get_prep_value(left)


def test_everything_below_the_state_folder_is_named() -> None:
    assert set(FILES) == set(MADE)

"""The database has every index and constraint that the models name, and pays for none twice."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django.db.models import F, UniqueConstraint

OURS = [model for app in ("community", "moderation") for model in apps.get_app_config(app).get_models()]


def beginnings(model: type[models.Model]) -> Iterator[str]:
    """The first column of every index and unique constraint that holds all rows."""
    for each in (*model._meta.indexes, *model._meta.constraints):
        if isinstance(each, models.Index | UniqueConstraint) and each.condition is None:
            first = (*each.fields, *(name.name for name in each.expressions if isinstance(name, F)))[0]
            yield first.removeprefix("-")


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_no_foreign_key_has_an_index_that_a_wider_one_makes_useless(model: type[models.Model]) -> None:
    covered = set(beginnings(model))
    keys = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    assert not [key.name for key in keys if key.db_index and not key.unique and key.name in covered]


@pytest.mark.django_db
@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_the_migrations_made_every_index_and_constraint_of_the_model(model: type[models.Model]) -> None:
    assert not missing_from_the_database(model)


def missing_from_the_database(model: type[models.Model]) -> set[str]:
    with connection.cursor() as cursor:
        there = set(connection.introspection.get_constraints(cursor, model._meta.db_table))
    return {each.name for each in (*model._meta.indexes, *model._meta.constraints)} - there


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", "--no-input", verbosity=0)

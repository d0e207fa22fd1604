"""Databases that live through parts of the project, in the place of the tests' own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

from community.db.schema import record_migrations
from tests.earlier.communities import add_community
from tests.earlier.schema import Earlier
from tests.faults.scratch import Scratch, empty_database

# The last migration of each app in a part that is released: a part that is finished adds its line.
PARTS: dict[str, dict[str, str]] = {
    "first": {"community": "0002_no_index_twice", "moderation": "0004_no_index_twice"},
    "second": {"community": "0003_messages_by_day", "moderation": "0010_marks_name_their_zone"},
    "third": {"community": "0007_feeds_have_no_columns_of_the_stub", "moderation": "0017_labels_come_from_tables"},
    "fourth": {"community": "0015_erased_in_a_source_that_parted", "moderation": "0024_imports_are_taken_back"},
    "fifth": {"community": "0016_runs_say_what_time_they_cover", "moderation": "0040_a_lost_reply_comes_first"},
}


@contextmanager
def standing_in(scratch: Scratch, blocker: Any) -> Iterator[None]:
    """Use a database in the place of the tests' own."""
    own = connection.settings_dict["NAME"]
    with blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = str(scratch.path) if scratch.is_sqlite else scratch.name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = own


@contextmanager
def standing_at(path: Path, targets: list[tuple[str, str]], blocker: Any) -> Iterator[StateApps]:
    """A new database as these migrations leave it, and its models; nobody has to bring it up to date again."""
    with empty_database(path) as scratch, standing_in(scratch, blocker):
        yield make_tables_of(targets)


def make_tables_of(targets: list[tuple[str, str]]) -> StateApps:
    """Make at once what these migrations make one after the other, as an installation makes its own."""
    loader = MigrationExecutor(connection).loader
    apps = loader.project_state(targets).apps
    with connection.schema_editor(atomic=True) as editor:
        for model in apps.get_models():
            editor.create_model(model)
        record_migrations({name for target in targets for name in loader.graph.forwards_plan(target)})
    return apps


def migrate_to(targets: list[tuple[str, str]]) -> StateApps:
    """Bring the database to these migrations, there or back; returns its models as they are then."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def live_through(part: str) -> Earlier:
    """Bring the database to the end of a part, and add a community that is named after it."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    theirs = [leaf for leaf in leaves if leaf[0] in ("auth", "contenttypes", "sessions")]
    earlier = Earlier(migrate_to([*theirs, *PARTS[part].items()]), part)
    add_community(earlier)
    return earlier

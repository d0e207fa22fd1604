"""Databases that live through parts of the project, in the place of the tests' own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.earlier.communities import add_community
from tests.earlier.schema import Earlier
from tests.faults.scratch import Scratch

# The last migration of each app in a part that is released: a part that is finished adds its line.
PARTS: dict[str, dict[str, str]] = {
    "first": {"community": "0002_no_index_twice", "moderation": "0004_no_index_twice"},
    "second": {"community": "0003_messages_by_day", "moderation": "0010_marks_name_their_zone"},
    "third": {"community": "0007_feeds_have_no_columns_of_the_stub", "moderation": "0017_labels_come_from_tables"},
    "fourth": {"community": "0015_erased_in_a_source_that_parted", "moderation": "0024_imports_are_taken_back"},
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


def live_through(part: str) -> Earlier:
    """Bring the database to the end of a part, and add a community that is named after it."""
    executor = MigrationExecutor(connection)
    theirs = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in ("auth", "contenttypes", "sessions")]
    targets = [*theirs, *PARTS[part].items()]
    executor.migrate(targets)
    earlier = Earlier(executor.loader.project_state(targets).apps, part)
    add_community(earlier)
    return earlier

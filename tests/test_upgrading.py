"""A database that began with an earlier part of the project has everything in the newest one, and works."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import reverse

from community.models import Community, ImportRun
from moderation.models import Case, GuidelineVersion, StaleDay, Upload, User
from moderation.models.teams import slug_of_team
from tests.earlier import HOUR, NOON, Earlier, add_community, key_or_value
from tests.faults.scratch import empty_database
from tests.test_schema import OURS, missing_from_the_database

# The last migration of each app in a part that is released: a part that is finished adds its line.
PARTS: dict[str, dict[str, str]] = {
    "first": {"community": "0002_no_index_twice", "moderation": "0004_no_index_twice"},
    "second": {"community": "0003_messages_by_day", "moderation": "0010_marks_name_their_zone"},
    "third": {"community": "0007_feeds_have_no_columns_of_the_stub", "moderation": "0017_labels_come_from_tables"},
}
# Where a value stands now that has changed its place or its kind, by the name that it had.
TEAMS = ("Membership", "Invitation", "EscalationRule", "Escalation")
MOVED: dict[str, Callable[[Any], Any]] = {
    **{f"moderation.{model}.team": lambda row: slug_of_team(row.team) for model in TEAMS},
    "community.Feed.seed": lambda row: row.settings["seed"],
    "community.Feed.a_minute": lambda row: row.settings["a_minute"],
}
OF_SOURCES: dict[str, Callable[[Any], Any]] = {
    "community.Member.community": lambda row: row.source.community_id,
    "community.Member.is_staff": lambda row: row.role == "staff",
    "community.Message.root": lambda row: None if row.begins.exists() else row.conversation.root_id,
}
MOVED_SINCE: dict[str, dict[str, Callable[[Any], Any]]] = {
    "first": MOVED | OF_SOURCES,
    "second": MOVED | OF_SOURCES,
    "third": OF_SOURCES,
}
FACTS = {
    "in force": [1, 2],
    "versions": [(1, "Legal threat", "legal"), (2, "Legal threat", "legal")],
    "runs": [("direct", "week.csv")],
    "invited": [("viewer@new.example", None, ""), ("lead@new.example", None, "")],
    "looks": [{}],
    "joined": {NOON},
    "found": [NOON + HOUR, NOON + HOUR],
    # Those that were counted are counted once more, with their unknown authors.
    "days to count": [("direct", 16), ("social", 16)],
}
# Before the desk there was nobody to invite, and nobody knew since when people were there or which days were counted.
OF_THE_LINE = {"invited": [], "looks": [], "joined": {None}}
EVERY_DAY = [("direct", 16), ("direct", 17), ("direct", 18), ("social", 16), ("social", 17)]
FACTS_OF: dict[str, dict[str, Any]] = {"first": OF_THE_LINE | {"days to count": EVERY_DAY}, "second": {}, "third": {}}
PAGES = (
    *("queue", "to-do", "escalations", "guidelines", "imports", "health", "settings", "settings-people"),
    *("settings-channels", "settings-feeds", "settings-promises", "settings-escalation", "settings-record"),
)


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """An empty database in the place of the tests' own."""
    own = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), empty_database(tmp_path / "earlier.sqlite3") as scratch:
        connection.close()
        connection.settings_dict["NAME"] = str(scratch.path) if scratch.is_sqlite else scratch.name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = own


def test_what_was_written_under_each_part_is_there_in_the_newest_and_works(database: None) -> None:
    """One database lives through all parts; under each of them a community is added, named after it."""
    lived = [live_through(part) for part in PARTS]
    assert lived[-1].empty_tables == set()
    assert [name for name in lived[-1].left_out if not is_column(name)] == []
    call_command("migrate", verbosity=0)
    # What was brought while a file without times was taken to be live is read so still.
    assert {*Upload.objects.values_list("reading__posted_at", flat=True)} == {"now"}
    for earlier in lived:
        assert what_differs(earlier) == {}
        assert facts(earlier.slug) == FACTS | FACTS_OF[earlier.slug]
        assert_the_desk_works(earlier.slug)
    assert [model.__name__ for model in OURS if missing_from_the_database(model)] == []


def live_through(part: str) -> Earlier:
    executor = MigrationExecutor(connection)
    theirs = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in ("auth", "contenttypes", "sessions")]
    targets = [*theirs, *PARTS[part].items()]
    executor.migrate(targets)
    earlier = Earlier(executor.loader.project_state(targets).apps, part)
    add_community(earlier)
    return earlier


def is_column(name: str) -> bool:
    """Whether the newest schema has it; what none has is misspelt."""
    label, _, column = name.rpartition(".")
    return column in {field.name for field in apps.get_model(label)._meta.concrete_fields}


def what_differs(earlier: Earlier) -> dict[str, dict[str, tuple[Any, Any]]]:
    """By row, every column that does not say any more what was written into it."""
    differs = {}
    for label, key, written in earlier.rows:
        row = apps.get_model(label)._default_manager.get(pk=key)
        moved = MOVED_SINCE[earlier.slug]
        now = {name: value_now(row, moved.get(f"{label}.{name}"), name) for name in written}
        if changed := {name: (written[name], now[name]) for name in written if now[name] != written[name]}:
            differs[f"{label} {key}"] = changed
    return differs


def value_now(row: Any, moved: Callable[[Any], Any] | None, name: str) -> Any:
    return moved(row) if moved else key_or_value(getattr(row, name))


def facts(slug: str) -> dict[str, Any]:
    """What migrations wrote into the rows that they found."""
    here = Community.objects.get(slug=slug)
    versions, runs = (
        GuidelineVersion.objects.filter(guideline__community=here),
        ImportRun.objects.filter(community=here),
    )
    marks = StaleDay.objects.filter(channel__community=here).values_list("channel__slug", "date__day")
    cases, invitations = here.cases.order_by("pk"), here.invitations.order_by("pk")
    return {
        "in force": [rule_set.versions.get().number for rule_set in here.rule_sets.order_by("number")],
        "versions": list(versions.order_by("number").values_list("number", "name", "category")),
        "runs": [(run.channel.slug, run.source) for run in runs],
        "invited": [(each.email, each.opened_at, each.browser_hash) for each in invitations],
        "looks": list(here.uploads.values_list("look", flat=True)),
        "joined": set(here.memberships.values_list("joined_at", flat=True)),
        "found": list(cases.values_list("found_at", flat=True)),
        "days to count": sorted(marks),
    }


def assert_the_desk_works(slug: str) -> None:
    admin, held = signed_in("admin", slug), Case.objects.get(community__slug=slug, closed_at=None)
    answers = {name: admin.get(reverse(name, args=[slug])).status_code for name in PAGES}
    assert answers == dict.fromkeys(PAGES, 200)
    # Of the second part, the case was escalated to the lead's team.
    readers = [admin, signed_in("lead", slug)][: 1 + held.escalations.count()]
    pages = [reader.get(reverse("case", args=[slug, held.pk])).content.decode() for reader in readers]
    assert ["My lawyer" in page for page in pages] == [True] * len(readers)
    admin.post(reverse("case-note", args=[slug, held.pk]), {"text": "Seen."})
    assert list(held.events.order_by("pk").values_list("kind", "why"))[1:] == [("claimed", ""), ("noted", "Seen.")]


def signed_in(role: str, slug: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{role}@{slug}.example"))
    return client

"""Rows that named their team by a word point at it after an upgrade, also after one that was broken off."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.earlier.living import make_tables_of, migrate_to, standing_in
from tests.faults.scratch import Scratch, copy_of, empty_database

THERE = ("community", "0004_runs_name_their_community")
BEFORE = [THERE, ("moderation", "0013_a_version_has_its_own_name")]
AFTER = [THERE, ("moderation", "0016_teams_by_key_alone")]
FILL = "moderation.migrations.0015_rows_find_their_team"
NAMING = ("Membership", "Invitation", "EscalationRule", "Escalation")
SLUGS = ["support", "pr", "product", "legal"]
NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
FACTS = {"team": "pr", "to": "legal"}
LEADS = 7
# By threes: 14 memberships, 14 invitations, 2 rules and 6 escalations.
SLICES = 5 + 5 + 1 + 2


class Killed(Exception):
    """What breaks an upgrade off."""


@dataclass
class Slices:
    """Counts the slices that an upgrade stores, and breaks it off after so many."""

    until: int | None = None
    stored: int = 0

    def __call__(self, execute: Callable[..., Any], sql: str, *how: Any) -> Any:
        if sql.startswith("UPDATE") and 'SET "team_id"' in sql:
            if self.stored == self.until:
                raise Killed
            self.stored += 1
        return execute(sql, *how)


@dataclass
class Before:
    """A database in which two communities name their teams by words, its models, and the words."""

    scratch: Scratch
    apps: Any
    words: dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def before(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Before]:
    with empty_database(tmp_path_factory.mktemp("before") / "before.sqlite3") as scratch:
        with standing_in(scratch, django_db_blocker):
            apps = make_tables_of(BEFORE)
            make_old_rows(apps)
            words = words_of(apps)
        yield Before(scratch, apps, words)


@pytest.fixture
def words(before: Before, django_db_blocker: Any, tmp_path: Path) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    """What is named by words in a database that is to be brought on."""
    with copy_of(before.scratch, tmp_path / "old.sqlite3") as scratch, standing_in(scratch, django_db_blocker):
        yield before.words


def make_old(apps: Any, model: str, **fields: Any) -> Any:
    return apps.get_model(model).objects.create(**fields)


def make_old_rows(apps: Any) -> None:
    """Two communities with leads of every team, and a case of each about which two teams were asked."""
    for slug in ("tarnfell", "emberloom"):
        community = make_old(apps, "community.Community", slug=slug, name=slug.title())
        for number in range(LEADS):
            make_old_place(apps, community, f"lead{number}", "lead", SLUGS[number % 4])
            make_old_place(apps, community, f"viewer{number}", "viewer", "")
        make_old_escalations(apps, community)


def make_old_place(apps: Any, community: Any, name: str, role: str, team: str) -> None:
    """Somebody who is in the community, by an invitation."""
    email = f"{name}@{community.slug}.example"
    user = make_old(apps, "moderation.User", email=email)
    place = {"community": community, "role": role, "team": team}
    make_old(apps, "moderation.Membership", user=user, **place)
    secret = {"secret_hash": email, "made_by": user, "expires_at": NOON}
    make_old(apps, "moderation.Invitation", email=email, **place, **secret)


def make_old_escalations(apps: Any, community: Any) -> None:
    channel = make_old(apps, "community.Channel", community=community, slug="all")
    within = {"community": community, "channel": channel}
    said = {"posted_at": NOON, "received_at": NOON, "external_id": "m1"}
    message = make_old(apps, "community.Message", **within, **said)
    case = make_old(apps, "moderation.Case", **within, message=message, revision=1, priority=1, posted_at=NOON)
    rule = {"name": "Law", "clock": "late", "reason": "Look."}
    make_old(apps, "moderation.EscalationRule", community=community, team="legal", **rule)
    for team, closed_at in (("legal", None), ("pr", NOON), ("pr", None)):
        asked = {"team": team, "asks": "Look.", "closed_at": closed_at}
        make_old(apps, "moderation.Escalation", community=community, case=case, **asked)
    make_old(apps, "moderation.CaseEvent", case=case, kind="handed_on", at=NOON, facts=FACTS)


def words_of(apps: Any) -> dict[str, list[tuple[Any, ...]]]:
    """The word of each old row, by its key."""
    rows = {name: apps.get_model("moderation", name).objects.order_by("pk") for name in NAMING}
    return {name: list(found.values_list("pk", "community", "team")) for name, found in rows.items()}


def slugs_in(apps: Any) -> dict[str, list[tuple[Any, ...]]]:
    """The slug and the community of the team that each row points at now, in the shape of the old words."""
    found = {}
    for name in NAMING:
        rows = apps.get_model("moderation", name).objects.order_by("pk")
        pointing = rows.values_list("pk", "community", "team__slug", "team__community")
        assert all(team in (None, community) for _, community, _, team in pointing)
        found[name] = [(pk, community, slug or "") for pk, community, slug, _ in pointing]
    return found


def test_every_row_points_at_the_team_of_its_community_that_it_named(words: dict[str, Any]) -> None:
    assert [len(rows) for rows in words.values()] == [4 * LEADS, 4 * LEADS, 2, 6]
    now = migrate_to(AFTER)
    assert slugs_in(now) == words
    teams = now.get_model("moderation", "Team").objects.order_by("community__slug", "pk")
    assert [(team.community.slug, team.slug, team.name) for team in teams.select_related("community")] == [
        (community, slug, name)
        for community in ("emberloom", "tarnfell")
        for slug, name in zip(SLUGS, ("Support", "PR", "Product", "Legal"), strict=True)
    ]
    assert [event.facts for event in now.get_model("moderation", "CaseEvent").objects.all()] == [FACTS] * 2


@pytest.mark.parametrize("done", [1, 10])
def test_an_upgrade_that_is_broken_off_goes_on_with_the_next_slice(
    words: dict[str, Any], monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    """Within a table, and between two of them."""
    monkeypatch.setattr(import_module(FILL), "SLICE", 3)
    with pytest.raises(Killed), connection.execute_wrapper(Slices(until=done)):
        migrate_to(AFTER)
    rest = Slices()
    with connection.execute_wrapper(rest):
        now = migrate_to(AFTER)
    assert (slugs_in(now), rest.stored) == (words, SLICES - done)

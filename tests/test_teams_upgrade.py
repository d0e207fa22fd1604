"""Rows that named their team by a word point at it after an upgrade, also after one that was broken off."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from moderation.models import CaseEvent, Escalation, EscalationRule, Invitation, Membership, Team

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = [("moderation", "0013_a_version_has_its_own_name")]
FILL = "moderation.migrations.0015_rows_find_their_team"
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


@pytest.fixture
def old() -> Iterator[Any]:
    """The tables as they were, in a database that is brought up to date again afterwards."""
    call_command("migrate", "moderation", "0013", verbosity=0)
    loader = MigrationExecutor(connection).loader
    yield loader.project_state([*BEFORE, *loader.graph.leaf_nodes("community")]).apps
    call_command("migrate", verbosity=0)


def upgrade() -> None:
    call_command("migrate", verbosity=0)


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
    source = make_old(apps, "community.Source", community=community, name="All")
    channel = make_old(apps, "community.Channel", community=community, source=source, slug="all")
    within = {"community": community, "channel": channel}
    said = {"posted_at": NOON, "received_at": NOON, "external_id": "m1", "source": source}
    conversation = make_old(apps, "community.Conversation", channel=channel)
    message = make_old(apps, "community.Message", conversation=conversation, **within, **said)
    case = make_old(apps, "moderation.Case", **within, message=message, revision=1, priority=1, posted_at=NOON)
    rule = {"name": "Law", "clock": "late", "reason": "Look."}
    make_old(apps, "moderation.EscalationRule", community=community, team="legal", **rule)
    for team, closed_at in (("legal", None), ("pr", NOON), ("pr", None)):
        asked = {"team": team, "asks": "Look.", "closed_at": closed_at}
        make_old(apps, "moderation.Escalation", community=community, case=case, **asked)
    make_old(apps, "moderation.CaseEvent", case=case, kind="handed_on", at=NOON, facts=FACTS)


def words_of(apps: Any) -> dict[str, list[tuple[Any, ...]]]:
    """The word of each old row, by its key."""
    names = ("Membership", "Invitation", "EscalationRule", "Escalation")
    rows = {name: apps.get_model("moderation", name).objects.order_by("pk") for name in names}
    return {name: list(found.values_list("pk", "community", "team")) for name, found in rows.items()}


def slugs_now() -> dict[str, list[tuple[Any, ...]]]:
    """The slug and the community of the team that each row points at now, in the shape of the old words."""
    found = {}
    for model in (Membership, Invitation, EscalationRule, Escalation):
        rows = model._default_manager.order_by("pk").values_list("pk", "community", "team__slug", "team__community")
        assert all(team in (None, community) for _, community, _, team in rows)
        found[model.__name__] = [(pk, community, slug or "") for pk, community, slug, _ in rows]
    return found


def test_every_row_points_at_the_team_of_its_community_that_it_named(old: Any) -> None:
    make_old_rows(old)
    before = words_of(old)
    assert [len(rows) for rows in before.values()] == [4 * LEADS, 4 * LEADS, 2, 6]
    upgrade()
    assert slugs_now() == before
    teams = Team.objects.order_by("community__slug", "pk")
    assert [(team.community.slug, team.slug, team.name) for team in teams.select_related("community")] == [
        (community, slug, name)
        for community in ("emberloom", "tarnfell")
        for slug, name in zip(SLUGS, ("Support", "PR", "Product", "Legal"), strict=True)
    ]
    assert [event.facts for event in CaseEvent.objects.all()] == [FACTS] * 2


@pytest.mark.parametrize("done", [1, 10])
def test_an_upgrade_that_is_broken_off_goes_on_with_the_next_slice(
    old: Any, monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    """Within a table, and between two of them."""
    make_old_rows(old)
    before = words_of(old)
    monkeypatch.setattr(import_module(FILL), "SLICE", 3)
    with pytest.raises(Killed), connection.execute_wrapper(Slices(until=done)):
        upgrade()
    rest = Slices()
    with connection.execute_wrapper(rest):
        upgrade()
    assert (slugs_now(), rest.stored) == (before, SLICES - done)

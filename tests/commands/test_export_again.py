"""Whatever history a community has, its export in an empty installation exports the same."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings

from community.models import Channel, Community, Conversation, ImportRun, Member, Message, Person, Source
from tests.builders import NOON, make_channel, make_community, make_source
from tests.commands.histories import SOURCES, Happened, histories
from tests.commands.test_export_messages import awkward, but_for_revisions, exported
from tests.community.storing import raw, store

pytestmark = pytest.mark.django_db


def imported_whole(lines: list[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """What an empty installation exports after one file of all channels was imported."""
    path = folder / "whole.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    options = ("--community=copy", "--channel-from=channel", "--create", "--history", "--staff-is-right", "--json")
    call_command("import_messages", str(path), *options, stdout=(out := StringIO()), stderr=StringIO())
    assert json.loads(out.getvalue())["created"] == len(lines)
    return exported("copy")


@pytest.fixture
def places(tarnfell: Community) -> dict[str, Channel]:
    make_community("copy")
    return {slug: make_channel(tarnfell, slug, source=make_source(tarnfell, name)) for slug, name in SOURCES.items()}


def forget() -> None:
    Conversation.objects.update(root=None)
    for model in (Message, Conversation, Member, Person):
        model.objects.all().delete()
    for made in (ImportRun, Channel, Source):
        made.objects.filter(community__slug="copy").delete()


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories())
def test_a_consistent_history_is_the_same_in_an_empty_installation(
    places: dict[str, Channel], tmp_path: Path, history: list[Happened]
) -> None:
    forget()
    for channel, record in history:
        store(places[channel], record)
    lines = exported()
    if lines:
        assert but_for_revisions(imported_whole(lines, tmp_path)) == but_for_revisions(lines)


def test_one_file_of_a_whole_community_gives_each_channel_its_own_source(tarnfell: Community, tmp_path: Path) -> None:
    lines, there = awkward(tarnfell), make_channel(make_community("copy"), "news")
    assert imported_whole(lines, tmp_path) == lines
    found = dict(Channel.objects.filter(community__slug="copy").values_list("slug", "source__name"))
    assert found == {"tickets": "Shop", "reviews": "Elsewhere", "läden": "Shop", "news": there.source.name}


def test_words_for_nothing_are_words_in_our_own_export(reviews: Channel, tmp_path: Path) -> None:
    make_community("copy")
    store(reviews, raw("NULL", "NULL", author_id="null", author_name="None", title="NULL", posted_at=NOON))
    lines = exported()
    assert imported_whole(lines, tmp_path) == lines

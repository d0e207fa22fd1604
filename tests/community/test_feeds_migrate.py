"""Feeds of an earlier version keep their seed and their speed, there and back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.earlier.living import migrate_to, standing_at

BEFORE = [("community", "0004_runs_name_their_community")]
AFTER = [("community", "0007_feeds_have_no_columns_of_the_stub")]
# Speed and seed of feeds; the first stands at what was the default.
FEEDS = [(12, 1), (600, 7), (1, 0)]


@pytest.fixture
def before(tmp_path: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    with standing_at(tmp_path / "before.sqlite3", BEFORE, django_db_blocker) as apps:
        yield apps


def test_feeds_keep_their_seed_and_their_speed_in_their_settings_and_back(before: Any) -> None:
    communities, feeds = (before.get_model("community", name).objects for name in ("Community", "Feed"))
    for number, (a_minute, seed) in enumerate(FEEDS):
        place = communities.create(slug=f"c{number}", name=f"C{number}")
        feeds.create(community=place, a_minute=a_minute, seed=seed, cursor=40 + number, is_on=bool(number))
    after = migrate_to(AFTER).get_model("community", "Feed").objects.order_by("pk")
    assert list(after.values_list("kind", "settings", "cursor", "is_on")) == [
        ("stub", {"a_minute": a_minute, "seed": seed}, 40 + number, bool(number))
        for number, (a_minute, seed) in enumerate(FEEDS)
    ]
    after.filter(cursor=42).update(settings={"a_minute": 30, "seed": 9})
    back = migrate_to(BEFORE).get_model("community", "Feed").objects.order_by("pk")
    assert list(back.values_list("kind", "a_minute", "seed", "cursor")) == [
        ("stub", 12, 1, 40), ("stub", 600, 7, 41), ("stub", 30, 9, 42),
    ]  # fmt: skip

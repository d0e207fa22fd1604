"""An upgrade has each counted day counted once more, as unknown authors are active members from then on."""

from datetime import date
from pathlib import Path
from typing import Any

from tests.earlier.living import migrate_to, standing_at

THERE = ("community", "0014_roles_name_their_cause")
BEFORE, AFTER = [THERE, ("moderation", "0022_tokens")], [THERE, ("moderation", "0023_joined_people")]
MONDAY = date(2026, 11, 16)


def test_a_day_that_was_counted_without_its_guests_is_counted_once_more(
    tmp_path: Path, django_db_setup: None, django_db_blocker: Any
) -> None:
    with standing_at(tmp_path / "before.sqlite3", BEFORE, django_db_blocker) as old:
        place = {"slug": "tarnfell", "name": "Tarnfell", "time_zone": "Europe/London"}
        tarnfell = old.get_model("community", "Community").objects.create(**place)
        source = old.get_model("community", "Source").objects.create(community=tarnfell, name="All")
        within = {"community": tarnfell, "source": source}
        reviews = old.get_model("community", "Channel").objects.create(slug="reviews", **within)
        days = old.get_model("moderation", "DayRollup").objects
        days.create(community=tarnfell, channel=reviews, date=MONDAY, member_messages=1, members=b"")
        stale = migrate_to(AFTER).get_model("moderation", "StaleDay").objects
        assert list(stale.values_list("channel", "date", "zone")) == [(reviews.pk, MONDAY, "Europe/London")]

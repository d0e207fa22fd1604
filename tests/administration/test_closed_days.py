"""Closed days: pasted or of a country, on the record, and what is counted again."""

from datetime import date
from typing import Any

import pytest

from community.models import Channel, Community
from moderation.administration import closed_days
from moderation.administration.closed_days import closed_days_of, values_of
from moderation.administration.public_holidays import countries, holidays_to_come, public_holidays, regions_of
from moderation.changes import mark_of_values
from moderation.models import Change, ClosedDay, Desk, StaleDay, User
from moderation.policy.closings import MOST_DAYS, Closing
from moderation.refusal import Refused
from moderation.rollups import refresh
from tests.builders import NOON, make_message

CHRISTMAS = Closing(date(2026, 12, 25), "Christmas Day")
EVE = Closing(date(2026, 12, 24), "")


def close(place: Community, by: User, *days: Closing) -> bool:
    seen = mark_of_values(values_of(closed_days_of(place)))
    return closed_days.set_closed_days(place, by, NOON, days=days, seen=seen)


def add_holidays(place: Community, by: User, **said: Any) -> int:
    return closed_days.add_public_holidays(place, by, NOON, **{"country": "GB", "region": "ENG"} | said)


def test_closed_days_are_written_and_only_what_differs_is_on_the_record(tarnfell: Community, ada: User) -> None:
    assert close(tarnfell, ada, CHRISTMAS)
    assert close(tarnfell, ada, EVE, CHRISTMAS)
    assert closed_days_of(tarnfell) == (EVE, CHRISTMAS)
    said = Change.objects.first()
    assert (said.subject, said.name, said.before, said.after) == (
        *("hours", "Closed days", {}),
        {"2026-12-24": "without a name"},
    )
    assert close(tarnfell, ada)
    assert not ClosedDay.objects.exists()


def test_nothing_is_written_when_nothing_differs(tarnfell: Community, ada: User) -> None:
    close(tarnfell, ada, CHRISTMAS)
    row = ClosedDay.objects.get()
    assert not close(tarnfell, ada, CHRISTMAS)
    assert (ClosedDay.objects.get(), Change.objects.count()) == (row, 1)


def test_closed_days_that_were_not_seen_are_not_overwritten(tarnfell: Community, ada: User) -> None:
    with pytest.raises(Refused, match="Somebody changed this"):
        closed_days.set_closed_days(tarnfell, ada, NOON, days=(CHRISTMAS,), seen="")


@pytest.mark.parametrize("how", [close, add_holidays])
def test_only_an_admin_closes_the_desk(tarnfell: Community, ana: User, how: Any) -> None:
    with pytest.raises(Refused, match="no longer an admin"):
        how(tarnfell, ana)
    assert not ClosedDay.objects.exists()


def test_a_closed_day_has_days_counted_and_rules_asked_again(reviews: Channel, ada: User) -> None:
    make_message(channel=reviews)
    StaleDay.objects.create(channel=reviews, date=NOON.date())
    refresh.bring_up_to_date(reviews.community)
    close(reviews.community, ada, CHRISTMAS)
    assert StaleDay.objects.filter(channel=reviews, date=NOON.date()).exists()
    assert Desk.objects.get().rules_reached == 0


def test_public_holidays_of_this_year_and_the_next_come_in_one_step(tarnfell: Community, ada: User) -> None:
    added = add_holidays(tarnfell, ada)
    days = closed_days_of(tarnfell)
    assert (len(days), {day.date.year for day in days}) == (added, {2026, 2027})
    assert CHRISTMAS in days
    assert Change.objects.get().after["2026-12-25"] == "Christmas Day"


def test_public_holidays_that_are_over_are_neither_offered_nor_added(tarnfell: Community, ada: User) -> None:
    add_holidays(tarnfell, ada)
    assert min(day.date for day in closed_days_of(tarnfell)) >= NOON.date()
    boxing_day = date(2026, 12, 26)
    assert holidays_to_come("GB", "ENG", boxing_day)[0].date == boxing_day


def test_a_day_that_is_closed_already_keeps_its_name_and_nothing_goes(tarnfell: Community, ada: User) -> None:
    own = (Closing(date(2026, 1, 2), "Stocktaking"), Closing(date(2026, 12, 25), "Our party"))
    close(tarnfell, ada, *own)
    add_holidays(tarnfell, ada)
    assert {*own} <= {*closed_days_of(tarnfell)}
    assert CHRISTMAS not in closed_days_of(tarnfell)
    changes = Change.objects.count()
    assert (add_holidays(tarnfell, ada), Change.objects.count()) == (0, changes)


def test_a_list_that_is_full_takes_no_more(tarnfell: Community, ada: User) -> None:
    full = [ClosedDay(community=tarnfell, date=date.fromordinal(730_000 + number)) for number in range(MOST_DAYS)]
    ClosedDay.objects.bulk_create(full)
    with pytest.raises(Refused, match="At most 2,000 closed days"):
        add_holidays(tarnfell, ada)


def test_a_region_has_days_of_its_own_in_the_language_of_the_community() -> None:
    epiphany = date(2026, 1, 6)
    assert epiphany not in {day.date for day in public_holidays("DE", "", [2026])}
    assert {day.date: day.name for day in public_holidays("DE", "BY", [2026])}[epiphany] == "Epiphany"
    in_german = public_holidays("DE", "BY", [2026], ["fr", "de-AT"])
    assert {day.date: day.name for day in in_german}[epiphany] == "Heilige Drei Könige"


def test_every_country_has_a_name_and_every_region_its_days() -> None:
    """The library's own table is read, so another version of it must still fit."""
    assert len(countries()) > 200
    assert countries()["GB"] == "United Kingdom"
    assert countries()["AG"] == "Antigua and Barbuda"
    assert countries()["CD"] == "DR Congo"
    assert regions_of("DE")["BY"] == "Bayern"
    assert "ENG" in regions_of("GB")
    for country in countries():
        for region in [*regions_of(country)][:2]:
            assert isinstance(public_holidays(country, region, [2026]), list)

"""The screens of targets, hours and closed days: what each field comes to, and what is refused."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from community.models import Channel, Community
from moderation.administration.targets import hours_by_day, targets_of
from moderation.models import ClosedDay, ResponseTarget, Team, WorkingHours
from moderation.policy.hours import ALWAYS, Week, Window
from moderation.web.administration.comes_to import comes_to
from tests.builders import make_channel
from tests.web.administration.browsing import at, fill, fill_closed_days, fill_hours, fill_targets, fill_team, text

# A Tuesday, so the example is asked two days later.
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
LATE_SHOP = Week("Europe/Berlin", ((Window(600, 1380),),) * 7)
OFFICE = Week("UTC", ((Window(540, 1020),),) * 5 + ((), ()), frozenset({date(2026, 12, 4)}))


@pytest.mark.parametrize(
    ("minutes", "week", "words"),
    [
        (1440, LATE_SHOP, "1d = 24 working hours: asked Thu 10:00, due Fri 21:00"),
        (1440, OFFICE, "1d = 24 working hours: asked Thu 10:00, due Wed 9 Dec, 10:00"),
        (60, OFFICE, "1h = 1 working hour: asked Thu 10:00, due Thu 11:00"),
        (45, OFFICE, "45m = 45 working minutes: asked Thu 10:00, due Thu 10:45"),
        (90, OFFICE, "1h 30m = 1 working hour 30 minutes: asked Thu 10:00, due Thu 11:30"),
        (90, ALWAYS, "1h 30m = 1 hour 30 minutes: asked Thu 10:00, due Thu 11:30"),
        (14_400, OFFICE, "10d = 240 working hours: asked Thu 10:00, due Fri 15 Jan 2027, 10:00"),
        (
            525_600,
            Week("UTC", ((Window(0, 1),), *((),) * 6)),
            "365d = 8,760 working hours: not due within a hundred years",
        ),
    ],
)
def test_what_a_target_comes_to(minutes: int, week: Week, words: str) -> None:
    assert comes_to(minutes, week, NOW) == words


def test_at_any_hour_the_clock_on_the_wall_counts() -> None:
    assert comes_to(1440, OFFICE, NOW, True) == "1d = 1 day: asked Thu 10:00, due Fri 10:00"


def test_the_example_is_asked_in_days_to_come() -> None:
    thursday = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
    assert comes_to(60, OFFICE, thursday).endswith("asked Thu 10:00, due Thu 11:00")
    assert "2026" not in comes_to(1440 * 30, ALWAYS, datetime(2026, 11, 1, tzinfo=UTC))


# Beside the fields


def test_beside_each_field_stands_what_it_comes_to(desk: Client, tarnfell: Community) -> None:
    for weekday in range(7):
        WorkingHours.objects.create(community=tarnfell, weekday=weekday, opens=540, closes=1020)
    fill_targets(desk, high_decision="8h", low_decision="8h", low_any_hour="on", unchecked="1h")
    fill_team(desk, answer="2h")
    page = text(desk.get(at("settings-promises")))
    assert 'id="comes-high_decision">8h = 8 working hours: asked Thu 10:00, due Fri 10:00<' in page
    assert 'id="comes-low_decision">8h = 8 hours: asked Thu 10:00, due Thu 18:00<' in page
    assert 'id="comes-unchecked">1h = 1 working hour: ' in page
    assert 'id="comes-high_first_reply"><' in page
    assert "2h = 2 working hours: " in page


def test_what_is_typed_is_reckoned_in_the_hours_that_are_typed(desk: Client, tarnfell: Community) -> None:
    legal = Team.objects.named(tarnfell, "legal")
    typed = {"high_decision": "8h", f"team-{legal.pk}-answer": "1h", f"team-{legal.pk}-any_hour": "on"}
    page = text(desk.post(at("settings-reckoned"), typed))
    assert "8h = 8 hours: asked Thu 10:00, due Thu 18:00" in page
    week = {f"{edge}_{day}": said for day in range(7) for edge, said in (("opens", "22:00"), ("closes", "02:00"))}
    page = text(desk.post(at("settings-reckoned"), typed | week | {"kind": "week"}))
    assert 'id="comes-high_decision" hx-swap-oob="true">8h = 8 working hours: asked Thu 10:00, due Sat 02:00' in page
    assert f'id="comes-team-{legal.pk}-answer" hx-swap-oob="true">1h = 1 hour: asked Thu 10:00, due Thu 11:00' in page
    assert not ResponseTarget.objects.exists()
    assert not WorkingHours.objects.exists()


@pytest.mark.parametrize("typed", [{"kind": "week", "opens_0": "never"}, {"days": "no day"}, {"kind": "week"}])
def test_hours_that_cannot_be_read_leave_those_that_are_stored(
    desk: Client, tarnfell: Community, typed: dict[str, str]
) -> None:
    page = text(desk.post(at("settings-reckoned"), {"high_decision": "8h", "low_decision": "soon"} | typed))
    assert "8h = 8 hours: asked Thu 10:00, due Thu 18:00" in page
    assert 'id="comes-low_decision" hx-swap-oob="true"><' in page


# Hours


def test_several_windows_and_one_past_midnight_are_typed_stored_and_shown(desk: Client, tarnfell: Community) -> None:
    typed = {"opens_4": "13:00", "closes_4": "18:00", "opens_4_2": "09:00", "closes_4_2": "12:00"}
    assert fill_hours(desk, kind="week", **typed, opens_4_3="22:00", closes_4_3="06:00").status_code == 303
    assert hours_by_day(tarnfell)[4] == (Window(540, 720), Window(780, 1080), Window(1320, 1800))
    assert fill_hours(desk).status_code == 303
    page = text(desk.get(at("settings-promises")))
    assert 'value="22:00"' in page
    assert 'value="06:00"' in page
    # An empty window more is there to be filled, also without a script.
    assert 'name="opens_4_4"' in page
    assert 'name="opens_3_3"' not in page


@pytest.mark.parametrize(
    ("opens", "closes", "window"),
    [("17:00", "09:00", (1020, 1980)), ("22:00", "00:00", (1320, 1440)), ("00:00", "24:00", (0, 1440))],
)
def test_a_time_that_is_not_later_is_of_the_day_after(
    desk: Client, tarnfell: Community, opens: str, closes: str, window: tuple[int, int]
) -> None:
    fill_hours(desk, kind="week", opens_0=opens, closes_0=closes)
    assert hours_by_day(tarnfell)[0] == (window,)


def test_a_wrong_time_is_told_below_its_day_and_every_field_keeps_what_was_typed(
    desk: Client, tarnfell: Community
) -> None:
    answer = fill_hours(desk, kind="week", opens_0="9.30", closes_0="12:00", opens_0_2="13:00", closes_0_2="17:00")
    assert answer.status_code == 422
    _, _, monday = text(answer).partition('<th scope="row">Monday</th>')
    windows, _, told = monday.partition('<ul class="wrong"')
    assert [re.findall('value="([^"]*)"', window) for window in windows.split('<div class="window">')[1:3]] == [
        ["9.30", "12:00"],
        ["13:00", "17:00"],
    ]
    assert "Monday, from: Write a time from 00:00 to 24:00" in told.partition("</ul>")[0]
    assert windows.endswith("</div></div>")
    assert 'aria-describedby="id_opens_0_error"' in windows


@pytest.mark.parametrize("name", ["targets", "hours", "closed-days", "team-targets"])
def test_a_refusal_that_is_loaded_again_leads_to_the_page_of_its_form(
    desk: Client, tarnfell: Community, name: str
) -> None:
    row = {"pk": Team.objects.named(tarnfell, "legal").pk} if name == "team-targets" else {}
    assert desk.get(at(f"settings-{name}", **row)).url == at("settings-promises")


def test_windows_that_touch_do_not_overlap(desk: Client, tarnfell: Community) -> None:
    nights = {f"{edge}_{day}": said for day in range(7) for edge, said in (("opens", "22:00"), ("closes", "06:00"))}
    days = {f"{edge}_{day}_2": said for day in range(7) for edge, said in (("opens", "06:00"), ("closes", "22:00"))}
    assert fill_hours(desk, kind="week", **nights, **days).status_code == 303
    assert len(hours_by_day(tarnfell)[6]) == 2


# Closed days


def test_closed_days_are_pasted_and_come_back_in_one_form(desk: Client, tarnfell: Community) -> None:
    pasted = "1.1.2027 New Year\n25 December 2026 Christmas Day\n"
    assert fill_closed_days(desk, days=pasted).status_code == 303
    assert "2026-12-25 Christmas Day\n2027-01-01 New Year" in text(desk.get(at("settings-promises")))
    record = text(desk.get(at("settings-record")))
    assert "Closed days" in record
    assert "2026-12-25" in record


def test_lines_that_are_no_day_are_told_by_number_and_nothing_is_saved(desk: Client, tarnfell: Community) -> None:
    answer = fill_closed_days(desk, days="2026-12-25 Christmas Day\nBoxing Day\n30.2.2027")
    assert answer.status_code == 422
    assert "Line 2: Write it as 2026-12-25" in text(answer)
    assert "Line 3: There is no day 30 in month 2 of 2027." in text(answer)
    assert "Boxing Day" in text(answer)
    assert not ClosedDay.objects.exists()


@pytest.mark.parametrize(
    "send",
    [
        lambda desk: fill_closed_days(desk, days="soon"),
        lambda desk: fill_team(desk, answer="soon"),
    ],
)
def test_what_is_wrong_far_down_the_page_has_a_way_there(
    desk: Client, tarnfell: Community, send: Callable[[Client], HttpResponse]
) -> None:
    page = send(desk).content.decode()
    (place,) = re.findall('<a href="#([^"]+)">Go there</a>', page)
    assert page.count(f'id="{place}"') == 1


def test_of_very_many_wrong_lines_the_first_are_told(desk: Client, tarnfell: Community) -> None:
    page = text(fill_closed_days(desk, days="no day\n" * 50))
    assert "Line 20: " in page
    assert "Line 21: " not in page
    assert "And 30 further lines." in page


# Public holidays


def test_public_holidays_are_looked_at_and_added(desk: Client, tarnfell: Community) -> None:
    assert "Choose a country to see its public holidays" in text(desk.get(at("settings-holidays")))
    page = text(desk.get(at("settings-holidays"), {"country": "DE", "region": "BY"}))
    assert '<option value="BY" selected>Bayern</option>' in page
    assert "Germany, Bayern: " in page
    assert "All Saints" in page
    answer = desk.post(at("settings-holidays"), {"country": "DE", "region": "BY"}, follow=True)
    assert f"Added {ClosedDay.objects.count()} closed days." in text(answer)
    assert "closed on all of them already" in text(desk.get(at("settings-holidays"), {"country": "DE", "region": "BY"}))
    again = desk.post(at("settings-holidays"), {"country": "DE", "region": "BY"}, follow=True)
    assert "Nothing was added: the desk is closed on all of them already." in text(again)


@pytest.mark.parametrize("asked", [{"country": "XX"}, {"country": "../etc"}, {"country": ""}, {}])
def test_without_a_country_there_is_nothing_to_add(desk: Client, tarnfell: Community, asked: dict[str, str]) -> None:
    assert desk.get(at("settings-holidays"), asked).status_code == 200
    assert "No country was chosen" in text(desk.post(at("settings-holidays"), asked, follow=True))
    assert not ClosedDay.objects.exists()


def test_a_region_of_another_country_is_none(desk: Client, tarnfell: Community) -> None:
    page = text(desk.get(at("settings-holidays"), {"country": "DE", "region": "ENG"}))
    assert "German Unity Day" in page
    assert "All Saints" not in page


# Channels and teams


def test_a_channel_gets_its_own_targets_which_begin_as_those_of_the_community(desk: Client, reviews: Channel) -> None:
    fill_targets(desk, high_first_action="4h", high_any_hour="on")
    address = at("settings-channel-targets", pk=reviews.pk)
    assert "as everywhere" in text(desk.get(at("settings-promises")))
    assert 'value="4h"' in text(desk.get(address))
    assert "Nothing was changed" in text(desk.post(address, {"seen": desk.get(address).context["seen"]}, follow=True))
    assert fill(desk, address, own="own", low_decision="2h").status_code == 303
    own = targets_of(reviews.community, reviews)
    assert (own["own"], own["high_first_action"], own["high_any_hour"], own["low_decision"]) == (True, 240, True, 120)
    assert "own targets" in text(desk.get(at("settings-promises")))
    assert fill(desk, address, own="").status_code == 303
    assert not ResponseTarget.objects.filter(channel=reviews).exists()


def test_a_channel_or_a_team_of_another_community_has_no_such_page(desk: Client, emberloom: Community) -> None:
    foreign = make_channel(emberloom)
    assert desk.get(at("settings-channel-targets", pk=foreign.pk)).status_code == 404
    assert (
        desk.post(at("settings-team-targets", pk=Team.objects.get(community=emberloom, slug="legal").pk)).status_code
        == 404
    )


def test_a_team_whose_target_cannot_be_read_is_told_beside_it(desk: Client, tarnfell: Community) -> None:
    answer = fill_team(desk, answer="soon")
    assert answer.status_code == 422
    assert "Write it as 45m, 4h, 1h 30m or 2d." in text(answer)
    assert 'value="soon"' in text(answer)


def test_a_place_without_channels_and_teams_says_so(desk: Client, tarnfell: Community) -> None:
    Team.objects.filter(community=tarnfell).delete()
    page = text(desk.get(at("settings-promises")))
    assert "There is no channel yet." in page
    assert "There is no team yet." in page

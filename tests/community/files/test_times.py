from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from community.files.date_forms import Ambiguous
from community.files.date_words import MONTH_NAMES, MONTHS, WEEKDAYS, folded
from community.files.time_form import TimeForm
from community.files.times import read_time
from community.files.wrong import Wrong

NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
DAY, MONTH, DAYS = TimeForm("day"), TimeForm("month"), TimeForm(is_serial=True)
MIXED = TimeForm("day", is_mixed=True)


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-03-08T06:30:00Z", "2026-03-08T06:30:00"),
        ("2026-03-08T06:30:00+02:00", "2026-03-08T04:30:00"),
        ("2026-03-08 06:30:00 UTC", "2026-03-08T06:30:00"),
        ("20260308T063000Z", "2026-03-08T06:30:00"),
        ("2026-03-08T06:30:00.123456789Z", "2026-03-08T06:30:00.123456"),
        ("20260308", "2026-03-08T05:00:00"),
        ("2026-01-15", "2026-01-15T05:00:00"),
        ("2026-07-15T12:00", "2026-07-15T16:00:00"),
        (" 2026-07-15T12:00 ", "2026-07-15T16:00:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00"),
        ("2026-03-08T24:00:00Z", "2026-03-09T00:00:00"),
        ("Sun, 08 Mar 2026 06:30:00 +0100", "2026-03-08T05:30:00"),
        ("Sun, 08 Mar 2026 06:30:00 -0000", "2026-03-08T06:30:00"),
        ("1772951400", "2026-03-08T06:30:00"),
        ("1772951400000", "2026-03-08T06:30:00"),
        ("1772951400.5", "2026-03-08T06:30:00.500000"),
        (1772951400, "2026-03-08T06:30:00"),
        (1772951400000, "2026-03-08T06:30:00"),
        (1772951400.25, "2026-03-08T06:30:00.250000"),
        ("-1", "1969-12-31T23:59:59"),
        # In this hour the clock goes forward: as if it had not.
        ("2026-03-08T02:30:00", "2026-03-08T07:30:00"),
        # This hour comes twice: the first.
        ("2026-11-01T01:30:00", "2026-11-01T05:30:00"),
    ],
)
def test_times_are_read_as_sources_write_them(said: object, expected: str) -> None:
    assert read_time(said, NEW_YORK) == moment(expected)


@pytest.mark.parametrize(
    "said",
    [
        *("24/03/2026 18:05", "03/24/2026 6:05 PM", "3/24/2026, 6:05:00 p.m.", "24.03.2026 18:05", "24. 3. 2026 18:05"),
        *("24-03-2026 18:05:00", "2026/03/24 18:05", "2026.03.24 18:05", "2026-3-24 18:05", "2026. 03. 24. 18:05"),
        *("2026-03-24 18:05", "2026-03-24_18:05", "2026-03-24t18:05"),
        *("20260324T1805", "202603241805", "20260324180500", "20260324 180500", "2026-03-24T18:05:00.000"),
        *("2026-03-24 18:05:00,000", "2026-03-24 06:05:00 PM", "2026年3月24日 18:05", "2026년 3월 24일 18:05"),
        *("Mar 24, 2026 6:05:00 PM", "March 24th, 2026 at 6:05 pm", "Tue Mar 24 18:05:00 2026", "24 Mar 2026 18:05"),
        *("Tuesday, March 24, 2026 6:05 PM", "Tue, 24 Mar 2026 18:05:00", "24-Mar-2026 18:05", "24-MAR-26 18:05"),
        *(
            "2026-Mar-24 18:05",
            "2026 March 24, 18:05",
            "6:05 PM · Mar 24, 2026",
            "18:05 24/03/2026",
            "18:05, 24 March 2026",
        ),
        *("6:05 PM - 24 Mar 2026", "24/03/2026 à 18h05", "24/03/2026 à 18:05", "24.03.2026, 18:05 Uhr"),
        *(
            "Dienstag, 24. März 2026 um 18:05 Uhr",
            "Di 24.03.2026 18:05",
            "24 mars 2026 18:05",
            "24 de marzo de 2026 18:05",
        ),
        *(
            "martes, 24 de marzo de 2026 6:05 p. m.",
            "24 marzo 2026 18:05",
            "24 de março de 2026 às 18:05",
            "24 maart 2026 18:05",
        ),
        *("mar 24 mars 2026 18:05", "24 mrt 2026 18:05", "24 marts 2026 kl. 18:05", "Mar 24, 2026 6:05\u202fPM"),
        *("24/03/2026\u00a018:05", "\u200e24/03/2026 18:05", "24/03/2026T18:05:00"),
        "Mar 24 2026 06:05:00:000PM",
    ],
)
def test_a_time_that_can_be_read_in_one_way_is(said: str) -> None:
    assert read_time(said, BERLIN) == moment("2026-03-24 17:05")


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        *(("Z", 0), ("UTC", 0), (" GMT", 0), ("+00:00", 0), (" +0000", 0), ("-0000", 0), (" utc", 0), (" (UTC)", 0)),
        *(
            ("+0100", 1),
            (" +0100", 1),
            ("+01", 1),
            (" +01:00", 1),
            ("\u221205:30", -5.5),
            (" GMT+1", 1),
            (" UTC-05:30", -5.5),
        ),
        *((" CET", 1), (" CEST", 2), (" MEZ", 1), (" EST", -5), (" EDT", -4), (" JST", 9), (" ACST", 9.5)),
        *(
            (" +0100 CET", 1),
            ("+01:00[Europe/Paris]", 1),
            (" GMT+0100 (Central European Standard Time)", 1),
            (" (CET)", 1),
        ),
    ],
)
def test_the_zone_of_a_value_goes_before_every_other(zone: str, hours: float) -> None:
    expected = moment("2026-03-24 12:00").timestamp() - 3600 * hours
    for written in ("2026-03-24 12:00:00", "24/03/2026 12:00:00", "Tue, Mar 24 2026 12:00:00"):
        assert read_time(f"{written}{zone}", NEW_YORK, TimeForm(zone="CET")).timestamp() == expected, written


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Thu Nov 19 22:10:47 +0000 2026", "2026-11-19 22:10:47"),
        ("Thu Nov 19 22:10:47 EST 2026", "2026-11-20 03:10:47"),
        ("Fri Nov 20 2026 09:30:00 GMT+0200 (Eastern European Standard Time)", "2026-11-20 07:30"),
        ("09:30, 20 November 2026 (UTC)", "2026-11-20 09:30"),
        ("2026-11-20 09:30:00 +0000 UTC", "2026-11-20 09:30"),
        ("2026-11-20Z", "2026-11-20"),
        ("2026-11-20+02:00", "2026-11-19 22:00"),
        ("20/11/2026 UTC", "2026-11-20"),
    ],
)
def test_the_zone_may_stand_elsewhere(said: str, expected: str) -> None:
    assert read_time(said, BERLIN) == moment(expected)


@pytest.mark.parametrize("zone", ["AST", "BST", "CDT", "CST", "GST", "IST", "NST", "PST", "SST"])
def test_a_zone_that_means_several_is_named_and_not_guessed(zone: str) -> None:
    with pytest.raises(Wrong, match=f"has the zone {zone}, which means different times in .* write the offset"):
        read_time(f"2026-11-20 09:30:00 {zone}", UTC)


@pytest.mark.parametrize(
    ("said", "zone", "expected"),
    [
        ("2026-01-20 09:30 CST", "America/Chicago", "2026-01-20 15:30"),
        ("2026-01-20 09:30 CST", "Asia/Shanghai", "2026-01-20 01:30"),
        ("2026-01-20 09:30 IST", "Asia/Kolkata", "2026-01-20 04:00"),
        # Of the hour that comes twice it names the second.
        ("2026-11-01 01:30 PST", "America/Los_Angeles", "2026-11-01 09:30"),
    ],
)
def test_a_zone_that_means_several_is_that_of_the_place_where_it_is_used(said: str, zone: str, expected: str) -> None:
    assert read_time(said, ZoneInfo(zone)) == moment(expected)


def test_a_zone_of_several_is_not_taken_from_a_place_that_uses_another_name() -> None:
    with pytest.raises(Wrong, match="has the zone PST"):
        read_time("2026-07-20 09:30 PST", ZoneInfo("America/Los_Angeles"))


def test_the_zone_of_the_columns_name_goes_before_the_given_one() -> None:
    assert read_time("2026-11-20 09:30", NEW_YORK, TimeForm(zone="CET")) == moment("2026-11-20 08:30")
    assert read_time("20.11.2026", NEW_YORK, TimeForm(zone="UTC+2")) == moment("2026-11-19 22:00")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (1795166000123, "2026-11-20 09:13:20.123"),
        ("1795166000123456", "2026-11-20 09:13:20.123456"),
        (1795166000123456789, "2026-11-20 09:13:20.123456"),
        (1795166000.123456, "2026-11-20 09:13:20.123456"),
        ("1795166000,5", "2026-11-20 09:13:20.5"),
        (1795166000000.0, "2026-11-20 09:13:20"),
        (20261120, "2026-11-20"),
        (20261120.0, "2026-11-20"),
    ],
)
def test_numbers_count_seconds_or_smaller_parts_since_1970(said: object, expected: str) -> None:
    assert read_time(said, UTC) == moment(expected)


@pytest.mark.parametrize("said", ["46346.395833", 46346.395833, "46346,3958333333", "46346.39583"])
def test_in_a_column_of_days_a_number_is_a_day_of_a_spreadsheet(said: object) -> None:
    assert read_time(said, BERLIN, DAYS) == moment("2026-11-20 08:30")
    # Elsewhere it is of January 1970, which no message is from.
    assert read_time(said, BERLIN).year == 1970


@pytest.mark.parametrize(
    "said", ["03/04/2026", "3/4/2026 9:30", "03-04-2026", "Fri 03/04/2026", "20/11/26", "12/11/10", "20.11.26"]
)
def test_a_date_of_two_readings_is_not_guessed(said: str) -> None:
    with pytest.raises(Ambiguous, match=r"which can be .* or .*; say --date-order day or --date-order month"):
        read_time(said, UTC)


@pytest.mark.parametrize(
    ("said", "form", "expected"),
    [
        ("03/04/2026", DAY, "2026-04-03"),
        ("03/04/2026", MONTH, "2026-03-04"),
        ("03-04-2026", MONTH, "2026-03-04"),
        ("03.04.2026", TimeForm(), "2026-04-03"),
        ("03.04.2026", MONTH, "2026-03-04"),
        ("03.04.2026", TimeForm("month", is_mixed=True), "2026-04-03"),
        ("05/05/2026", TimeForm(), "2026-05-05"),
        ("20/11/26", DAY, "2026-11-20"),
        ("20.11.26", DAY, "2026-11-20"),
        ("11/20/26", TimeForm(), "2026-11-20"),
        ("11/20/98", MONTH, "1998-11-20"),
        ("11/20/2026", MIXED, "2026-11-20"),
        ("20/11/2026", MIXED, "2026-11-20"),
        ("03/04/2026", MIXED, "2026-04-03"),
    ],
)
def test_the_columns_order_settles_the_day(said: str, form: TimeForm, expected: str) -> None:
    assert read_time(said, UTC, form) == moment(expected)


@pytest.mark.parametrize(
    ("said", "form", "reason"),
    [
        ("11/20/2026", DAY, "is '11/20/2026', which is not day first as the column's other dates are"),
        ("20/11/2026", MONTH, "is '20/11/2026', which is not month first as the column's other dates are"),
        ("11.20.2026", TimeForm(), "is '11.20.2026', which is not day first as dates with dots are"),
    ],
)
def test_a_date_that_contradicts_the_columns_order_is_named(said: str, form: TimeForm, reason: str) -> None:
    with pytest.raises(Wrong) as wrong:
        read_time(said, UTC, form)
    assert str(wrong.value) == reason


@pytest.mark.parametrize(
    "said",
    [
        *("", "now", "infinity", "2026-13-01", "2026-02-29", "1e309", "2026-067", "Sun, 8 noon"),
        *("٢٠٢٦-٠٣-٠٨", "2026-03-08T06:30:00+25:00", "2026-03-08 02:30:00 America/New_York", "²"),
        *("30/02/2026", "13/13/2026", "2026-20-11", "Nov 31, 2026", "20 Foo 2026", "Posted 20 Nov 2026", "20 Nov"),
        *("2026-11-20 25:00", "2026-11-20 24:01", "2026-11-20 09:61", "2026-11-20 09:30:61", "2026-11-20 9:5"),
        *("13:30 AM 20 Nov 2026", "0:30 PM 20 Nov 2026", "2026-11-20 09:30 XYZ", "2026-11-20 09:30 (somewhere)"),
        # Behind a minus it could be a time or an offset.
        *("2026-11-20-05:00", "20-11-2026-09:30", "20/11.2026", "9:30", "November 2026", "x" * 5_000_000),
        *(True, None, [], {}, float("nan"), float("inf")),
    ],
    ids=lambda said: str(said)[:40],
)
def test_what_is_no_time_is_refused(said: object) -> None:
    with pytest.raises(Wrong, match="not a time such as"):
        read_time(said, NEW_YORK)


@pytest.mark.parametrize(
    "said", ["5 hours ago", "a day ago", "2h", "3 d", "vor 5 Stunden", "il y a 2 jours", "hace 3 días"]
)
def test_a_distance_from_an_unknown_moment_is_refused_with_the_reason(said: str) -> None:
    with pytest.raises(Wrong, match="counted from a moment that is not in the file"):
        read_time(said, UTC)


def test_a_number_that_a_spreadsheet_rounded_is_no_moment() -> None:
    with pytest.raises(Wrong, match="a number that a spreadsheet rounded; save the column as text"):
        read_time("1.79517E+12", UTC)


@pytest.mark.parametrize("said", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", 10**400])
def test_a_time_out_of_all_bounds_is_an_overflow(said: object) -> None:
    with pytest.raises(OverflowError):
        read_time(said, NEW_YORK)


def test_no_name_means_two_months() -> None:
    months = {(folded(name), month) for month, names in enumerate(MONTH_NAMES) for name in names.split()}
    assert len(months) == len({name for name, _ in months})
    # Only "mar" is also a weekday, and is tried as a month first.
    assert MONTHS.keys() & WEEKDAYS == {"mar"}


@pytest.mark.parametrize(
    ("said", "month"),
    [("5 listopada 2025", 11), ("5 października 2025", 10), ("5 Kasım 2025", 11), ("5 MAYIS 2025", 5)],
)
def test_polish_and_turkish_months_are_read(said: str, month: int) -> None:
    assert read_time(said, UTC) == datetime(2025, month, 5, tzinfo=UTC)


def test_a_name_that_is_two_months_to_neighbours_is_refused_where_it_can_be_either() -> None:
    # With a point behind the day it is the tenth month, further south.
    with pytest.raises(Wrong, match="not a time"):
        read_time("5. listopada 2025", UTC)

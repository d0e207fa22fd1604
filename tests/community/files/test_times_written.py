"""Moments come back from every form in which they can be written."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import format_datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from community.files.date_forms import Ambiguous
from community.files.date_words import MONTH_NAMES
from community.files.time_column import OrderQuestion, TimeColumn
from community.files.time_form import ANY_FORM, TimeForm
from community.files.times import EARLIEST, read_time
from community.files.wrong import Wrong

ZONES = [
    UTC,
    ZoneInfo("Europe/Berlin"),
    ZoneInfo("America/New_York"),
    ZoneInfo("Asia/Kolkata"),
    ZoneInfo("Pacific/Apia"),
]
LATEST = datetime(2026, 11, 28, tzinfo=UTC)
MOMENTS = 2_000


def strftime(form: str) -> Callable[[datetime], str]:
    return lambda when: when.strftime(form)


def plain(when: datetime, form: str) -> str:
    """Write without leading noughts, as a spreadsheet does."""
    hour = when.hour % 12 or 12
    return form.format(
        d=when.day, m=when.month, Y=when.year, H=when.hour, I=hour, M=when.minute, p=f"{when:%p}", S=when.second
    )


def named(language: int) -> Callable[[datetime], str]:
    def write(when: datetime) -> str:
        names = MONTH_NAMES[when.month - 1].split()
        return f"{when.day}. {names[language % len(names)]} {when:%Y %H:%M:%S}"

    return write


# Each writes a local time that names no zone, to the second.
LOCAL: dict[str, Callable[[datetime], str]] = {
    "iso": strftime("%Y-%m-%d %H:%M:%S"),
    "iso with T": strftime("%Y-%m-%dT%H:%M:%S"),
    "iso, compact": strftime("%Y%m%dT%H%M%S"),
    "digits": strftime("%Y%m%d%H%M%S"),
    "year first": strftime("%Y/%m/%d %H:%M:%S"),
    "year first, plain": lambda when: plain(when, "{Y}-{m}-{d} {H}:{M:02}:{S:02}"),
    "dots": strftime("%d.%m.%Y %H:%M:%S"),
    "dots, plain": lambda when: plain(when, "{d}. {m}. {Y} {H}:{M:02}:{S:02}"),
    "dots, comma": strftime("%d.%m.%Y, %H:%M:%S Uhr"),
    "American words": strftime("%b %d, %Y %I:%M:%S %p"),
    "all words": strftime("%A, %B %d, %Y %I:%M:%S %p"),
    "British words": strftime("%d %b %Y %H:%M:%S"),
    "hyphens": strftime("%d-%b-%Y %H:%M:%S"),
    "hyphens, short": strftime("%d-%b-%y %H:%M:%S"),
    "the C library": strftime("%a %b %d %H:%M:%S %Y"),
    "time first": strftime("%H:%M:%S, %d %B %Y"),
    "in half days": lambda when: plain(when, "{Y}-{m:02}-{d:02} {I}:{M:02}:{S:02} {p}"),
    "Eastern": strftime("%Y年%m月%d日 %H:%M:%S"),
    **{f"language {number}": named(number) for number in range(8)},
}
# These need to know which comes first.
ORDERED: dict[str, tuple[str, Callable[[datetime], str]]] = {
    "day first": ("day", strftime("%d/%m/%Y %H:%M:%S")),
    "day first, plain": ("day", lambda when: plain(when, "{d}/{m}/{Y} {H}:{M:02}:{S:02}")),
    "day first, hyphens": ("day", strftime("%d-%m-%Y %H:%M:%S")),
    "day first, short": ("day", strftime("%d/%m/%y %H:%M:%S")),
    "day first, dots, short": ("day", strftime("%d.%m.%y, %H:%M:%S")),
    "month first": ("month", strftime("%m/%d/%Y %H:%M:%S")),
    "month first, plain": ("month", lambda when: plain(when, "{m}/{d}/{Y} {I}:{M:02}:{S:02} {p}")),
    "month first, chat": ("month", lambda when: plain(when, "{m}/{d}/{Y}, {I}:{M:02}:{S:02}\u202f{p}")),
    "month first, short": ("month", strftime("%m/%d/%y %H:%M:%S")),
}
# These name the zone themselves.
ABSOLUTE: dict[str, Callable[[datetime], str]] = {
    "iso": datetime.isoformat,
    "iso with a blank": lambda when: when.isoformat(" "),
    "iso, offset without colon": strftime("%Y-%m-%dT%H:%M:%S.%f%z"),
    "iso, offset behind a blank": strftime("%Y-%m-%d %H:%M:%S.%f %z"),
    "universal": lambda when: f"{when.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC",
    "nanoseconds": lambda when: f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}789Z",
    "slashes with offset": strftime("%Y/%m/%d %H:%M:%S.%f %z"),
    "comma": lambda when: f"{when.astimezone(UTC):%Y-%m-%d %H:%M:%S,%f} GMT",
}
# The same, to the second.
ABSOLUTE_SECONDS: dict[str, Callable[[datetime], str]] = {
    "mail": format_datetime,
    "a short-message service": strftime("%a %b %d %H:%M:%S %z %Y"),
    "a browser": strftime("%a %b %d %Y %H:%M:%S GMT%z (Some Standard Time)"),
    "GMT and hours": lambda when: f"{when.astimezone(timezone(timedelta(hours=-5))):%d %b %Y %H:%M:%S} GMT-5",
    "Central Europe": lambda when: f"{when.astimezone(timezone(timedelta(hours=1))):%d.%m.%Y %H:%M:%S} CET",
    "Eastern America": lambda when: f"{when.astimezone(timezone(timedelta(hours=-5))):%b %d, %Y %I:%M:%S %p} EST",
    "seconds": lambda when: str(int(when.timestamp())),
    "an encyclopedia": lambda when: f"{when.astimezone(UTC):%H:%M:%S, %d %B %Y} (UTC)",
}


def moments(zone: tzinfo, seed: str, number: int = MOMENTS, since: datetime = EARLIEST) -> list[datetime]:
    """Random moments up to now that this zone's clocks show once."""
    random, span = Random(seed), (LATEST - since) / timedelta(microseconds=1)
    found: list[datetime] = []
    while len(found) < number:
        when = (since + timedelta(microseconds=random.randrange(int(span)))).astimezone(zone)
        if when.replace(fold=0).utcoffset() == when.replace(fold=1).utcoffset():
            found.append(when)
    return found


def misread(
    write: Callable[[datetime], str], zone: tzinfo, seed: str, form: TimeForm = ANY_FORM, *, exact: bool = False
) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for when in moments(zone, seed, MOMENTS // len(ZONES)):
        expected = when if exact else when.replace(microsecond=0)
        if (read := read_time(write(when), zone, form)) != expected:
            found.append((write(when), read))
    return found


@pytest.mark.parametrize("form", LOCAL)
def test_a_local_time_comes_back_in_every_zone(form: str) -> None:
    assert [each for zone in ZONES for each in misread(LOCAL[form], zone, form)] == []


@pytest.mark.parametrize("form", ORDERED)
def test_an_ordered_date_comes_back_when_the_order_is_known(form: str) -> None:
    order, write = ORDERED[form]
    assert [each for zone in ZONES for each in misread(write, zone, form, TimeForm(order))] == []


@pytest.mark.parametrize("form", ABSOLUTE)
def test_a_time_with_its_zone_comes_back_to_the_microsecond(form: str) -> None:
    assert [each for zone in ZONES for each in misread(ABSOLUTE[form], zone, form, exact=True)] == []


@pytest.mark.parametrize("form", ABSOLUTE_SECONDS)
def test_a_time_with_its_zone_comes_back(form: str) -> None:
    assert [each for zone in ZONES for each in misread(ABSOLUTE_SECONDS[form], zone, form)] == []


@pytest.mark.parametrize("unit", [1, 10**3, 10**6, 10**9])
def test_numbers_since_1970_come_back_as_numbers_and_as_text(unit: int) -> None:
    for when in moments(UTC, f"{unit}"):
        micros = (when - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        number = micros * unit // 10**6
        expected = when - timedelta(microseconds=micros % (10**6 // unit) if unit < 10**6 else 0)
        assert read_time(number, UTC) == read_time(str(number), UTC) == expected


def test_days_of_a_spreadsheet_come_back() -> None:
    for zone in ZONES:
        for when in moments(zone, "days", MOMENTS // len(ZONES)):
            local = when.replace(microsecond=0, tzinfo=None)
            days = (local - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001 - days have no zone
            for written in (days, f"{days:.6f}", f"{days:.5f}5".replace(".", ",")[:-1]):
                assert abs(read_time(written, zone, TimeForm(is_serial=True)) - when) < timedelta(seconds=2)
            assert read_time(f"{days:.6f}", zone, TimeForm(is_serial=True)) == when.replace(microsecond=0)


@pytest.mark.parametrize("form", ORDERED)
def test_without_an_order_a_date_is_read_right_or_not_at_all(form: str) -> None:
    _, write = ORDERED[form]
    refused = []
    for when in moments(UTC, form):
        try:
            assert read_time(write(when), UTC) == when.replace(microsecond=0)
        except Ambiguous as reason:
            refused.append(str(reason))
    assert len(refused) > MOMENTS / 4
    assert all("; say --date-order day or --date-order month" in reason for reason in refused)


@pytest.mark.parametrize("form", ORDERED)
def test_a_column_of_such_dates_finds_its_order_or_asks(form: str) -> None:
    order, write = ORDERED[form]
    column = TimeColumn(latest=LATEST)
    for when in moments(UTC, form, 200, since=datetime(2016, 1, 1, tzinfo=UTC)):
        column.see(write(when))
    found = column.form()
    # Of short years the first number may be the year.
    assert isinstance(found, OrderQuestion) if form.startswith("day") and "short" in form else found == TimeForm(order)
    assert column.form(order) == TimeForm(order)


@pytest.mark.parametrize("form", [*LOCAL, *ABSOLUTE, *ABSOLUTE_SECONDS])
def test_what_needs_no_order_asks_for_none(form: str) -> None:
    column = TimeColumn(latest=LATEST)
    write = (LOCAL | ABSOLUTE | ABSOLUTE_SECONDS)[form]
    for when in moments(UTC, form, 200):
        column.see(write(when))
    assert column.form() == TimeForm()


def test_a_wrong_order_never_goes_unseen() -> None:
    """Dates of one order, read in the other, are contradicted by those that cannot be."""
    written = [f"{when:%d/%m/%Y}" for when in moments(UTC, "wrong", 200)]
    seen = 0
    for each in written:
        try:
            read_time(each, UTC, TimeForm("month"))
        except Wrong as reason:
            seen += "not month first" in str(reason)
    assert seen == sum(int(each[:2]) > 12 for each in written) > 100

"""The form of a file's times is settled by all of its values, or asked."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from community.files.time_form import TimeForm
from community.imports.times import forms_of_options
from tests.community.files.test_times_written import LATEST, ORDERED, ZONES, moments
from tests.community.imports.looking import look_at, read_as_looked, stops, table

HEADER = "id,created_at,text"


def dated(*dates: str, header: str = HEADER) -> str:
    return table(header, *(f'{number},"{date}",hello' for number, date in enumerate(dates)))


def days(content: str, **said: str) -> list[str]:
    look = look_at(content, **said)
    assert not look.stops
    return [f"{record.posted_at:%Y-%m-%d %H:%M}" for record in read_as_looked(content, look) if record.posted_at]


@pytest.mark.parametrize(
    ("dates", "read"),
    [
        (["03/04/2026", "20/03/2026"], ["2026-04-03 00:00", "2026-03-20 00:00"]),
        (["03/04/2026", "03/20/2026"], ["2026-03-04 00:00", "2026-03-20 00:00"]),
        (["46346.5", "46346"], ["2026-11-20 12:00", "2026-11-20 00:00"]),
        (["1795166000", "1795166000123", "1795166000123456"], ["2026-11-20 09:13"] * 3),
    ],
)
def test_one_value_settles_the_whole_column(dates: list[str], read: list[str]) -> None:
    assert days(dated(*dates)) == read


@pytest.mark.parametrize("name", ["created_at_utc", "Date (UTC)"])
def test_a_zone_in_the_columns_name_goes_before_the_default(name: str) -> None:
    content = dated("2026-11-20 09:30", header=f"id,{name},text")
    look = look_at(content, time_zone="Asia/Tokyo", mapped={"posted_at": name})
    (message,) = read_as_looked(content, look, time_zone="Asia/Tokyo", mapped={"posted_at": name})
    assert message.posted_at == datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("UTC"))


def test_a_zone_in_the_value_goes_before_that_of_the_column() -> None:
    content = dated("2026-11-20 09:30 +0100", "2026-11-20 09:30", header="id,posted (CET),text")
    mapped = {"posted_at": "posted (CET)"}
    read = read_as_looked(content, look_at(content, mapped=mapped), mapped=mapped)
    assert [f"{record.posted_at:%H:%M}" for record in read] == ["08:30", "08:30"]


@pytest.mark.parametrize(("header", "hour"), [("Review Created (UTC)", 9), ("Review Created", 0)])
def test_a_known_export_has_the_zone_of_the_column_that_is_there(header: str, hour: int) -> None:
    content = table(f"Review Id,{header},Review Consumer User Id,Review Content,Review Stars,Review Username",
                    "r1,2026-11-20 09:30,u1,Late,1,Moira")  # fmt: skip
    look = look_at(content, time_zone="Asia/Tokyo")
    (message,) = read_as_looked(content, look, time_zone="Asia/Tokyo")
    assert (message.rating, message.posted_at.hour, look.notes) == (1.0, hour, ())


def test_columns_of_several_zones_are_named() -> None:
    mapped = {"posted_at": "seen_utc|seen_cet"}
    look = look_at(table("id,seen_utc,seen_cet,text", "1,2026-11-20 09:30,,x"), mapped=mapped)
    assert look.notes[0].startswith("The times stand in columns of several zones (CET, UTC)")
    assert look.forms["posted_at"].zone == ""


def test_what_nothing_settles_is_asked_with_the_readings() -> None:
    look = look_at(dated("03/04/2026 09:30"))
    (stop,) = look.stops
    assert stop.kind == "dates"
    assert "3 April 2026 or 4 March 2026" in stop.said
    assert stop.said.endswith("Say with --date-order day or --date-order month which comes first.")
    assert stop.on_a_page.endswith("Choose which comes first.")


@pytest.mark.parametrize(("order", "day"), [("day", "2026-04-03 09:30"), ("month", "2026-03-04 09:30")])
def test_the_answer_is_said_or_remembered(order: str, day: str) -> None:
    content = dated("03/04/2026 09:30")
    assert days(content, date_order=order) == [day]
    look = look_at(content, order_before=order)
    assert (stops(look), f"{read_as_looked(content, look)[0].posted_at:%Y-%m-%d %H:%M}") == ([], day)


def test_what_is_said_goes_before_what_is_remembered() -> None:
    look = look_at(dated("03/04/2026"), order_before="day", date_order="month")
    assert look.forms["posted_at"].order == "month"


@pytest.mark.parametrize("options", [{"order_before": "day"}, {"date_order": "day"}])
def test_a_file_that_says_otherwise_is_stopped(options: dict[str, str]) -> None:
    (stop,) = look_at(dated("11/20/2026", "03/04/2026"), **options).stops
    assert stop.said.startswith("The dates of this file are month first")
    assert "--date-order" in stop.said


def test_contradictions_and_the_future_are_named() -> None:
    look = look_at(dated("20/11/2026", "11/20/2026", "05/12/2026"), date_order="day")
    assert look.notes == (
        "The dates are not all of one order: 1 begins with a number above 12 (such as 20/11/2026), "
        "1 has one in second place (such as 11/20/2026).",
        "Read day first, 1 is in the future, such as 05/12/2026.",
    )


def test_one_column_answers_for_the_other() -> None:
    content = table("id,created_at,edited_at,text", "1,20/11/2026,03/04/2026,x")
    look = look_at(content)
    assert {form.order for form in look.forms.values()} == {"day"}
    (message,) = read_as_looked(content, look)
    assert f"{message.edited_at:%m-%d}" == "04-03"


def test_what_is_settled_is_kept_with_the_run() -> None:
    kept = look_at(dated("20/11/2026")).times.as_options
    assert kept["order"] == "day"
    assert forms_of_options(kept) == {"posted_at": TimeForm("day"), "edited_at": TimeForm()}
    assert forms_of_options(None) is forms_of_options({}) is None


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize("name", ORDERED)
def test_no_generated_date_is_misread(name: str, zone: ZoneInfo) -> None:
    """Columns of few dates are open, of many settled; read wrong is none."""
    order, write = ORDERED[name]
    for few in (1, 2, 5, 50):
        written = moments(zone, f"{name} {zone} {few}", few, since=datetime(2024, 1, 1, tzinfo=ZoneInfo("UTC")))
        content, said = dated(*map(write, written)), {"time_zone": str(zone)}
        look = look_at(content, **said)
        if look.stops:
            assert stops(look) == ["dates"]
            look = look_at(content, date_order=order, **said)
        read = [record.posted_at for record in read_as_looked(content, look, **said)]
        assert read == [when.replace(microsecond=0) for when in written]
        assert max(written) <= LATEST

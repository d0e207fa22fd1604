import json
import tracemalloc
from datetime import UTC, datetime

import pytest

from community.files.time_column import OrderQuestion, TimeColumn
from community.files.time_form import TimeForm

LATEST = datetime(2026, 11, 21, tzinfo=UTC)


def column_of(*values: object, name: str = "") -> TimeColumn:
    column = TimeColumn(name, LATEST)
    for value in values:
        column.see(value)
    return column


def question_of(column: TimeColumn, order: str = "") -> OrderQuestion:
    found = column.form(order)
    assert isinstance(found, OrderQuestion), found
    return found


def form_of(column: TimeColumn, order: str = "") -> TimeForm:
    found = column.form(order)
    assert isinstance(found, TimeForm), found
    return found


@pytest.mark.parametrize(
    ("values", "form"),
    [
        (["03/04/2026", "20/11/2026"], TimeForm("day")),
        (["20-11-2026 09:30", "03-04-2026 09:30"], TimeForm("day")),
        (["03/04/2026", "11/20/2026 9:30 AM"], TimeForm("month")),
        (["11/20/26, 9:30 AM", "3/4/26, 9:30 AM"], TimeForm("month")),
        (['="20/11/2026"', "'03/04/2026"], TimeForm("day")),
        # What is read by itself needs no order.
        (["2026-11-20", "Nov 20, 2026", 1795166000, "1795166000123", None, "", True, ["x"]], TimeForm()),
        (["05/05/2026", "11/11/2026"], TimeForm()),
        (["03.04.2026", "20.11.2026"], TimeForm()),
        (["11.20.2026", "03.04.2026"], TimeForm("month")),
        ([46346.395833, "46340", "46339,5"], TimeForm(is_serial=True)),
        (["46346.395833", 1795166000, "2026-11-20"], TimeForm(is_serial=True)),
        # Seconds of a film, say, are no days.
        ([46346.395833, 12.5], TimeForm()),
        ([99999], TimeForm()),
        (["20/11/2026", "11/20/2026", "2026-11-20"], TimeForm(is_mixed=True)),
        (["11/20/2026", "03.04.2026"], TimeForm("month", is_mixed=True)),
        ([], TimeForm()),
    ],
)
def test_a_column_shows_its_form(values: list[object], form: TimeForm) -> None:
    assert form_of(column_of(*values)) == form


def test_dates_of_two_readings_leave_a_question() -> None:
    question = question_of(column_of(*["03/04/2026"] * 614, "05/12/2026"))
    assert question.sentence == (
        "615 of the dates can be read in several ways, such as 03/04/2026: 3 April 2026 or 4 March 2026. "
        "Of all dates none begins with a number above 12, none has one in second place. "
        "Read day first, 1 is in the future, such as 05/12/2026. "
        "Say with --date-order day or --date-order month which comes first."
    )
    assert (question.examples, question.is_contradiction) == (("03/04/2026",), False)


def test_the_question_names_what_contradicts() -> None:
    question = question_of(column_of("03/04/2026", *["20/11/2026"] * 613, "11/21/2026"))
    assert (
        "613 begin with a number above 12 (such as 20/11/2026), 1 has one in second place (such as 11/21/2026)"
    ) in question.sentence
    assert question.examples == ("03/04/2026", "20/11/2026", "11/21/2026")


@pytest.mark.parametrize("values", [["20/11/26", "21/11/26"], ["20.11.26"], ["12/11/10"]])
def test_of_short_years_the_first_number_may_be_the_year(values: list[str]) -> None:
    assert " or " in question_of(column_of(*values)).sentence
    assert form_of(column_of(*values), "day") == TimeForm("day")


def test_what_dots_say_settles_nothing_for_slashes() -> None:
    assert question_of(column_of("20.11.2026", "03/04/2026"))
    assert form_of(column_of("20.11.2026")).order == ""


@pytest.mark.parametrize("order", ["day", "month"])
def test_the_answer_settles_it(order: str) -> None:
    assert form_of(column_of("03/04/2026"), order) == TimeForm(order)
    assert form_of(column_of("20/11/2026", "11/20/2026", "03/04/2026"), order) == TimeForm(order, is_mixed=True)


@pytest.mark.parametrize(
    ("values", "order", "sentence"),
    [
        (
            ["03/04/2026", *["20/11/2026"] * 614],
            "month",
            "The dates of this file are day first: 614 begin with a number above 12 (such as 20/11/2026), none has one "
            "in second place. They cannot be read month first, as was said or as earlier files of the channel were.",
        ),
        (
            ["11/20/2026"],
            "day",
            "The dates of this file are month first: none begins with a number above 12, 1 has one",
        ),
        (["11.20.2026"], "day", "The dates of this file are month first"),
    ],
)
def test_a_file_that_says_otherwise_is_a_contradiction(values: list[str], order: str, sentence: str) -> None:
    question = question_of(column_of(*values), order)
    assert question.is_contradiction
    assert question.sentence.startswith(sentence)


def test_dates_with_dots_are_read_by_themselves_whatever_was_settled_for_slashes() -> None:
    assert form_of(column_of("20.11.2026"), "month") == TimeForm("month", is_mixed=True)


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        *(("created_utc", "UTC"), ("comment_date_gmt", "GMT"), ("Date (UTC)", "UTC"), ("time_cet", "CET")),
        *(
            ("createdUTC", "UTC"),
            ("createdAtUtc", "UTC"),
            ("Sent at [EST]", "EST"),
            ("utc_time", "UTC"),
            ("GMT Date", "UTC"),
        ),
        *(("Zeit (UTC+1)", "UTC+1"), ("Date (GMT+02:00)", "GMT+02:00"), ("posted-at-jst", "JST")),
        *(("created_at", ""), ("timestamp", ""), ("date", ""), ("cat", ""), ("time_z", ""), ("time_ist", ""), ("", "")),
        *(("forecast", ""), ("latest", ""), ("x" * 1000 + "_utc", "")),
    ],
)
def test_a_columns_name_may_say_the_zone(name: str, zone: str) -> None:
    assert form_of(column_of(name=name)).zone == zone


def test_dates_in_the_future_are_named_beside_the_form() -> None:
    column = column_of("20/11/2026", "05/12/2026", "06/12/2026")
    assert column.notes(form_of(column)) == ("Read day first, 2 are in the future, such as 05/12/2026.",)
    assert column_of("20/11/2026").notes(TimeForm("day")) == ()


def test_a_form_and_a_question_can_be_stored() -> None:
    for form in (TimeForm(), TimeForm("day", is_mixed=True, is_serial=True, zone="CET")):
        assert TimeForm.of_json(json.loads(json.dumps(form.as_json()))) == form
    stored = json.loads(json.dumps(question_of(column_of("03/04/2026")).as_json()))
    assert stored["examples"] == ["03/04/2026"]
    with pytest.raises(ValueError, match="neither day nor month"):
        TimeForm("year")


def test_a_column_of_millions_takes_no_more_memory() -> None:
    column = column_of("03/04/2026")
    tracemalloc.start()
    for number in range(20_000):
        column.see(f"{number % 28 + 1}/11/{number % 9000 + 1000}")
        column.see(number)
    assert tracemalloc.get_traced_memory()[0] < 20_000
    tracemalloc.stop()


def test_a_value_of_millions_is_looked_at_only_at_its_beginning() -> None:
    assert form_of(column_of("x" * 5_000_000 + "03/04/2026")) == TimeForm()

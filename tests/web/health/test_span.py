"""Which days an address means, whatever it says."""

from datetime import date, timedelta

import pytest

from community.models import Channel
from moderation.web.health import span
from moderation.web.health.span import Span

TODAY = date(2026, 11, 16)
FORUM = Channel(pk=1, slug="forum", name="Forum")
USUAL = ("2026-10-18", "2026-11-16")


def read(**asked: str) -> Span:
    return span.read_span({name.rstrip("_"): said for name, said in asked.items()}, [FORUM], TODAY)


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ({}, *USUAL),
        ({"from_": "2026-11-10", "to": "2026-11-12"}, "2026-11-10", "2026-11-12"),
        ({"from_": "2026-11-10"}, "2026-11-10", "2026-11-16"),
        ({"to": "2026-11-10"}, "2026-10-12", "2026-11-10"),
        ({"from_": "2026-11-10", "to": "2026-12-24"}, "2026-11-10", "2026-11-16"),
        ({"from_": "2026-11-16", "to": "2026-11-16"}, "2026-11-16", "2026-11-16"),
        ({"from_": "2025-11-16", "to": "2026-11-16"}, "2025-11-16", "2026-11-16"),
        ({"from_": "2006-11-17", "to": "2026-11-16"}, "2006-11-17", "2026-11-16"),
        ({"to": "1990-01-05"}, "1990-01-01", "1990-01-05"),
    ],
)
def test_what_can_be_shown_is_shown(asked: dict[str, str], start: str, end: str) -> None:
    found = read(**asked)
    assert (found.start.isoformat(), found.end.isoformat(), found.complaint) == (start, end, "")


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"from_": "2026-11-12", "to": "2026-11-10"}, "The first day is after the last."),
        ({"from_": "2026-11-17"}, "17 Nov 2026 has not come yet."),
        ({"from_": "yesterday"}, "A day is written as 2026-11-16."),
        ({"to": "2026-02-30"}, "A day is written as"),
        ({"to": "\0"}, "A day is written as"),
        ({"from_": "٢٠٢٦-١١-١٠"}, "A day is written as"),
        ({"from_": "0001-01-01", "to": "0001-01-02"}, "Days before 1 Jan 1990 are not shown."),
        ({"from_": "2006-11-15", "to": "2026-11-16"}, "At most twenty years are shown at once."),
    ],
)
def test_what_cannot_be_shown_is_said_and_the_usual_days_are_shown(asked: dict[str, str], why: str) -> None:
    found = read(**asked)
    assert (found.start.isoformat(), found.end.isoformat()) == USUAL
    assert found.complaint.startswith(why)
    assert found.complaint == f"{found.refusal} These are the last 30 days."


@pytest.mark.parametrize(
    ("said", "channel", "complains"),
    [("forum", FORUM, False), ("", None, False), ("nowhere", None, True), ("\0", None, True)],
)
def test_a_channel_is_one_of_this_community(said: str, channel: Channel | None, complains: bool) -> None:
    found = read(channel=said)
    assert found.channel == channel
    assert found.complaint == ("There is no such channel here. All are shown." if complains else "")
    assert found.refusal == ("There is no such channel here." if complains else "")


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ({}, ""),
        ({"channel": "forum"}, "?channel=forum"),
        (
            {"from_": "2026-11-10", "to": "2026-11-12", "channel": "forum"},
            "?from=2026-11-10&to=2026-11-12&channel=forum",
        ),
        ({"from_": "no"}, ""),
    ],
)
def test_a_link_shows_the_same_again(asked: dict[str, str], query: str) -> None:
    found = read(**asked)
    assert found.query == query
    said = dict(pair.split("=") for pair in query[1:].split("&") if pair)
    assert (span.read_span(said, [FORUM], TODAY).start, span.read_span(said, [FORUM], TODAY).end) == (
        found.start,
        found.end,
    )


def test_the_days_before_are_as_many_and_touch() -> None:
    found = read(from_="2026-11-10", to="2026-11-12")
    assert found.before == (date(2026, 11, 7), date(2026, 11, 9))


def test_the_presets_end_today_keep_the_channel_and_know_which_is_shown() -> None:
    assert read(channel="forum").presets == [
        (7, "?from=2026-11-10&to=2026-11-16&channel=forum", False),
        (30, "?channel=forum", True),
        (90, "?from=2026-08-19&to=2026-11-16&channel=forum", False),
    ]


@pytest.mark.parametrize("days", span.PRESETS)
def test_a_preset_is_so_many_days(days: int) -> None:
    assert span.first_of_days(TODAY, days) + timedelta(days=days - 1) == TODAY

"""The health page: what it says of a community, from its daily counts alone, to everybody who works there."""

import csv
import re
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.models import Channel, Community
from moderation.models import Recount, Rescoring, StaleDay, User, WorkingHours
from moderation.rollups import report
from moderation.web.health.page import page_figures
from moderation.web.health.span import Span
from tests.builders import NOON, make_channel, make_rollup
from tests.web.health.browsing import HEALTH, shown, tile
from tests.web.shared.markup import page_of

HOUR = 3600
# Tables that grow with the messages; the page may look at none of them.
NEVER_READ = (
    "community_message",
    "community_member",
    "moderation_case",
    "moderation_caseevent",
    "assessment",
    "finding",
)


@pytest.fixture
def viewer(client: Client, vic: User) -> Client:
    """A browser in which Vic, who may see nothing but this, is signed in."""
    client.force_login(vic)
    return client


@pytest.fixture
def today(tarnfell: Community) -> date:
    return timezone.now().astimezone(ZoneInfo(tarnfell.time_zone)).date()


def lines(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = b"".join(client.get(f"/c/tarnfell/health.csv{query}").streaming_content).decode()  # type: ignore[attr-defined]
    return list(csv.DictReader(answer.splitlines(keepends=True), strict=True))


@pytest.fixture
def counted(reviews: Channel, today: date) -> None:
    """Today and a day of the thirty before."""
    make_rollup(
        reviews, today, member_messages=1_200, staff_messages=34, posts=100, replies=250, reactions=300,
        reactions_known=340, scored=400, compound_sum=-40.0, negative=100, not_scored=100, cases_opened=9,
        cases_closed=7, decisions={"hide": 3, "keep": 2}, first_action_met=9, first_action_missed=1, first_reply_met=3,
        first_reply_missed=1, first_wall=[2 * HOUR] * 3, first_working=[HOUR] * 3, every_wall=[3 * HOUR] * 5,
        every_working=[HOUR / 2] * 5, members=range(1, 42),
    )  # fmt: skip
    make_rollup(reviews, today - timedelta(days=40), member_messages=10, scored=10, compound_sum=1.2, members=[1, 2])


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Messages", "1,234 was 10 1,200 by members, 34 by staff"),
        ("Active members", "41 was 2 who wrote 1,200 messages"),
        (
            "Mood",
            "unknown too few people to tell a change from chance 0 persons’ weeks against 0 100 not scored (20.0 %)",
        ),
        ("Replies per post", "2.50 was unknown 250 replies, 100 posts"),
        ("Reactions per post", "3.00 was unknown 300 reactions known of 340 of 350 posts and replies"),
        (
            "First response",
            "1 h working, half within was unknown 9 in 10 within 1 h wall clock 2 h, 9 in 10 within 2 h 3 counted",
        ),
        (
            "Every reply",
            "30 min working, half within was unknown 9 in 10 within 30 min wall clock 3 h, 9 in 10 within 3 h"
            " 5 counted",
        ),
        ("First action in time", "90.0 % was unknown 9 of 10 cases"),
        ("First reply in time", "75.0 % was unknown 3 of 4 cases"),
        ("Cases opened", "9 was 0 7 closed"),
        ("Decisions", "5 was 0 hide 3, keep 2"),
    ],
)
def test_each_tile_says_its_figure_what_it_was_and_what_it_is_of(
    viewer: Client, counted: None, name: str, says: str
) -> None:
    said = tile(shown(viewer), name)
    # A median is within 2 %: what stands for an hour may be a minute off.
    assert re.sub(r"(59 min|1 h 01 min)", "1 h", re.sub(r"\b(29|31) min", "30 min", rounded(said))) == says


def rounded(said: str) -> str:
    for hours in (1, 2, 3):
        said = re.sub(rf"\b{hours - 1} h 5[5-9] min|\b{hours} h 0[1-5] min", f"{hours} h", said)
    return said


def test_what_is_not_known_is_never_nought(viewer: Client, reviews: Channel, today: date) -> None:
    make_rollup(reviews, today, staff_messages=1)
    page = shown(viewer)
    for name in ("Promises kept", "Member’s wait", "Replies per post", "Reactions per post", "First response"):
        assert tile(page, name).startswith("unknown not counted before"), name
    assert tile(page, "First action in time") == "unknown not counted before no target settled yet"
    by_channel = page.partition("<h2>By channel</h2>")[2].partition("</tr></tbody>")[0]
    assert by_channel.count('<td class="num">–</td>') == 8


@pytest.mark.parametrize("slug", ["promises", "backlog", "waits", "messages", "first", "every", "targets", "cases"])
def test_each_chart_is_named_by_a_sentence_and_has_its_table(viewer: Client, counted: None, slug: str) -> None:
    chart = shown(viewer).partition(f'<figure class="plot chart" id="{slug}">')[2].partition("</figure>")[0]
    assert f'role="img" aria-labelledby="finding-{slug}"' in chart
    finding = chart.partition(f'id="finding-{slug}">')[2].partition("</figcaption>")[0]
    assert finding.endswith(".")
    assert len(finding.split()) > 8
    assert chart.count("<tr>") == 31


def test_a_chart_says_between_which_days_a_figure_moved(viewer: Client, reviews: Channel, today: date) -> None:
    for days, took in ((0, 2 * HOUR), (1, HOUR)):
        make_rollup(reviews, today - timedelta(days=days), wait_wall=[took])
    yesterday = today - timedelta(days=1)
    low, high = (f"{day.day} {day:%b}" for day in (yesterday, today))
    said = rf"goes from [^(]+ \({low}\) to [^(]+ \({high}\), and is unknown on 28 days\."
    assert re.search(said, shown(viewer))


def test_a_day_without_counts_breaks_a_line_and_is_not_drawn_as_nought(
    viewer: Client, reviews: Channel, today: date
) -> None:
    for days in (0, 2):
        make_rollup(reviews, today - timedelta(days=days), first_action_met=1)
    chart = shown(viewer, f"?from={today - timedelta(days=2)}").partition('id="targets"')[2].partition("</figure>")[0]
    _in_the_key, drawn = re.findall(r'class="l1" d="([^"]+)"', chart)
    assert drawn.count("M") == 2
    assert "L" not in drawn


def test_days_and_channels_stand_in_tables(viewer: Client, counted: None, tarnfell: Community, today: date) -> None:
    make_rollup(make_channel(tarnfell, "forum", name="Forum"), today, member_messages=5)
    page = shown(viewer)
    by_channel, _, by_day = page.partition("<h2>By channel</h2>")[2].partition("<h2>By day</h2>")
    assert re.findall(r'<th scope="row"><bdi>([^<]+)', by_channel) == ["Forum", "Store reviews"]
    assert by_day.count('<th scope="row">') == 30
    assert '<td class="num">75.0 %<small>3 of 4</small></td>' in by_channel


def test_one_channel_can_be_looked_at_alone(viewer: Client, counted: None, tarnfell: Community, today: date) -> None:
    make_rollup(make_channel(tarnfell, "forum"), today, member_messages=5, members=[900])
    page = shown(viewer, "?channel=forum")
    assert tile(page, "Messages") == "5 not counted before 5 by members, 0 by staff"
    assert '<option value="forum" selected>' in page


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("?from=2026-11-12&to=2026-11-10", "The first day is after the last."),
        ("?from=soon", "A day is written as"),
        ("?from=2001-01-01", "At most twenty years are shown at once."),
        ("?channel=%00", "There is no such channel here"),
        ("?from=&to=&channel=", ""),
    ],
)
def test_an_address_that_means_nothing_is_answered_with_the_usual_days(
    viewer: Client, counted: None, query: str, why: str
) -> None:
    page = shown(viewer, query)
    assert ('role="status">' in page.partition("<main")[2].partition('class="tiles"')[0]) is bool(why)
    assert why in page
    assert tile(page, "Messages").startswith("1,234")


@pytest.mark.parametrize("days", [1, 7, 366])
def test_a_page_of_any_length_is_drawn(viewer: Client, counted: None, today: date, days: int) -> None:
    page = shown(viewer, f"?from={today - timedelta(days=days - 1)}&to={today}")
    assert page.partition("<h2>By day</h2>")[2].count('<th scope="row">') == days
    assert "None" not in page
    assert "nan" not in re.findall(r' d="([^"]*)"', page)


def test_what_was_counted_only_in_part_before_is_said(viewer: Client, reviews: Channel, today: date) -> None:
    make_rollup(reviews, today, member_messages=1)
    assert "of which those from" not in shown(viewer)
    make_rollup(reviews, today - timedelta(days=33), member_messages=1)
    first = today - timedelta(days=33)
    assert f"of which those from {first.day} {first:%b} {first.year} on were counted." in shown(viewer)


def test_days_that_are_counted_again_are_said_to_move(viewer: Client, counted: None, reviews: Channel) -> None:
    assert "Everything that came in so far is counted, and its sentiment as far as it was assessed." in shown(viewer)
    StaleDay.objects.create(channel=reviews, date="2026-11-16")
    assert "Some days are being counted again" in shown(viewer)


def test_working_hours_that_are_set_are_named(viewer: Client, counted: None, tarnfell: Community) -> None:
    assert "Working time: round the clock." in shown(viewer)
    for weekday in range(5):
        WorkingHours.objects.create(community=tarnfell, weekday=weekday, opens=540, closes=1020)
    assert "Working time: Mon–Fri 09:00–17:00, Europe/London." in shown(viewer)


def test_an_empty_page_says_what_comes_next(viewer: Client, reviews: Channel) -> None:
    assert "Nothing has been counted yet" in shown(viewer)
    StaleDay.objects.create(channel=reviews, date="2026-11-16")
    assert "What came in is being counted" in shown(viewer)


@pytest.mark.parametrize(("who", "is_offered"), [("vic", False), ("ana", False), ("mia", True), ("ada", True)])
def test_who_may_import_is_shown_where(
    client: Client, request: pytest.FixtureRequest, tarnfell: Community, who: str, is_offered: bool
) -> None:
    client.force_login(request.getfixturevalue(who))
    page = shown(client).partition("<main")[2]
    assert (f'<a class="btn is-main" href="{reverse("imports", args=["tarnfell"])}"' in page) is is_offered


def test_days_of_silence_lead_to_days_with_figures(viewer: Client, counted: None, today: date) -> None:
    page = shown(viewer, f"?from={today - timedelta(days=20)}&to={today - timedelta(days=10)}")
    first = today - timedelta(days=40)
    assert f"The first day that was counted is {first.day} {first:%b} {first.year}." in page
    assert f'href="{HEALTH}">Show the last 30 days' in page


def test_today_is_the_day_it_is_in_the_community(viewer: Client, tarnfell: Community, reviews: Channel) -> None:
    Community.objects.filter(pk=tarnfell.pk).update(time_zone="Pacific/Kiritimati")
    there = timezone.now().astimezone(ZoneInfo("Pacific/Kiritimati")).date()
    make_rollup(reviews, there, member_messages=1)
    assert tile(shown(viewer), "Messages").startswith("1 ")


def test_a_page_takes_few_queries_and_reads_no_message_and_no_case(
    viewer: Client, tarnfell: Community, today: date
) -> None:
    for number in range(6):
        channel = make_channel(tarnfell, f"c{number}")
        for days in range(0, 60, 5):
            make_rollup(channel, today - timedelta(days=days), member_messages=9, scored=3, first_wall=[5], members=[1])
    with CaptureQueriesContext(connection) as asked:
        shown(viewer, "?channel=")
    assert 5 < len(asked) <= 15
    read = " ".join(query["sql"] for query in asked)
    assert [table for table in NEVER_READ if f'"{table}"' in read or f'_{table}"' in read] == []


@pytest.mark.parametrize(("days_ago", "is_shown"), [(3, True), (300, False)])
def test_what_was_counted_anew_is_told_beside_the_figures(
    viewer: Client, counted: None, tarnfell: Community, today: date, ada: User, *, days_ago: int, is_shown: bool
) -> None:
    at = timezone.now() - timedelta(days=days_ago)
    done = {"before": {"member": 628}, "after": {"staff": 628}, "changed": 628, "done_at": timezone.now()}
    Recount.objects.create(community=tarnfell, kind="role", name="wren_h", by=ada, first_at=at, last_at=at, **done)
    page = shown(viewer)
    assert ("Ada had 628 messages of these days counted as something else" in page) == is_shown
    assert ("628 as member before" in page, "628 as staff now" in page) == (is_shown, is_shown)
    # A viewer sees figures, and nobody's name.
    assert "wren_h" not in page


@pytest.mark.parametrize(
    ("days_ago", "state", "said"),
    [
        (3, {"done_at": NOON}, "628 of 900 stored texts are scored otherwise since"),
        (300, {"done_at": NOON}, ""),
        (300, {}, "900 of 1000 so far, and earlier days still have the moods of before"),
        (3, {"done_at": NOON, "is_overtaken": True}, ""),
    ],
)
def test_a_change_of_what_moods_are_scored_by_marks_the_series(
    viewer: Client, counted: None, tarnfell: Community, ada: User, *, days_ago: int, state: dict[str, Any], said: str
) -> None:
    at = timezone.now() - timedelta(days=days_ago)
    numbers = {"looked": 900, "changed": 628, "total": 1000}
    Rescoring.objects.create(community=tarnfell, engine="parley-1", was={}, by=ada, started_at=at, **numbers | state)
    page = " ".join(shown(viewer).split())
    assert ("Ada changed what moods are scored by to parley-1" in page) == bool(said)
    assert said in page


def test_the_file_has_a_line_for_each_day_of_each_channel(
    viewer: Client, counted: None, tarnfell: Community, today: date
) -> None:
    make_rollup(make_channel(tarnfell, "forum", name="Forum"), today, member_messages=5)
    found = {row["channel"]: row for row in lines(viewer)}
    assert set(found) == {"reviews", "forum"}
    assert found["reviews"]["date"] == today.isoformat()
    assert found["reviews"]["messages.active_members"] == "41"
    assert (found["reviews"]["decisions.hide"], found["reviews"]["decisions.warn"]) == ("3", "0")
    assert (found["forum"]["sentiment.mean"], found["forum"]["response.first.wall.median_seconds"]) == ("", "")
    assert [row["channel"] for row in lines(viewer, "?channel=forum")] == ["forum"]


def test_the_file_is_of_the_days_that_were_asked_for(viewer: Client, counted: None, today: date) -> None:
    then = today - timedelta(days=40)
    assert [row["date"] for row in lines(viewer, f"?from={then}&to={then}")] == [then.isoformat()]


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("?from=2026-11-12&to=2026-11-10", "The first day is after the last.\n"),
        ("?from=soon", "A day is written as 2026-11-16.\n"),
        ("?from=2001-01-01", "At most twenty years are shown at once.\n"),
        ("?channel=nowhere", "There is no such channel here.\n"),
        ("?channel=%00&from=soon", "There is no such channel here. A day is written as 2026-11-16.\n"),
    ],
)
def test_no_file_is_made_of_an_address_that_means_nothing(viewer: Client, counted: None, query: str, why: str) -> None:
    answer = viewer.get(f"/c/tarnfell/health.csv{query}")
    assert (answer.status_code, answer.content.decode()) == (400, why)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "Content-Disposition" not in answer


@pytest.mark.parametrize(("days", "years"), [(7, {2026}), (60, {2025, 2026})])
def test_days_of_two_years_are_named_with_their_year(
    days: int, years: set[int], tarnfell: Community, reviews: Channel
) -> None:
    end = date(2026, 2, 10)
    for each in range(days):
        make_rollup(reviews, end - timedelta(days=each), member_messages=each + 1)
    found = page_figures(report.health_report(tarnfell, end - timedelta(days=days - 1), end), Span(end, end, end))
    last = "10 Feb 2026" if len(years) == 2 else "10 Feb"
    messages = found["more_plots"][0]
    assert [row.name for row in found["by_day"].rows][-1] == messages.table.rows[-1].name == last
    assert [*messages.drawing.days][-1].text == last
    assert f"from 1 ({last})" in messages.finding


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_name_in_the_file_is_a_formula_and_a_negative_figure_stays_a_number(
    viewer: Client, tarnfell: Community, today: date, start: str
) -> None:
    evil = make_channel(tarnfell, "evil", name=f"{start}HYPERLINK(1)")
    make_rollup(evil, today, scored=2, compound_sum=-1.0)
    (row,) = lines(viewer)
    assert row["name"] == f"'{start}HYPERLINK(1)"
    assert float(row["sentiment.mean"]) == -0.5


@pytest.mark.parametrize("who", ["vic", "ana", "mia", "lee", "ada"])
def test_every_role_sees_it(client: Client, request: pytest.FixtureRequest, counted: None, who: str) -> None:
    client.force_login(request.getfixturevalue(who))
    page = shown(client)
    assert f'href="{HEALTH}" aria-current="page"' in page


def test_who_is_not_of_the_community_sees_nothing(client: Client, pat: User, counted: None) -> None:
    client.force_login(pat)
    assert client.get(HEALTH).status_code == client.get("/c/tarnfell/health.csv").status_code == 404


def test_the_page_holds_no_style_and_no_script_of_its_own(viewer: Client, counted: None) -> None:
    page = page_of(viewer.get(HEALTH))
    assert " style=" not in page
    assert "<style" not in page
    assert page.count("<script") == page.count("<script src=") + page.count('<script type="module" src=')


def test_a_name_never_becomes_markup(viewer: Client, tarnfell: Community, today: date) -> None:
    make_rollup(make_channel(tarnfell, "evil", name="<script>alert(1)</script>"), today, member_messages=1)
    page = page_of(viewer.get(f"{HEALTH}?channel=evil&from=<script>alert(2)"))
    assert "<script>alert" not in page

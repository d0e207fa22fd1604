"""The health page says who waited, what was kept and who was never answered, and nothing of it flatters."""

import csv
import json
import re
from datetime import date, datetime, timedelta
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from community.models import Channel, Community
from moderation.cases import actions
from moderation.cases.undo import undo_last
from moderation.models import Case, User
from moderation.policy.health.definitions import DEFINITIONS
from moderation.policy.values import Severity
from moderation.rollups import refresh
from moderation.rollups.packing import pack_rows
from moderation.rollups.report import Report, health_report
from moderation.rollups.stale import mark_cases, mark_stale
from tests.builders import (
    make_case,
    make_channel,
    make_escalation,
    make_member,
    make_message,
    make_promise,
    make_rollup,
)
from tests.web.health.browsing import HEALTH, shown, tile
from tests.web.shared.markup import page_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOW = timezone.now()
numbers = iter(range(10_000))


@pytest.fixture
def viewer(client: Client, vic: User) -> Client:
    client.force_login(vic)
    return client


def asked_at(at: datetime, channel: Channel | None = None, who: str = "") -> Case:
    """A case of a person of their own, or of this one."""
    who = who or f"person{next(numbers)}"
    channel = channel or make_channel()
    message = make_message(channel=channel, posted_at=at, author=make_member(channel.community, who))
    return make_case(message, severity=Severity.HIGH)


def count(*cases: Case) -> None:
    mark_cases(case.pk for case in cases)
    refresh.bring_up_to_date(cases[0].community)


def sheet(page: str, name: str) -> str:
    found = page.partition(f"<h2>{name}</h2>")[2].partition("</section>")[0]
    return " ".join(re.sub("<[^>]+>", " ", found).split())


def figures(community: Community) -> Report:
    today = timezone.now().date()
    return health_report(community, today - 29 * DAY, today)


def test_ten_threats_of_which_two_were_kept_and_eight_were_late_and_closed(viewer: Client, reviews: Channel) -> None:
    threats = [asked_at(NOW - 5 * DAY, reviews) for _ in range(10)]
    for case in threats[:2]:
        make_promise(case, "action", kept=30)
    for case in threats[2:]:
        make_promise(case, "action", ended=3 * 24 * 60)
    count(*threats)
    assert tile(shown(viewer), "Promises kept").startswith("20.0 % of what fell due")


def test_ten_answered_customers_and_forty_hidden_spam_messages(viewer: Client, reviews: Channel) -> None:
    cases = [asked_at(NOW - 5 * DAY, reviews) for _ in range(50)]
    for case in cases[:10]:
        make_promise(case, kept=30)
    for case in cases[10:]:
        make_promise(case, ended=90, ended_as="acted")
    count(*cases)
    said = tile(shown(viewer), "Promises kept")
    assert said.startswith("100 % of what fell due")
    assert "10 of 10 that fell due" in said
    assert "40 not owed" in said
    assert figures(reviews.community).total.waiting.people == 10


def test_a_promise_that_is_due_later_today_has_not_fallen_due(reviews: Channel) -> None:
    late, soon, early = (asked_at(NOW - 30 * timedelta(minutes=1), reviews) for _ in range(3))
    make_promise(late, due=10)
    make_promise(soon, due=40)
    make_promise(early, due=40, kept=1)
    count(late, soon, early)
    before = health_report(reviews.community, NOW.date() - DAY, NOW.date() + DAY, now=NOW)
    found = before.total
    assert (found.promises["all"].fell_due, found.promises["all"].open_late) == (1, 1)
    assert (found.waiting.people, found.waiting.never_answered, found.waiting.not_yet_due) == (1, 1, 1)
    assert before.total.backlog.late_now == 1
    later = health_report(reviews.community, NOW.date() - DAY, NOW.date() + DAY, now=NOW + timedelta(minutes=20)).total
    assert (later.promises["all"].fell_due, later.promises["all"].kept) == (3, 1)


def test_what_is_late_now_fell_due_at_any_time(viewer: Client, reviews: Channel) -> None:
    long_ago, lately = asked_at(NOW - 200 * DAY, reviews), asked_at(NOW - 2 * DAY, reviews)
    for case in (long_ago, lately):
        make_promise(case)
    count(long_ago, lately)
    said = tile(shown(viewer), "Still open and late")
    assert said.startswith("1 ")
    assert "2 late now, whenever due" in said


def test_who_was_never_answered_is_counted_once_with_their_age(viewer: Client, reviews: Channel) -> None:
    cases = [asked_at(NOW - days * DAY, reviews, who) for days, who in ((9, "moira"), (2, "moira"), (4, "gaz"))]
    answered = [asked_at(NOW - 3 * DAY, reviews, "otto"), asked_at(NOW - 2 * DAY, reviews, "otto")]
    for case in (*cases, answered[0]):
        make_promise(case)
    make_promise(answered[1], kept=300)
    count(*cases, *answered)
    said = tile(shown(viewer), "Never answered")
    assert said.startswith("2 people")
    assert "66.7 % of 3 people who waited oldest 9 days, 2 over 3 days, 1 over 7" in said


def test_one_who_was_never_answered_is_a_person_and_nobody_is_no_share(viewer: Client, reviews: Channel) -> None:
    soon = asked_at(NOW, reviews)
    make_promise(soon, due=600)
    count(soon)
    assert "nobody waited whose promise fell due 1 not due yet" in tile(shown(viewer), "Never answered")
    late = asked_at(NOW - 2 * DAY, reviews)
    make_promise(late)
    count(late)
    assert tile(shown(viewer), "Never answered").startswith("1 person ")


def test_what_staff_kept_on_the_platform_is_a_share_of_all_kept(viewer: Client, reviews: Channel) -> None:
    cases = [asked_at(NOW - 5 * DAY, reviews) for _ in range(4)]
    for case in cases:
        make_promise(case, "action", kept=30)
    cases[0].clocks.update(kept_as="platform")
    count(*cases)
    said = sheet(shown(viewer), "Promises by target and severity")
    assert "By hand On the platform All 100 % 4 of 4 0 0 0 0 0 0 0 1 25.0 % of the kept" in said


def test_an_undone_closing_never_was_on_any_of_the_days_between(reviews: Channel, ana: User) -> None:
    case = asked_at(NOW - 9 * DAY, reviews)
    count(case)
    actions.close(case, ana, NOW - 6 * DAY, why="Enough.")
    refresh.bring_up_to_date(reviews.community)
    today = NOW.date()
    closed = [f.backlog.open for f in health_report(reviews.community, today - 9 * DAY, today).by_day.values()]
    assert closed == [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    undo_last(case, ana, NOW)
    refresh.bring_up_to_date(reviews.community)
    report = health_report(reviews.community, today - 9 * DAY, today)
    assert [f.backlog.open for f in report.by_day.values()] == [1] * 10
    assert report.total.backlog.ages.from_7 == 1


def test_the_two_measures_of_time_are_never_mixed(viewer: Client, reviews: Channel) -> None:
    case = asked_at(NOW - 5 * DAY, reviews)
    make_promise(case, kept=600)
    make_promise(case, "action", started_at=NOW - 5 * DAY + timedelta(hours=9), kept=30)
    make_promise(case, "next_reply", kept=1_200)
    count(case)
    found = figures(reviews.community).total.durations
    near = {name: pytest.approx(hours * 3600, rel=0.02) for name, hours in (("wait", 10), ("desk", 0.5), ("next", 20))}
    assert (found.member_wait.n, found.member_wait.median_seconds) == (1, near["wait"])
    assert (found.desk.n, found.desk.median_seconds) == (1, near["desk"])
    assert (found.next_reply.n, found.next_reply.median_seconds) == (1, near["next"])


def test_escalations_are_told_by_team(viewer: Client, reviews: Channel) -> None:
    case, other = asked_at(NOW - 5 * DAY, reviews), asked_at(NOW - 90 * DAY, reviews)
    made = NOW - 4 * DAY
    asked = make_escalation(case, "pr", made_at=made, acknowledged_at=made + timedelta(hours=1))
    make_escalation(other, "legal", made_at=NOW - 60 * DAY)
    make_promise(case, "acknowledge", escalation=asked, started_at=made, kept=60, due=120)
    make_promise(case, "answer", escalation=asked, started_at=made, due=240)
    count(case, other)
    said = sheet(shown(viewer), "Escalations by team")
    assert re.search(r"Legal 0 – – – – 1 ", said)
    assert re.search(r"PR 1 100 % 1 of 1 \S+ (min|h \d+ min) 1 counted 0 % 0 of 1 – 1 ", said)
    # What a team promises is no promise of the desk.
    assert figures(reviews.community).total.promises["all"].fell_due == 0


@pytest.mark.parametrize(
    ("who", "sees"), [("vic", False), ("ana", False), ("lee", False), ("mia", True), ("ada", True)]
)
def test_who_ended_promises_is_shown_to_those_who_manage(
    client: Client, request: pytest.FixtureRequest, reviews: Channel, ana: User, who: str, *, sees: bool
) -> None:
    case = asked_at(NOW - 5 * DAY, reviews)
    clock = make_promise(case, ended=30, ended_as="unneeded")
    case.events.create(kind="closed", actor=ana, at=clock.ended_at)
    count(case)
    client.force_login(request.getfixturevalue(who))
    page = shown(client)
    assert ("<h2>By person</h2>" in page) is sees
    assert ("Ana 0 0 0 1" in sheet(page, "By person")) is sees
    assert "1 needed no answer" in tile(page, "Closed without")


def test_the_command_says_it_all_with_who_ended_what(reviews: Channel, ana: User) -> None:
    case = asked_at(NOW - 5 * DAY, reviews)
    clock = make_promise(case, ended=30, ended_as="thanks")
    case.events.create(kind="closed", actor=ana, at=clock.ended_at)
    mark_cases([case.pk])
    out, today = StringIO(), NOW.date()
    call_command("health", "--community=tarnfell", f"--from={today - 30 * DAY}", f"--to={today}", "--json", stdout=out)
    said: dict[str, Any] = json.loads(out.getvalue())
    assert said["by_person"] == [{"person": ana.email, "acted": 0, "withdrawn": 0, "thanks": 1, "unneeded": 0}]
    assert said["promises"]["reply"]["not_owed"] == said["promises"]["high"]["not_owed"] == 1
    assert set(said) > {"mood", "members", "promises_by_team", "escalations_by_team", "backlog", "waiting"}
    assert said["by_day"][0]["date"] == (today - 30 * DAY).isoformat()


def test_the_file_has_the_promises_of_each_day_of_each_channel(viewer: Client, reviews: Channel) -> None:
    # At noon, so that it falls due on the day on which it was asked.
    case = asked_at((NOW - 5 * DAY).replace(hour=12), reviews)
    make_promise(case, kept=30)
    count(case)
    answer = b"".join(viewer.get("/c/tarnfell/health.csv").streaming_content).decode()  # type: ignore[attr-defined]
    rows = {row["date"]: row for row in csv.DictReader(answer.splitlines(keepends=True), strict=True)}
    row = rows[case.message.posted_at.date().isoformat()]
    assert (row["promises.reply.kept"], row["promises.reply.share"], row["promises.action.share"]) == ("1", "1.0", "")
    assert (row["waiting.people"], row["backlog.open"], row["durations.member_wait.n"]) == ("1", "1", "1")


def two_weeks_of_moods(channel: Channel, monday: date) -> None:
    """Twelve people in good moods in the week before, and in bad ones from a Monday on."""
    for day, score in ((monday - 7 * DAY, 5_000), (monday, -5_000), (monday + DAY, -5_000)):
        moods = pack_rows((person, 1, score + 10 * person, 0, 0) for person in range(1, 13))
        make_rollup(channel, day, moods=moods)


def test_the_file_has_the_mood_of_each_week_once_with_its_interval(viewer: Client, reviews: Channel) -> None:
    monday = date(2026, 3, 2)
    two_weeks_of_moods(reviews, monday)
    answer = viewer.get(f"/c/tarnfell/health.csv?from={monday}&to={monday + 6 * DAY}").streaming_content  # type: ignore[attr-defined]
    rows = list(csv.DictReader(b"".join(answer).decode().splitlines(keepends=True), strict=True))
    assert [(row["date"], row["mood.week"], row["mood.n"]) for row in rows] == [
        ("2026-03-02", "2026-03-02", "12"),
        ("2026-03-03", "", ""),
    ]
    assert rows[0]["mood.n_before"] == "12"
    assert float(rows[0]["mood.change"]) == pytest.approx(-1)
    assert float(rows[0]["mood.low"]) < -1 < float(rows[0]["mood.high"]) < 0


def test_the_object_has_the_mood_of_each_week_in_all_and_by_channel(tarnfell: Community, reviews: Channel) -> None:
    monday = date(2026, 3, 2)
    two_weeks_of_moods(reviews, monday)
    said = health_report(tarnfell, monday, monday + 6 * DAY).as_json()["mood"]
    (by_channel,) = said["by_channel"]
    assert [(each["week"], each["n"]) for each in said["by_week"]] == [("2026-03-02", 12)]
    assert by_channel["by_week"] == said["by_week"]


def test_a_mood_is_never_a_bare_level(viewer: Client, reviews: Channel) -> None:
    today = NOW.date()
    make_rollup(reviews, today, scored=100, compound_sum=-40.0, negative=50)
    page = shown(viewer)
    assert "-0.4" not in page.replace("−", "-")
    assert "50.0 %" not in page
    assert tile(page, "Mood").startswith("unknown too few people to tell a change from chance")


@pytest.mark.parametrize(("days", "unit", "rows"), [(366, "day", 366), (400, "week", 58), (7_305, "month", 241)])
def test_any_span_up_to_twenty_years_is_answered(
    viewer: Client, reviews: Channel, days: int, unit: str, rows: int
) -> None:
    today = timezone.localdate()
    for ago in (0, days // 2, days - 1):
        make_rollup(reviews, today - ago * DAY, member_messages=1, members=[1])
    page = shown(viewer, f"?from={today - (days - 1) * DAY}&to={today}")
    assert f"<h2>By {unit}</h2>" in page
    found = page.partition(f"<h2>By {unit}</h2>")[2].count('<th scope="row">')
    assert abs(found - rows) <= 1
    assert f"Messages by {unit}" in page


def test_what_is_printed_says_whose_it_is_when_and_by_whom(viewer: Client, reviews: Channel) -> None:
    make_rollup(reviews, NOW.date(), member_messages=1)
    said = (
        page_of(viewer.get(f"{HEALTH}?channel=reviews"), unescape)
        .partition('class="print-only">')[2]
        .partition("</p>")[0]
    )
    for part in ("Tarnfell Outdoor", "Store reviews", "compared with", "Printed", "Europe/London", "Vic"):
        assert part in said


def test_automated_messages_are_apart(viewer: Client, reviews: Channel) -> None:
    make_message(automated=True, posted_at=NOW)
    make_message(posted_at=NOW)
    mark_stale([(reviews.pk, NOW)])
    refresh.bring_up_to_date(reviews.community)
    page = shown(viewer)
    assert tile(page, "Automated messages").startswith("1 apart")
    assert tile(page, "Messages").startswith("1 ")


def test_a_message_whose_parent_has_not_arrived_is_a_reply(reviews: Channel) -> None:
    make_message(posted_at=NOW, waiting_for="unknown", parent_external_id="unknown")
    make_message(posted_at=NOW)
    mark_stale([(reviews.pk, NOW)])
    refresh.bring_up_to_date(reviews.community)
    found = figures(reviews.community).total.engagement
    assert (found.posts, found.replies) == (1, 1)


def test_whoever_wrote_before_in_any_channel_returned(tarnfell: Community, reviews: Channel) -> None:
    today: date = NOW.date()
    make_rollup(make_channel(tarnfell, "forum"), today - 100 * DAY, members=[1, 2])
    make_rollup(reviews, today, members=[2, 3, -7])
    found = figures(tarnfell).members
    assert (found.new, found.returning) == (1, 2)


def test_what_a_file_brings_late_is_told_by_channel(viewer: Client, reviews: Channel) -> None:
    make_rollup(reviews, NOW.date(), member_messages=2, delay_wall=[3 * 86_400] * 2)
    assert re.search(r"7[0-3] h", sheet(shown(viewer), "Waiting by channel"))


@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_docs_and_the_page_define_a_figure_in_the_same_words(name: str, viewer: Client, reviews: Channel) -> None:
    docs = Path(__file__).resolve().parents[3] / "docs" / "definitions.md"
    assert f"| {name} | {DEFINITIONS[name]} |" in docs.read_text()
    make_rollup(reviews, NOW.date(), member_messages=1)
    assert DEFINITIONS[name] in shown(viewer)

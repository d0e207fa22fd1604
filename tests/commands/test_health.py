"""The health command: counts what changed, prints what the page says, and its percentiles are near the exact ones."""

import json
import math
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from community.models import Channel, Community, Message
from moderation.models import StaleDay, WorkingHours
from moderation.policy.hours import working_time
from moderation.rollups.stale import mark_stale
from moderation.targets import week_of
from tests.builders import NOON, make_channel, make_message, make_reply, make_rollup
from tests.commands.importing import run_import
from tests.community.files.reading import SHARED
from tests.rollups.plainly import waits

pytestmark = pytest.mark.django_db
NEAR = 0.04
SPAN = ("--from=2026-11-16", "--to=2026-11-17")
Durations = dict[tuple[str, str], list[float]]


@pytest.fixture
def answered(reviews: Channel) -> Channel:
    """Marked, and not counted yet."""
    make_reply(make_message(reactions=2), minutes=90, from_staff=True, author=None)
    mark_stale([(reviews.pk, NOON)])
    return reviews


def health(*words: str, community: str = "tarnfell") -> str:
    out = StringIO()
    call_command("health", f"--community={community}", *words, stdout=out)
    return out.getvalue()


def figures(*words: str) -> dict[str, Any]:
    said = json.loads(health(*words, "--json"))
    assert isinstance(said, dict)
    return said


def exact(community: Community) -> Durations:
    """Every response of the community in seconds, from the messages themselves."""
    week, found = week_of(community), Durations()
    for name, asked, answer in waits(list(Message.objects.filter(community=community, removed_at=None))):
        both = answer.posted_at - asked.posted_at, working_time(asked.posted_at, answer.posted_at, week)
        for clock, took in zip(("wall", "working"), both, strict=True):
            found.setdefault((name, clock), []).append(took.total_seconds())
    return found


def rank(values: Sequence[float], q: float) -> float:
    return sorted(values)[math.ceil(q * len(values)) - 1]


def assert_near(said: dict[str, Any], durations: Durations) -> None:
    assert len(durations) == 4
    for (name, clock), values in durations.items():
        times = said["response"][name][clock]
        assert times["n"] == len(values)
        assert times["mean_seconds"] == pytest.approx(sum(values) / len(values))
        for figure, q in (("median_seconds", 0.5), ("p90_seconds", 0.9)):
            # Less than a millisecond is one bucket, which answers 0.
            assert times[figure] == pytest.approx(rank(values, q), rel=NEAR, abs=0.001), (name, clock, figure)


def test_what_changed_is_counted_before_it_is_told(answered: Channel) -> None:
    said = figures(*SPAN)
    assert not StaleDay.objects.exists()
    assert said["messages"] == {"total": 2, "members": 1, "staff": 1, "active_members": 1}
    assert said["response"]["first"]["wall"]["n"] == said["response"]["every"]["working"]["n"] == 1
    assert said["response"]["first"]["wall"]["mean_seconds"] == 5400
    assert (said["community"], said["from"], said["to"]) == ("tarnfell", "2026-11-16", "2026-11-17")
    assert [day["messages"]["total"] for day in said["by_day"]] == [2, 0]
    assert [(each["channel"], each["engagement"]["reactions"]) for each in said["by_channel"]] == [("reviews", 2)]


def test_both_days_are_included(answered: Channel) -> None:
    assert figures("--from=2026-11-16", "--to=2026-11-16")["messages"]["total"] == 2
    assert figures("--from=2026-11-15", "--to=2026-11-16")["messages"]["total"] == 2
    assert figures("--from=2026-11-17", "--to=2026-11-18")["messages"]["total"] == 0


def test_one_channel_alone(answered: Channel) -> None:
    make_channel(answered.community, "forum")
    assert figures(*SPAN, "--channel=reviews")["messages"]["total"] == 2
    assert figures(*SPAN, "--channel=forum")["messages"]["total"] == 0


def test_in_words_what_is_not_known_is_said_to_be_unknown(answered: Channel) -> None:
    said = health(*SPAN)
    assert "Messages                 2: 1 of members, 1 of staff" in said
    assert "median 1 h 31 min" in said
    assert "unknown against before, too few people to tell a change from chance" in said
    assert "no target settled yet" in said


def test_in_words_a_figure_is_said_as_on_the_page(reviews: Channel) -> None:
    make_rollup(
        reviews, member_messages=250, scored=250, negative=249, compound_sum=-25.0, every_wall=[0.4], posts=1,
        replies=1_500, first_action_met=249, first_action_missed=1,
    )  # fmt: skip
    said = " ".join(health(*SPAN).split())
    assert "Not scored 0 (0 %)" in said
    assert "First action in time 99.6 % of 250" in said
    assert "median under 1 s" in said
    assert "with 1,500.0 replies each" in said


def test_in_words_of_days_without_anything(reviews: Channel) -> None:
    assert "nobody was answered" in health(*SPAN)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--community=nowhere", *SPAN], "There is no community nowhere; there is tarnfell."),
        (["--community=tarnfell", "--channel=x", *SPAN], "has no channel x; there is reviews."),
        (["--community=tarnfell", "--from=2026-11-31", "--to=2026-12-01"], "2026-11-31 is not a date such as"),
        (["--community=tarnfell", "--from=yesterday", "--to=2026-12-01"], "yesterday is not a date such as"),
        (["--community=tarnfell", "--from=2026-11-02", "--to=2026-11-01"], "2026-11-02 lies after --to 2026-11-01"),
        (["--community=tarnfell", "--from=1026-11-02", "--to=2026-11-01"], "more than twenty years"),
    ],
)
def test_what_cannot_be_told_ends_with_a_sentence(words: list[str], sentence: str, reviews: Channel) -> None:
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("health", *words)
    assert refused.value.returncode == 2


@pytest.mark.parametrize("seed", range(4))
def test_percentiles_of_any_spread_are_within_four_percent(seed: int, reviews: Channel) -> None:
    for weekday in range(5):
        WorkingHours.objects.create(community=reviews.community, weekday=weekday, opens=9 * 60, closes=17 * 60)
    chance = Random(seed)
    spreads = [
        lambda: chance.expovariate(1 / 3_600),
        lambda: chance.lognormvariate(8, 2),
        lambda: chance.uniform(0, 400_000),
        lambda: chance.choice([60, 61, 90_000]) * chance.uniform(0.99, 1.01),
    ]
    for number in range(150):
        asked = make_message(author=None, posted_at=NOON + timedelta(minutes=17 * number))
        make_reply(asked, minutes=spreads[seed]() / 60, from_staff=True, author=None)
    call_command("rollups", "--community=tarnfell", "--rebuild", stdout=StringIO())
    assert_near(figures("--from=2026-11-01", "--to=2027-12-31"), exact(reviews.community))


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("name", ["stackexchange_quantumcomputing", "irc_ubuntu_train"])
def test_percentiles_over_public_threads_are_within_four_percent(name: str, reviews: Channel, tmp_path: Path) -> None:
    path = tmp_path / "staffed.jsonl"
    lines = [json.loads(line) for line in (SHARED / "data" / "threads" / f"{name}.jsonl").open()]
    # Whoever writes most is taken for staff.
    ours = dict(Counter(line["author"] for line in lines).most_common(25))
    path.write_text("\n".join(json.dumps(line | {"from_staff": line["author"] in ours}) for line in lines))
    WorkingHours.objects.create(community=reviews.community, weekday=1, opens=8 * 60, closes=20 * 60)
    run_import(path, "--history")
    durations = exact(reviews.community)
    assert min(map(len, durations.values())) > 100
    first, last = Message.objects.earliest("posted_at").posted_at, Message.objects.latest("posted_at").posted_at
    begins, ends = first - timedelta(days=1), min(last + timedelta(days=1), first + timedelta(days=3_650))
    said = figures(f"--from={begins.date()}", f"--to={ends.date()}")
    assert said["messages"]["total"] == len(lines)
    assert_near(said, durations)

import gzip
import io
import json
import signal
import sys
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from community.files import packing
from community.ingest import Counts
from community.models import Channel, Community, ImportRun, Message
from moderation.management.progress import Progress
from moderation.models import Desk, PendingAssessment
from tests.commands.importing import counts, refusal, run_import, started_import
from tests.patience import PATIENCE

pytestmark = pytest.mark.django_db
TABLE = "id,author,created_at,text\n1,moira,2026-03-08T06:30:00Z,The zip broke\n2,ben,2026-03-08 07:30,Same here\n"


@pytest.fixture
def week(tmp_path: Path, reviews: Channel) -> Path:
    path = tmp_path / "week.csv"
    path.write_text(TABLE)
    return path


def test_a_file_is_imported_and_its_assessment_asked_for(week: Path, reviews: Channel) -> None:
    report = run_import(week)
    assert counts(report) == (2, 2, 0, 0, 0, 0)
    run = ImportRun.objects.get(pk=report["run"])
    assert (run.state, run.channel, run.is_history, run.source) == ("finished", reviews, False, str(week))
    assert list(PendingAssessment.objects.values_list("message__external_id", "is_history")) == [
        ("1", False),
        ("2", False),
    ]


def test_a_finished_file_imported_again_is_all_unchanged(week: Path) -> None:
    first = run_import(week)
    again = run_import(week)
    assert counts(again) == (2, 0, 0, 2, 0, 0)
    assert again["run"] != first["run"]


def test_history_is_marked_on_the_run_and_on_the_work(week: Path) -> None:
    run_import(week, "--history")
    assert ImportRun.objects.get().is_history
    assert list(PendingAssessment.objects.values_list("is_history", flat=True)) == [True, True]


def test_times_without_a_zone_are_of_the_community_or_of_the_given_zone(week: Path, tarnfell: Community) -> None:
    Community.objects.update(time_zone="America/New_York")
    run_import(week)
    assert Message.objects.get(external_id="2").posted_at == datetime(2026, 3, 8, 11, 30, tzinfo=UTC)
    assert run_import(week, "--timezone=Asia/Tokyo")["updated"] == 1
    assert Message.objects.get(external_id="2").posted_at == datetime(2026, 3, 7, 22, 30, tzinfo=UTC)


def test_a_field_may_be_left_out(week: Path) -> None:
    run_import(week, "--without=author_name", "--without=posted_at")
    assert set(Message.objects.values_list("author", flat=True)) == {None}
    assert ImportRun.objects.get().options["map"] == ["author_name=", "posted_at="]


def test_a_file_that_unpacks_out_of_all_proportion_is_stopped_in_one_sentence(
    week: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "RATIO_FROM", 1_000_000)
    week.write_bytes(gzip.compress(b"id,text\n" + b"1,x\n" * 1_000_000))
    assert refusal(week).startswith("The file unpacks to more than 200 times its size")


def test_a_rehearsal_reports_the_same_and_stores_nothing(week: Path) -> None:
    report = run_import(week, "--dry-run")
    assert (report["run"], counts(report)) == (None, (2, 2, 0, 0, 0, 0))
    assert (Message.objects.count(), ImportRun.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-03-08", "2 of 2 messages are older than a week; without --history they would open 2 cases."),
        (f"{timezone.now():%Y-%m-%d}", "It would open 2 cases."),
    ],
)
def test_a_rehearsal_tells_of_cases_and_asks_about_history(week: Path, day: str, sentence: str) -> None:
    week.write_text(f"id,kind,created_at,text\n1,direct,{day},Where is it?\n2,direct,{day},And mine?\n")
    options = ["--community=tarnfell", "--channel=reviews", "--dry-run"]
    out = StringIO()
    call_command("import_messages", str(week), *options, stdout=out)
    assert out.getvalue().splitlines()[-1] == sentence
    report = run_import(week, "--dry-run")
    assert (report["cases"], report["cases_estimated"]) == (2, False)
    assert "cases" not in run_import(week, "--dry-run", "--history")


def test_create_makes_what_is_missing_with_guidelines_in_force(week: Path) -> None:
    options = ["--community=Indie Game", "--channel=#bug reports", "--json"]
    call_command("import_messages", str(week), *options, "--create", "--dry-run", stdout=StringIO())
    assert not Community.objects.filter(slug="indie-game").exists()
    call_command("import_messages", str(week), *options, "--create", stdout=StringIO())
    channel = Channel.objects.get(community__slug="indie-game")
    assert (channel.slug, channel.name, channel.messages.count()) == ("bug-reports", "#bug reports", 2)
    assert Desk.objects.get(community=channel.community).rule_set.versions.exists()


def test_a_file_that_cannot_be_read_makes_nothing(week: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    assert refusal(tmp_path / "empty.csv", "--create", channel="new") == "The file is empty."
    assert not Channel.objects.filter(slug="new").exists()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--timezone=Mars/Base"], "Mars/Base is not a time zone name such as Europe/London."),
        (["--encoding=x"], "x is not an encoding of text files that can be read here."),
        (["--map=text"], "--map text is not of the form field=column."),
        (["--map=text=body"], "There is no column 'body'; the file has id, author, created_at, text."),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(week: Path, arguments: list[str], sentence: str) -> None:
    assert refusal(week, *arguments) == sentence


def test_an_unknown_channel_or_path_is_refused_with_what_there_is(week: Path, tmp_path: Path) -> None:
    assert "Tarnfell Outdoor has no channel x; there is reviews" in refusal(week, channel="x")
    assert refusal(tmp_path / "no.csv") == f"{tmp_path / 'no.csv'} cannot be opened: No such file or directory."
    assert refusal(tmp_path) == f"{tmp_path} cannot be opened: Is a directory."


def test_a_file_whose_every_record_is_rejected_is_read(week: Path) -> None:
    week.write_text("id,text\n,a\n,b\n")
    assert counts(run_import(week)) == (2, 0, 0, 0, 0, 2)


def test_a_damaged_file_is_stored_as_far_as_it_goes_and_can_be_gone_on_with(week: Path) -> None:
    rows = "".join(f"{number},text number {number * 7919 % 9973}\n" for number in range(9000))
    packed = gzip.compress(f"id,text\n{rows}".encode())
    week.write_bytes(packed[: len(packed) * 3 // 4])
    told = refusal(week)
    stored = Message.objects.count()
    assert f"The {stored:,} records before that are stored" in told
    assert 1000 < stored < 9000
    assert ImportRun.objects.get().state == "running"
    assert refusal(week) == told


def test_a_run_that_goes_on_judges_times_as_when_it_began(week: Path) -> None:
    run_import(week)
    begun = datetime(2020, 1, 1, tzinfo=UTC)
    ImportRun.objects.update(state="running", read=0, created=0, started_at=begun)
    assert counts(run_import(week)) == (2, 0, 0, 0, 0, 2)


def test_options_go_before_the_files_own_fields(week: Path, reviews: Channel) -> None:
    week.write_text(json.dumps({"id": 1, "text": "x", "channel": "#elsewhere", "community": "other"}))
    run_import(week)
    assert Message.objects.get().channel == reviews


def test_the_counts_are_also_told_in_words(week: Path) -> None:
    week.write_text(TABLE + ",,x,\n")
    out = StringIO()
    call_command("import_messages", str(week), "--community=tarnfell", "--channel=reviews", stdout=out)
    run = ImportRun.objects.get().pk
    taken_for, said = out.getvalue().split("\n", 1)
    assert taken_for == "A table with commas between its values, UTF-8; line 1 is the header."
    assert said.startswith(f"Run {run}: 3 records read in ")
    assert out.getvalue().endswith(f"1 rejected.\nWhy records were rejected: manage.py import_rejects {run}\n")
    call_command("import_messages", str(week), "--community=tarnfell", "--channel=reviews", "--dry-run", stdout=out)
    assert out.getvalue().splitlines()[-1].startswith("A rehearsal; nothing was stored. 3 records read")


@pytest.mark.django_db(transaction=True)
def test_standard_input_is_read_and_an_interruption_says_how_to_go_on(reviews: Channel) -> None:
    process = started_import("-", stdin=-1)
    out, error = process.communicate(TABLE, timeout=PATIENCE)
    assert (process.returncode, json.loads(out.splitlines()[-1])["created"]) == (0, 2), error
    assert ImportRun.objects.get().content_hash == ""
    process = started_import("-", stdin=-1)
    process.stdin.write(TABLE * 5000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (130, ""), error
    assert "Traceback" not in error


def test_progress_on_a_terminal_shows_how_many_and_how_fast(week: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with week.open("rb") as file, Progress(file) as progress:
        file.read(50)
        progress.move(Counts(read=1234))
        progress.bar.refresh()
    assert "1,234 records" in terminal.getvalue()
    assert "/s" in terminal.getvalue()


def test_progress_elsewhere_is_silent(week: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_import(week)
    assert capsys.readouterr().err == "A table with commas between its values, UTF-8; line 1 is the header.\n"


UNCLEAR = "id,created_at,text,likes\n1,2026-03-08,a,many\n2,2026-03-08,b,some\n3,2026-03-08,c,1.2K\n"


@pytest.mark.parametrize("arguments", [[], ["--dry-run"]])
def test_values_that_are_left_unknown_are_told_by_field(week: Path, arguments: list[str]) -> None:
    week.write_text(UNCLEAR)
    report = run_import(week, *arguments)
    assert (report["created"], report["warnings"]) == (3, {"reactions": 2})
    out = StringIO()
    said = ["--community=tarnfell", "--channel=reviews", *arguments]
    call_command("import_messages", str(week), *said, stdout=out)
    assert "Values left unknown: 2 of reactions (such as line 2: reactions is 'many'" in out.getvalue()

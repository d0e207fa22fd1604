"""What the look at a file finds stops an import before anything is stored, or is kept for the next one."""

import os
import threading
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from community.files.lines import Unreadable
from community.models import Channel, ImportRun, Message
from moderation.management import spooling
from tests.commands.importing import counts, refusal, run_import

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reviews")]
OPEN, DAYS, MONTHS = "03/04/2026 09:30", "20/03/2026 09:30", "03/20/2026 09:30"


def file_of(folder: Path, *dates: str, name: str = "week.csv") -> Path:
    path = folder / name
    path.write_text("id,date,text\n" + "".join(f"{name}-{i},{date},hello\n" for i, date in enumerate(dates)))
    return path


def days() -> list[str]:
    return [f"{when:%m-%d}" for when in Message.objects.order_by("pk").values_list("posted_at", flat=True)]


def test_dates_that_nothing_settles_are_asked_before_anything_is_stored(tmp_path: Path) -> None:
    path = file_of(tmp_path, OPEN)
    assert "3 April 2026 or 4 March 2026" in refusal(path)
    assert "3 April 2026 or 4 March 2026" in refusal(path, "--dry-run")
    assert (Message.objects.count(), ImportRun.objects.count()) == (0, 0)
    assert run_import(path, "--date-order=day")["created"] == 1
    assert days() == ["04-03"]


def test_a_file_makes_no_community_before_its_question_is_answered(tmp_path: Path) -> None:
    refusal(file_of(tmp_path, OPEN), "--create", channel="mail")
    assert not Channel.objects.filter(slug="mail").exists()


def test_what_one_file_has_settled_is_remembered_for_the_next_of_the_channel(tmp_path: Path) -> None:
    run_import(file_of(tmp_path, MONTHS))
    # A file without such dates in between forgets nothing.
    run_import(file_of(tmp_path, "2026-03-07", name="plain.csv"))
    run_import(file_of(tmp_path, OPEN, name="later.csv"))
    assert days() == ["03-20", "03-07", "03-04"]


def test_another_channel_remembers_nothing_of_it(tmp_path: Path) -> None:
    run_import(file_of(tmp_path, MONTHS))
    assert "can be read in several ways" in refusal(file_of(tmp_path, OPEN), "--create", channel="mail")


def test_a_later_file_that_says_otherwise_stops_until_a_person_says_so(tmp_path: Path) -> None:
    run_import(file_of(tmp_path, MONTHS))
    later = file_of(tmp_path, DAYS, name="later.csv")
    assert refusal(later).startswith("The dates of this file are day first")
    assert Message.objects.count() == 1
    run_import(later, "--date-order=day")
    assert days() == ["03-20", "03-20"]


def test_the_same_file_is_read_again_as_it_was_whatever_came_between(tmp_path: Path) -> None:
    run_import(file_of(tmp_path, DAYS))
    first = file_of(tmp_path, OPEN, name="first.csv")
    run_import(first)
    run_import(file_of(tmp_path, MONTHS, name="other.csv"), "--date-order=month")
    assert counts(run_import(first)) == (1, 0, 0, 1, 0, 0)
    assert days() == ["03-20", "04-03", "03-20"]


def test_a_run_that_goes_on_reads_as_it_began(tmp_path: Path) -> None:
    path = file_of(tmp_path, DAYS, OPEN)
    run_import(path)
    ImportRun.objects.update(state="running", read=1, created=1)
    Message.objects.filter(external_id="week.csv-1").delete()
    # Of a channel where another order has been settled meanwhile.
    other = ImportRun.objects.create(channel=Channel.objects.get(), source="x", state="finished")
    ImportRun.objects.filter(pk=other.pk).update(options={"times": {"order": "month", "forms": {}}})
    report = run_import(path)
    assert (report["read"], ImportRun.objects.count(), days()) == (2, 2, ["03-20", "04-03"])


def test_a_run_from_before_the_look_goes_on_too(tmp_path: Path) -> None:
    path = file_of(tmp_path, DAYS)
    run_import(path)
    run = ImportRun.objects.get()
    run.options.pop("times")
    ImportRun.objects.update(state="running", read=0, created=0, options=run.options)
    assert counts(run_import(path)) == (1, 0, 0, 1, 0, 0)


def test_columns_that_no_field_takes_are_named(tmp_path: Path) -> None:
    path = tmp_path / "week.csv"
    path.write_text("id,text,date,last_seen,order_id,colour\n1,hello,2026-11-10,2026-11-11,77,red\n")
    out = StringIO()
    call_command("import_messages", str(path), "--community=tarnfell", "--channel=reviews", stdout=out)
    assert out.getvalue().splitlines()[1] == "No field takes last_seen (like a time), order_id (like an id)."


def test_a_pipe_by_name_is_read_twice_like_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    content = file_of(tmp_path, OPEN, DAYS).read_bytes()
    writer = threading.Thread(target=pipe.write_bytes, args=(content,))
    writer.start()
    report = run_import(pipe)
    writer.join()
    assert (report["created"], ImportRun.objects.get().content_hash, days()) == (2, "", ["04-03", "03-20"])


def test_a_pipe_is_spooled_only_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless:
        def read(self, size: int) -> bytes:
            return b"x" * size

    with pytest.raises(Unreadable, match="came through the pipe"), spooling._spooled(Endless(), 3 << 20):
        pass


STAFF = "id,date,author_id,from_staff,text\n" + "".join(f"{n},2026-11-10,m{n},{n > 0},hello\n" for n in range(8))


def test_too_many_staff_stop_the_import_until_somebody_says_that_it_is_right(tmp_path: Path) -> None:
    path = tmp_path / "week.csv"
    path.write_text(STAFF)
    assert refusal(path).startswith("7 of the 8 authors would be staff (88%)")
    assert (Message.objects.count(), ImportRun.objects.count()) == (0, 0)
    assert run_import(path, "--map=from_staff=!from_staff")["created"] == 8
    assert run_import(path, "--staff-is-right")["updated"] == 8
    # What was said to be right once is right for the same file.
    assert run_import(path)["unchanged"] == 8


def test_ids_that_a_spreadsheet_has_cut_stop_a_first_import(tmp_path: Path) -> None:
    path = tmp_path / "week.csv"
    path.write_text("id,date,text\n1098770000000000000,2026-11-10,a\n1098770000000000000,2026-11-11,b\n")
    assert refusal(path).startswith("1 row has the id of an earlier row, but another author or time, such as")
    assert Message.objects.count() == 0

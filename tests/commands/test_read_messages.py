"""The command that shows what a file would become."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

TABLE = "id,author,created_at,text,likes\n1,moira,2026-03-08 07:30,The zip broke,3\n,ben,2026-03-08,No id,\n"
KEYS = (
    *("external_id", "conversation_id", "parent_id", "author_id", "author_name", "from_staff", "automated", "internal"),
    *("kind", "posted_at", "edited_at", "text", "title", "rating", "reactions", "views", "reports", "url", "language"),
    *("deleted", "warnings"),
)


def shown(path: Path, *arguments: str) -> tuple[list[dict[str, Any]], str]:
    out, err = StringIO(), StringIO()
    call_command("read_messages", str(path), "--json", *arguments, stdout=out, stderr=err)
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


@pytest.fixture
def week(tmp_path: Path) -> Path:
    path = tmp_path / "week.csv"
    path.write_text(TABLE)
    return path


def test_each_record_is_a_line_and_the_counts_are_the_last_without_any_database(week: Path) -> None:
    (message, reject, report), said = shown(week, "--timezone=Europe/Berlin")
    assert tuple(message) == KEYS
    assert (message["external_id"], message["posted_at"], message["reactions"]) == ("1", "2026-03-08T06:30:00Z", 3)
    assert (message["author_id"], message["rating"], message["warnings"]) == (None, None, [])
    assert reject == {"line": 3, "rejected": "there is no external_id (nor id, message_id …)"}
    assert {name: report[name] for name in ("run", "read", "created", "rejected", "skipped")} == {
        "run": None, "read": 2, "created": 1, "rejected": 1, "skipped": 0,
    }  # fmt: skip
    assert said == "A table with commas between its values, UTF-8; line 1 is the header.\n"


def test_what_is_no_message_is_a_line_too(tmp_path: Path) -> None:
    path = tmp_path / "chat.json"
    joined = {"type": "message", "subtype": "channel_join", "user": "U1", "text": "x", "ts": "1794298000.1"}
    path.write_text(json.dumps([joined]))
    (skipped, report), said = shown(path)
    assert skipped == {"line": 1, "skipped": "a service record: channel_join"}
    assert (report["read"], report["skipped"]) == (1, 1)
    assert said.startswith("Slack, export of a workspace (slack). ")


@pytest.mark.parametrize(("order", "day"), [("day", "2026-04-03"), ("month", "2026-03-04")])
def test_whether_days_or_months_come_first_is_said_and_never_guessed(order: str, day: str, tmp_path: Path) -> None:
    path = tmp_path / "slashes.csv"
    path.write_text("id,created_at,text\n1,03/04/2026 09:30,x\n")
    with pytest.raises(CommandError, match=r"3 April 2026 or 4 March 2026.* Say with --date-order") as refused:
        shown(path)
    assert refused.value.returncode == 2
    (first, _), _ = shown(path, f"--date-order={order}")
    assert first["posted_at"] == f"{day}T09:30:00Z"


def test_one_clear_date_settles_the_column(tmp_path: Path) -> None:
    path = tmp_path / "slashes.csv"
    path.write_text("id,created_at,text\n1,03/04/2026 09:30,x\n2,20/03/2026 09:30,y\n")
    (first, second, _), _ = shown(path)
    assert (first["posted_at"], second["posted_at"]) == ("2026-04-03T09:30:00Z", "2026-03-20T09:30:00Z")


def test_the_ways_of_reading_can_be_said(week: Path, tmp_path: Path) -> None:
    assert shown(week, "--map=text=author", "--without=reactions")[0][0]["text"] == "moira"
    below = tmp_path / "below.csv"
    below.write_text(f"x\ny\n{TABLE}")
    assert shown(below, "--skip-lines=2")[0][0]["external_id"] == "1"
    inner = tmp_path / "inner.json"
    inner.write_text(json.dumps({"a": [{"id": 1, "text": "p"}], "b": [{"id": 2, "text": "q"}]}))
    assert shown(inner, "--records=b", "--posted-at=now", "--preset=none")[0][0]["text"] == "q"


@pytest.mark.parametrize(
    ("content", "argument", "sentence"),
    [
        ("id,text\n1,a\n", "--format=auto", "No column is the time of the messages"),
        (TABLE, "--timezone=Mars", "Mars is not a time zone name"),
        (TABLE, "--map=text", "not of the form field=column"),
    ],
)
def test_what_cannot_be_read_ends_with_a_sentence(tmp_path: Path, content: str, argument: str, sentence: str) -> None:
    path = tmp_path / "week.csv"
    path.write_text(content)
    with pytest.raises(CommandError, match=sentence) as refused:
        shown(path, argument)
    assert refused.value.returncode == 2


def test_without_json_people_read_the_first_twenty_in_a_table(tmp_path: Path) -> None:
    path = tmp_path / "week.csv"
    rows = [f"{pk},moira,2026-03-08 07:30,The zip broke\x1b[31m,{pk - 1},{pk == 2}" for pk in range(2, 24)]
    path.write_text("\n".join(["id,author,created_at,text,parent_id,staff", "1,ben,soon,x,,", *rows]))
    out = StringIO()
    call_command("read_messages", str(path), stdout=out, stderr=StringIO())
    first, second, *_, last = out.getvalue().splitlines()
    assert first == "REJECTED              line 2: posted_at is 'soon', not a time such as 2026-03-08T06:30:00Z"
    assert second == f"{'2026-03-08 07:30:00':<22}{'moira (staff)':<30}The zip broke\\x1b[31m  [to 1]"
    assert last == "23 records: 22 messages, 1 rejected, 0 skipped. The first 20 are shown; --json shows all."
    assert len(out.getvalue().splitlines()) == 21

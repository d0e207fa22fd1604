"""Everything in the collection of bad input, through the command and into the database, and back out of it."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError

from community.models import Channel, ImportReject, Message
from tests.commands.importing import run_import
from tests.community.files.reading import SHARED

pytestmark = [pytest.mark.django_db, pytest.mark.shared]
BAD = SHARED / "badinput"
FILES = [*sorted(BAD.glob("files/*")), *sorted(BAD.glob("csv/**/*.csv")), *sorted(BAD.glob("json/**/*.json"))]


def everything() -> tuple[list[Message], list[ImportReject]]:
    """Read back as a page would: some values are accepted and break only here."""
    return list(Message.objects.select_related("author", "parent", "conversation__root")), list(
        ImportReject.objects.all()
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_bad_input_ends_as_stored_or_rejected_with_a_reason(path: Path, reviews: Channel) -> None:
    form = "jsonl" if "json" in path.parts else "auto"
    report, sentence = {"created": 0, "rejected": 0}, ""
    try:
        report = run_import(path, f"--format={form}")
    except CommandError as refused:
        sentence = str(refused)
    assert "\n" not in sentence
    messages, rejects = everything()
    assert (len(messages), len(rejects)) == (report["created"], report["rejected"])
    assert all(reject.reason and reject.length for reject in rejects)


def test_naughty_strings_come_back_from_the_database_as_they_were(reviews: Channel, tmp_path: Path) -> None:
    strings = json.loads((BAD / "blns.json").read_text())
    # As a text this word is a database's for none.
    strings.remove("NULL")
    path = tmp_path / "naughty.jsonl"
    path.write_text(
        "\n".join(json.dumps({"id": f"{n}", "text": text, "title": text[:500]}) for n, text in enumerate(strings))
    )
    assert run_import(path)["created"] == len(strings)
    found = {message.external_id: (message.text, message.title) for message in Message.objects.all()}
    assert found == {f"{n}": (text, text[:500]) for n, text in enumerate(strings)}


def test_replies_in_every_odd_order_are_linked(reviews: Channel) -> None:
    run_import(BAD / "files" / "replies.jsonl", "--batch=300")
    assert Message.objects.filter(conversation__root__external_id="d1999").count() == 2000
    waiting = Message.objects.exclude(waiting_for="").values_list("external_id", "waiting_for")
    assert set(waiting) == {("o", "missing"), ("d1999", "d2000")}


@pytest.mark.parametrize(("name", "replies"), [("irc_ubuntu_train", 12_000), ("stackexchange_quantumcomputing", 4_000)])
def test_the_public_threads_need_no_map(name: str, replies: int, reviews: Channel) -> None:
    path = SHARED / "data" / "threads" / f"{name}.jsonl"
    records = path.read_bytes().count(b"\n")
    report = run_import(path, "--history")
    assert (report["read"], report["created"]) == (records, records)
    assert Message.objects.exclude(parent=None).count() > replies
    assert run_import(path, "--history")["unchanged"] == records

"""Everything in the collection of bad input, through the browser's way in: a sentence, or counts that add up."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from community.models import Channel, ImportReject, Message
from moderation.models import Upload, User
from moderation.uploads import importing
from tests.bringing import again
from tests.community.files.reading import SHARED
from tests.conftest import on_sqlite

pytestmark = [pytest.mark.django_db, pytest.mark.shared]
BAD = SHARED / "badinput"
ALL = [*sorted(BAD.glob("files/*")), *sorted(BAD.glob("csv/**/*.csv")), *sorted(BAD.glob("json/**/*.json"))]
REFUSED = re.compile(r"\0|\\u(?:0000|d[89a-f])", re.IGNORECASE)


def is_hard_to_keep(content: bytes) -> bool:
    """Whether PostgreSQL would refuse a part of it: NUL, half a pair, or bytes that are no text."""
    try:
        return bool(REFUSED.search(content.decode()))
    except UnicodeDecodeError:
        return True


# What else is in them is read alike on both, and tests/commands/test_import_shared.py stores all of them on both.
FILES = [path for path in ALL if on_sqlite() or is_hard_to_keep(path.read_bytes())]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_bad_input_is_refused_or_read_and_every_page_of_it_is_shown(
    path: Path, client: Client, mia: User, reviews: Channel
) -> None:
    client.force_login(mia)
    sent = SimpleUploadedFile(path.name, path.read_bytes())
    answer = client.post("/c/tarnfell/imports/?channel=reviews", {"file": sent})
    if answer.status_code == 422:
        assert not Upload.objects.exists()
        return
    assert answer.status_code == 303
    said = {"form": "jsonl" if path.suffix == ".json" else "auto", "encoding": "", "time_zone": "UTC"}
    for verb in ("check/", "start/"):
        page = client.get(answer.url)
        assert page.status_code == 200
        assert client.post(answer.url + verb, said | {"seen": page.context["mark"]}).status_code == 303
        importing.go_on()
    assert client.get(answer.url).status_code == 200
    upload = again(Upload.objects.get())
    if upload.state == "failed":
        assert upload.error.endswith(".")
        return
    assert upload.state == "finished"
    run = upload.run
    assert run.read == run.created + run.updated + run.unchanged + run.duplicate + run.rejected == upload.counts["read"]
    assert (Message.objects.count(), ImportReject.objects.count()) == (run.created, run.rejected)
    assert b"".join(client.get(f"{answer.url}rejects.csv").streaming_content)


def test_there_is_something_to_bring() -> None:
    assert len(ALL) > 200
    assert len(FILES) > 50

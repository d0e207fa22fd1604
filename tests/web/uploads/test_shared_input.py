"""Everything in the collection of bad input, through the browser's way in: a sentence, or counts that add up."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from community.models import Channel, ImportReject, Message
from moderation.models import Upload, User
from moderation.uploads import importing
from tests.bringing import again
from tests.community.files.reading import SHARED

pytestmark = [pytest.mark.django_db, pytest.mark.shared]
BAD = SHARED / "badinput"
FILES = [*sorted(BAD.glob("files/*")), *sorted(BAD.glob("csv/**/*.csv")), *sorted(BAD.glob("json/**/*.json"))]


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
    assert len(FILES) > 200

"""Uploads for tests: real files, brought and worked on in this process."""

import gzip
import json
from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.models import Channel
from moderation.models import Upload, User
from moderation.uploads import actions, files, importing
from moderation.uploads.files import Arriving

TABLE = b"id,author,text\n1,moira,The zip broke\n2,ben,Same here\n,nobody,No id\n"


def table(records: int) -> bytes:
    return b"id,text\n" + b"".join(b"%d,text number %d\n" % (number, number * 7919 % 9973) for number in range(records))


def lines(*records: object) -> bytes:
    return "\n".join(json.dumps(record) for record in records).encode()


def broken_gzip(records: int = 9000) -> bytes:
    packed = gzip.compress(table(records))
    return packed[: len(packed) * 3 // 4]


def brought(channel: Channel, by: User, content: bytes = TABLE, **fields: Any) -> Upload:
    arriving = Arriving()
    arriving.write(content)
    arriving.finish()
    upload = actions.keep_file(arriving, channel, by, "week.csv", timezone.now())
    # Most contents of tests have no times.
    Upload.objects.filter(pk=upload.pk).update(**{"reading": {"posted_at": "now"}} | fields)
    return again(upload)


def again(upload: Upload) -> Upload:
    return Upload.objects.select_related("channel", "run", "community").get(pk=upload.pk)


def checked(upload: Upload) -> Upload:
    actions.check(upload, timezone.now())
    importing.go_on()
    return again(upload)


def start(upload: Upload) -> None:
    """Import it, as somebody who has just looked at it."""
    actions.start(upload, timezone.now(), seen=actions.mark_of_upload(upload))


def imported(upload: Upload) -> Upload:
    start(checked(upload))
    importing.go_on()
    return again(upload)


def due_again(upload: Upload) -> None:
    """The lease of whoever held it is over."""
    Upload.objects.filter(pk=upload.pk).update(due_at=timezone.now() - timedelta(seconds=1))


def on_disk() -> list[str]:
    return sorted(f"{files.FOLDER}/{place.name}" for place in files.upload_folder().iterdir())

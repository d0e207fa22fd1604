import json
import os
import subprocess
import sys

import pytest

from community.models import Channel, ImportReject, ImportRun
from tests.commands.importing import ROOT, database_url

pytestmark = pytest.mark.django_db(transaction=True)


def unread(*words: str, typed: str = "") -> tuple[int, str]:
    """The status and the complaints of a command whose output nobody reads any more."""
    reader, writer = os.pipe()
    os.close(reader)
    environment = {**os.environ, "DATABASE_URL": database_url()}
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, input=typed, stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writer)
    return done.returncode, done.stderr


# One that fits into Python's own buffer meets the closed pipe at its end, a long one on the way.
@pytest.mark.parametrize("count", [1, 300])
@pytest.mark.parametrize("form", [[], ["--csv"]], ids=["a list", "a table"])
def test_a_list_of_rejects_that_nobody_reads_to_its_end_ends_quietly(
    form: list[str], count: int, reviews: Channel
) -> None:
    run = ImportRun.objects.create(channel=reviews, source="week.csv")
    reject = {"reason": "not JSON", "raw": b"x" * 100, "length": 100, "sha256": "0" * 64}
    ImportReject.objects.bulk_create(ImportReject(run=run, line=line, **reject) for line in range(count))
    assert unread("import_rejects", str(run.pk), *form) == (0, "")


def test_answers_that_nobody_reads_end_quietly(transactional_db: None) -> None:
    assert unread("check_texts", typed=json.dumps({"text": "Fine."}) + "\n") == (0, "")

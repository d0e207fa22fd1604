import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from community.models import Channel, ImportRun
from community.records import Reject
from tests.community.storing import raw, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(reviews: Channel) -> ImportRun:
    run = ImportRun.objects.create(channel=reviews, source="week.csv")
    rejects = [
        Reject.of(2, "2 values where the header has 4", b"=HYPERLINK(1),x\r\n"),
        Reject.of(3, "not readable as UTF-8", b"caf\xe9 \x1b[31m\0\n"),
    ]
    store(reviews, raw(), *rejects, run=run)
    return run


def listed(*arguments: object) -> str:
    out = StringIO()
    call_command("import_rejects", *arguments, stdout=out)
    return out.getvalue()


def test_rejects_are_listed_with_line_reason_and_original(run: ImportRun) -> None:
    assert listed(run.pk).splitlines() == [
        "line 2: 2 values where the header has 4",
        "    =HYPERLINK(1),x",
        "line 3: not readable as UTF-8",
        "    caf\\xe9 \\x1b[31m\\x00",
        f"Import {run.pk} of week.csv: 2 of 3 records rejected.",
    ]


def test_a_table_of_rejects_holds_no_formula(run: ImportRun) -> None:
    header, first, second = csv.reader(StringIO(listed(run.pk, "--csv")))
    assert header == ["line", "reason", "length", "sha256", "original"]
    assert (first[0], first[2], first[4]) == ("2", "17", "'=HYPERLINK(1),x")
    assert second[4] == "caf\\xe9 \x1b[31m\\x00"


def test_an_unknown_run_is_refused_in_one_sentence(db: None) -> None:
    with pytest.raises(CommandError, match=r"There is no import run 7\.") as error:
        listed(7)
    assert error.value.returncode == 2

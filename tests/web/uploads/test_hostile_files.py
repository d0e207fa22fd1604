"""Every page of an import with files that were made to hurt: the work is counted, and done once."""

from dataclasses import dataclass
from html import unescape
from time import process_time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.files.packing import BLOCK
from community.files.preview import COLUMNS, LOOK, RECORDS
from community.models import Channel, ImportReject, ImportRun
from moderation.models import Upload, User
from moderation.uploads import importing, looking
from tests.bringing import again, brought, imported, table
from tests.hostile_files import FILES
from tests.web.shared.markup import page_of

pytestmark = pytest.mark.django_db
# A look takes a step for each line, each block on either side of its packing, and each record.
STEPS = LOOK.lines + 1 + 2 * (LOOK.size // BLOCK + 2) + RECORDS


@dataclass
class Looks:
    """The looks that were taken, and the most steps that one of them took."""

    count: int = 0
    steps: int = 0


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    told = Looks()

    class Counted(looking.Deadline):
        def __init__(self, seconds: float) -> None:
            super().__init__(seconds)
            told.count += 1
            self.steps = 0

        def __call__(self) -> None:
            self.steps += 1
            told.steps = max(told.steps, self.steps)
            super().__call__()

    monkeypatch.setattr(looking, "Deadline", Counted)
    return told


@pytest.fixture
def desk(client: Client, mia: User, reviews: Channel) -> Client:
    client.force_login(mia)
    return client


def bring(client: Client, content: bytes) -> Any:
    return client.post("/c/tarnfell/imports/?channel=reviews", {"file": SimpleUploadedFile("week.csv", content)})


def as_shown(client: Client, address: str) -> dict[str, str]:
    """What the page's form says when somebody presses its button."""
    fields = client.get(address).context["form"]
    said = {field.html_name: field.value() for field in fields if field.widget_type != "checkbox"}
    return {name: "" if value is None else value for name, value in said.items()}


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_every_page_of_a_hostile_file_is_answered_with_one_look_for_each_way_of_reading_it(
    desk: Client, looks: Looks, name: str
) -> None:
    content = FILES[name]()
    began = process_time()
    answer = bring(desk, content)
    assert looks.count == 1
    if answer.status_code == 422:
        assert not Upload.objects.exists()
        return
    pages = [answer.url, f"{answer.url}progress/", "/c/tarnfell/imports/"]
    for form in ("auto", "jsonl", "csv"):
        assert desk.post(f"{answer.url}mapping/", as_shown(desk, answer.url) | {"form": form}).status_code == 303
        assert [desk.get(page).status_code for page in pages * 2] == [200] * 6
    assert desk.post(f"{answer.url}check/", as_shown(desk, answer.url)).status_code == 303
    assert desk.post(f"{answer.url}cancel/").status_code == 303
    assert desk.get(answer.url).status_code == 200
    # Brought, and read in two other ways than at first.
    assert looks.count == 3
    assert looks.steps <= STEPS
    # What is counted above takes well under a second a page, on a machine that does nothing else.
    assert process_time() - began < 60


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("empty lines", "The first 2,000 lines are empty. If messages come later the dry run finds them;"),
        ("empty lines below a header", "In the first 2,000 lines there is no record to show."),
        ("one line", "In the first 8 MB there is no record to show. The dry run reads the whole file."),
        ("empty lines within quotes", "Only the first 2,000 lines were looked at. The dry run reads the whole file."),
        ("objects of many keys", "Not looked at here: the line is 1,088,909 bytes long"),
        ("long names", "202 more columns are not shown"),
    ],
)
def test_a_page_says_where_the_look_ended_and_what_to_do(desk: Client, name: str, sentence: str) -> None:
    assert sentence in page_of(desk.get(bring(desk, FILES[name]()).url), unescape)


def test_what_was_empty_as_far_as_the_look_went_can_be_imported(desk: Client) -> None:
    answer = bring(desk, FILES["a header below empty lines"]())
    desk.post(f"{answer.url}check/", as_shown(desk, answer.url))
    importing.go_on()
    assert 'name="seen"' in page_of(desk.get(answer.url))
    assert Upload.objects.get().counts["created"] == 1


def test_a_dry_run_of_nothing_but_empty_lines_says_so(desk: Client) -> None:
    answer = bring(desk, FILES["empty lines"]())
    desk.post(f"{answer.url}check/", as_shown(desk, answer.url))
    importing.go_on()
    assert (Upload.objects.get().state, Upload.objects.get().error) == ("failed", "The file is empty.")


@pytest.mark.parametrize("verb", ["mapping/", "check/"])
def test_who_says_how_it_is_read_looks_and_not_who_asks_for_the_page(desk: Client, looks: Looks, verb: str) -> None:
    address = bring(desk, table(30)).url
    desk.post(address + verb, as_shown(desk, address) | {"form": "jsonl"})
    assert (looks.count, Upload.objects.get().look["form"]) == (2, "jsonl")
    desk.post(address + "cancel/")
    desk.get(address)
    assert looks.count == 2


def test_two_hundred_choices_are_rendered_without_a_template_for_each(desk: Client) -> None:
    page = desk.get(bring(desk, FILES["long names"]()).url)
    assert len(page.context["form"].columns()) == COLUMNS
    assert len([each for each in page.templates if each.name == "django/forms/widgets/select_option.html"]) < 50


@pytest.mark.parametrize("path", ["", "{pk}/progress/"])
def test_pages_that_do_not_show_the_look_do_not_fetch_it(desk: Client, reviews: Channel, mia: User, path: str) -> None:
    upload = brought(reviews, mia)
    looking.seen(upload)
    with CaptureQueriesContext(connection) as queries:
        desk.get(f"/c/tarnfell/imports/{path.format(pk=upload.pk)}")
    assert queries.captured_queries
    assert not [query["sql"] for query in queries if '"look"' in query["sql"]]


def test_an_import_of_many_rejects_is_shown_by_its_first_ones(desk: Client, reviews: Channel, mia: User) -> None:
    upload = imported(brought(reviews, mia, table(3)))
    row = {"run": upload.run, "reason": "there is no text", "raw": b"x" * 500, "length": 500, "sha256": ""}
    ImportReject.objects.bulk_create(ImportReject(line=line, **row) for line in range(20_000))
    ImportRun.objects.update(rejected=20_000)
    address = f"/c/tarnfell/imports/{upload.pk}/"
    for page, reads in ((address, [True]), (f"{address}progress/", []), ("/c/tarnfell/imports/", [])):
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(page).status_code == 200
        rejects = [query["sql"] for query in queries if "importreject" in query["sql"]]
        assert ["LIMIT 20" in sql and "COUNT" not in sql for sql in rejects] == reads
    with CaptureQueriesContext(connection) as queries:
        rows = iter(desk.get(f"{address}rejects.csv").streaming_content)
        assert (next(rows)[:4], next(rows)[:2]) == (b"line", b"0,")
    assert len([query for query in queries if "importreject" in query["sql"]]) == 1
    assert again(upload).run.rejected == 20_000

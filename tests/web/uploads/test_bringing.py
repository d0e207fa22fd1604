"""Bringing a file: what is refused before it is read, what is refused by its beginning, and what is kept."""

import errno
import gzip
import hashlib
import zipfile
from collections.abc import Callable
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from community.models import Channel, Community
from moderation.models import Upload, User
from moderation.uploads import files
from moderation.web.uploads.listed import PAGE
from tests.bringing import TABLE, brought, imported, on_disk
from tests.builders import make_channel, make_community, make_user
from tests.web.shared.markup import page_of

pytestmark = pytest.mark.django_db
IMPORTS = "/c/tarnfell/imports/"
TO_REVIEWS = f"{IMPORTS}?channel=reviews"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 50


class Unread:
    """A body that nobody may read."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("the body was read")

    readline = read


@pytest.fixture
def desk(client: Client, mia: User, reviews: Channel) -> Client:
    client.force_login(mia)
    return client


def post(client: Client, content: bytes = TABLE, name: str = "week.csv", to: str = TO_REVIEWS) -> HttpResponse:
    return client.post(to, {"file": SimpleUploadedFile(name, content)})


def unread(client: Client, to: str, length: int = 1000) -> HttpResponse:
    said = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(length)}
    return client.generic("POST", to, b"x", "multipart/form-data; boundary=x", **said)


def words(response: HttpResponse) -> str:
    return page_of(response, unescape)


def xlsx() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo("xl/workbook.xml"), "<x/>")
    return made.getvalue()


def test_an_empty_page_says_what_comes_next(desk: Client) -> None:
    page = words(desk.get(IMPORTS))
    assert "No file was brought yet" in page
    assert "At most 512 MB and 5,000,000 records" in page
    assert "200 times its size, and to 20 GB" in page


def test_with_one_channel_its_form_is_there_and_with_more_that_of_the_file(desk: Client, tarnfell: Community) -> None:
    assert 'action="/c/tarnfell/imports/?channel=reviews"' in words(desk.get(IMPORTS))
    make_channel(tarnfell, "letters")
    assert 'action="/c/tarnfell/imports/?channel=%2A"' in words(desk.get(IMPORTS))
    assert 'action="/c/tarnfell/imports/?channel=letters"' in words(desk.get(f"{IMPORTS}?channel=letters"))


def test_without_a_channel_the_page_says_who_makes_one(desk: Client, reviews: Channel) -> None:
    reviews.delete()
    assert "has no channel yet. An admin makes one" in words(desk.get(IMPORTS))


def test_a_file_that_is_brought_lies_on_the_disk_and_nothing_of_it_is_stored(desk: Client, mia: User) -> None:
    answer = post(desk)
    upload = Upload.objects.get()
    assert (answer.status_code, answer.url) == (303, f"{IMPORTS}{upload.pk}/")
    assert (upload.by, upload.name, upload.size, upload.state) == (mia, "week.csv", len(TABLE), "mapping")
    assert upload.content_hash == hashlib.sha256(TABLE).hexdigest()
    assert files.path_below(upload.path).read_bytes() == TABLE
    assert files.path_below(upload.path).stat().st_mode & 0o777 == 0o600
    assert upload.time_zone == "Europe/London"


def test_a_large_file_comes_in_pieces_and_whole(desk: Client) -> None:
    content = b"id,text\n" + b"1,abcdefgh\n" * 300_000
    post(desk, content)
    assert files.path_below(Upload.objects.get().path).read_bytes() == content


@pytest.mark.parametrize(
    ("who", "to", "status"),
    [
        ("ana", TO_REVIEWS, 403),
        ("vic", TO_REVIEWS, 403),
        ("lee", TO_REVIEWS, 403),
        ("pat", TO_REVIEWS, 404),
        ("mia", f"{IMPORTS}?channel=nowhere", 404),
        ("mia", f"{IMPORTS}?channel=forum", 404),
        ("mia", f"{IMPORTS}?channel=%00", 422),
        ("mia", IMPORTS, 422),
        ("ada", f"{IMPORTS}?channel=nowhere", 404),
    ],
)
def test_who_may_not_import_there_is_refused_before_the_file_is_read(
    desk: Client, request: pytest.FixtureRequest, who: str, to: str, status: int
) -> None:
    make_channel(make_community("emberloom"), "forum")
    desk.force_login(request.getfixturevalue(who))
    assert unread(desk, to).status_code == status
    assert on_disk() == []


def test_a_file_that_says_it_is_too_large_is_refused_before_it_is_read(desk: Client) -> None:
    answer = unread(desk, TO_REVIEWS, length=513_000_000)
    assert answer.status_code == 413
    assert "The file is larger than 512 MB. Split it, or pack it with gzip. Nothing was stored." in words(answer)


def test_one_whose_form_leaves_room_for_more_than_is_allowed_is_cut_off(desk: Client, settings: Any) -> None:
    settings.UPLOAD_MB = 1
    answer = post(desk, b"id,text\n" + b"1,abcdefgh\n" * 92_000)
    assert (answer.status_code, on_disk()) == (413, [])
    assert post(desk, b"id,text\n" + b"1,abcdefgh\n" * 90_000).status_code == 303


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "week.csv", "The file is empty."),
        (b"\n \n", "week.csv", "The file is empty."),
        (PNG, "week.csv", "The file is a picture (PNG)"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 80, "week.csv", "The file is a picture (JPEG)"),
        (xlsx(), "week.csv", "The file is a zip archive or a spreadsheet (.xlsx); unpack it, or save it as CSV."),
        (gzip.compress(xlsx(), mtime=0), "week.csv.gz", "The file is a zip archive or a spreadsheet"),
        (gzip.compress(b"", mtime=0), "week.csv.gz", "The file is empty."),
        (b"%PDF-1.7", "week.csv", "The file is a PDF"),
        (bytes(range(256)) * 40, "week.csv", "The file is not text"),
    ],
)
def test_what_holds_no_records_is_not_kept_and_told_what_it_is(
    desk: Client, content: bytes, name: str, sentence: str
) -> None:
    answer = post(desk, content, name)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert (Upload.objects.count(), on_disk()) == (0, [])


def test_without_a_file_one_is_asked_for(desk: Client) -> None:
    answer = desk.post(TO_REVIEWS, {"other": SimpleUploadedFile("week.csv", TABLE)})
    assert (answer.status_code, on_disk()) == (422, [])
    assert "Choose a file." in words(answer)


@pytest.mark.parametrize(
    "content", ["id,text\n1,привет\n2,мир\n".encode("koi8-r"), "id,text\n1,x\n".encode("utf-32"), b"a,b\n1,2\n"]
)
def test_what_can_be_put_right_by_saying_how_it_is_read_is_kept(desk: Client, content: bytes) -> None:
    assert post(desk, content).status_code == 303


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\mia\\week.csv", "week.csv"),
        ("<img src=x onerror=alert(1)>.csv", "<img src=x onerror=alert(1)>.csv"),
        ("we\u202ek.csv", "wek.csv"),
        ("x" * 600 + ".csv", "x" * 251 + ".csv"),
    ],
)
def test_a_name_is_shown_and_never_a_path(desk: Client, name: str, kept: str) -> None:
    post(desk, name=name)
    upload = Upload.objects.get()
    assert upload.name == kept
    assert on_disk() == [upload.path]
    assert "<img" not in page_of(desk.get(IMPORTS))
    assert "<img" not in page_of(desk.get(f"{IMPORTS}{upload.pk}/"))


def test_a_form_without_the_token_is_refused_and_its_file_not_kept(mia: User, reviews: Channel) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(mia)
    assert post(client).status_code == 403
    assert (Upload.objects.count(), on_disk()) == (0, [])
    client.get(IMPORTS)
    token = client.cookies["csrftoken"].value
    assert client.post(
        TO_REVIEWS, {"csrfmiddlewaretoken": token, "file": SimpleUploadedFile("week.csv", TABLE)}
    ).status_code == 303  # fmt: skip


def test_a_form_that_breaks_off_leaves_nothing(desk: Client) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="week.csv"\r\n\r\n' + TABLE
    answer = desk.generic("POST", TO_REVIEWS, body, "multipart/form-data; boundary=x")
    assert (answer.status_code, on_disk()) == (422, [])


def test_a_disk_that_takes_no_more_is_told_and_nothing_is_kept(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.Arriving, "write", full)
    answer = post(desk)
    assert (answer.status_code, on_disk()) == (507, [])
    assert "The disk took no more" in words(answer)


def test_the_list_shows_the_newest_first_in_bounded_pages(
    desk: Client, reviews: Channel, mia: User, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    uploads = [brought(reviews, mia) for _ in range(PAGE + 1)]
    with django_assert_max_num_queries(12):
        page = words(desk.get(IMPORTS))
    assert page.count("Waits for its mapping") == PAGE
    older = words(desk.get(f"{IMPORTS}?before={uploads[1].pk}"))
    assert f'href="{IMPORTS}{uploads[0].pk}/"' in older
    assert older.count("Waits for its mapping") == 1
    assert desk.get(f"{IMPORTS}?before=99999999999999999999").status_code == 200


def test_what_is_not_known_yet_is_not_nought(desk: Client, reviews: Channel, mia: User) -> None:
    brought(reviews, mia)
    assert words(desk.get(IMPORTS)).count('<span class="muted">unknown</span>') == 2


def test_another_communitys_files_are_not_on_the_list(client: Client, reviews: Channel, mia: User, pat: User) -> None:
    brought(reviews, mia)
    client.force_login(pat)
    assert "week.csv" not in words(client.get("/c/emberloom/imports/"))


def test_bringing_the_same_bytes_again_says_so(desk: Client, reviews: Channel, mia: User) -> None:
    imported(brought(reviews, mia))
    page = words(desk.get(post(desk).url))
    assert "These very bytes were imported into <bdi>Store reviews</bdi> before" in page
    assert "changes only what has changed since" in page


def test_the_door_is_for_those_who_may_import(client: Client, mia: User, tarnfell: Community) -> None:
    client.force_login(mia)
    assert 'href="/c/tarnfell/imports/"' in words(client.get("/c/tarnfell/queue/"))
    client.force_login(make_user("ann", "moderator", tarnfell))
    assert 'href="/c/tarnfell/imports/"' not in words(client.get("/c/tarnfell/queue/"))

"""A file from the manager's disk to the end, by clicking: with scripts, and without any."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from community.models import Channel, Message
from moderation.models import Upload, User
from moderation.uploads import importing
from tests.bringing import table
from tests.browser.conftest import OpenPage
from tests.builders import make_channel
from tests.community.files.exports_of_chats import discord

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROWS = (
    b"Ticket,user,date,body",
    b"t-1,moira,2026-11-10,The zip broke",
    b"t-2,ben,2026-11-10,Same here",
    b",nobody,,No id",
)
TABLE = b"\n".join(ROWS)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tickets.csv"
    path.write_bytes(TABLE)
    return path


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def desk(request: pytest.FixtureRequest, page_of: OpenPage, mia: User, reviews: Channel, settings: Any) -> Page:
    settings.UPLOAD_MB = 1
    make_channel(reviews.community, "letters")
    page = page_of(mia, java_script_enabled=request.param)
    page.has_scripts = request.param  # type: ignore[attr-defined]
    page.goto("/c/tarnfell/imports/")
    return page


def bring(page: Page, path: Path) -> None:
    page.get_by_label("1. Into which channel").select_option("reviews")
    if not page.has_scripts:  # type: ignore[attr-defined]
        page.get_by_role("button", name="Choose", exact=True).click()
    page.get_by_label("2. The file, for Store reviews").set_input_files(path)


def worked_on(page: Page) -> None:
    """A worker comes by; the page notices by itself."""
    importing.go_on()
    if not page.has_scripts:  # type: ignore[attr-defined]
        page.reload()


def test_a_file_is_brought_mapped_rehearsed_and_imported(desk: Page, file: Path) -> None:
    said: list[str] = []
    desk.on("console", lambda message: said.append(message.text))
    bring(desk, file)
    desk.get_by_role("button", name="Bring it").click()
    expect(desk.get_by_role("alert")).to_contain_text("No column is the messages' id among Ticket, user, date, body")
    desk.get_by_label("What Ticket is").select_option("external_id")
    desk.get_by_role("button", name="Show it so").click()
    expect(desk.get_by_role("alert")).to_have_count(0)
    desk.get_by_role("button", name="Dry run").click()
    expect(desk.get_by_text("Waits for a worker")).to_be_visible()
    worked_on(desk)
    expect(desk.get_by_role("heading", name="Dry run: 3 records")).to_be_visible()
    desk.get_by_role("button", name="Import 2 of 3").click()
    expect(desk.get_by_role("button", name="Stop and keep what came in")).to_be_visible()
    worked_on(desk)
    expect(desk.get_by_text("In, 1 rejected", exact=True)).to_be_visible()
    expect(desk.get_by_role("link", name="Download 1 as CSV")).to_be_visible()
    assert set(Message.objects.values_list("external_id", flat=True)) == {"t-1", "t-2"}
    assert said == []


def test_a_file_that_is_too_large_is_told_before_it_is_sent_and_refused_if_it_is(desk: Page, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_bytes(table(60_000))
    bring(desk, path)
    if desk.has_scripts:  # type: ignore[attr-defined]
        expect(desk.get_by_role("button", name="Bring it")).to_be_disabled()
    else:
        desk.get_by_role("button", name="Bring it").click()
    expect(desk.get_by_role("alert")).to_contain_text(
        "This file is larger" if desk.has_scripts else "is larger than 1 MB"
    )  # type: ignore[attr-defined]
    assert not Upload.objects.exists()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_an_export_goes_where_it_says_with_nothing_chosen(
    scripts: bool, page_of: OpenPage, ada: User, reviews: Channel, tmp_path: Path
) -> None:
    path = tmp_path / "export.json"
    path.write_text(discord({"id": "c1", "name": "help"}, {"id": "d1"}))
    page = page_of(ada, java_script_enabled=scripts, viewport={"width": 390, "height": 844})
    page.goto("/c/tarnfell/imports/")
    page.get_by_label("2. The file").set_input_files(path)
    page.get_by_role("button", name="Bring it").click()
    expect(page.get_by_text("These ids come from the Discord server Tarn")).to_be_visible()
    expect(page.get_by_label("Name of the new channel")).to_have_value("help")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Look at it there").press("Enter")
    page.get_by_role("button", name="Dry run").press("Enter")
    importing.go_on()
    page.reload()
    page.get_by_role("button", name="Import 1 record").press("Enter")
    expect(page.get_by_role("button", name="Stop and keep what came in")).to_be_visible()
    importing.go_on()
    assert Message.objects.get().channel.source.name == "Discord server Tarn"
    assert page.evaluate("document.documentElement.scrollWidth") == 390

"""The browser that the other tests here use, and what it keeps of the desk."""

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from moderation.models import Case, User
from tests.browser.conftest import ARGUMENTS, sign_in
from tests.conftest import chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_door_opens_in_a_real_browser(page: Page) -> None:
    response = page.goto("/")
    assert response
    assert response.ok
    assert page.url.endswith("/accounts/login/?next=/")


@pytest.fixture
def remembering(browser: Browser, live_server: object) -> Iterator[BrowserContext]:
    """A browser that keeps whole pages to go back to, as everybody's does and Playwright's does not."""
    sandbox = ("--no-sandbox",) if os.getuid() == 0 else ()
    options: Any = {"executable_path": chromium(), "args": [*ARGUMENTS, *sandbox]}
    own = browser.browser_type.launch(**options, ignore_default_args=["--disable-back-forward-cache"])
    yield own.new_context(base_url=str(live_server))
    own.close()


def test_who_comes_after_somebody_signed_out_sees_nothing_by_going_back(
    remembering: BrowserContext, live_server: object, ana: User, case: Case
) -> None:
    sign_in(remembering, ana, str(live_server))
    page = remembering.new_page()
    page.goto(f"/c/tarnfell/cases/{case.pk}/")
    expect(page.locator("main")).to_contain_text(case.message.text)
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").last.click()
    expect(page.get_by_role("heading", name="Sign in to the desk")).to_be_visible()
    page.evaluate("history.go(-2)")
    expect(page).to_have_url(re.compile(rf"/accounts/login/\?next=/c/tarnfell/cases/{case.pk}/$"))
    assert case.message.text not in page.content()

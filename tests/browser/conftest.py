"""Pages of the system's own Chromium; Playwright's downloads are not used."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from moderation.models import User
from tests.conftest import chromium

# It must talk to the tested server and to nobody else.
ARGUMENTS = (
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
)
# A machine that does much else at once answers late, and not wrongly.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
OpenContext = Callable[..., BrowserContext]
OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    sandbox = ("--no-sandbox",) if os.getuid() == 0 else ()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop runs in this thread, and Django would take each query for one made inside it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*ARGUMENTS, *sandbox])
        yield browser
        browser.close()


@pytest.fixture
def open_context(browser: Browser, live_server: object) -> Iterator[OpenContext]:
    """Opens a browser of its own for one person."""
    opened = []

    def opening(**options: Any) -> BrowserContext:
        wanted = {"base_url": str(live_server), "viewport": {"width": 1280, "height": 900}} | options
        context = browser.new_context(**wanted)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    yield opening
    for context in opened:
        context.close()


@pytest.fixture
def context(open_context: OpenContext) -> BrowserContext:
    return open_context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def page_of(open_context: OpenContext, live_server: object) -> OpenPage:
    """A page in a browser in which this person has signed in."""

    def opening(user: User, **options: Any) -> Page:
        context = open_context(**options)
        sign_in(context, user, str(live_server))
        return context.new_page()

    return opening


def sign_in(context: BrowserContext, user: User, home: str) -> None:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": home}])

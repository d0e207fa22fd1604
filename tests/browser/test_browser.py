"""The browser that the other tests here use."""

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_door_opens_in_a_real_browser(page: Page) -> None:
    response = page.goto("/")
    assert response
    assert response.ok
    assert page.url.endswith("/accounts/login/?next=/")

"""What is read behind sign-in comes compressed, and nothing that holds a secret does."""

import gzip
import re
from typing import Any

import pytest
from django.test import Client

from community.models import Community
from moderation.administration import invitations
from moderation.models import Case, User
from tests.builders import NOON, make_case, make_message
from tests.web.administration.browsing import at
from tests.web.shared.browsing import as_
from tests.web.shared.markup import page_of

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture
def desk(ana: User, case: Case) -> Client:
    return as_(ana)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def without_tokens(page: bytes) -> str:
    return TOKEN.sub("", page.decode())


@pytest.mark.parametrize("address", ["queue/", "to-do/", "escalations/", "health/", "guidelines/"])
def test_a_page_comes_smaller_and_is_the_same(desk: Client, address: str) -> None:
    plain, packed = desk.get(f"/c/tarnfell/{address}"), desk.get(f"/c/tarnfell/{address}", headers=GZIP)
    assert (plain.headers.get("Content-Encoding"), packed["Content-Encoding"]) == (None, "gzip")
    assert len(body(packed)) < len(body(plain)) / 2
    assert without_tokens(gzip.decompress(body(packed))) == without_tokens(body(plain))
    assert "Accept-Encoding" in packed["Vary"]


def test_a_part_that_htmx_asks_for_comes_smaller_too(desk: Client, case: Case) -> None:
    part = desk.post(f"/c/tarnfell/cases/{case.pk}/claim/", headers=GZIP | {"HX-Request": "true"})
    assert (part.status_code, part["Content-Encoding"]) == (200, "gzip")


@pytest.mark.parametrize("address", ["/c/tarnfell/health.csv", "/c/tarnfell/to-do.csv"])
def test_a_table_arrives_as_it_is(desk: Client, address: str) -> None:
    for _ in range(20):
        make_case(make_message("The zip broke: é, 😀\n=1+1"))
    plain, packed = desk.get(address), desk.get(address, headers=GZIP)
    assert packed["Content-Encoding"] == "gzip"
    assert packed.streaming
    assert gzip.decompress(body(packed)) == body(plain)


def test_its_length_says_little(desk: Client) -> None:
    lengths = {len(body(desk.get("/c/tarnfell/to-do/", headers=GZIP))) for _ in range(8)}
    assert len(lengths) > 2


def test_a_forms_token_is_another_one_in_each_page(desk: Client) -> None:
    tokens = {TOKEN.search(body(desk.get("/c/tarnfell/queue/")).decode())[1] for _ in range(3)}  # type: ignore[index]
    assert len(tokens) == 3


def test_the_session_does_not_come_with_other_sites_requests(settings: Any) -> None:
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_the_page_that_shows_a_link_goes_out_as_it_is(ada: User, tarnfell: Community) -> None:
    desk = as_(ada)
    desk.post(at("settings-invite"), {"email": "noor@example.org", "role": "viewer"})
    page = desk.get(at("settings-people"), headers=GZIP)
    assert "/invitation/" in page_of(page)
    assert "Content-Encoding" not in page.headers
    assert desk.get(at("settings-record"), headers=GZIP)["Content-Encoding"] == "gzip"


def test_an_invitation_goes_out_as_it_is_before_and_after_its_button(ada: User, tarnfell: Community) -> None:
    token = invitations.invite(tarnfell, ada, NOON, email="noor@example.org", role="viewer", team="")
    invitations.Invitation.objects.update(expires_at="2999-01-01T00:00Z")
    client = Client(headers=GZIP)
    first = client.get(f"/invitation/{token}/")
    second = client.post(f"/invitation/{token}/", follow=True)
    assert "Make my account" in page_of(second)
    assert not any("Content-Encoding" in page.headers for page in (first, second))


def test_static_files_are_none_of_its_business(client: Client) -> None:
    assert client.get("/static/moderation/css/base.css", headers=GZIP).headers.get("Content-Encoding") is None

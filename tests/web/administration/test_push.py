"""The screen of tokens: made, shown once, ended."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from community.models import Channel, Community
from moderation.models import Change, PushToken, User
from moderation.web.shared.compressed import is_safe
from tests.builders import make_channel, make_feed, make_source, make_token
from tests.web.administration.browsing import at, text
from tests.web.pushes.programs import Program, said
from tests.web.shared.browsing import as_

TOKEN = re.compile(r'value="(parley_[\w-]+)"')


@pytest.fixture
def desk(ada: User) -> Client:
    return as_(ada)


def make(desk: Client, channel: Channel, name: str = "Shop  bot"):
    return desk.post(at("settings-push"), {"name": name, "source": channel.source_id})


def test_a_new_token_is_shown_once_and_opens_the_source(desk: Client, reviews: Channel) -> None:
    page = text(make(desk, reviews))
    token = TOKEN.search(page)
    assert token
    assert f"http://testserver/in/{reviews.source_id}/" in page
    assert TOKEN.search(text(desk.get(at("settings-push")))) is None
    assert Program(reviews.source_id, token[1]).push(said(1)).json()["created"] == 1
    assert PushToken.objects.get().name == "Shop bot"


def test_the_page_that_shows_it_is_not_compressed(desk: Client, reviews: Channel) -> None:
    assert not is_safe(make(desk, reviews).wsgi_request)


def test_sent_again_by_a_reload_it_makes_no_second_one(desk: Client, reviews: Channel) -> None:
    make(desk, reviews)
    again = make(desk, reviews)
    assert (again.status_code, PushToken.objects.count()) == (409, 1)
    assert "has a token named “Shop bot”" in text(again)
    assert 'value="Shop  bot"' in text(again) or 'value="Shop bot"' in text(again)


def test_an_ended_token_opens_nothing_and_leaves_the_list(desk: Client, reviews: Channel) -> None:
    bot = Program.of(reviews.source)
    page = text(desk.get(at("settings-push")))
    assert "shop bot" in page
    token = PushToken.objects.get()
    page = text(desk.post(at("settings-push-end", pk=token.pk), follow=True))
    assert "The token “shop bot” opens nothing any more." in page
    assert "End the token shop bot" not in page
    assert bot.push(said(1)).status_code == 401
    assert "ended already" in text(desk.post(at("settings-push-end", pk=token.pk), follow=True))


def test_the_page_itself_says_how_a_program_uses_a_token(desk: Client, reviews: Channel) -> None:
    number = reviews.source_id
    assert "curl http://testserver/in/SOURCE/" in text(desk.get(at("settings-push")))
    made = text(make(desk, reviews))
    for page in (made, text(desk.get(at("settings-push")))):
        for ending in (f"/in/{number}/", f"/out/{number}/", f"/out/{number}/ID/"):
            assert f"curl http://testserver{ending} -H" in page
        assert "at most 1,000 and 2 MB at once, and 300 requests a minute" in page
        assert "?channel=" not in page
    assert "if it is lost, end it below and make another one" in made
    make_channel(reviews.community, "talk")
    assert "?channel=reviews" in text(desk.get(at("settings-push")))


def test_the_example_of_the_page_is_taken(desk: Client, reviews: Channel) -> None:
    bot = Program.of(reviews.source)
    example = re.search(r"--data-binary \\\n  '(.*?)'", desk.get(at("settings-push")).content.decode())
    assert example
    assert bot.push(json.loads(unescape(example[1]))).json()["created"] == 1


def test_the_list_says_whether_a_token_is_used(desk: Client, reviews: Channel) -> None:
    bot = Program.of(reviews.source)
    assert "not yet" in text(desk.get(at("settings-push")))
    bot.push(said(1))
    assert "not yet" not in text(desk.get(at("settings-push")))


def test_the_record_tells_it_in_words(desk: Client, reviews: Channel) -> None:
    make(desk, reviews)
    page = text(desk.get(at("settings-record")))
    assert "Shop bot" in page
    assert "Source" in page
    assert Change.objects.get().subject == "token"


@pytest.mark.parametrize("typed", [{"name": ""}, {"name": "x" * 81}, {"source": "987654"}, {"source": ""}])
def test_what_cannot_be_is_refused_beside_the_field(desk: Client, reviews: Channel, typed: dict[str, str]) -> None:
    answer = desk.post(at("settings-push"), {"name": "bot", "source": str(reviews.source_id)} | typed)
    assert (answer.status_code, PushToken.objects.count()) == (422, 0)


def test_a_foreign_source_cannot_be_chosen(desk: Client, reviews: Channel, emberloom: Community) -> None:
    foreign = make_source(emberloom, "foreign")
    answer = desk.post(at("settings-push"), {"name": "bot", "source": foreign.pk})
    assert (answer.status_code, PushToken.objects.count()) == (422, 0)


def test_without_a_source_the_page_says_what_to_do(desk: Client, tarnfell: Community) -> None:
    assert "There is no source for a program yet" in text(desk.get(at("settings-push")))


def test_the_first_page_counts_the_tokens(desk: Client, reviews: Channel) -> None:
    assert "No program has a token." in text(desk.get(at("settings")))
    make_token(reviews.source)
    assert "1 token." in text(desk.get(at("settings")))


def test_a_case_says_that_a_program_may_do_it(ana: User, case: object, reviews: Channel) -> None:
    address = at("case", pk=case.pk)  # type: ignore[attr-defined]
    assert "to be done there by hand" in text(as_(ana).get(address))
    make_token(reviews.source)
    assert "the program of this source may fetch" in text(as_(ana).get(address))
    reviews.feed = make_feed(reviews.community)
    reviews.save()
    assert "by the stub feed" in text(as_(ana).get(address))

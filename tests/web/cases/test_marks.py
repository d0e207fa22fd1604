"""What a conversation says of each message beside its text."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Channel, Member, Message
from moderation.models import Case, User
from moderation.web.shared.attachments import NAME, SHOWN, attachments_of
from tests.builders import make_case, make_channel, make_escalation, make_member, make_message, make_reply
from tests.web.cases.browsing import shown
from tests.web.shared.markup import page_of

PHOTO = "https://cdn.example/boxes/photo%20of%20the%20box.jpg?size=9"
NOTE = {"internal": True, "from_staff": True, "kind": "direct"}


@pytest.fixture
def moira(reviews: Channel) -> Member:
    return make_member(reviews.community)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (NOTE, "internal note</span>"),
        ({"from_staff": True}, '<span class="chip">staff</span>'),
        ({"automated": True}, '<span class="chip">automated</span>'),
        ({"kind": "direct"}, "private</span>"),
        ({"rating": 1.0}, "1 of 5</span>"),
        ({"rating": 4.5}, "4.5 of 5</span>"),
        ({"removed_at": timezone.now()}, ">removed at the source</span>"),
        ({"removed_at": timezone.now(), "removed_by_others": True}, ">removed at the source by others</span>"),
        ({"author": None, "guest_name": "A Google user"}, "<bdi>A Google user</bdi>"),
        ({"author": None}, "<bdi>unknown author</bdi>"),
    ],
    ids=lambda value: "" if isinstance(value, dict) else value,
)
def test_each_message_of_a_conversation_says_what_it_is(
    desk: Client, reviews: Channel, fields: dict[str, Any], says: str
) -> None:
    first = make_message("My parcel never came.", channel=reviews)
    case = make_case(first)
    assert says not in shown(desk, case)
    make_reply(first, "Looked it up.", **fields)
    assert says in shown(desk, case)
    # The case's own message says it too.
    own = make_message("My parcel never came.", channel=reviews, **fields)
    assert says in shown(desk, make_case(own))


def test_a_note_among_staff_is_neither_private_nor_plain_staff(desk: Client, reviews: Channel) -> None:
    first = make_message(channel=reviews)
    make_reply(first, "She wrote last week too.", **NOTE)
    page = shown(desk, make_case(first))
    assert "private</span>" not in page
    assert '<span class="chip">staff</span>' not in page


def test_in_a_private_channel_nothing_is_marked_private(desk: Client, reviews: Channel) -> None:
    inbox = make_channel(reviews.community, "inbox", is_private=True)
    assert "private</span>" not in shown(desk, make_case(make_message(channel=inbox, kind="direct")))


def test_attachments_are_named_with_the_host_that_a_link_opens(desk: Client, reviews: Channel) -> None:
    case = make_case(make_message("", channel=reviews, kind="direct", attachments=[PHOTO, "javascript:alert(1)"]))
    page = shown(desk, case)
    assert "<bdi>photo of the box.jpg</bdi>" in page
    assert f'href="{PHOTO}" rel="noopener noreferrer nofollow"' in page
    assert '<span dir="ltr">cdn.example</span>' in page
    assert 'href="javascript' not in page
    # The queue has nothing else to show of it.
    assert "2 attachments" in page_of(desk.get("/c/tarnfell/queue/"))


def test_names_of_attachments_are_cut_and_not_all_are_named() -> None:
    message = Message(attachments=[f"https://cdn.example/{'n' * 500}.png"] * 50)
    named = attachments_of(message)
    assert (len(named), len(named[0].name)) == (SHOWN, NAME + 1)


@pytest.mark.parametrize("link", ["https://[", "https://cdn.example/", "", "%00", "//"])
def test_an_address_without_a_name_is_an_attachment_all_the_same(desk: Client, reviews: Channel, link: str) -> None:
    assert "Attachments" in shown(desk, make_case(make_message(channel=reviews, attachments=[link])))


@pytest.mark.parametrize("whose", ["first", "reply"])
def test_quotes_are_folded_in_every_message_of_a_conversation(desk: Client, reviews: Channel, whose: str) -> None:
    said = "<p>It broke.</p><blockquote>Fine &amp; well</blockquote>"
    texts = {"first": "Hello.", "reply": "Hello.", whose: said}
    first = make_message(texts["first"], channel=reviews)
    make_reply(first, texts["reply"])
    page = shown(desk, make_case(first))
    assert '<summary>Quoted</summary><div class="text said" dir="auto">Fine &amp; well</div>' in page
    assert "&lt;blockquote&gt;" in page.partition("<summary>As written</summary>")[2]


def test_a_text_of_nothing_but_markup_is_shown_as_written(desk: Client, reviews: Channel) -> None:
    case = make_case(make_message("<script>alert(1)</script>", channel=reviews))
    assert '<details class="more" open><summary>As written</summary>' in shown(desk, case)
    assert "&lt;script&gt;alert(1)" in page_of(desk.get("/c/tarnfell/queue/"))


def test_the_queue_shows_a_text_as_people_read_it(desk: Client, reviews: Channel) -> None:
    make_case(make_message("<p>It <b>broke</b> &amp; leaks.</p>", channel=reviews))
    assert "It broke &amp; leaks." in page_of(desk.get("/c/tarnfell/queue/"))


def test_the_authors_last_messages_say_which_are_private(desk: Client, reviews: Channel, moira: Member) -> None:
    make_message("Order <b>88</b>.", channel=reviews, author=moira, kind="direct")
    page = shown(desk, make_case(make_message("Zip.", channel=reviews, author=moira)))
    assert ", private</span>" in page
    assert '<span dir="auto">Order 88.</span>' in page


def test_an_admin_is_led_from_each_author_to_their_role(client: Client, ana: User, ada: User, reviews: Channel) -> None:
    first = make_message(channel=reviews)
    bot = make_member(reviews.community, "bot")
    make_reply(first, author=bot, from_staff=True)
    case, link = make_case(first), f"/c/tarnfell/settings/sources/members/{bot.pk}/"
    client.force_login(ana)
    assert link not in shown(client, case)
    client.force_login(ada)
    assert link in shown(client, case)


def test_two_accounts_of_one_name_are_told_apart_by_their_ids(desk: Client, reviews: Channel, moira: Member) -> None:
    assert '<dt>Id</dt><dd><code dir="auto">moira</code></dd>' in shown(desk, make_case(make_message(author=moira)))


def test_a_lead_reads_the_same_marks(client: Client, lee: User, reviews: Channel) -> None:
    first = make_message("My parcel never came.", channel=reviews)
    make_reply(first, "She wrote last week too.", **NOTE)
    case: Case = make_case(first)
    make_escalation(case, "pr")
    client.force_login(lee)
    assert "internal note</span>" in shown(client, case)

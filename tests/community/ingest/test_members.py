import pytest

from community.models import Channel, Member
from tests.builders import make_channel, make_community, make_member, make_message
from tests.community.storing import raw, store, stored

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"author_id": "u1", "author_name": "Moira"}, ("u1", "Moira")),
        ({"author_id": "u1"}, ("u1", "")),
        ({"author_name": "Moira"}, ("", "Moira")),
    ],
    ids=str,
)
def test_an_author_becomes_a_member(reviews: Channel, said: dict[str, object], expected: tuple[str, str]) -> None:
    store(reviews, raw(**said))
    author = stored().author
    assert (author.external_id, author.name, author.source) == (*expected, reviews.source)


def test_a_message_without_an_author_has_none(reviews: Channel) -> None:
    store(reviews, raw())
    assert stored().author is None


def test_one_author_is_one_member_in_all_channels_and_batches(reviews: Channel) -> None:
    store(reviews, raw("m1", author_id="u1"), raw("m2", author_id="u1"))
    store(make_channel(reviews.community, "forum"), raw("m3", author_id="u1"))
    assert Member.objects.count() == 1


def test_a_member_takes_the_newest_name_and_keeps_it_when_none_is_said(reviews: Channel) -> None:
    store(reviews, raw("m1", author_id="u1", author_name="Moira"))
    store(reviews, raw("m2", author_id="u1", author_name="Moira K"))
    store(reviews, raw("m3", author_id="u1"))
    assert Member.objects.get().name == "Moira K"


def test_who_wrote_as_staff_is_staff_from_then_on_where_nothing_is_said(reviews: Channel) -> None:
    store(reviews, raw("m1", author_id="u1"), raw("other", author_id="u2"))
    store(reviews, raw("m2", author_id="u1", from_staff=True), raw("m3", author_id="u1"))
    store(reviews, raw("m4", author_id="u1"))
    store(reviews, raw("m5", author_id="u1", from_staff=False))
    store(reviews, raw("m6", author_id="u1"))
    assert [stored(f"m{number}").from_staff for number in range(1, 7)] == [False, True, True, True, False, False]
    assert not stored("other").from_staff


def test_the_messages_of_another_communitys_member_of_that_id_are_left_alone(reviews: Channel) -> None:
    foreign = make_message(
        channel=reviews, author=make_member(make_community("elsewhere"), "u1"), external_id="foreign"
    )
    store(reviews, raw("m1", author_id="u1", from_staff=True))
    foreign.refresh_from_db()
    assert not foreign.from_staff

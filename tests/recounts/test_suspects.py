"""Members whose channels give different names to one id."""

import pytest

from community.models import Channel, MemberName
from moderation.models import Change, User
from moderation.recounts import actions
from moderation.recounts.suspects import suspects_of
from moderation.refusal import Refused
from tests.builders import NOON, make_channel
from tests.community.storing import raw, store, stored


@pytest.fixture
def talk(reviews: Channel) -> Channel:
    return make_channel(reviews.community, "talk", name="Trail talk")


def names(reviews: Channel) -> list[list[tuple[str, str]]]:
    found = suspects_of(reviews.community, 10)
    return [sorted((name.channel.name, name.name) for name in each.names) for each in found]


def test_one_id_with_two_names_in_two_channels_is_a_suspect(talk: Channel, reviews: Channel) -> None:
    store(talk, raw("t1", author_id="1", author_name="gritstone_gaz"))
    store(reviews, raw("r1", author_id="1", author_name="admin"))
    store(talk, raw("t2", author_id="1", author_name="gritstone_gaz"))
    assert names(reviews) == [[("Store reviews", "admin"), ("Trail talk", "gritstone_gaz")]]


def test_whoever_changes_the_name_in_one_channel_or_its_capitals_is_none(talk: Channel, reviews: Channel) -> None:
    for number, name in enumerate(("gaz", "Gaz", "gritstone")):
        store(reviews, raw(f"r{number}", author_id="1", author_name=name))
    store(talk, raw("t1", author_id="2", author_name="kim"))
    store(reviews, raw("r9", author_id="2", author_name="Kim "))
    assert names(reviews) == []


def test_a_source_of_one_channel_has_no_strangers(reviews: Channel) -> None:
    store(reviews, raw("r1", author_id="1", author_name="gaz"))
    store(reviews, raw("r2", author_id="1", author_name="admin"))
    assert not MemberName.objects.exists()


def test_those_who_count_as_staff_come_first_with_the_harm(talk: Channel, reviews: Channel) -> None:
    for number, is_staff in ((1, None), (2, True)):
        store(talk, raw(f"t{number}", author_id=f"{number}", author_name="gaz"))
        store(reviews, raw(f"r{number}", author_id=f"{number}", author_name="admin", from_staff=is_staff))
    harms = [(each.member.external_id, each.harm) for each in suspects_of(reviews.community, 10)]
    assert [key for key, _ in harms] == ["2", "1"]
    assert harms[0][1].startswith("admin and gaz count as staff wherever")
    assert harms[1][1] == ""


def test_an_admin_says_that_they_are_one(talk: Channel, reviews: Channel, ada: User, mia: User) -> None:
    store(talk, raw("t1", author_id="1", author_name="gaz"))
    store(reviews, raw("r1", author_id="1", author_name="admin"))
    member = stored("t1").author
    with pytest.raises(Refused, match="no longer an admin"):
        actions.call_one_person(member, mia, NOON)
    actions.call_one_person(member, ada, NOON)
    assert names(reviews) == []
    assert sorted(Change.objects.get().after["members"]) == ["admin in Store reviews", "gaz in Trail talk"]
    with pytest.raises(Refused, match="said so already"):
        actions.call_one_person(member, ada, NOON)

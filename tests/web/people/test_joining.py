"""The screens that join members, and what a case shows of the others of a person."""

from typing import Any

import pytest
from django.urls import reverse

from community.models import Channel, Member
from moderation.administration import persons
from moderation.models import Case, User
from tests.builders import NOON, make_case, make_channel, make_escalation, make_member, make_message, make_source
from tests.web.shared.browsing import as_
from tests.web.shared.markup import page_of


@pytest.fixture
def nell(reviews: Channel) -> Member:
    shop = make_channel(reviews.community, "shop", source=make_source(reviews.community, "Shop"))
    member = make_member(reviews.community, "88-11930", source=shop.source, name="Nell Arkwright")
    make_case(make_message(author=member, channel=shop))
    return member


def at(**asked: Any) -> str:
    return reverse("members-join", args=["tarnfell"]) + "?" + "&".join(f"{key}={said}" for key, said in asked.items())


def test_the_other_is_found_by_id_or_name_and_joined_with_the_reason(case: Case, nell: Member, mia: User) -> None:
    manager, moira = as_(mia), case.author
    assert f"member={moira.pk}&amp;other={nell.pk}" in page_of(manager.get(at(member=moira.pk, q="nell arkwright")))
    pair = at(member=moira.pk, other=nell.pk)
    assert "nothing is joined yet" in page_of(manager.get(pair))
    assert manager.post(pair, {"why": ""}).status_code == 422
    page = page_of(manager.post(pair, {"why": "she told us"}, follow=True))
    assert "are one person now" in page
    assert "Because: <bdi>she told us</bdi>" in page
    split = reverse("member-split", args=["tarnfell", moira.pk])
    assert "a person of its own again" in page_of(manager.post(split, {"why": "no"}, follow=True))
    assert not Member.objects.exclude(person=None).exists()


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "²"])
def test_a_member_that_is_none_is_absent(case: Case, mia: User, key: str) -> None:
    assert as_(mia).get(at(member=key)).status_code == 404


def test_a_case_shows_the_others_with_a_link_to_whoever_may_see_it(
    case: Case, nell: Member, mia: User, ana: User, lee: User
) -> None:
    persons.join_members(case.author, nell, mia, NOON, why="she told us")
    make_escalation(case, "pr")
    address, theirs = reverse("case", args=["tarnfell", case.pk]), Case.objects.get(author=nell)
    link = f'<a href="{reverse("case", args=["tarnfell", theirs.pk])}">case {theirs.pk}</a>'
    pages = {user.name: page_of(as_(user).get(address)) for user in (mia, ana, lee)}
    assert {name: link in page for name, page in pages.items()} == {"Mia": True, "Ana": True, "Lee": False}
    assert all("<bdi>Nell Arkwright</bdi> in <bdi>Shop</bdi>" in page for page in pages.values())
    door = at(member=case.author.pk)
    assert {name: door in page for name, page in pages.items()} == {"Mia": True, "Ana": False, "Lee": False}

"""Members of several sources joined into one person, with the reason, and split again."""

import pytest

from community.models import Community, Member, Person
from moderation.administration import persons
from moderation.assessments.facts import author_records
from moderation.models import Change, User
from moderation.refusal import Refused
from tests.builders import NOON, make_case, make_channel, make_member, make_message, make_source


@pytest.fixture
def nettle(tarnfell: Community) -> Member:
    return make_member(tarnfell, "nettle")


@pytest.fixture
def nell(tarnfell: Community) -> Member:
    """Nell Arkwright of the shop."""
    return make_member(tarnfell, "88-11930", source=make_source(tarnfell, "Shop"), name="Nell Arkwright")


def join(one: Member, other: Member, by: User, why: str = "she told us", **said: bool) -> Person:
    return persons.join_members(one, other, by, NOON, why=why, **said)


def person_of(member: Member) -> Person | None:
    return Member.objects.get(pk=member.pk).person


def test_two_members_become_one_person_on_the_record(nettle: Member, nell: Member, mia: User) -> None:
    person = join(nettle, nell, mia)
    assert person_of(nettle) == person_of(nell) == person
    said = Change.objects.get()
    assert (said.actor, said.subject, said.name) == (mia, "joined", "Nettle in Tarnfell Outdoor")
    members = ["Nettle in Tarnfell Outdoor", "Nell Arkwright in Shop"]
    assert said.after == {"members": members, "counts_as_one": False, "why": "she told us"}


def test_whom_each_was_joined_with_comes_too(nettle: Member, nell: Member, mia: User) -> None:
    forum = make_member(nell.source.community, "n", source=make_source(nell.source.community, "Forum"))
    join(nettle, nell, mia)
    assert set(join(forum, nell, mia).members.all()) == {nettle, nell, forum}
    assert Person.objects.count() == 1


def test_one_is_split_off_and_a_person_of_one_is_none(nettle: Member, nell: Member, mia: User) -> None:
    join(nettle, nell, mia)
    persons.split_member(nell, mia, NOON, why="another Nell")
    assert (person_of(nettle), person_of(nell), Person.objects.count()) == (None, None, 0)
    assert Change.objects.first().after == {"members": [], "why": "another Nell"}
    with pytest.raises(Refused, match="joined with nobody"):
        persons.split_member(nell, mia, NOON, why="again")


@pytest.mark.parametrize("why", ["", "  "])
def test_nobody_is_joined_or_split_without_a_reason(nettle: Member, nell: Member, mia: User, why: str) -> None:
    with pytest.raises(Refused, match="Say how you know it"):
        join(nettle, nell, mia, why)
    join(nettle, nell, mia)
    with pytest.raises(Refused, match="Say how you know it"):
        persons.split_member(nell, mia, NOON, why=why)
    assert person_of(nell)


def test_what_cannot_be_joined_is_refused(nettle: Member, nell: Member, mia: User, emberloom: Community) -> None:
    join(nettle, nell, mia)
    for other, why in (
        (nettle, "one member already"),
        (nell, "joined already"),
        (make_member(emberloom), "another com"),
    ):
        with pytest.raises(Refused, match=why):
            join(nettle, other, mia)


def test_a_person_has_so_many_members(nettle: Member, mia: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(persons, "MOST_MEMBERS", 2)
    join(nettle, make_member(nettle.source.community, "a"), mia)
    with pytest.raises(Refused, match="up to 2 members"):
        join(nettle, make_member(nettle.source.community, "b"), mia)


def test_only_managers_and_admins_join(nettle: Member, nell: Member, ana: User, ada: User) -> None:
    with pytest.raises(Refused, match="no longer join people"):
        join(nettle, nell, ana)
    assert join(nettle, nell, ada)


def decided(member: Member, decision: str) -> None:
    channel = make_channel(member.source.community, f"of-{member.source.pk}", source=member.source)
    make_case(make_message(author=member, channel=channel), decision=decision)


@pytest.mark.parametrize(("counts_as_one", "against"), [(False, {"nell": 1}), (True, {"nettle": 1, "nell": 1})])
def test_no_decision_carries_over_unless_somebody_says_so(
    nettle: Member, nell: Member, mia: User, *, counts_as_one: bool, against: dict[str, int]
) -> None:
    decided(nell, "suspend")
    join(nettle, nell, mia, counts_as_one=counts_as_one)
    records, names = author_records([nettle.pk, nell.pk]), {nettle.pk: "nettle", nell.pk: "nell"}
    assert {names[pk]: record.against for pk, record in records.items()} == against
    assert author_records([make_member(nell.source.community, "stranger").pk]) == {}

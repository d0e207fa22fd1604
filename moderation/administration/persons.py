"""Join members into one person, and split them again."""

from datetime import datetime

from django.db import transaction

from community.models import Community, Member, Person
from moderation.access import Right
from moderation.administration.roles import name_of_member
from moderation.changes import Subject, Values, held_for_all, record_change
from moderation.models import User
from moderation.models.people import may
from moderation.refusal import Refused

# Each is read with every case of the others.
MOST_MEMBERS = 20


@transaction.atomic
def join_members(
    one: Member, other: Member, by: User, now: datetime, *, why: str, counts_as_one: bool = False
) -> Person:
    """Join two members, with all whom each is joined with already.

    Their messages stay under their sources. Decisions about one weigh for the others only where `counts_as_one`.
    """
    community = _hold(one.source.community, by)
    one, other = (_member_at(community, each) for each in (one, other))
    if one == other:
        raise Refused("That is one member already. Choose another one.")
    if one.person and one.person == other.person:
        raise Refused(f"{one} and {other} are joined already.")
    _refuse_silence(why)
    joined = [*_joined_with(one), *_joined_with(other)]
    if len(joined) > MOST_MEMBERS:
        raise Refused(f"A person has up to {MOST_MEMBERS} members.")
    left = {member.person for member in joined if member.person}
    person = Person.objects.create(community=community, why=why, counts_as_one=counts_as_one, joined_at=now)
    Member.objects.filter(pk__in=[member.pk for member in joined]).update(person=person)
    Person.objects.filter(pk__in=[each.pk for each in left]).delete()
    record_change(community, by, now, Subject.JOINED, name_of_member(one), before={}, after=person_values(person))
    return person


@transaction.atomic
def split_member(member: Member, by: User, now: datetime, *, why: str) -> None:
    """Part a member from the others of a person."""
    community = _hold(member.source.community, by)
    member = _member_at(community, member)
    person = member.person
    if person is None:
        raise Refused(f"{member} is joined with nobody any more.")
    _refuse_silence(why)
    joined = _joined_with(member)
    left = [each for each in joined if each != member]
    Member.objects.filter(pk=member.pk).update(person=None)
    if len(left) < 2:
        # Its last member is joined with nobody.
        person.delete()
        left = []
    before, after = ({"members": _names(some), "why": said} for some, said in ((joined, person.why), (left, why)))
    record_change(community, by, now, Subject.JOINED, name_of_member(member), before=before, after=after)


def person_values(person: Person) -> Values:
    members = person.members.select_related("source").order_by("pk")
    return {"members": _names(list(members)), "counts_as_one": person.counts_as_one, "why": person.why}


def _joined_with(member: Member) -> list[Member]:
    if member.person is None:
        return [member]
    return list(member.person.members.select_related("source", "person").order_by("pk"))


def _names(members: list[Member]) -> list[str]:
    return [name_of_member(member) for member in members]


def _hold(community: Community, by: User) -> Community:
    held = held_for_all(community)
    if not may(by, Right.JOIN_PEOPLE, held):
        raise Refused(f"You may no longer join people of {held}, so nothing was changed.")
    return held


def _member_at(community: Community, member: Member) -> Member:
    found = Member.objects.select_related("source", "person").filter(pk=member.pk, source__community=community).first()
    if found is None:
        raise Refused("That member belongs to another community, or is not there any more.")
    return found


def _refuse_silence(why: str) -> None:
    if not why.strip():
        raise Refused("Say how you know it. The reason stands on the record.")

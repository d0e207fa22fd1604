"""Create communities, with the starter guidelines or like another one."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from community.models import Community
from moderation.access import Right
from moderation.administration import desks, people
from moderation.administration.copying import copy_settings
from moderation.administration.names import new_address, refuse_anothers
from moderation.changes import Subject, record_change
from moderation.escalations.starter import install_starter_rules
from moderation.guidelines import publishing
from moderation.models import Membership, Team, User
from moderation.models.people import communities_where
from moderation.models.teams import slug_of_team
from moderation.policy.starter import BRAND
from moderation.refusal import Refused

# People with their role, and for leads the slug of their team.
People = Mapping[User, tuple[str, str]]


@transaction.atomic
def add(
    by: User | None,
    now: datetime,
    *,
    name: str,
    time_zone: str = "",
    languages: Sequence[str] = (),
    like: Community | None = None,
    with_people: bool = False,
    admin: User | None = None,
    kind: str = BRAND,
) -> Community:
    """Create a community, with the starter guidelines of this kind where it is not made like another one.

    `admin`, or else `by`, becomes its admin. `by` is None for whoever runs the server. A time zone and languages that
    are not given are those of the community `like`.
    """
    _refuse_who_may_not(by, like)
    if with_people and not like:
        raise Refused("Say which community the people come from.")
    members = _members(like if with_people else None, admin or by)
    model = like or Community()
    community = _make(name, time_zone or model.time_zone, list(languages or model.languages))
    said = desks.settings_values(community) | ({"like": like.name} if like else {})
    record_change(community, by, now, Subject.COMMUNITY, desks.COMMUNITY_NAME, before={}, after=said)
    # Before its desk, which would begin with the first ones.
    Team.objects.make_for(community, like)
    _join(community, members, by, now)
    if like:
        copy_settings(like, community, by, now)
    else:
        publishing.install_starter_guidelines(community, by, kind)
        install_starter_rules(community, by, now)
    return community


def _refuse_who_may_not(by: User | None, like: Community | None) -> None:
    if by is None:
        return
    theirs = communities_where(by, Right.ADD_COMMUNITIES)
    if not (theirs.filter(pk=like.pk) if like else theirs).exists():
        raise Refused(f"You are no longer an admin of {like or 'any community'}, so none was made.")


def _members(like: Community | None, admin: User | None) -> People:
    """Return the first people of the community, each with role and team."""
    active = Membership.objects.active().filter(community=like).select_related("user", "team").order_by("pk")
    members = {member.user: (member.role, slug_of_team(member.team)) for member in active} if like else {}
    if admin:
        members[admin] = (Membership.Role.ADMIN, "")
    if Membership.Role.ADMIN not in {role for role, _ in members.values()}:
        raise Refused("Nobody would be its admin, so nobody could set it up. Name somebody who is to be.")
    return members


def _make(name: str, time_zone: str, languages: list[str]) -> Community:
    refuse_anothers(name)
    slug = new_address(name)
    try:
        # Of its own, so that on PostgreSQL the outer one survives the error.
        with transaction.atomic():
            return Community.objects.create(slug=slug, name=name, time_zone=time_zone, languages=languages)
    except IntegrityError:
        raise Refused(f"Somebody made a community with the address “{slug}” at this very moment.") from None


def _join(community: Community, members: People, by: User | None, now: datetime) -> None:
    for user, (role, slug) in members.items():
        team = Team.objects.of_lead(community, slug)
        member = Membership.objects.create(user=user, community=community, role=role, team=team, joined_at=now)
        record_change(
            community, by, now, Subject.PERSON, people.name_of(user), before={}, after=people.membership_values(member)
        )

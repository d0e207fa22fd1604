"""First steps of a community, ticked off as they are done."""

from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from community.models import Channel, Community, Message
from moderation.access import Right, rights_of
from moderation.models import Invitation, Membership, User
from moderation.models.people import role_in


class Step(NamedTuple):
    """A step and its reason.

    `url` is where this person can do it, blank where they cannot.
    """

    name: str
    why: str
    url: str
    is_done: bool


def first_steps(place: Community, user: User) -> list[Step]:
    rights = rights_of(role_in(user, place))

    def door(action: str, name: str) -> str:
        return address_or_blank(name, place) if action in rights else ""

    # An open invitation counts, because nothing is left to do but wait.
    company = Membership.objects.active().filter(community=place).count() > 1 or is_somebody_invited(place)
    return [
        Step(
            "Make a channel",
            "A place where people write: a forum, a review page, a mailbox.",
            door(Right.EDIT_SETTINGS, "settings-channel-new"),
            Channel.objects.filter(community=place).exists(),
        ),
        Step(
            "Import a file of messages",
            "CSV or JSON lines, as most platforms export it.",
            door(Right.IMPORT, "imports"),
            Message.objects.filter(community=place).exists(),
        ),
        Step(
            "Invite a colleague",
            "By a link that you send them. Two moderators can share a queue without doing anything twice.",
            door(Right.EDIT_SETTINGS, "settings-invite"),
            company,
        ),
    ]


def is_somebody_invited(place: Community) -> bool:
    return Invitation.objects.open(timezone.now()).filter(community=place).exists()


def address_or_blank(name: str, place: Community) -> str:
    try:
        return reverse(name, args=[place.slug])
    except NoReverseMatch:
        return ""

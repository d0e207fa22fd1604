"""First steps of a community, ticked off as they are done."""

from collections.abc import Collection
from typing import NamedTuple

from django.conf import settings
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


def first_steps(here: Community, user: User) -> list[Step]:
    rights = rights_of(role_in(user, here))

    def door(action: str, name: str) -> str:
        return address_or_blank(name, here) if action in rights else ""

    # An open invitation counts, because nothing is left to do but wait.
    company = Membership.objects.active().filter(community=here).count() > 1 or is_somebody_invited(here)
    return [
        Step(
            "Make a channel",
            "A place where people write: a forum, a review page, a mailbox.",
            door(Right.EDIT_SETTINGS, "settings-channel-new"),
            Channel.objects.filter(community=here).exists(),
        ),
        Step(
            "Import a file of messages",
            "CSV or JSON lines, as most platforms export it.",
            door(Right.IMPORT, "imports"),
            Message.objects.filter(community=here).exists(),
        ),
        Step(
            "Invite a colleague",
            "By a link that you send them. Two moderators can share a queue without doing anything twice.",
            door(Right.EDIT_SETTINGS, "settings-invite"),
            company,
        ),
        *mail_step(rights),
    ]


def mail_step(rights: Collection[Right]) -> list[Step]:
    """Return the step of whoever sets the desk up, which is the one place that says so."""
    if Right.EDIT_SETTINGS not in rights:
        return []
    why = (
        "Teams are told about escalations by mail, and people get their invitations. Whoever runs the server sets"
        " EMAIL_HOST; until then people see it on their pages alone."
    )
    return [Step("Set up a mail server", why, "", bool(settings.EMAIL_HOST))]


def is_somebody_invited(here: Community) -> bool:
    return Invitation.objects.open(timezone.now()).filter(community=here).exists()


def address_or_blank(name: str, here: Community) -> str:
    try:
        return reverse(name, args=[here.slug])
    except NoReverseMatch:
        return ""

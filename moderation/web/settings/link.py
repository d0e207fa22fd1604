"""The link of a new invitation, on its way to being shown once: in the admin's own browser, never in the database."""

from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from community.models import Community
from moderation.web.answers import Asked

COOKIE, SALT = "invitation", "invitation link"
SECONDS = 300


class Link(NamedTuple):
    """A link to copy, and for whom."""

    email: str
    url: str


def hand_on(response: HttpResponse, place: Community, email: str, token: str) -> HttpResponse:
    """Let the next page show the link."""
    response.set_signed_cookie(
        COOKIE,
        f"{token} {email}",
        salt=SALT,
        max_age=SECONDS,
        path=path(place),
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def fresh(request: Asked) -> Link | None:
    said = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=SECONDS)
    token, _, email = (said or "").partition(" ")
    return Link(email, address(request, token)) if token else None


def forgotten(response: HttpResponse, place: Community) -> HttpResponse:
    response.delete_cookie(COOKIE, path=path(place), samesite="Strict")
    return response


def path(place: Community) -> str:
    return reverse("settings-people", args=[place.slug])


def address(request: Asked, token: str) -> str:
    return request.build_absolute_uri(reverse("invitation", args=[token]))


def mailed(request: Asked, place: Community, email: str, token: str) -> str:
    """Send the link where there is a mail server; returns what became of it, in a sentence."""
    if not settings.EMAIL_HOST:
        return "No mail server is set up, so give them the link yourself."
    shown = {"community": place, "by": request.user, "url": address(request, token)}
    subject = " ".join(f"Join {place} on Parley".split())
    body = render_to_string("moderation/invitation_mail.txt", shown)
    try:
        EmailMessage(subject, body, to=[email]).send()
    except OSError as wrong:
        return f"The mail could not be sent ({type(wrong).__name__}), so give them the link yourself."
    return f"The link was mailed to {email} too."

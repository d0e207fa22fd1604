"""Links of new invitations, shown once to the admin who made them."""

from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from community.models import Community
from moderation.web.shared.requests import DeskRequest

# They travel in the admin's own browser, because the database never holds them.
COOKIE, SALT = "invitation", "invitation link"
SECONDS = 300
# As many as fit into a cookie, however long their e-mails are.
MOST = 6


class Link(NamedTuple):
    """A link to copy, and the person it is for."""

    email: str
    url: str


def carry_link(request: DeskRequest, response: HttpResponse, place: Community, email: str, token: str) -> HttpResponse:
    """Let the next page show this link, with earlier ones it has not shown yet."""
    links = {**carried_tokens(request), email: token}
    response.set_cookie(
        COOKIE,
        signing.dumps(list(links.items())[-MOST:], salt=SALT),
        max_age=SECONDS,
        path=cookie_path(place),
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def carried_tokens(request: DeskRequest) -> dict[str, str]:
    """Return the tokens by e-mail.

    A later invitation of the same e-mail has replaced the first.
    """
    try:
        return dict(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS))
    except signing.BadSignature:
        return {}


def fresh_links(request: DeskRequest) -> list[Link]:
    return [Link(email, request.build_absolute_uri(path_of(token))) for email, token in carried_tokens(request).items()]


def forget_links(response: HttpResponse, place: Community) -> HttpResponse:
    response.delete_cookie(COOKIE, path=cookie_path(place), samesite="Strict")
    return response


def cookie_path(place: Community) -> str:
    return reverse("settings-people", args=[place.slug])


def path_of(token: str) -> str:
    return reverse("invitation", args=[token])


def mail_link(request: DeskRequest, place: Community, email: str, token: str) -> str:
    """Mail the link where there is a mail server.

    Returns a sentence about what became of it.
    """
    if not settings.EMAIL_HOST:
        return "No mail server is set up, so give them the link yourself."
    shown = {"community": place, "by": request.user, "url": settings.SITE_URL + path_of(token)}
    # Django refuses a subject with a line break.
    subject = " ".join(f"Join {place} on Parley".split())
    body = render_to_string("moderation/people/invitation_mail.txt", shown)
    try:
        EmailMessage(subject, body, to=[email]).send()
    except OSError as wrong:
        return f"The mail could not be sent ({type(wrong).__name__}), so give them the link yourself."
    return f"The link was mailed to {email} too."

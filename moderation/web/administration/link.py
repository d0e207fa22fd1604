"""The links of new invitations, on their way to being shown once: in the admin's own browser, never in the database."""

from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from community.models import Community
from moderation.web.shared.requests import DeskRequest

COOKIE, SALT = "invitation", "invitation link"
SECONDS = 300
# So many fit into a cookie, however long their e-mails are.
MOST = 6


class Link(NamedTuple):
    """A link to copy, and for whom."""

    email: str
    url: str


def carry_link(request: DeskRequest, response: HttpResponse, place: Community, email: str, token: str) -> HttpResponse:
    """Let the next page show the link, with those that it has not shown yet."""
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
    """The token by the e-mail that it is for: a later invitation of the same e-mail has replaced the first."""
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
    """Send the link where there is a mail server; returns what became of it, in a sentence."""
    if not settings.EMAIL_HOST:
        return "No mail server is set up, so give them the link yourself."
    shown = {"community": place, "by": request.user, "url": settings.SITE_URL + path_of(token)}
    subject = " ".join(f"Join {place} on Parley".split())
    body = render_to_string("moderation/people/invitation_mail.txt", shown)
    try:
        EmailMessage(subject, body, to=[email]).send()
    except OSError as wrong:
        return f"The mail could not be sent ({type(wrong).__name__}), so give them the link yourself."
    return f"The link was mailed to {email} too."

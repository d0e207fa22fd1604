"""The link of an invitation, opened once by a button in one browser."""

from datetime import datetime
from zoneinfo import ZoneInfo

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from moderation.administration import invitations
from moderation.models import Invitation
from moderation.refusal import Refused
from moderation.web.shared import present
from moderation.web.shared.requests import SeeOther

# The cookie is sent to every address of an invitation, so that its link recognises the browser.
PATH = "/invitation/"
# With "no-referrer" browsers hide the origin from our own forms too, and those are refused.
REFERRER = "strict-origin"


@rate_limit(action="invitation", limit_get=True)
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = invitations.find_open(token, now())
    answer = step(request, found) if found else render(request, "moderation/people/invitation_over.html", status=404)
    answer["Referrer-Policy"] = REFERRER
    return answer


def step(request: HttpRequest, found: Invitation) -> HttpResponse:
    secret = secret_of(request, found.pk)
    if found.opened_at:
        return opened_already(request, found, found.opened_at)
    if request.method == "POST" and secret:
        return open_here(request, found, secret)
    # Looking opens nothing, because mail and chat programs preview links, but press no button.
    answer = render(request, "moderation/people/invitation_closed.html", {"invitation": found})
    return answer if secret else keep_secret(answer, found)


def open_here(request: HttpRequest, found: Invitation, secret: str) -> HttpResponse:
    try:
        invitations.open_link(found, secret, now())
    except Refused:
        # Opened or withdrawn at the same moment. The page says which.
        return SeeOther(request.path)
    return SeeOther(address_of(found))


def opened_already(request: HttpRequest, found: Invitation, at: datetime) -> HttpResponse:
    """Lead the browser that opened it back, and tell others when it was opened."""
    if invitations.find_opened(found.pk, secret_of(request, found.pk), now()):
        return SeeOther(address_of(found))
    shown = {"invitation": found, "moment": present.full_moment(at, ZoneInfo(found.community.time_zone))}
    return render(request, "moderation/people/invitation_opened.html", shown, status=410)


def keep_secret(answer: HttpResponse, found: Invitation) -> HttpResponse:
    """Give the browser the secret that the link will be exchanged for."""
    # Given before the button is pressed, so that a second press comes from the same browser.
    answer.set_signed_cookie(
        cookie_of(found.pk),
        invitations.make_secret(),
        expires=found.expires_at,
        path=PATH,
        httponly=True,
        # With "Strict" it would not be sent when the link is followed from a mail.
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def address_of(found: Invitation) -> str:
    return reverse("invitation-accept", args=[found.pk])


def cookie_of(pk: int) -> str:
    """Return the name of an invitation's cookie."""
    # Each has its own, because somebody may be invited to two communities at once.
    return f"invitation-{pk}"


def secret_of(request: HttpRequest, pk: int) -> str:
    return request.get_signed_cookie(cookie_of(pk), default="") or ""


def forgotten(answer: HttpResponse, found: Invitation) -> HttpResponse:
    answer.delete_cookie(cookie_of(found.pk), path=PATH, samesite="Lax")
    return answer

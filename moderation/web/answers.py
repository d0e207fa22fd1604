"""What comes in behind the sign-in, and how a change is answered."""

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from moderation.models import User


class Asked(HttpRequest):
    """A request as every view here gets it: of somebody who signed in."""

    user: User
    htmx: HtmxDetails


class SeeOther(HttpResponseRedirect):
    """After a change, look at a page: loading that again changes nothing again."""

    status_code = 303


def way_back(request: Asked) -> str:
    """The page of ours that a form names to return to; empty when it names none."""
    asked = request.POST.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else ""

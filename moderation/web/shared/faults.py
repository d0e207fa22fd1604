"""Answer a fault, and an absent database, without a database."""

import logging
import secrets
import sys
from urllib.parse import urlsplit

from django.db import connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone

from moderation.web.shared.gate import READS, page_before
from moderation.web.shared.outage import is_outage
from moderation.web.shared.typed import typed_into

logger = logging.getLogger(__name__)

RETRY_SECONDS = 5
BUSY = "The database does not answer, or too many requests came at once. Send it again a little later."
BROKEN = "Something broke here. The log has the details beside {}."


def fault(request: HttpRequest) -> HttpResponse:
    """Answer an error that nobody caught."""
    if is_outage(error := sys.exception()):
        logger.warning("no database for %s %s: %s", request.method, request.path, str(error).partition("\n")[0])
        # The next request in this thread must not begin on a connection that may hang.
        connections.close_all()
        return unavailable(request)
    # The reference on the page stands in the log beside the traceback.
    reference = f"e-{secrets.token_hex(3)}"
    logger.error("fault %s: %s %s", reference, request.method, request.path)
    if is_of_program(request):
        return JsonResponse({"error": BROKEN.format(reference)}, status=500)
    shown = {"reference": reference, "at": timezone.now(), "path": request.path, "changes": changes(request)}
    return HttpResponse(render_to_string("500.html", shown), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Ask to come again soon, and show everything that was typed."""
    again = {"Retry-After": str(RETRY_SECONDS)}
    if is_of_program(request):
        return JsonResponse({"error": BUSY}, status=503, headers=again)
    shown = {
        "changes": changes(request),
        "typed": typed_into(request),
        "path": request.get_full_path(),
        "back": page_to_go_back_to(request),
        "seconds": RETRY_SECONDS,
        # Nothing else of the request, because its user and its messages are in the database.
        "csrf_token": get_token(request),
    }
    return HttpResponse(render_to_string("503.html", shown), status=503, headers=again)


def page_to_go_back_to(request: HttpRequest) -> str:
    before = page_before(request)
    # After another try the page before is this address, which may only take forms.
    return "/" if urlsplit(before).path == request.path else before


def is_of_program(request: HttpRequest) -> bool:
    """Tell whether a program asks, which reads no page."""
    return bool(request.resolver_match and getattr(request.resolver_match.func, "is_for_programs", False))


def changes(request: HttpRequest) -> bool:
    return request.method not in READS | {"OPTIONS"}

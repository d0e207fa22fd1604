"""The page after a fault: it needs no database, and carries a reference that stands in the log beside the traceback."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

logger = logging.getLogger(__name__)


def fault(request: HttpRequest) -> HttpResponse:
    reference = f"e-{secrets.token_hex(3)}"
    logger.error("fault %s: %s %s", reference, request.method, request.path)
    changes = request.method not in {"GET", "HEAD", "OPTIONS"}
    shown = {"reference": reference, "at": timezone.now(), "path": request.path, "changes": changes}
    return HttpResponse(render_to_string("500.html", shown), status=500)

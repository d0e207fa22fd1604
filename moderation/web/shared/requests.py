"""Requests behind the sign-in, and answers to changes and downloads."""

import logging
from collections.abc import Iterator
from itertools import chain, islice

from django.http import HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from moderation.models import User

log = logging.getLogger(__name__)

INCOMPLETE = "INCOMPLETE: the server could not read on from here. Load this file again."


class DeskRequest(HttpRequest):
    """A request of somebody who signed in, as every view here gets it."""

    user: User
    htmx: HtmxDetails


class SeeOther(HttpResponseRedirect):
    """A redirect after a change to a page that can be loaded again."""

    status_code = 303


def way_back(request: DeskRequest) -> str:
    """Return our page that a form names to return to, or a blank."""
    asked = request.POST.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else ""


def csv_file(lines: Iterator[str], name: str) -> StreamingHttpResponse:
    return streamed_file(lines, name, "text/csv; charset=utf-8")


def streamed_file(lines: Iterator[str], name: str, content_type: str) -> StreamingHttpResponse:
    """Return a file that is sent as it is read."""
    # Header and first line are read before anything is sent, so that an error then is still an error page.
    first = list(islice(lines, 2))
    answer = StreamingHttpResponse(chain(first, to_the_end(lines)), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def to_the_end(lines: Iterator[str]) -> Iterator[str]:
    try:
        yield from lines
    except Exception:
        # Granian ends a file that breaks off as if it were whole.
        log.exception("A file was broken off.")
        yield f"{INCOMPLETE}\r\n"

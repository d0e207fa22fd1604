"""What comes in behind the sign-in, and how a change or a file is answered."""

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
    """A request as every view here gets it: of somebody who signed in."""

    user: User
    htmx: HtmxDetails


class SeeOther(HttpResponseRedirect):
    """After a change, look at a page: loading that again changes nothing again."""

    status_code = 303


def way_back(request: DeskRequest) -> str:
    """The page of ours that a form names to return to; empty when it names none."""
    asked = request.POST.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else ""


def csv_file(lines: Iterator[str], name: str) -> StreamingHttpResponse:
    """A file that is sent as it is read; its first line of data already before anything is sent."""
    first = list(islice(lines, 2))
    answer = StreamingHttpResponse(chain(first, to_the_end(lines)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def to_the_end(lines: Iterator[str]) -> Iterator[str]:
    try:
        yield from lines
    except Exception:
        # Granian ends a file that breaks off as if it were whole.
        log.exception("A file was broken off.")
        yield f"{INCOMPLETE}\r\n"

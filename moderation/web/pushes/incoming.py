"""Takes what a program sends, and answers with counts and rejected lines."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from community.db import disk
from community.files.lines import Unreadable
from moderation.models import PushToken
from moderation.pushes.reading import SIZE, TOO_LARGE, TooLarge, read_push
from moderation.pushes.receiving import is_behind, store_push
from moderation.web.pushes.door import Said, answer, for_programs

CUT_OFF = "The body broke off before its end. Nothing was stored; send it again."
NO_LENGTH = "The body’s length is not said. Send it with a Content-Length."
BEHIND = "Too many messages wait to be checked. Send it again a little later."
BEHIND_SECONDS = 30


@require_POST
@for_programs
def receive_push(request: HttpRequest, token: PushToken) -> HttpResponse:
    """Store a push, and answer once all of it is stored."""
    if is_behind(settings.PUSH_WAITING):
        return answer(Said(429, BEHIND, BEHIND_SECONDS))
    body = body_of(request)
    if isinstance(body, Said):
        return answer(body)
    moment, is_live = now(), request.GET.get("posted_at") == "now"
    said = {"staff_is_right": request.GET.get("staff_is_right") == "1"}
    try:
        with disk.watch_full_disk(lambda: "Send it again once there is room."):
            records = read_push(token.source, body, request.headers.get("Content-Type", ""), moment, is_live=is_live)
            received = store_push(token.source, records, request.GET.get("channel", ""), moment, **said)
    except TooLarge as reason:
        return answer(Said(413, str(reason)))
    except Unreadable as reason:
        return answer(Said(422, reason.on_a_page))
    except disk.NoRoom as reason:
        return answer(Said(503, str(reason), BEHIND_SECONDS))
    return JsonResponse(received.as_json)


def body_of(request: HttpRequest) -> bytes | Said:
    """Read the whole body, or say why not."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length.isdecimal():
        return Said(411, NO_LENGTH)
    if int(length) > SIZE:
        return Said(413, TOO_LARGE)
    try:
        body = request.read()
    except (UnreadablePostError, OSError):
        return Said(400, CUT_OFF)
    # A part of it may read like a whole, with the last text or number cut.
    return body if len(body) == int(length) else Said(400, CUT_OFF)

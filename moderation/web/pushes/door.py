"""The door for programs, by a token and no session."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt

from moderation.models import PushToken
from moderation.pushes.tokens import find_token, note_use
from moderation.web.shared.faults import RETRY_SECONDS
from moderation.web.shared.outage import is_outage

View = Callable[..., HttpResponse]
# Requests of one token in a minute, whatever they ask.
REQUESTS, A_MINUTE = 300, 60
# The same words whether the token, the source or both are wrong, so that nothing can be learned of either.
WRONG = "This token does not open this source."
TOO_MANY = f"More than {REQUESTS} requests in a minute. Send more records in each."
AWAY = "The database does not answer. Send it again: what is stored of it is not stored twice."


class Said(NamedTuple):
    """Why a program gets no more than a sentence."""

    status: int
    error: str
    again: int = 0


def answer(said: Said) -> JsonResponse:
    response = JsonResponse({"error": said.error}, status=said.status)
    if said.again:
        response["Retry-After"] = str(said.again)
    if said.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def for_programs(view: View) -> View:
    """Let a program with a token of the address's source in, and answer in JSON whatever goes wrong."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def enter(request: HttpRequest, source: int, **named: Any) -> HttpResponse:
        try:
            token = token_of(request, source)
            if token is None:
                return answer(Said(401, WRONG))
            if is_too_fast(token):
                return answer(Said(429, TOO_MANY, A_MINUTE))
            note_use(token, now())
            return view(request, token, **named)
        except (OperationalError, InterfaceError) as error:
            if not is_outage(error):
                raise
            # The next request in this thread must not begin on a connection that may hang.
            connections.close_all()
            return answer(Said(503, AWAY, RETRY_SECONDS))

    # Also what goes wrong before or behind the door is answered in JSON.
    enter.is_for_programs = True  # type: ignore[attr-defined]
    return enter


def token_of(request: HttpRequest, source: int) -> PushToken | None:
    scheme, _, said = request.headers.get("Authorization", "").partition(" ")
    return find_token(source, said.strip()) if scheme.lower() == "bearer" else None


def is_too_fast(token: PushToken) -> bool:
    key = f"push:{token.pk}"
    cache.add(key, 0, A_MINUTE)
    try:
        return bool(cache.incr(key) > REQUESTS)
    except ValueError:
        # The count expired, or Redis went away, in between.
        return False

"""Compress pages whose length tells no secret."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# The pages that show the links of new invitations, and new tokens.
WITH_A_SECRET = {"settings-people", "settings-push"}


class Compressed(GZipMiddleware):
    # An attacker who makes a browser load pages with a text of theirs, and sees the length of the answers, can guess
    # what else is in them (BREACH). Behind the sign-in that is hard: requests from other sites come without the session
    # (its cookie is SameSite=Lax), a form's token is masked anew in each page, and up to 100 random bytes blur the
    # length. Pages for strangers, and those that show a secret, are not compressed.
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return super().process_response(request, response) if is_safe(request) else response


def is_safe(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None or match.url_name in WITH_A_SECRET:
        return False
    return getattr(match.func, "login_required", True)

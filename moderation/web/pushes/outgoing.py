"""Hands a program what is to be carried out, and takes what became of it."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from community.files.cells import storable_text
from moderation.models import Outbox, PushToken
from moderation.outbox.fetching import fetch_rows, report_row, rows_of_source
from moderation.refusal import Refused
from moderation.web.pushes.door import Said, answer, for_programs
from moderation.web.pushes.incoming import body_of

STATES = {"delivered": Outbox.State.DONE, "failed": Outbox.State.FAILED}
REASON_LIMIT = 500
NO_ROW = "There is no such row of this source."
NO_STATE = 'Say {"state": "delivered"}, or {"state": "failed", "reason": "…"}.'


@require_GET
@for_programs
def fetch_decisions(_request: HttpRequest, token: PushToken) -> HttpResponse:
    lines = [json.dumps(line_of(row), ensure_ascii=False) for row in fetch_rows(token, now())]
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="application/x-ndjson; charset=utf-8")


def line_of(row: Outbox) -> dict[str, Any]:
    author = row.message.author
    return {
        "id": str(row.stable_id),
        "verb": row.kind,
        "external_id": row.message.external_id,
        "author_id": author.external_id if author else "",
        "text": row.text,
        "channel": row.channel.slug,
        # People see it on their list too, and may be doing it.
        "to_do": row.state == Outbox.State.TO_DO,
    }


@require_POST
@for_programs
def report_decision(request: HttpRequest, token: PushToken, pk: UUID) -> HttpResponse:
    """Write what became of a row, once, and answer the same each time."""
    row = rows_of_source(token.source).filter(stable_id=pk).select_related("case").first()
    if row is None:
        return answer(Said(404, NO_ROW))
    said = said_in(request)
    if isinstance(said, Said):
        return answer(said)
    return report(row, token, now(), *said)


def report(row: Outbox, token: PushToken, at: datetime, state: str, why: str) -> HttpResponse:
    try:
        report_row(row, token, at, state=STATES[state], why=why)
    except Refused as refused:
        return answer(Said(409, refused.reason))
    return JsonResponse({"id": str(row.stable_id), "state": state})


def said_in(request: HttpRequest) -> tuple[str, str] | Said:
    """Return the state and the reason that a body says."""
    body = body_of(request)
    if isinstance(body, Said):
        return body
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return Said(422, NO_STATE)
    state, why = (said.get("state"), said.get("reason") or "") if isinstance(said, dict) else (None, "")
    if state not in tuple(STATES) or not isinstance(why, str):
        return Said(422, NO_STATE)
    return state, storable_text(why)[:REASON_LIMIT] if state == "failed" else ""

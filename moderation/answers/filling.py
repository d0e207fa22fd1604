"""Record whom stored messages of staff answer, slice by slice."""

from datetime import datetime
from typing import Any

from django.db import transaction

from community.db.bulk import insert_rows
from community.models import Message
from moderation.answers.around import load_staff_messages
from moderation.answers.recording import COLUMNS
from moderation.answers.telling import tell_answers
from moderation.models import Answer
from moderation.policy.answers import Way


@transaction.atomic
def fill_answers(after: int, count: int, now: datetime, model: type[Any] = Answer) -> int | None:
    """Fill in the answers of the next `count` messages behind this key.

    Nobody is asked about old messages: of whom they answer stays unknown where only waiting could tell. It may be ended
    and begun again at any moment. Returns the key that it reached, or None at the end.
    """
    keys = list(Message.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:count])
    if not keys:
        return None
    staff = Message.objects.answers().filter(pk__gt=after, pk__lte=keys[-1], removed_at=None)
    new = staff.exclude(pk__in=model.objects.filter(message__gt=after, message__lte=keys[-1]).values("message"))
    written = load_staff_messages(list(new.values_list("pk", flat=True)))
    told = tell_answers(written, is_past=True)
    rows = [
        (said.pk, said.conversation, said.posted_at, said.given_at, each.author, each.target, each.way, now)
        for said in written
        for each in told[said.pk]
        if each.way != Way.UNKNOWN
    ]
    insert_rows(model, COLUMNS, rows)
    return keys[-1]

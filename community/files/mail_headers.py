"""Recognise mails that a machine sent by the columns of their headers."""

import re
from collections.abc import Collection, Mapping, Sequence

from community.files.expressions import Evaluate, Row
from community.files.fields import plain_name
from community.files.values import YES

# The words that say so, by header. A mailing list says "list", and people write to one.
MACHINE_HEADERS = {
    "auto_submitted": ("auto-replied", "auto-generated", "auto-notified"),
    **dict.fromkeys(("x_autoreply", "x_autorespond", "x_autoresponder"), tuple(YES)),
    "precedence": ("bulk", "junk", "auto_reply", "auto-reply"),
}
# As they stand in an object of their own.
BEFORE = re.compile(r"^(?:mail_|email_|message_)?headers?_")
# A word may have parameters or a comment behind it.
WORD = re.compile(r"[\w-]*")


def machine_headers(names: Sequence[str]) -> dict[str, Collection[str]]:
    """Return the columns among these that are such headers, with the words that say it."""
    plain = {name: BEFORE.sub("", plain_name(name)) for name in names}
    return {name: MACHINE_HEADERS[header] for name, header in plain.items() if header in MACHINE_HEADERS}


def has_machine_header(headers: Mapping[str, Collection[str]]) -> Evaluate:
    """Return how to tell by these columns that a machine sent a mail."""

    def ask(row: Row) -> object:
        told = ((WORD.match(str(row.get(name) or "").strip().lower()), words) for name, words in headers.items())
        return any(found is not None and found[0] in words for found, words in told)

    return ask

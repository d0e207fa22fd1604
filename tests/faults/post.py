"""The sweep under test, with a mail server that notes slowly which notices each mail was of: kills meet it midway."""

import json
import os
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command

# Where it notes them, a line a mail, in the folder of its world.
NOTES = "post.jsonl"
HELD_SECONDS = 0.2
NOTICES = "X-Notices"


class Backend(BaseEmailBackend):
    """A server that takes everything."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            note = {"at": time.time(), "to": message.to, "rows": json.loads(message.extra_headers[NOTICES])}
            time.sleep(HELD_SECONDS)
            with Path(os.environ["PARLEY_VAR"], NOTES).open("a") as notes:
                notes.write(f"{json.dumps(note)}\n")
            time.sleep(HELD_SECONDS)
        return len(email_messages)


def noted(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def install() -> None:
    """Have mails name their notices, and take the minutes between two of them for seconds."""
    from django.conf import settings

    from moderation.outbox import mail

    settings.EMAIL_HOST, settings.EMAIL_BACKEND = "mail.example.org", "tests.faults.post.Backend"
    letter_about = mail.letter_about

    def naming(rows: Any) -> EmailMessage:
        letter = letter_about(rows)
        letter.extra_headers[NOTICES] = json.dumps([row.pk for row in rows])
        return letter

    mail.letter_about = naming  # type: ignore[assignment]
    mail.timedelta = lambda minutes: timedelta(seconds=minutes)  # type: ignore[assignment,misc]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    install()
    call_command("sweep", every=0.5)


if __name__ == "__main__":
    main()

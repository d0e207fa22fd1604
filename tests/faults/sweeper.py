"""The sweep under test: so slow in the middle of an escalation and of a reminder that kills meet it there."""

import os
import time
from typing import Any

import django
from django.core.management import call_command

SECONDS = float(os.environ.get("FAULTS_SWEEP_SECONDS", "0"))


def install() -> None:
    from moderation.escalations import reminders, rules

    set_next_look, tell_teams = rules.set_next_look, reminders.tell_teams

    def slowly(*arguments: Any) -> None:
        time.sleep(SECONDS)
        set_next_look(*arguments)

    def tell_slowly(*arguments: Any) -> None:
        time.sleep(SECONDS)
        tell_teams(*arguments)

    rules.set_next_look = slowly  # type: ignore[assignment]
    reminders.tell_teams = tell_slowly  # type: ignore[assignment]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    install()
    call_command("sweep", every=0.5)


if __name__ == "__main__":
    main()

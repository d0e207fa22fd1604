"""The sweep under test: so slow between an escalation and the next look at its case that kills meet it there."""

import os
import time
from typing import Any

import django
from django.core.management import call_command

SECONDS = float(os.environ.get("FAULTS_SWEEP_SECONDS", "0"))


def install() -> None:
    from moderation.escalations import rules

    set_next_look = rules.set_next_look

    def slowly(*arguments: Any) -> None:
        time.sleep(SECONDS)
        set_next_look(*arguments)

    rules.set_next_look = slowly  # type: ignore[assignment]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    install()
    call_command("sweep", every=0.5)


if __name__ == "__main__":
    main()

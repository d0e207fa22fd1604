"""`python -m tests.earlier.upgrading` upgrades in slices of one, so slowly that a kill meets it within one."""

import os
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import django
from django.core.management import call_command

SECONDS = 0.2


def install() -> None:
    from moderation.answers import filling as answers
    from moderation.cases import filling, ranking

    filling.SLICE = ranking.SLICE = 1
    import_module("moderation.migrations.0030_answers").SLICE = 1  # type: ignore[attr-defined]
    # Each in the middle of what a slice stores, or just before it.
    for module, name in ((filling, "clocks_made"), (answers, "insert_rows"), (ranking, "update_rows")):
        setattr(module, name, slowly(getattr(module, name)))


def slowly(act: Callable[..., Any]) -> Callable[..., Any]:
    def acting(*arguments: Any) -> Any:
        time.sleep(SECONDS)
        done = act(*arguments)
        time.sleep(SECONDS)
        return done

    return acting


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    install()
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main()

"""Migrate the database, and fill an empty one with the demo."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from community.db.schema import make_tables


class Command(BaseCommand):
    help = "Migrate; with --demo, load the demo communities where there is nobody yet."
    # Its own steps check what they need.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="fill an empty installation with the demo")

    def handle(self, *args: Any, **options: Any) -> None:
        make_tables()
        # Also after that, because Django lists kinds of content and permissions only then.
        call_command("migrate", verbosity=0, interactive=False)
        # In the same process, because starting Django twice would double the wait.
        if options["demo"]:
            call_command("demo", if_empty=True)

"""Load the demo communities, and print who can sign in."""

import gc
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.connectors.stub import PLANS
from moderation import demo
from moderation.models.teams import FIRST_TEAMS


class Command(BaseCommand):
    help = "Load the demo communities with ninety days of history, and let their feed stream."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where other people or communities are")

    def handle(self, *args: Any, **options: Any) -> None:
        if not demo.is_free():
            # At a start this is no error, because the installation is in use.
            if options["if_empty"]:
                return
            raise CommandError("This installation has people or communities of its own; the demo needs an empty one.")
        with no_collecting():
            demo.load_demo(self.say_how_far)
        self.stdout.write(sign_ins())

    def say_how_far(self, community: str, count: int) -> None:
        self.stdout.write(f"{community}: {count:,} messages loaded", ending="\r" if self.stdout.isatty() else "\n")


@contextmanager
def no_collecting() -> Iterator[None]:
    """Keep Python from looking for circles of objects, which takes a tenth of the time and finds next to nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def sign_ins() -> str:
    people = [(name, f"{role.label}{f', {FIRST_TEAMS[team]}' if team else ''}") for name, _, role, team in demo.PEOPLE]
    lines = [f"  {role:18} {name}@{slug}.example" for slug in PLANS for name, role in people]
    return "\n".join([f"Sign in with the password {demo.PASSWORD} as", *lines])

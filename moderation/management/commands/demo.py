"""Fill an installation with the demo communities, and say who can sign in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from community.feeds.stub import PLANS
from community.models import Community
from moderation import demo
from moderation.models import User


class Command(BaseCommand):
    help = "Load the demo communities with ninety days of history, and let their feed stream."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where people or communities exist")

    def handle(self, *args: Any, **options: Any) -> None:
        if Community.objects.exists() or User.objects.exists():
            if not options["if_empty"]:
                raise CommandError("This installation has people or communities already; the demo needs an empty one.")
            return
        for plan in PLANS.values():
            feed = demo.found(plan)
            self.stdout.write(f"{plan.name}: loading {demo.DAYS} days of history …")
            demo.load_history(feed, timezone.now(), lambda count: None)
            demo.start(feed)
        self.stdout.write(sign_ins())


def sign_ins() -> str:
    lines = [
        f"  {role.label:18} {name}@{slug}.example" for slug in PLANS for name, _, role, _ in demo.PEOPLE
    ]
    return "\n".join([f"Sign in with the password {demo.PASSWORD} as", *lines])

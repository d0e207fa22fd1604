"""Create the first admin and community of an empty installation."""

import os
import sys
from collections.abc import Callable
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import Field
from django.utils import timezone
from django.utils.text import slugify

from community.models import Community
from moderation.escalations.starter import install_starter_rules
from moderation.guidelines import publishing
from moderation.management.asked import checked
from moderation.models import Membership, User
from moderation.policy.starter import BRAND, KINDS

# Nobody ever signs in with a password that we chose.
PASSWORD = "PARLEY_ADMIN_PASSWORD"  # noqa: S105 - the name of a variable
SET_UP = (
    "Parley is set up already: there is a user, who can invite others. An admin makes a further community under"
    " Settings; so does manage.py add_community."
)

REMINDER = "Nobody can sign in yet. In a second terminal: .venv/bin/python manage.py setup\n"

# Questions, each with the field that validates the answer.
QUESTIONS: dict[str, tuple[str, "Field[Any, Any]"]] = {
    "email": ("E-mail of the first admin", User._meta.get_field("email")),
    "name": ("Their name", User._meta.get_field("name")),
    "community": ("Name of the first community", Community._meta.get_field("name")),
    "time_zone": ("Its time zone, such as Europe/London", Community._meta.get_field("time_zone")),
}


class Command(BaseCommand):
    help = (
        f"Make the first admin and community. The password comes from {PASSWORD} or a prompt, never from an argument."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for name, (question, _) in QUESTIONS.items():
            parser.add_argument(f"--{name.replace('_', '-')}", help=question)
        parser.add_argument("--kind", choices=KINDS, help="what it is: it chooses the starter guidelines")
        parser.add_argument("--remind", action="store_true", help="only say that this is to be done, while it is")

    def handle(self, **options: Any) -> None:
        if options["remind"]:
            self.stdout.write("" if User.objects.exists() else REMINDER, ending="")
            return
        if User.objects.exists():
            raise CommandError(SET_UP, returncode=2)
        said = {name: self.answer(name, options[name]) for name in QUESTIONS}
        user = User(email=said["email"].lower(), name=said["name"], is_staff=True, is_superuser=True)
        user.set_password(self.password(user))
        community = set_up(user, said["community"], said["time_zone"], options["kind"] or self.kind())
        self.stdout.write(f"{user} is admin of {community} with {community.guidelines.count()} starter guidelines.")

    def answer(self, name: str, given: str | None) -> str:
        question, field = QUESTIONS[name]
        if given is not None:
            return checked(given.strip(), lambda answer: field.clean(answer, None))
        if not sys.stdin.isatty():
            raise CommandError(f"Say --{name.replace('_', '-')}: {question}.", returncode=2)
        return self.asked(lambda: checked(input(f"{question}: ").strip(), lambda answer: field.clean(answer, None)))

    def kind(self) -> str:
        """Ask what the community is, where somebody sits there; Enter says a brand."""
        if not sys.stdin.isatty():
            return BRAND
        question = "\n".join(["What it is:", *(f"  {kind}: {words}" for kind, words in KINDS.items()), f"[{BRAND}]: "])

        def check(answer: str) -> str:
            if answer and answer not in KINDS:
                raise CommandError(f"Say one of {', '.join(KINDS)}.")
            return answer or BRAND

        return self.asked(lambda: check(input(question).strip().lower()))

    def password(self, user: User) -> str:
        def check(password: str) -> None:
            validate_password(password, user)

        given = os.environ.get(PASSWORD)
        if given is not None:
            return checked(given, check)
        if not sys.stdin.isatty():
            raise CommandError(f"Put the admin's password into {PASSWORD}.", returncode=2)
        return self.asked(lambda: checked(getpass("Password: "), check))

    def asked(self, ask: Callable[[], str]) -> str:
        while True:
            try:
                return ask()
            except CommandError as wrong:
                self.stderr.write(str(wrong))


@transaction.atomic
def set_up(user: User, name: str, time_zone: str, kind: str = BRAND) -> Community:
    user.save()
    slug = slugify(name)[:60] or "community"
    # An import may have made the community before there was anybody to see it.
    community, _ = Community.objects.update_or_create(slug=slug, defaults={"name": name, "time_zone": time_zone})
    Membership.objects.create(user=user, community=community, role=Membership.Role.ADMIN)
    publishing.install_starter_guidelines(community, user, kind)
    install_starter_rules(community, user, timezone.now())
    return community

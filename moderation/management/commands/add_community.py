"""Create a further community."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from community import languages
from community.models import Community
from moderation.administration import communities
from moderation.management import asked
from moderation.management.asked import REFUSED
from moderation.models import Membership, User
from moderation.policy.starter import BRAND, KINDS
from moderation.refusal import Refused

NOBODY = "Say --admin EMAIL: without an admin nobody could enter it. With --like and --with-people it may be left out."


class Command(BaseCommand):
    help = (
        "Make a community with the starter guidelines, or like another one: with copies of its guidelines, response"
        " targets, working hours, teams, escalation rules, desk settings, time zone and languages, and none of its"
        " channels, feeds and messages."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--like", metavar="OTHER", help="the community to copy, by slug or by name")
        parser.add_argument("--with-people", action="store_true", help="also everybody who works in OTHER now")
        parser.add_argument("--admin", metavar="EMAIL", help="who becomes admin; somebody who has an account")
        parser.add_argument("--time-zone", default="", help="such as Europe/London; else OTHER's, or UTC")
        parser.add_argument("--kind", choices=KINDS, default=BRAND, help="whose starter guidelines, without --like")
        parser.add_argument("--languages", default="", help="codes, such as “en es de”; else OTHER's")

    def handle(self, **options: Any) -> None:
        like = asked.community_asked(options["like"]) if options["like"] else None
        admin = account(options["admin"]) if options["admin"] else None
        if not admin and not (like and options["with_people"]):
            raise CommandError(NOBODY, returncode=REFUSED)
        said = {"name": name(options["name"]), "languages": codes(options["languages"])}
        said |= {"time_zone": zone(options["time_zone"]), "with_people": options["with_people"]}
        said |= {"kind": options["kind"]}
        try:
            made = communities.add(None, timezone.now(), like=like, admin=admin, **said)
        except Refused as refused:
            raise CommandError(refused.reason, returncode=REFUSED) from None
        self.stdout.write(in_words(made))


def name(said: str) -> Any:
    field = Community._meta.get_field("name")
    # A name stands on one line everywhere.
    return asked.checked(" ".join(said.split()), lambda one_line: field.clean(one_line, None))


def zone(said: str) -> Any:
    field = Community._meta.get_field("time_zone")
    return asked.checked(said, lambda name: field.clean(name, None)) if said else ""


def codes(said: str) -> list[str]:
    try:
        return languages.codes(said)
    except ValueError as wrong:
        raise CommandError(str(wrong), returncode=REFUSED) from None


def account(email: str) -> User:
    if found := User.objects.filter(email__iexact=email, is_active=True).first():
        return found
    why = "manage.py setup makes the first one" if not User.objects.exists() else "invite them first, or name another"
    raise CommandError(f"There is no account with the e-mail {email}; {why}.", returncode=REFUSED)


def in_words(made: Community) -> str:
    admins = Membership.objects.filter(community=made, role=Membership.Role.ADMIN).select_related("user").order_by("pk")
    guidelines, people = made.guidelines.count(), made.memberships.count()
    named = ", ".join(str(member.user) for member in admins)
    return f"{made} is there under /c/{made.slug}/. Guidelines: {guidelines}. People: {people}. Admin: {named}."

"""Print a link for choosing a new password.

It is for whoever runs the server without mail.
"""

from argparse import ArgumentParser
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from moderation.models import User


class Command(BaseCommand):
    help = (
        "Print a link with which somebody with an account chooses a new password. "
        "It can be used once, within 4 hours. Give it to nobody else: it is stored nowhere and mailed to nobody."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="with which they sign in")

    def handle(self, email: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None:
            raise CommandError(f"Nobody has an account with the e-mail {email}.", returncode=2)
        if not user.is_active:
            raise CommandError(f"The account of {user.email} is switched off.", returncode=2)
        self.stdout.write(link_of(user))


def link_of(user: User) -> str:
    keys = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=keys)

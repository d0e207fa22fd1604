"""Sign-in for invited people, and requests for a new password."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from threading import Thread
from typing import Any

from allauth.account import views as account
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from moderation.models import User
from moderation.web.people import tries
from moderation.web.shared.address import counted_address

log = logging.getLogger(__name__)

POSTMAN = "mail behind an answer"
# Longer than the work for an existing account takes.
UNHURRIED = 0.25


class InvitedOnly(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "That e-mail and password do not match.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        try:
            address = ip_address(super().get_client_ip(request))
        except PermissionDenied:
            # A connection by Unix socket has no address.
            return "127.0.0.1"
        # As IPv6 all of IPv4 is one network, and would count as one address.
        return str(getattr(address, "ipv4_mapped", None) or address)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a try at a limit, before its password is looked at.

        At a limit the right password is refused too.
        """
        if reached := tries.begin(credentials["email"], counted_address(request)):
            raise ValidationError(str(reached), code="too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user:
            tries.succeed(credentials["email"], counted_address(request))
        return user

    def set_password(self, user: User, password: str) -> None:
        super().set_password(user, password)
        tries.forgive(user.email, counted_address(self.request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send the mail in a thread."""
        message = self.render_mail(template_prefix, email, context)
        # How long a mail server takes, or that it fails, would tell who has an account.
        Thread(target=hand_over, args=[message], name=POSTMAN, daemon=True).start()

    def format_email_subject(self, subject: str) -> str:
        return subject

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Add no message, because signing in and out can be seen."""


def hand_over(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError as error:
        log.warning("A mail with a link for a new password could not be sent (%s).", type(error).__name__)


def unhurried(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view answer a form after `UNHURRIED` seconds at the earliest."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        began = time.monotonic()
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            # An answer at once would tell that there is no such account.
            time.sleep(max(0.0, began + UNHURRIED - time.monotonic()))
        return response

    return answer


@login_not_required
@unhurried
def password_reset(request: HttpRequest) -> HttpResponseBase:
    """Mail a link for a new password, or say who else can give one."""
    if settings.EMAIL_HOST:
        return account.password_reset(request)
    # Everybody gets the same answer, with an account or without.
    return render(request, "account/password_reset_by_hand.html")

"""Signing in by invitation only, and asking for a new password."""

from typing import Any

from allauth.account import views as account
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render


class InvitedOnly(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "That e-mail and password do not match.",
        "too_many_login_attempts": "Too many tries. Wait 5 minutes, then try again or ask for a new password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Signing in and out can be seen; no message has to say so too."""


@login_not_required
def password_reset(request: HttpRequest) -> HttpResponseBase:
    """Mail a link to choose a new password, or say to everybody alike who else can give one."""
    if settings.EMAIL_HOST:
        return account.password_reset(request)
    return render(request, "account/password_reset_by_hand.html")

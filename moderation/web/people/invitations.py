"""Accept an opened invitation, as a new person or with an account."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from moderation.access import rights_of
from moderation.administration import invitations
from moderation.models import Invitation, User
from moderation.refusal import Refused
from moderation.web.administration.fields import NameField
from moderation.web.communities.home import WAYS_IN
from moderation.web.people import invitation_link
from moderation.web.shared.requests import SeeOther


class NewPersonForm(forms.Form):
    name = NameField(label="Your name", max_length=120, help_text="As colleagues know you.")
    password = forms.CharField(
        strip=False, max_length=4096, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, email: str, *given: Any) -> None:
        super().__init__(*given)
        self.email = email
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        written = dict(self.cleaned_data)
        if "password" in written:
            try:
                validate_password(written["password"], User(email=self.email, name=written.get("name", "")))
            except ValidationError as wrong:
                self.add_error("password", wrong)
        return written


@sensitive_post_parameters("password")
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    found = invitations.find_opened(pk, invitation_link.secret_of(request, pk), now())
    if found is None:
        return render(request, "moderation/people/invitation_over.html", status=404)
    if isinstance(request.user, User):
        return by_account(request, found, request.user)
    if User.objects.filter(email__iexact=found.email).exists():
        return render_invitation(request, found, must_sign_in=True)
    return by_new_person(request, found)


def by_account(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    is_theirs = user.email.lower() == found.email.lower()
    if request.method != "POST":
        return render_invitation(request, found, is_theirs=is_theirs)
    try:
        invitations.accept(found, user, now())
    except Refused as refused:
        return render_invitation(request, found, is_theirs=is_theirs, refused=refused.reason, status=409)
    return joined(found)


def by_new_person(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = NewPersonForm(found.email, *([request.POST] if request.method == "POST" else []))
    if request.method != "POST":
        return render_invitation(request, found, form=form)
    if not form.is_valid():
        return render_invitation(request, found, form=form, status=422)
    try:
        user = invitations.accept_as_new(found, now(), **form.cleaned_data)
    except Refused as refused:
        return render_invitation(request, found, form=form, refused=refused.reason, status=409)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return joined(found)


def render_invitation(request: HttpRequest, found: Invitation, *, status: int = 200, **shown: Any) -> HttpResponse:
    return render(request, "moderation/people/invitation.html", {"invitation": found} | shown, status=status)


def joined(found: Invitation) -> HttpResponse:
    """Redirect to the first screen of the new role."""
    door = next(door for action, door in WAYS_IN if action in rights_of(found.role))
    answer = SeeOther(reverse(door, args=[found.community.slug]))
    return invitation_link.forgotten(answer, found)

"""The screen of tokens, each of which lets a program into one source."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from community.models import Community, Source
from moderation.models import PushToken
from moderation.models.pushes import NAME_LIMIT
from moderation.pushes import tokens
from moderation.pushes.reading import MEGA, RECORDS, SIZE
from moderation.refusal import Refused
from moderation.web.administration.fields import NameField
from moderation.web.administration.sections import community_of_admin, show_section
from moderation.web.pushes.door import REQUESTS
from moderation.web.shared.requests import DeskRequest, SeeOther

SECTION = "settings-push"
LIMITS = {"records": f"{RECORDS:,}", "mega": SIZE // MEGA, "requests": REQUESTS}


class SourceChoice(forms.ModelChoiceField):
    def label_from_instance(self, source: Source) -> str:
        names = ", ".join(channel.name for channel in source.channels.all())
        return f"{source}: {names or 'no channel yet'}"


class TokenForm(forms.Form):
    name = NameField(max_length=NAME_LIMIT, help_text="Of the program that gets it, such as “shop bot”.")
    source = SourceChoice(
        Source.objects.none(),
        empty_label=None,
        help_text="The token opens its channels alone. A new channel has a source of its own.",
    )

    def __init__(self, data: QueryDict | None, here: Community) -> None:
        super().__init__(data)
        found = tokens.sources_for_programs(here).prefetch_related("channels")
        self.fields["source"].queryset = found  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request: DeskRequest, community: str) -> HttpResponse:
    """Show the tokens, or make one by POST and show it this once."""
    here = community_of_admin(request, community)
    if request.method != "POST":
        return show_tokens(request, here, TokenForm(None, here))
    form = TokenForm(request.POST, here)
    if not form.is_valid():
        return show_tokens(request, here, form, status=422)
    source, name = form.cleaned_data["source"], form.cleaned_data["name"]
    try:
        token = tokens.make_token(source, request.user, now(), name=name)
    except Refused as refused:
        return show_tokens(request, here, form, status=409, refused=refused.reason)
    # Without a redirect, which would have to carry the token. Loaded again, the name is taken.
    fresh = {"token": token, "name": name, "address": address_of(request, source)}
    return show_tokens(request, here, TokenForm(None, here), fresh=fresh)


@require_POST
def end_token(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = community_of_admin(request, community)
    found = get_object_or_404(PushToken.objects.of(here).select_related("source__community"), pk=pk)
    try:
        tokens.end_token(found, request.user, now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"The token “{found}” opens nothing any more.")
    return SeeOther(reverse(SECTION, args=[here.slug]))


def show_tokens(
    request: DeskRequest, here: Community, form: TokenForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    live = PushToken.objects.of(here).live().select_related("source", "made_by").order_by("source__name", "pk")
    has_sources = tokens.sources_for_programs(here).exists()
    shown = {"tokens": live, "form": form, "has_sources": has_sources, "example": example_of(request, live), **LIMITS}
    return show_section(request, here, "push.html", SECTION, status=status, **shown | more)


def example_of(request: DeskRequest, live: Iterable[PushToken]) -> dict[str, Any]:
    """Return the addresses of the newest token's source, or how they are made."""
    base = request.build_absolute_uri("/").rstrip("/")
    token = max(live, key=lambda each: each.pk, default=None)
    if token is None:
        return {"base": base, "number": "SOURCE"}
    channels = list(token.source.channels.order_by("pk").values_list("slug", flat=True)[:2])
    several = channels[0] if len(channels) > 1 else ""
    return {"base": base, "number": token.source_id, "name": token.source, "channels": several}


def address_of(request: DeskRequest, source: Source) -> str:
    return request.build_absolute_uri(reverse("push-in", args=[source.pk]))

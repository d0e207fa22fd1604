"""Screen of the address that is called about what a team is asked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from moderation.administration import webhooks as administering
from moderation.changes import Subject, Values
from moderation.models import Team
from moderation.policy.webhooks import LONGEST, read_target, refuse_private_host
from moderation.web.administration.editing import Edited, edit_or_show, saved_message
from moderation.web.administration.sections import community_of_admin
from moderation.web.shared.requests import DeskRequest

SECTION = "settings-escalation"
NOTE = (
    "Whenever the team's leads are mailed, this address is called with the same facts as JSON: severity, category,"
    " channel, how many cases and when the first is due. Nobody's words are in it. It has to be on the public internet."
)


class WebhookForm(forms.Form):
    webhook = forms.CharField(
        label="Address to call",
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url", "spellcheck": "false"}),
        help_text="Such as https://chat.example.com/hooks/abc; empty: nothing is called.",
    )

    def clean_webhook(self) -> str:
        address = str(self.cleaned_data["webhook"])
        try:
            if address:
                refuse_private_host(read_target(address).host)
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None
        return address


@require_http_methods(["GET", "HEAD", "POST"])
def edit_webhook(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = community_of_admin(request, community)
    team = get_object_or_404(Team, community=here, pk=pk)

    def form(data: QueryDict | None, _values: Values) -> forms.Form:
        return WebhookForm(data, initial={"webhook": Team.objects.get(pk=pk).webhook})

    def save(written: dict[str, Any], seen: str) -> str:
        return saved_message(administering.change_webhook(team, request.user, now(), seen=seen, **written))

    def values() -> Values:
        return administering.webhook_values(Team.objects.get(pk=pk))

    back, title = reverse(SECTION, args=[here.slug]), f"Address of {team}"
    shown = {"note": NOTE}
    return edit_or_show(
        request, Edited(here, SECTION, Subject.TARGETS, title, back, form, save, values=values, shown=shown)
    )

"""The question whether a reply was sent that somebody marked so and an import does not have."""

from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from moderation.access import Right
from moderation.cases.sought import say_sent
from moderation.web.cases.views import do_and_show
from moderation.web.shared.reach import case_at
from moderation.web.shared.requests import DeskRequest


class Sent(forms.Form):
    """Which reply is meant, and the button that was pressed."""

    reply = forms.IntegerField(
        min_value=1, max_value=2**63 - 1, error_messages={"required": "Say which reply is meant."}
    )
    sent = forms.ChoiceField(choices=(("yes", "Yes"), ("no", "No")), error_messages={"required": "Choose yes or no."})


@require_POST
def say_sent_in_case(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.REPLY)
    form = Sent(request.POST, auto_id="sent-%s")

    def verb(now: datetime) -> str:
        is_yes = form.cleaned_data["sent"] == "yes"
        say_sent(found, form.cleaned_data["reply"], request.user, now, sent=is_yes)
        return "Noted: it was sent." if is_yes else "Noted: it was not sent, so the person still waits."

    return do_and_show(request, found, verb, "sent", form)

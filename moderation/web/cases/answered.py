"""The question whether a staff message answered the person of a case."""

from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from moderation.access import Right
from moderation.answers.actions import say_answered
from moderation.web.cases.views import do_and_show
from moderation.web.shared.reach import case_at
from moderation.web.shared.requests import DeskRequest


class Answered(forms.Form):
    """Which message is meant, and the button that was pressed."""

    message = forms.IntegerField(
        min_value=1, max_value=2**63 - 1, error_messages={"required": "Say which message is meant."}
    )
    answered = forms.ChoiceField(
        choices=(("yes", "Yes"), ("no", "No")), error_messages={"required": "Choose yes or no."}
    )


@require_POST
def say_in_case(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.REPLY)
    form = Answered(request.POST, auto_id="answered-%s")

    def verb(now: datetime) -> str:
        is_yes = form.cleaned_data["answered"] == "yes"
        say_answered(found, form.cleaned_data["message"], request.user, now, answered=is_yes)
        return "Noted: it was an answer." if is_yes else "Noted: it was no answer, so the clock runs on."

    return do_and_show(request, found, verb, "answered", form)

"""The verb that says what a text sounds like, where its engine says otherwise."""

from datetime import datetime

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from moderation.access import Right
from moderation.moods import correcting
from moderation.web.cases import forms
from moderation.web.cases.views import do_and_show
from moderation.web.shared.reach import case_at
from moderation.web.shared.requests import DeskRequest


@require_POST
def correct_mood(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.CORRECT_MOOD)
    form = forms.Mood(request.POST)

    def verb(now: datetime) -> str:
        band, revision = form.cleaned_data["band"], form.cleaned_data["revision"]
        if not band:
            correcting.take_correction_back(found, request.user, revision=revision)
            return "Taken back: its mood stands as it was scored."
        correcting.correct_mood(found, request.user, now, band=band, revision=revision)
        return f"Kept: this text is {band}. It changes no figure; engines are measured by it."

    return do_and_show(request, found, verb, "mood", form)

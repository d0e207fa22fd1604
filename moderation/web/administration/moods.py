"""The screen of what moods are scored by, with scoring anew, its undo, and what people corrected."""

import csv
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.models import Community
from community.spreadsheet import Echo, safe_cell
from moderation.changes import Subject, Values
from moderation.models import Desk, Rescoring
from moderation.moods import changing, correcting
from moderation.policy.sentiment import ENGINES, PARLEY, VADER
from moderation.policy.sentiment.words import EMOJI, TROUBLE
from moderation.refusal import Refused
from moderation.web.administration.editing import Edited, edit_or_show, saved_message
from moderation.web.administration.fields import EmojiField, WordsField
from moderation.web.administration.sections import community_of_admin
from moderation.web.shared.requests import DeskRequest, SeeOther, csv_file

SECTION = "settings-mood"
TOLD = {
    VADER: f"{VADER}: a list of words as it was published; names, “please” and “help” count too",
    PARLEY: f"{PARLEY}: words as they are meant; names and politeness do not count, trouble does",
}
NOTE = (
    "A mood is told from words that sound negative or positive, in English texts alone; irony is not seen. What is "
    "saved here holds for the next message, and stored texts are scored anew in the background, the newest first. "
    f"Open cases are ranked anew; what is past opens no case. The words below count with {PARLEY} alone."
)
COLUMNS = ("at", "by", "channel", "external_id", "engine", "said", "label", "text")


class MoodForm(forms.Form):
    engine = forms.ChoiceField(label="Moods are scored by", choices=[(name, TOLD[name]) for name in reversed(ENGINES)])
    own_names = WordsField(
        label="Our own names",
        required=False,
        help_text="Of the community, its products and its people, one a line. They are never read as words: a lamp "
        "called Beacon is no praise.",
    )
    trouble_words = WordsField(
        label="Trouble words",
        known=TROUBLE,
        rows=8,
        required=False,
        help_text="Words that mean trouble here, one a line. Leave it empty for those that Parley knows.",
    )
    negative_emoji = EmojiField(
        label="Emoji that are negative",
        known=EMOJI,
        required=False,
        help_text="Wherever they stand. Leave it empty for those that Parley knows.",
    )

    def clean_own_names(self) -> list[str]:
        return self.cleaned_data["own_names"] or []


@require_http_methods(["GET", "HEAD", "POST"])
def edit_mood(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)

    def save(written: dict[str, Any], seen: str) -> str:
        differs = changing.change_mood(here, request.user, now(), seen=seen, **written)
        return saved_message(differs, "Saved. Stored texts are scored anew, the newest first.")

    def values() -> Values:
        return changing.mood_values(Desk.objects.get(community=here))

    def form(data: QueryDict | None, values: Values) -> forms.Form:
        return MoodForm(data, initial=dict(values))

    address = reverse(SECTION, args=[here.slug])
    shown = {"note": NOTE, **state_of(here)}
    title = str(Subject.MOOD.label)
    return edit_or_show(
        request, Edited(here, SECTION, Subject.MOOD, title, address, form, save, values, "mood.html", shown=shown)
    )


def state_of(here: Community) -> dict[str, Any]:
    return {
        "rescorings": list(Rescoring.objects.filter(community=here).select_related("by")[:5]),
        "corrections": correcting.counted_corrections(here),
    }


@require_POST
def undo_mood(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = community_of_admin(request, community)
    rescoring = get_object_or_404(Rescoring.objects.select_related("community"), community=here, pk=pk)
    try:
        changing.undo_change(rescoring, request.user, now())
        messages.success(request, "Taken back. Stored texts are scored as they were before.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return SeeOther(reverse(SECTION, args=[here.slug]))


@require_safe
def corrections_csv(request: DeskRequest, community: str) -> StreamingHttpResponse:
    here = community_of_admin(request, community)
    return csv_file(csv_lines(correcting.correction_lines(here)), f"moods-{here.slug}.csv")


def csv_lines(lines: Iterator[dict[str, Any]]) -> Iterator[str]:
    write = csv.writer(Echo()).writerow
    yield write(COLUMNS)
    for line in lines:
        yield write([safe_cell(line[name]) for name in COLUMNS])

"""The screen of how long texts are kept, with what would go today."""

from typing import Any, NamedTuple

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from community.models import Community
from moderation.administration import desks as administering
from moderation.changes import Subject, Values
from moderation.members.retaining import CLASSES, Kept, count_old
from moderation.models import Desk
from moderation.web.administration.editing import Edited, edit_or_show, saved_message
from moderation.web.administration.sections import community_of_admin
from moderation.web.shared.requests import DeskRequest

# Months that the table tells of.
TOLD = (6, 12, 24, 36)
COUNTED = 10_000
LONGEST = 1_200
SAVED = "Saved. The sweep begins within seconds, and looks once a day from then on."
NOTE = (
    "Nothing goes while a field is empty. Texts, notes and replies go; that there was a message, what was decided, and "
    "every figure stay. Nobody can take it back."
)


class Line(NamedTuple):
    """A class of what is kept, and how much of it would go today by months."""

    label: str
    counts: list[str]


class RetentionForm(forms.Form):
    keep_messages = forms.IntegerField(
        label="Messages without a case", help_text="Months since they were posted, after which their texts go."
    )
    keep_cases = forms.IntegerField(
        label="Closed cases", help_text="Months since they were closed, after which texts, notes and replies go."
    )
    keep_rejects = forms.IntegerField(
        label="Rejected records", help_text="Months since the import, after which they are deleted."
    )
    keep_uploads = forms.IntegerField(
        label="Uploaded files", help_text="Months since they came. The files themselves go after a week without use."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
            field.widget.attrs |= {"min": 1, "max": LONGEST}
            field.validators += forms.IntegerField(min_value=1, max_value=LONGEST).validators


@require_http_methods(["GET", "HEAD", "POST"])
def edit_retention(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)
    address = reverse("settings-retention", args=[here.slug])

    def save(written: dict[str, Any], seen: str) -> str:
        return saved_message(administering.change_retention(here, request.user, now(), seen=seen, **written), SAVED)

    def values() -> Values:
        return administering.retention_values(Desk.objects.get(community=here))

    def form(data: QueryDict | None, values: Values) -> forms.Form:
        return RetentionForm(data, initial=dict(values))

    shown = {"note": NOTE, "months": TOLD, "lines": [line_of(here, kept) for kept in CLASSES]}
    title = str(Subject.RETENTION.label)
    return edit_or_show(
        request,
        Edited(
            here,
            "settings-retention",
            Subject.RETENTION,
            title,
            address,
            form,
            save,
            values,
            "retention.html",
            shown=shown,
        ),
    )


def line_of(here: Community, kept: Kept) -> Line:
    found = count_old(here, kept, TOLD, now(), COUNTED)
    return Line(kept.label, [f"more than {COUNTED:,}" if count > COUNTED else f"{count:,}" for count in found])

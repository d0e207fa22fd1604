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
TOLD = (1, 3, 6, 12, 24, 36)
COUNTED = 10_000
LONGEST = 1_200
ASK = "Saved so, texts go within seconds, and nobody can bring them back. Tick what may go, and save."
SAVED = "Saved. The sweep begins within seconds, and looks once a day from then on."
NOTE = (
    "Nothing goes while a field is empty. Texts, notes and replies go; that there was a message, what was decided, and "
    "every figure stay. Nobody can take it back."
)


class Line(NamedTuple):
    """A class of what is kept, and how much of it would go today by months."""

    label: str
    counts: list[str]


class Checkbox(forms.CheckboxInput):
    """A tick for exactly these months, which another form does not find ticked."""

    def __init__(self, key: str) -> None:
        super().__init__(check_test=lambda value: bool(value == key))
        self.key = key

    def format_value(self, _value: Any) -> str:
        return self.key


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

    # Asked for only when something would go by what was typed.
    agreed = forms.CharField()

    def __init__(self, here: Community, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here = here
        if not self.is_bound:
            del self.fields["agreed"]
        for field in self.fields.values():
            field.required = False
            field.widget.attrs |= {"min": 1, "max": LONGEST}
            if isinstance(field, forms.IntegerField):
                field.validators += forms.IntegerField(min_value=1, max_value=LONGEST).validators

    def clean(self) -> dict[str, Any]:
        """Ask once more where texts would go that stay as it stands."""
        written = self.cleaned_data
        agreed, agreeing = written.pop("agreed", ""), self.fields.pop("agreed")
        going = [] if self.errors else what_goes(self.here, written)
        if not going:
            return written
        key = ", ".join(f"{kept.label} {written[kept.setting]}" for kept in CLASSES if written[kept.setting])
        if agreed != key:
            agreeing.widget, self.fields["agreed"] = Checkbox(key), agreeing
            # A bound field has its label since it was cleaned.
            self["agreed"].label = f"Let go now: {', '.join(going)}"
            raise forms.ValidationError(ASK)
        return written


@require_http_methods(["GET", "HEAD", "POST"])
def edit_retention(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)
    address = reverse("settings-retention", args=[here.slug])

    def save(written: dict[str, Any], seen: str) -> str:
        return saved_message(administering.change_retention(here, request.user, now(), seen=seen, **written), SAVED)

    def values() -> Values:
        return administering.retention_values(Desk.objects.get(community=here))

    def form(data: QueryDict | None, values: Values) -> forms.Form:
        return RetentionForm(here, data, initial=dict(values))

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


def what_goes(here: Community, written: Values) -> list[str]:
    """Return what would go by these months and stays by those that are saved, in words."""
    saved, going = administering.retention_values(Desk.objects.get(community=here)), []
    for kept in CLASSES:
        months, until_now = written[kept.setting], saved[kept.setting]
        if months is None or (until_now is not None and months >= until_now):
            continue
        if count := count_old(here, kept, [months], now(), COUNTED)[0]:
            going.append(f"{kept.label.lower()} ({in_words(count)})")
    return going


def line_of(here: Community, kept: Kept) -> Line:
    return Line(kept.label, [in_words(count) for count in count_old(here, kept, TOLD, now(), COUNTED)])


def in_words(count: int) -> str:
    return f"more than {COUNTED:,}" if count > COUNTED else f"{count:,}"

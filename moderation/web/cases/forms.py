"""What a person may type or choose on a case, and its limits."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms

from moderation.models import Guideline
from moderation.models.targets import SEVERITIES
from moderation.policy.decisions import DECISIONS, decision_choices
from moderation.policy.sentiment import Band
from moderation.policy.values import Severity
from moderation.web.shared.limits import TEXT_LIMIT, WHY_LIMIT

# In digits.
LONGEST_KEY = 19


class ShownField(forms.CharField):
    """The messages that were on the screen, each with its revision, as “12:1,15:2”."""

    widget = forms.HiddenInput
    default_error_messages: ClassVar = {"invalid": "This page is not one of ours. Load it again."}

    def to_python(self, value: Any) -> Any:
        said = super().to_python(value) or ""
        try:
            pairs = (each.split(":") for each in said.split(",") if each)
            return {int(row): int(revision) for row, revision in pairs} or None
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"]) from None


def allow_any_key(field: Any) -> None:
    """Take any row's key: which of them are in the case is for the verb to say, as that may have changed."""
    field.valid_value = lambda key: key.isdecimal() and len(key) < LONGEST_KEY


class OnText(forms.Form):
    """A form about texts; `revision` is that of the leading one, `shown` are all that were on the screen."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    shown = ShownField(required=False)


class Decide(OnText):
    """`now` is the choice of a button that chooses and decides in one."""

    action = forms.ChoiceField(
        choices=decision_choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of these decisions."},
    )
    now = forms.ChoiceField(choices=decision_choices, required=False, widget=forms.HiddenInput)
    guideline = forms.TypedChoiceField(
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": "This guideline is not one of this community's."},
    )
    reason = forms.CharField(max_length=WHY_LIMIT, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    keep_open = forms.BooleanField(label="Keep the case open", required=False)
    chosen = forms.TypedMultipleChoiceField(coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, guidelines: Mapping[int, Guideline], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.TypedChoiceField", self.fields["guideline"])
        field.choices = [("", "None"), *((pk, guideline.name) for pk, guideline in guidelines.items())]
        field.coerce = lambda pk: guidelines[int(pk)]
        allow_any_key(self.fields["chosen"])

    @property
    def picked(self) -> str:
        return str(self["now"].value() or self["action"].value() or "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["action"] = cleaned.pop("now", "") or cleaned.get("action", "")
        if not cleaned["action"] and "action" not in self.errors:
            self.add_error("action", "Choose what to do.")
        if len(cleaned.get("shown") or ()) > 1 and cleaned.get("chosen") is None:
            self.add_error("chosen", "Choose which of its messages you decide about.")
        chosen = DECISIONS.get(cleaned.get("action", ""))
        # Whoever is acted against is owed a reason; either of the two says it.
        is_owed = chosen is not None and chosen.against_author
        if is_owed and not self.errors and not cleaned["guideline"] and not cleaned["reason"]:
            self.add_error("reason", "Choose the guideline, or say why.")
        return cleaned


class Reply(OnText):
    text = forms.CharField(
        label="Reply text",
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write a reply first."},
    )
    close = forms.BooleanField(label="Close the case with it", required=False)
    to_all = forms.BooleanField(label="Answer all others of the same text who wait, too", required=False)


class Unneeded(OnText):
    """That the person waits for nothing."""


class Mood(forms.Form):
    """What a text sounds like, where nothing takes back what somebody said of it."""

    revision = forms.IntegerField(min_value=1)
    band = forms.ChoiceField(choices=[(band.value, band.value) for band in Band], required=False)


class Split(forms.Form):
    """Which messages become a case of their own."""

    chosen = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": "Choose the messages that become a case of their own."}
    )
    reason = forms.CharField(max_length=WHY_LIMIT, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allow_any_key(self.fields["chosen"])


class Merge(forms.Form):
    other = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


class Correct(forms.Form):
    severity = forms.TypedChoiceField(choices=SEVERITIES, coerce=lambda value: Severity(int(value)))
    why = forms.CharField(
        label="On what grounds",
        max_length=WHY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it is graver, or less grave, than it was taken for."},
    )


class Undelivered(forms.Form):
    why = forms.CharField(
        label="What stands in the way",
        max_length=WHY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why, as “the account is gone”."},
    )


class Note(forms.Form):
    text = forms.CharField(
        label="Note",
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write a note first."},
    )


class Close(OnText):
    why = forms.CharField(
        label="Why",
        max_length=WHY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it needs no decision."},
    )


class OpenByHand(forms.Form):
    why = forms.CharField(
        label="Why",
        max_length=WHY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why somebody should look at it."},
    )


class Reopen(forms.Form):
    why = forms.CharField(
        label="Why",
        max_length=WHY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it is opened again."},
    )

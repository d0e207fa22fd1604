"""What a person may type or choose on a case, and its limits."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from moderation.models import Guideline
from moderation.policy.decisions import DECISIONS, decision_choices
from moderation.web.shared.limits import TEXT_LIMIT, WHY_LIMIT


class OnText(forms.Form):
    """A form about a text; `revision` is the one that was on the screen."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


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

    def __init__(self, *args: Any, guidelines: Mapping[int, Guideline], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.TypedChoiceField", self.fields["guideline"])
        field.choices = [("", "None"), *((pk, guideline.name) for pk, guideline in guidelines.items())]
        field.coerce = lambda pk: guidelines[int(pk)]

    @property
    def chosen(self) -> str:
        return str(self["now"].value() or self["action"].value() or "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["action"] = cleaned.pop("now", "") or cleaned.get("action", "")
        if not cleaned["action"] and "action" not in self.errors:
            self.add_error("action", "Choose what to do.")
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


class Reopen(forms.Form):
    why = forms.CharField(
        label="Why",
        max_length=WHY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it is opened again."},
    )

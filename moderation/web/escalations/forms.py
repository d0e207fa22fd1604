"""What a lead may type or choose, and what whoever escalates a case says."""

from django import forms

from moderation.models import Membership
from moderation.web.shared.limits import TEXT_LIMIT, WHY_LIMIT

NO_TEAM = {"required": "Choose a team.", "invalid_choice": "Choose one of the four teams."}


class Escalate(forms.Form):
    """`team` has no choice set beforehand: asking the wrong one costs more than a click."""

    team = forms.ChoiceField(choices=Membership.Team.choices, widget=forms.RadioSelect, error_messages=NO_TEAM)
    asks = forms.CharField(
        label="What is asked of the team",
        max_length=WHY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what the team is to do or to answer."},
    )
    note = forms.CharField(
        label="What else colleagues should know",
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Answer(forms.Form):
    text = forms.CharField(max_length=TEXT_LIMIT, error_messages={"required": "Write an answer first."})


class HandOn(forms.Form):
    team = forms.ChoiceField(choices=Membership.Team.choices, error_messages=NO_TEAM)
    why = forms.CharField(max_length=WHY_LIMIT, error_messages={"required": "Say why it is for another team."})


class Close(forms.Form):
    why = forms.CharField(max_length=WHY_LIMIT, error_messages={"required": "Say what came of it."})


BLANK: dict[str, type[forms.Form]] = {"answer": Answer, "hand_on": HandOn, "close": Close}

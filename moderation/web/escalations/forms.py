"""What a lead may type or choose, and what whoever escalates a case says."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms

from moderation.models import Team
from moderation.web.shared.limits import TEXT_LIMIT, WHY_LIMIT

NO_TEAM = {"required": "Choose a team.", "invalid_choice": "Choose one of the teams."}


class OfTeam(forms.Form):
    """A form that names one of the community's teams by its slug; a blank one offers none."""

    team = forms.ChoiceField(widget=forms.RadioSelect, error_messages=NO_TEAM)

    def __init__(self, *args: Any, teams: Iterable[Team] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["team"]).choices = [(team.slug, team.name) for team in teams]


class Escalate(OfTeam):
    """`team` has no choice set beforehand: asking the wrong one costs more than a click.

    `conversation` is asked for where the case has several. The first one is that of the message that leads it.
    """

    conversation = forms.TypedChoiceField(
        coerce=int,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": "Choose one of the conversations."},
    )
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

    def __init__(self, *args: Any, conversations: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.TypedChoiceField", self.fields["conversation"]).choices = list(conversations)


class Answer(forms.Form):
    text = forms.CharField(max_length=TEXT_LIMIT, error_messages={"required": "Write an answer first."})


class HandOn(OfTeam):
    why = forms.CharField(max_length=WHY_LIMIT, error_messages={"required": "Say why it is for another team."})


class Close(forms.Form):
    why = forms.CharField(max_length=WHY_LIMIT, error_messages={"required": "Say what came of it."})


BLANK: dict[str, type[forms.Form]] = {"answer": Answer, "hand_on": HandOn, "close": Close}

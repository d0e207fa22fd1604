"""One way to edit anything, which loses nothing of what was typed.

The form remembers what it was opened on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict

from community.models import Community
from moderation.changes import Values, mark_of_values, seen_now
from moderation.models import Team
from moderation.refusal import Refused
from moderation.web.administration.sections import show_section
from moderation.web.administration.words import all_told, with_team_named
from moderation.web.shared.requests import DeskRequest, SeeOther

NOTHING = "Nothing was changed: it says so already."


@dataclass(frozen=True, slots=True)
class Edited:
    """A thing to edit.

    `values` reads what stands now, `save` writes, `form` makes the form of either. `subject` says what it is on the
    record, and in whose words the fields are told.
    """

    here: Community
    section: str
    subject: str
    title: str
    back: str
    form: Callable[[QueryDict | None, Values], forms.Form]
    save: Callable[[dict[str, Any], str], str]
    values: Callable[[], Values] = dict
    template: str = "form.html"
    button: str = "Save"
    # Where one goes once it is saved, if not back.
    saved: str = ""
    shown: dict[str, Any] = field(default_factory=dict)


def edit_or_show(request: DeskRequest, what: Edited) -> HttpResponse:
    """Show the form, refuse it with everything that was typed, or save it."""
    if request.method != "POST":
        values = what.values()
        return show_form(request, what, what.form(None, values), seen_now(what.here, values))
    form, seen = what.form(request.POST, {}), request.POST.get("seen", "")
    if not form.is_valid():
        return show_form(request, what, form, seen, status=422)
    try:
        said = what.save(form.cleaned_data, seen)
    except Refused as refused:
        # The form now stands on what is there, so that saving again is a choice.
        values = what.values()
        named = with_team_named(values, Team.objects.names_in(what.here))
        stands = [] if seen.startswith(mark_of_values(values)) else all_told(what.subject, named)
        now_seen = seen_now(what.here, values)
        return show_form(request, what, form, now_seen, status=409, refused=refused.reason, stands=stands)
    messages.success(request, said)
    return SeeOther(what.saved or what.back)


def show_form(
    request: DeskRequest, what: Edited, form: forms.Form, seen: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    shown = {"title": what.title, "back": what.back, "button": what.button, "form": form, "seen": seen}
    return show_section(request, what.here, what.template, what.section, status=status, **shown | what.shown | more)


def saved_message(differs: bool, said: str = "Saved.") -> str:
    return said if differs else NOTHING

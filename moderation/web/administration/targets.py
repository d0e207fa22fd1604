"""Screens of response targets and working hours."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from community.models import Community
from moderation.administration import targets as target_settings
from moderation.administration.targets import PROMISES, Days, field_of
from moderation.changes import Subject, Values, seen_now
from moderation.models.targets import WEEKDAYS
from moderation.policy.hours import Window
from moderation.policy.values import Severity
from moderation.web.administration.editing import Edited, edit_or_show, saved_message
from moderation.web.administration.fields import DurationField, TimeOfDayField
from moderation.web.administration.sections import community_of_admin, show_section
from moderation.web.administration.words import field_label
from moderation.web.shared.requests import DeskRequest

SECTION = "settings-promises"
TEMPLATE = "targets_frame.html"
ALWAYS, BY_WEEK = "always", "week"


class Row(NamedTuple):
    """A line of a table of fields."""

    name: str
    fields: list[BoundField]


class TargetsForm(forms.Form):
    def __init__(self, data: QueryDict | None, values: Values) -> None:
        super().__init__(data, initial=dict(values))
        for severity in reversed(Severity):
            for promise in PROMISES:
                field = field_of(severity, promise)
                self.fields[field] = DurationField(label=field_label(Subject.TARGETS, field))

    def rows(self) -> Iterator[Row]:
        for severity in reversed(Severity):
            name = severity.name.capitalize() if severity else "No finding"
            yield Row(name, [self[field_of(severity, promise)] for promise in PROMISES])


class HoursForm(forms.Form):
    kind = forms.ChoiceField(
        label="The desk works",
        choices=[(ALWAYS, "round the clock"), (BY_WEEK, "in these hours")],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: QueryDict | None, week: Days) -> None:
        super().__init__(data, initial={"kind": BY_WEEK if any(week) else ALWAYS})
        for day, name in WEEKDAYS:
            window = week[day] if week else None
            for edge, word in (("opens", "from"), ("closes", "to")):
                field = TimeOfDayField(label=f"{name}, {word}", initial=window and getattr(window, edge))
                self.fields[f"{edge}_{day}"] = field

    def rows(self) -> Iterator[Row]:
        for day, name in WEEKDAYS:
            yield Row(name, [self[f"opens_{day}"], self[f"closes_{day}"]])

    def clean(self) -> dict[str, Any]:
        if self.errors:
            return dict(self.cleaned_data)
        if self.cleaned_data["kind"] == ALWAYS:
            return {"week": ()}
        week = tuple(self.window(day) for day, _ in WEEKDAYS)
        # A fault in one day is told by itself, without a second one about the week.
        if not any(week) and not self.errors:
            raise ValidationError("Open on one day at least: a desk that never works keeps no promise.")
        return {"week": week}

    def window(self, day: int) -> Window | None:
        opens, closes = (self.cleaned_data.get(f"{edge}_{day}") for edge in ("opens", "closes"))
        if opens is None and closes is None:
            return None
        if opens is None or closes is None:
            self.add_error(f"{'opens' if opens is None else 'closes'}_{day}", "Say both, or neither for a closed day.")
            return None
        if opens >= closes:
            self.add_error(f"closes_{day}", "It closes after it opens, by 24:00 at the latest.")
        return Window(opens, closes)


@require_safe
def show_targets_and_hours(request: DeskRequest, community: str) -> HttpResponse:
    place = community_of_admin(request, community)
    return show_section(request, place, TEMPLATE, SECTION, **forms_of(place))


@require_POST
def edit_targets(request: DeskRequest, community: str) -> HttpResponse:
    place = community_of_admin(request, community)

    def save(written: dict[str, Any], seen: str) -> str:
        differs = target_settings.set_targets(place, request.user, now(), targets=written, seen=seen)
        return saved_message(differs, "Saved. It is promised for the cases that open from now on.")

    def values() -> Values:
        return target_settings.targets_of(place)

    return edit_or_show(request, edited_form(place, Subject.TARGETS, TargetsForm, save, values))


@require_POST
def edit_hours(request: DeskRequest, community: str) -> HttpResponse:
    place = community_of_admin(request, community)

    def save(written: dict[str, Any], seen: str) -> str:
        differs = target_settings.set_hours(place, request.user, now(), week=written["week"], seen=seen)
        return saved_message(differs, "Saved. The clocks of cases that open from now on run in these hours.")

    def values() -> Values:
        return target_settings.week_in_words(target_settings.hours_by_day(place))

    return edit_or_show(request, edited_form(place, Subject.HOURS, lambda data, _: HoursForm(data, ()), save, values))


def forms_of(place: Community) -> dict[str, Any]:
    """Return both forms as they stand now, each with the mark of its values."""
    targets, week = target_settings.targets_of(place), target_settings.hours_by_day(place)
    return {
        "targets": TargetsForm(None, targets),
        "targets_seen": seen_now(place, targets),
        "hours": HoursForm(None, week),
        "hours_seen": seen_now(place, target_settings.week_in_words(week)),
    }


def edited_form(place: Community, which: Subject, form: Any, save: Any, values: Any) -> Edited:
    """Return one of the page's two forms to edit."""
    # The other form is shown as it stands.
    shown = forms_of(place) | {"which": which.value}
    return Edited(
        place,
        SECTION,
        which,
        "Targets and hours",
        reverse(SECTION, args=[place.slug]),
        form,
        save,
        values,
        TEMPLATE,
        shown=shown,
    )

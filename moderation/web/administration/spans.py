"""The form of a role with its first and last day."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from community.models import Community
from community.models.people import WHY_LIMIT
from moderation.rollups.days import DAY, day_begins
from moderation.web.administration.fields import NameField

EARLIEST, LATEST = date(1990, 1, 1), date(2199, 12, 31)


class DayField(forms.DateField):
    """A day of a calendar, or nothing."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(required=False, widget=widget, input_formats=["%Y-%m-%d"], **options)
        self.validators += [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]


class SpanForm(forms.Form):
    since = DayField(
        label="From",
        help_text="Empty: from now on. What was counted before stays as it is, whatever day stands here.",
    )
    until = DayField(label="Last day", help_text="Empty: no end.")
    why = NameField(label="Why", required=False, max_length=WHY_LIMIT, help_text="For the record, such as “joined us”.")


def with_moments(here: Community, written: dict[str, Any]) -> dict[str, Any]:
    """Put moments of the community's time zone in the place of the first and the last day."""
    since, until = written["since"], written["until"]
    return written | {"since": _begins(here, since), "until": _begins(here, until and until + DAY)}


def _begins(here: Community, day: date | None) -> datetime | None:
    return day_begins(day, here.time_zone).astimezone(UTC) if day else None

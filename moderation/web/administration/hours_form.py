"""Forms of the working week and of the closed days."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict

from moderation.administration.targets import Days, window_told
from moderation.models.targets import WEEKDAYS
from moderation.policy.closings import Closing, read_closings, written_closings
from moderation.policy.hours import MINUTES, Window
from moderation.web.administration.fields import TimeOfDayField

ALWAYS, BY_WEEK = "always", "week"
MOST_WINDOWS, SHOWN_WINDOWS = 4, 2
# As many lines as are told of at once.
LINES_TOLD = 20
A_WEEK = len(WEEKDAYS) * MINUTES


class DayRow(NamedTuple):
    """A weekday with the fields of its windows, and those in which something wrong was typed."""

    name: str
    windows: list[tuple[BoundField, BoundField]]
    wrong: list[BoundField]


class Placed(NamedTuple):
    """A window on its place in the week, in minutes since Monday's midnight."""

    opens: int
    closes: int
    field: str
    told: str


def field_of_edge(edge: str, day: int, number: int) -> str:
    return f"{edge}_{day}" if not number else f"{edge}_{day}_{number + 1}"


class HoursForm(forms.Form):
    kind = forms.ChoiceField(
        label="The desk works",
        choices=[(ALWAYS, "round the clock"), (BY_WEEK, "in these hours")],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: QueryDict | None, week: Days) -> None:
        super().__init__(data, initial={"kind": BY_WEEK if any(week) else ALWAYS})
        for day, name in WEEKDAYS:
            for number in range(MOST_WINDOWS):
                window = week[day][number] if week and number < len(week[day]) else None
                self.add_window(day, number, name, window)

    def add_window(self, day: int, number: int, name: str, window: Window | None) -> None:
        which = f"{name}, window {number + 1}" if number else name
        edges = (window.opens, past_midnight(window.closes)) if window else (None, None)
        for edge, word, minute in zip(("opens", "closes"), ("from", "to"), edges, strict=True):
            field = TimeOfDayField(label=f"{which}, {word}", initial=minute)
            if number:
                field.widget.attrs.pop("placeholder")
            self.fields[field_of_edge(edge, day, number)] = field

    def rows(self) -> Iterator[DayRow]:
        """Show the windows of each day, and an empty one below them."""
        for day, name in WEEKDAYS:
            pairs = [self.pair(day, number) for number in range(MOST_WINDOWS)]
            filled = [
                number
                for number, pair in enumerate(pairs, start=1)
                if any(edge.value() is not None and edge.value() != "" for edge in pair)
            ]
            shown = pairs[: max(SHOWN_WINDOWS, max(filled, default=0) + 1)]
            yield DayRow(name, shown, [edge for pair in shown for edge in pair if edge.errors])

    def pair(self, day: int, number: int) -> tuple[BoundField, BoundField]:
        return self[field_of_edge("opens", day, number)], self[field_of_edge("closes", day, number)]

    def clean(self) -> dict[str, Any]:
        if self.errors:
            return dict(self.cleaned_data)
        if self.cleaned_data["kind"] == ALWAYS:
            return {"week": ()}
        week = tuple(tuple(self.windows(day)) for day, _ in WEEKDAYS)
        # A fault in one day is told by itself, without a second one about the week.
        if not self.errors:
            self.refuse_overlaps()
        if not any(week) and not self.errors:
            raise ValidationError("Open on one day at least: a desk that never works keeps no promise.")
        return {"week": tuple(tuple(sorted(day)) for day in week)}

    def windows(self, day: int) -> Iterator[Window]:
        return filter(None, (self.window(day, number) for number in range(MOST_WINDOWS)))

    def window(self, day: int, number: int) -> Window | None:
        names = [field_of_edge(edge, day, number) for edge in ("opens", "closes")]
        opens, closes = map(self.cleaned_data.get, names)
        if opens is None and closes is None:
            return None
        if opens is None or closes is None:
            self.add_error(names[0 if opens is None else 1], "Say both, or neither for a closed day.")
        elif opens == closes:
            self.add_error(names[1], "It closes after it opens; a whole day is 00:00 to 24:00.")
        elif opens == MINUTES:
            self.add_error(names[0], "It opens before 24:00; the next day begins at 00:00.")
        else:
            return Window(opens, closes if closes > opens else closes + MINUTES)
        return None

    def refuse_overlaps(self) -> None:
        """Refuse windows of which one begins before the other has ended, from Sunday to Monday too."""
        placed = sorted(self.placed())
        again = [each._replace(opens=each.opens + A_WEEK) for each in placed[:1]]
        for earlier, later in zip(placed, placed[1:] + again, strict=True):
            if later.opens < earlier.closes:
                self.add_error(later.field, f"It begins before {earlier.told} has ended.")

    def placed(self) -> Iterator[Placed]:
        for day, name in WEEKDAYS:
            for number in range(MOST_WINDOWS):
                if window := self.window(day, number):
                    opens, closes = (day * MINUTES + edge for edge in window)
                    yield Placed(opens, closes, field_of_edge("opens", day, number), f"{name} {window_told(window)}")


def past_midnight(closes: int) -> int:
    """Return the time of the day after at which a window closes."""
    return closes - MINUTES if closes > MINUTES else closes


class ClosedDaysForm(forms.Form):
    days = forms.CharField(
        label="One day a line",
        required=False,
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )

    def __init__(self, data: QueryDict | None, days: tuple[Closing, ...]) -> None:
        super().__init__(data, initial={"days": written_closings(days)})

    def clean_days(self) -> tuple[Closing, ...]:
        found = read_closings(self.cleaned_data["days"])
        told = [f"Line {each.line}: {each.why}" if each.line else each.why for each in found.unread[:LINES_TOLD]]
        if left_out := len(found.unread) - len(told):
            told.append(f"And {left_out:,} further lines.")
        if told:
            raise ValidationError(told)
        return found.days

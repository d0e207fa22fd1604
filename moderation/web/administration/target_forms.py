"""Forms of response targets, for a community, a channel and a team."""

from collections.abc import Iterator
from typing import NamedTuple

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from moderation.administration.targets import ANY_HOUR, OWN, PROMISES, UNCHECKED, field_of
from moderation.changes import Subject, Values
from moderation.models import Team
from moderation.policy.values import Severity
from moderation.policy.written import parse_minutes
from moderation.web.administration.comes_to import Reckoner
from moderation.web.administration.fields import DurationField
from moderation.web.administration.words import field_label, severity_name


class Cell(NamedTuple):
    """A field of a table, its column, and what it comes to."""

    field: BoundField
    column: str
    comes_to: str = ""


class Row(NamedTuple):
    """A line of a table of fields."""

    name: str
    cells: list[Cell]
    any_hour: BoundField | None = None


class ReckonedForm(forms.Form):
    """A form of durations that says what each comes to."""

    def __init__(self, data: QueryDict | None, values: Values, reckon: Reckoner, prefix: str | None = None) -> None:
        super().__init__(data, initial=dict(values), prefix=prefix)
        self.reckon = reckon

    def add_duration(self, name: str) -> None:
        field = DurationField(label=field_label(Subject.TARGETS, name))
        field.widget.attrs["aria-describedby"] = f"comes-{self.add_prefix(name)}"
        self.fields[name] = field

    def add_tick(self, name: str) -> None:
        self.fields[name] = forms.BooleanField(label=field_label(Subject.TARGETS, name), required=False)

    def cell(self, name: str, column: str, any_hour: str = "") -> Cell:
        """Return a field with what stands in it now, stored or typed, reckoned."""
        is_at_any_hour = bool(any_hour and self[any_hour].value())
        try:
            minutes = parse_minutes(self[name].value() or "")
        except ValueError:
            return Cell(self[name], column)
        return Cell(self[name], column, self.reckon(minutes, is_at_any_hour))

    def rows(self) -> Iterator[Row]:
        raise NotImplementedError


class TargetsForm(ReckonedForm):
    columns = ("First action", "First reply", "Decision")

    def __init__(self, data: QueryDict | None, values: Values, reckon: Reckoner) -> None:
        super().__init__(data, values, reckon)
        for severity in reversed(Severity):
            for promise in PROMISES:
                self.add_duration(field_of(severity, promise))
            self.add_tick(field_of(severity, ANY_HOUR))
        self.add_duration(UNCHECKED)

    def rows(self) -> Iterator[Row]:
        for severity in reversed(Severity):
            at_any = field_of(severity, ANY_HOUR)
            names = zip(PROMISES, self.columns, strict=True)
            cells = [self.cell(field_of(severity, promise), column, at_any) for promise, column in names]
            yield Row(severity_name(severity), cells, self[at_any])
        yield Row("Could not be checked", [self.cell(UNCHECKED, "A look at it")])


class ChannelTargetsForm(TargetsForm):
    """The same, for a channel that may have its own."""

    def __init__(self, data: QueryDict | None, values: Values, reckon: Reckoner) -> None:
        super().__init__(data, values, reckon)
        self.fields[OWN] = forms.ChoiceField(
            label="In this channel",
            choices=[("", "the targets of the community hold"), ("own", "these targets hold")],
            required=False,
            widget=forms.RadioSelect,
        )
        self.initial[OWN] = "own" if values.get(OWN) else ""

    def clean_own(self) -> bool:
        return bool(self.cleaned_data[OWN])


class TeamTargetsForm(ReckonedForm):
    columns = ("Takes it up within", "Answers within")

    def __init__(self, data: QueryDict | None, values: Values, reckon: Reckoner, team: Team) -> None:
        super().__init__(data, values, reckon, prefix=f"team-{team.pk}")
        self.team = team
        for name in ("acknowledge", "answer"):
            self.add_duration(name)
        self.add_tick(ANY_HOUR)

    def rows(self) -> Iterator[Row]:
        names = zip(("acknowledge", "answer"), self.columns, strict=True)
        yield Row(self.team.name, [self.cell(name, column, ANY_HOUR) for name, column in names], self[ANY_HOUR])

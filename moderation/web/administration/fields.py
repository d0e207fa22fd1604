"""Form fields for durations, times of day and languages.

An empty field is None.
"""

from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError

from community import languages
from moderation.policy import written
from moderation.web.shared.present import language_name


class NameField(forms.CharField):
    """A name on one line."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value) or "").split())


class DurationField(forms.CharField):
    """Minutes, typed as 45m, 4h, 1h 30m or 2d."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"class": "short", "autocomplete": "off"})
        super().__init__(required=False, max_length=40, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        return written.written_minutes(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        return read_minutes(written.parse_minutes, super().clean(value))


class TimeOfDayField(forms.CharField):
    """Minutes since midnight, typed as 09:30."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"class": "short", "autocomplete": "off", "placeholder": "closed"})
        super().__init__(required=False, max_length=5, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        return written.time_of_day(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        return read_minutes(written.minute_of_day, super().clean(value))


class LanguagesField(forms.CharField):
    """Codes of languages in order, the usual one first."""

    def prepare_value(self, value: Any) -> Any:
        return " ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return read_minutes(languages.codes, super().clean(value)) or []


def read_minutes(reader: Any, text: str) -> Any:
    """Return a reader's result for a text, or None for an empty one."""
    if not text:
        return None
    try:
        return reader(text)
    except ValueError as wrong:
        raise ValidationError(str(wrong)) from None


def language_choices(chosen: str) -> list[tuple[str, str]]:
    """Return every language with a two-letter code, and the one chosen now."""
    # A language chosen elsewhere may have a longer code, such as pt-br.
    codes = {code for code in LANG_INFO if len(code) == 2} | ({chosen} if chosen else set())
    return sorted(((code, language_name(code)) for code in codes), key=lambda choice: choice[1])

"""Form fields for durations, times of day, languages, words and emoji.

An empty field is None.
"""

from collections.abc import Sequence
from typing import Any
from unicodedata import category

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


class WordsField(forms.CharField):
    """Words or short phrases, one a line, in small letters. Those that are `known` stand for an empty field."""

    MOST, LONGEST = 500, 60

    def __init__(self, *, known: Sequence[str] = (), rows: int = 4, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "spellcheck": "false"})
        super().__init__(widget=widget, **options)
        self.known = known

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else "\n".join(self.known if value is None else value)

    def clean(self, value: Any) -> Any:
        """Return the list, or None where it is the known one. An empty field of known words is the known one too."""
        lines = super().clean(value).splitlines()
        words = list(dict.fromkeys(" ".join(line.lower().split()) for line in lines if line.strip()))
        if len(words) > self.MOST:
            raise ValidationError(f"{len(words)} words; {self.MOST} are the most.")
        if long := next((word for word in words if len(word) > self.LONGEST), None):
            raise ValidationError(f"“{long[: self.LONGEST]}…” is too long; {self.LONGEST} characters are the most.")
        return (words or None) if set(words) != set(self.known) else None


class EmojiField(forms.CharField):
    """Emoji with or without spaces, each of one sign. Those that are `known` stand for an empty field."""

    MOST = 200

    def __init__(self, *, known: Sequence[str], **options: Any) -> None:
        super().__init__(max_length=4 * self.MOST, **options)
        self.known = known

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else " ".join(self.known if value is None else value)

    def clean(self, value: Any) -> Any:
        """Return the list, or None where it is the known one."""
        signs = list(dict.fromkeys(sign for sign in super().clean(value) if not is_beside_an_emoji(sign)))
        if word := next((sign for sign in signs if sign.isascii() or sign.isalnum()), None):
            raise ValidationError(f"“{word}” is no emoji.")
        if len(signs) > self.MOST:
            raise ValidationError(f"{len(signs)} emoji; {self.MOST} are the most.")
        return (signs or None) if set(signs) != set(self.known) else None


def is_beside_an_emoji(sign: str) -> bool:
    """Tell whether a sign only says how an emoji looks, or stands between two."""
    return sign.isspace() or category(sign) in ("Mn", "Cf", "Sk")

"""The form that says how a file is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from community.files.fields import USUAL_NAMES
from community.files.preview import mapping_of
from community.files.previewed import Preview, printed
from community.imports.runs import Sense
from community.zones import is_time_zone
from moderation.models import Upload
from moderation.web.uploads.field_select import FieldSelect

FORMS = (
    ("auto", "as found"),
    ("csv", "CSV, a table"),
    ("jsonl", "JSON Lines"),
    ("json", "One JSON document"),
    ("xml", "XML"),
)
ENCODINGS = (
    ("", "as found"),
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("utf-32", "UTF-32"),
    ("utf-7", "UTF-7"),
    ("cp1252", "Windows, western (cp1252)"),
    ("iso-8859-15", "Latin-9 (iso-8859-15)"),
    ("cp1250", "Windows, central European (cp1250)"),
    ("cp1251", "Windows, Cyrillic (cp1251)"),
    ("koi8-r", "KOI8-R, Russian"),
    ("cp1253", "Windows, Greek (cp1253)"),
    ("cp1254", "Windows, Turkish (cp1254)"),
    ("cp1255", "Windows, Hebrew (cp1255)"),
    ("cp1256", "Windows, Arabic (cp1256)"),
    ("shift_jis", "Shift JIS, Japanese"),
    ("euc_jp", "EUC, Japanese"),
    ("gb18030", "GB 18030, Chinese"),
    ("big5", "Big5, Chinese"),
    ("euc_kr", "EUC, Korean"),
)
# Screen names of fields that do not go by their own name.
CALLED = {
    "external_id": "id",
    "author_id": "author’s id",
    "author_name": "author’s name",
    "parent_external_id": "id of what it replies to",
    "thread_external_id": "id of the thread",
    "reports": "reports by members",
    "rating": "stars",
    "automated": "written by a bot",
    "internal": "a note among staff",
    "deleted": "deleted at the source",
}
NAMES = {name: CALLED.get(name, name.replace("_", " ")) for name in USUAL_NAMES}
FIELDS = (("", "left out"), *NAMES.items())


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column of the file, its first value, and the choice of its field."""

    name: str
    sample: str
    choice: Any


class ReadingForm(forms.Form):
    form = forms.ChoiceField(label="Format", choices=FORMS)
    encoding = forms.ChoiceField(label="Encoding", choices=ENCODINGS, required=False)
    time_zone = forms.CharField(
        label="Time zone", max_length=64, help_text="Of times that name none, such as Europe/London."
    )
    is_history = forms.BooleanField(
        label="History: score and count, but open no cases",
        required=False,
        help_text="For what is long past, and needs no answer any more.",
    )

    def __init__(self, upload: Upload, preview: Preview, data: Any = None) -> None:
        said = {name: getattr(upload, name) for name in ("form", "encoding", "time_zone", "is_history")}
        super().__init__(data, initial=said)
        self.upload, self.preview = upload, preview
        fields = {column: name for name, column in preview.fields.items()}
        for number, column in self.named.items():
            self.fields[f"field-{number}"] = forms.ChoiceField(
                label=f"What {printed(column)} is",
                choices=FIELDS,
                required=False,
                initial=fields.get(column, ""),
                widget=FieldSelect,
            )

    @property
    def named(self) -> dict[int, str]:
        """The columns that can be mapped, by their position."""
        # By position, because no browser returns every name as it was.
        return {number: column.name for number, column in enumerate(self.preview.columns) if column.name}

    def columns(self) -> Sequence[ColumnChoice]:
        return [
            ColumnChoice(column.shown, column.sample, self[f"field-{number}"] if column.name else None)
            for number, column in enumerate(self.preview.columns)
        ]

    def clean_time_zone(self) -> str:
        zone = str(self.cleaned_data["time_zone"])
        if not is_time_zone(zone):
            raise ValidationError(f"{zone} is not a time zone name such as Europe/London.")
        return zone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen: dict[str, str] = {}
        for number, column in self.named.items():
            name = cleaned.get(f"field-{number}", "")
            if name in chosen:
                self.add_error(f"field-{number}", f"{printed(chosen[name])} is the {NAMES[name]} already.")
            elif name:
                chosen[name] = column
        cleaned["chosen"] = chosen
        return cleaned

    def sense(self) -> Sense:
        said = self.cleaned_data
        # Read in another way the file has other columns, whose fields are guessed anew.
        is_same = (said["form"], said["encoding"]) == (self.upload.form, self.upload.encoding)
        mapped = self.mapped(said["chosen"]) if is_same else {}
        return Sense(said["time_zone"], said["form"], mapped, said["encoding"], said["is_history"])

    def mapped(self, chosen: dict[str, str]) -> dict[str, str]:
        if not self.preview.columns:
            return dict(self.upload.mapping)
        # Recognised columns that are not shown keep their field.
        offered = set(self.named.values())
        unseen = {name: column for name, column in self.preview.fields.items() if column not in offered}
        return mapping_of(unseen | chosen, self.preview.usual)

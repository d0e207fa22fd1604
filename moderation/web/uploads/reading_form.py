"""The form that says how a file is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from community.files.fields import SIGNS, USUAL_NAMES, parse_mapping
from community.files.layout import NO_PRESET
from community.files.lines import Unreadable
from community.files.presets import PRESETS
from community.files.preview import mapping_of
from community.files.previewed import Preview, printed
from community.imports.runs import NOW, Sense
from community.zones import is_time_zone
from moderation.models import Upload
from moderation.uploads.actions import AS_FOUND, sense_of
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
# The beginning of the fault of a file in one of the others.
NOT_UTF_8 = "not readable as UTF-8"
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
# Where the rules of a known export may read it.
BY_EXPORT = (("", "as this export says"), *NAMES.items())
ORDERED = (("", "as the file tells"), ("day", "day first"), ("month", "month first"))
# They stand outside of the form's element.
BESIDE = ("preset", "form", "encoding", "skipped", "at")
KNOWN = (("", "as found"), (NO_PRESET, "no known export"), *((each.name, each.title) for each in PRESETS.values()))


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column of the file, its first value, and the choice of its field."""

    name: str
    sample: str
    choice: Any


class ReadingForm(forms.Form):
    form = forms.ChoiceField(label="Format", choices=FORMS)
    encoding = forms.ChoiceField(label="Encoding", choices=ENCODINGS, required=False)
    preset = forms.ChoiceField(label="Read it as", choices=KNOWN, required=False, widget=FieldSelect)
    at = forms.CharField(
        label="List of records",
        max_length=255,
        required=False,
        help_text="Its path in a JSON document, such as data.children, or a file in an archive.",
    )
    skipped = forms.IntegerField(
        label="Lines above the header", min_value=0, max_value=1000, required=False, help_text="Empty: looked for."
    )
    time_zone = forms.CharField(
        label="Time zone", max_length=64, help_text="Of times that name none, such as Europe/London."
    )
    date_order = forms.ChoiceField(label="Dates such as 03/04/2026", choices=ORDERED, required=False)
    rules = forms.CharField(
        label="Fields by a rule",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "code", "spellcheck": "false"}),
        help_text="One a line, as with --map: from_staff=!inbound, posted_at=date+time, from_staff=type:agent,bot.",
    )
    makes_ids = forms.BooleanField(
        label="Make an id of author, time and text",
        required=False,
        help_text="The same whenever the same record comes again. Two that say the same become one.",
    )
    is_now = forms.BooleanField(label="All of it was written just now", required=False)
    staff_is_right = forms.BooleanField(label="The staff in this file is right", required=False)
    is_history = forms.BooleanField(
        label="History: score and count, but open no cases",
        required=False,
        help_text="For what is long past, and needs no answer any more.",
    )

    def __init__(self, upload: Upload, preview: Preview, data: Any = None) -> None:
        self.upload, self.preview, self.read_as = upload, preview, sense_of(upload)
        super().__init__(data, initial=self.said_before())
        for name in BESIDE:
            self.fields[name].widget.attrs["form"] = "reading"
        fields = self.first_fields
        for number, column in self.named.items():
            self.fields[f"field-{number}"] = forms.ChoiceField(
                label=f"What {printed(column)} is",
                choices=BY_EXPORT if preview.preset else FIELDS,
                required=False,
                initial=fields.get(column, ""),
                widget=FieldSelect,
            )

    def said_before(self) -> dict[str, Any]:
        was = self.read_as
        same = {name: getattr(was, name) for name in ("encoding", "preset", "at", "skipped", "time_zone", "date_order")}
        flags = {"is_history": was.is_history, "staff_is_right": was.staff_is_right, "is_now": was.posted_at == NOW}
        return same | flags | {"form": was.form, "rules": "\n".join(f"{n}={rule}" for n, rule in self.ruled.items())}

    @property
    def named(self) -> dict[int, str]:
        """The columns that can be mapped, by their position."""
        # By position, because no browser returns every name as it was.
        return {number: column.name for number, column in enumerate(self.preview.columns) if column.name}

    @property
    def first_fields(self) -> dict[str, str]:
        """The field that is shown for each column, which may be the first of several that it is."""
        return {column: name for name, column in reversed(chosen_from(self.preview.fields).items())}

    @property
    def ruled(self) -> dict[str, str]:
        """The fields that are read by a rule and not from one column."""
        columns = set(self.named.values())
        guessed = {name: said for name, said in self.preview.fields.items() if not SIGNS.isdisjoint(said)}
        return {name: said for name, said in (guessed | self.read_as.mapped).items() if said and said not in columns}

    @property
    def needs_time(self) -> bool:
        preview = self.preview
        return bool(preview.columns) and not preview.preset and "posted_at" not in preview.fields

    @property
    def proposed_encoding(self) -> tuple[str, str] | None:
        """The encoding that most files are in which are not readable as UTF-8."""
        is_asked = NOT_UTF_8 in self.preview.fault and not self.read_as.encoding
        return next(each for each in ENCODINGS if each[0] == "cp1252") if is_asked else None

    @property
    def is_cut_by_hand(self) -> bool:
        return cut(self.read_as) != cut(AS_FOUND)

    @property
    def asks_about_staff(self) -> bool:
        return self.read_as.staff_is_right or any(
            stop["kind"] == "staff" for stop in self.upload.found.get("stops", ())
        )

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

    def clean_rules(self) -> dict[str, str]:
        try:
            return parse_mapping(line.strip() for line in self.cleaned_data["rules"].splitlines() if line.strip())
        except Unreadable as reason:
            raise ValidationError(str(reason).removeprefix("--map ")) from reason

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen: dict[str, str] = {}
        for number, column in self.named.items():
            name = cleaned.get(f"field-{number}", "")
            if name in chosen:
                self.add_error(f"field-{number}", f"{printed(chosen[name])} is the {NAMES[name]} already.")
            elif name:
                chosen[name] = column
        for name in chosen.keys() & cleaned.get("rules", {}).keys():
            self.add_error("rules", f"{printed(chosen[name])} is the {NAMES[name]} already.")
        cleaned["chosen"] = chosen
        return cleaned

    def sense(self) -> Sense:
        said = self.cleaned_data
        wanted = replace(
            self.read_as,
            mapped={},
            **{name: said[name] for name in ("form", "encoding", "preset", "at", "skipped", "time_zone", "date_order")},
            **{name: said[name] for name in ("is_history", "staff_is_right")},
            posted_at=NOW if said["is_now"] else "",
        )
        # Read in another way the file has other columns, whose fields are guessed anew.
        return replace(wanted, mapped=self.mapped()) if cut(wanted) == cut(self.read_as) else wanted

    def mapped(self) -> dict[str, str]:
        said, preview = self.cleaned_data, self.preview
        if not preview.columns:
            return {name: "" for name, column in self.read_as.mapped.items() if not column} | said["rules"]
        # Recognised columns that are not shown keep their field.
        unseen = {name: column for name, column in chosen_from(preview.fields).items() if self.is_unseen(column)}
        made = {"external_id": preview.made_id} if said["makes_ids"] and preview.made_id else {}
        return mapping_of(unseen | self.beside(said["chosen"]) | made | said["rules"], chosen_from(preview.usual))

    def beside(self, chosen: Mapping[str, str]) -> dict[str, str]:
        """Return what was chosen, with the further fields of columns that are left as they were."""
        was = self.first_fields
        same = {column for column, name in was.items() if chosen.get(name) == column}
        return {n: column for n, column in chosen_from(self.preview.fields).items() if column in same} | dict(chosen)

    def is_unseen(self, column: str) -> bool:
        return column not in self.named.values() and column not in self.ruled.values()


def chosen_from(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that the form offers. A preset knows more, such as the channel, and they stay as it says.

    They are in the form's order, because PostgreSQL keeps an order of its own in what a look has found.
    """
    return {name: fields[name] for name in NAMES if name in fields}


def cut(sense: Sense) -> tuple[object, ...]:
    """Return what decides which columns a file has."""
    return sense.form, sense.encoding, sense.preset, sense.at, sense.skipped

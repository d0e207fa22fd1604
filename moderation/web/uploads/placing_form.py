"""The form that says where a file goes."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from community.channels import find_channel
from community.files.previewed import Preview, printed
from community.models import Channel, Community, Source
from community.servers import other_server
from moderation.access import Right
from moderation.models import User
from moderation.models.people import may
from moderation.uploads.placing import Place, proposed_name
from moderation.uploads.servers import FileServer
from moderation.web.administration.fields import NameField

EXISTING, NEW, SEVERAL = "channel", "new", "several"
OWN, OF_SERVER = "", "server"
# In an archive, which folder or file a record stands in.
OF_ARCHIVES = (("folder", "the folder in the archive"), ("file", "the file in the archive"))


class ChannelOption(forms.ModelChoiceField):
    def label_from_instance(self, channel: Channel) -> str:
        return str(channel) if channel.source.name == channel.name else f"{channel}, of {channel.source}"


class PlacingForm(forms.Form):
    to = forms.ChoiceField(widget=forms.RadioSelect)
    channel = ChannelOption(Channel.objects.none(), label="Channel", required=False, empty_label="choose")
    field = forms.ChoiceField(label="The field that names the channel", required=False)
    name = NameField(label="Name of the new channel", max_length=120, required=False)
    source = forms.ChoiceField(
        label="Where its ids come from",
        required=False,
        help_text="Channels of one source share its people. Choose another only where the same id is the same person.",
    )
    is_private = forms.BooleanField(label="Private: only the writer and we can read it", required=False)
    is_answered = forms.BooleanField(
        label="We answer questions here",
        required=False,
        help_text="A question opens a case until staff have answered it.",
    )

    def __init__(self, here: Community, by: User, preview: Preview, file_name: str, data: Any = None) -> None:
        self.here, self.preview, self.server = here, preview, FileServer.of(here, preview)
        self.may_make = may(by, Right.EDIT_SETTINGS, here)
        self.channels = Channel.objects.filter(community=here).select_related("source")
        super().__init__(data, initial=self._proposed(file_name))
        cast("forms.ModelChoiceField[Channel]", self.fields["channel"]).queryset = self.channels
        for name, choices in {"to": self._ways(), "source": self._sources(), "field": self._fields(file_name)}.items():
            cast("forms.ChoiceField", self.fields[name]).choices = choices

    def _proposed(self, file_name: str) -> dict[str, Any]:
        """Return what the file itself says about its place."""
        name = proposed_name(self.preview, file_name)
        there = find_channel(self.here, name)
        its = there if there and not other_server(there, self.preview.source_key) else None
        if not its and not self.may_make and len(self.channels) == 1:
            its = self.channels[0]
        kinds = [message.kind for message in self.preview.messages]
        return {
            "to": self._way(its),
            "channel": its,
            "field": self.preview.channel_field,
            "name": name,
            "source": OF_SERVER if self.preview.source_key else OWN,
            "is_private": self.preview.is_private or (bool(kinds) and set(kinds) == {"direct"}),
        }

    def _way(self, there: Channel | None) -> str:
        if len(self.preview.channels) > 1:
            return SEVERAL
        is_told = bool(self.preview.channels or self.preview.source_key or self.preview.preset)
        is_new = self.may_make and (is_told or not self.channels)
        return EXISTING if there or not is_new else NEW

    def _ways(self) -> list[tuple[str, str]]:
        several = [(SEVERAL, "Into the channels that it names")]
        existing = [(EXISTING, "Into a channel that is there")] if self.channels else []
        return several + existing + ([(NEW, "Into a new channel")] if self.may_make else [])

    def _sources(self) -> list[tuple[Any, str]]:
        server = [(OF_SERVER, f"the {self.server.name}")] if self.server.key else []
        own = self.server.source.pk if self.server.source else None
        others = [(str(source.pk), _with_channels(source)) for source in self._other_sources() if source.pk != own]
        return [*server, (OWN, "one of its own"), *others]

    def _other_sources(self) -> list[Source]:
        return list(self.here.sources.prefetch_related("channels"))

    def _fields(self, file_name: str) -> list[tuple[str, str]]:
        known = self.preview.channel_field
        first = [(known, "as this export says" if self.preview.preset else printed(known))] if known else []
        columns = [(each.name, each.shown) for each in self.preview.columns if each.name and each.name != known]
        return [("", "choose"), *first, *(OF_ARCHIVES if file_name.lower().endswith(".zip") else ()), *columns]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        wanted = {EXISTING: "channel", NEW: "name", SEVERAL: "field"}.get(said.get("to", ""))
        if wanted and not said.get(wanted) and wanted not in self.errors:
            self.add_error(wanted, ValidationError("This is needed."))
        return said

    @property
    def place(self) -> Place:
        said = self.cleaned_data
        if said["to"] == EXISTING:
            return Place(said["channel"])
        if said["to"] == SEVERAL:
            return Place(field=said["field"])
        source = said["source"]
        found = self.here.sources.get(pk=source) if source not in (OWN, OF_SERVER) else None
        kinds = {"is_private": said["is_private"], "is_answered": said["is_answered"]}
        return Place(name=said["name"], source=found, is_of_server=source == OF_SERVER, **kinds)


def _with_channels(source: Source) -> str:
    names = ", ".join(channel.name for channel in source.channels.all())
    return f"{source}, with {names}" if names else str(source)

"""Servers that files name, and the sources of their channels."""

from dataclasses import dataclass
from functools import cached_property

from community.channels import make_source
from community.files.previewed import Preview
from community.models import Channel, Community, Source
from community.servers import name_of_server

HOW = "Import it into another channel, or say that they are the same people."


@dataclass(frozen=True)
class FileServer:
    """The server that a file names, which is blank where it names none."""

    community: Community
    key: str
    said: str = ""

    @classmethod
    def of(cls, community: Community, preview: Preview) -> "FileServer":
        return cls(community, preview.source_key, preview.server_name)

    @property
    def name(self) -> str:
        # Admins may have given it a name of their own, and the command calls it by its key.
        is_named = self.source and self.source.name != self.key
        return self.source.name if self.source and is_named else name_of_server(self.key, self.said)

    @cached_property
    def source(self) -> Source | None:
        found = Source.objects.filter(community=self.community, kind="file", host_key=self.key)
        return found.first() if self.key else None

    @cached_property
    def channels(self) -> list[str]:
        return [channel.name for channel in self.source.channels.all()] if self.source else []

    def make_source(self) -> Source:
        """Return the source of this server, which is made where it is missing."""
        return make_source(self.community, self.name, host_key=self.key)


def parted_from(channel: Channel, server: FileServer) -> str:
    """Say that a channel shares no people with others of the file's server, blank where there is nothing to share."""
    if channel.source.host_key or not server.channels:
        return ""
    return (
        f"The ids in this file are those of the {server.name}. {channel} has a source of its own, so it shares no "
        f"people with {', '.join(server.channels)}."
    )

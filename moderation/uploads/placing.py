"""Place a file: into a channel, into a new one, or into those that it names."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.core import signing
from django.db import transaction

from community.channels import find_channel, source_of_file
from community.files.presets import PRESETS
from community.files.previewed import Preview
from community.imports.runs import Sense
from community.models import Channel, Community, Source
from moderation.administration.channels import add_channel
from moderation.changes import held_for_all
from moderation.models import Upload, User
from moderation.refusal import Refused
from moderation.uploads import actions, files, looking, sharing
from moderation.uploads.files import Arriving, Waiting
from moderation.uploads.servers import FileServer

# Less than the day after which a file without a row is an orphan.
WAITS_SECONDS = 20 * 3600
LOST = "The file was not kept any longer. Bring it again."
UNNAMED = "No record at the beginning of the file names a channel in {field}. Choose another field, or one channel."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file goes: `field` names its channels, or `channel` is there, or one of this name is made.

    `source` is that of a new channel, and None for one of its own.
    """

    channel: Channel | None = None
    field: str = ""
    name: str = ""
    source: Source | None = None
    is_of_server: bool = False
    is_private: bool = False
    is_answered: bool = False


def ticket_of(arrived: Arriving, name: str, by: User, community: Community) -> str:
    """Return a signed word for a file that has come in, which is of use to this person here."""
    said = [arrived.path, name or "file", arrived.size, arrived.content_hash]
    return signing.dumps(said, salt=_salt(by, community), compress=True)


def waiting_file(ticket: str, by: User, community: Community) -> Waiting:
    """Return the file of a ticket. Raises Refused where it is gone."""
    try:
        waiting = Waiting(*signing.loads(ticket, salt=_salt(by, community), max_age=WAITS_SECONDS))
    except signing.BadSignature as error:
        raise Refused(LOST) from error
    if not files.path_below(waiting.path).exists():
        raise Refused(LOST)
    return waiting


def kept_upload(waiting: Waiting) -> Upload | None:
    """Return the upload that was made of a file already, as after a second press."""
    return Upload.objects.filter(path=waiting.path).first()


@transaction.atomic
def place_waiting(waiting: Waiting, place: Place, by: User, community: Community, now: datetime) -> Upload:
    """Keep a file that has come in, for this place."""
    # Two presses at once make one upload.
    held_for_all(community)
    if made := kept_upload(waiting):
        return made
    preview = look_for(waiting.path, community, place.field, now)
    channel = channel_of_place(place, preview, by, community, now)
    upload = actions.keep_file(waiting, channel, by, waiting.name, now)
    if place.field:
        actions.place_upload(upload, channel, now, channel_from=place.field)
    return upload


@transaction.atomic
def place_again(upload: Upload, place: Place, by: User, now: datetime) -> None:
    """Put an upload of which nothing is stored into another place."""
    held_for_all(upload.community)
    if not upload.path:
        raise Refused(actions.GONE)
    preview = looking.seen(upload)
    if place.field:
        preview = look_for(upload.path, upload.community, place.field, now, actions.sense_of(upload))
    channel = channel_of_place(place, preview, by, upload.community, now)
    actions.place_upload(upload, channel, now, channel_from=place.field)


def look_for(path: str, community: Community, field: str, now: datetime, sense: Sense | None = None) -> Preview:
    sense = replace(sense or Sense(community.time_zone), channel_from=field)
    try:
        with files.path_below(path).open("rb") as file:
            return looking.look_at(file, sense, now)
    except FileNotFoundError as error:
        raise Refused(LOST) from error


def channel_of_place(place: Place, preview: Preview, by: User, community: Community, now: datetime) -> Channel:
    """Return the channel of a place, which is made where it is new."""
    if place.channel:
        return place.channel
    server = FileServer.of(community, preview)
    if not place.field:
        source = server.make_source() if place.is_of_server else place.source
        kinds: dict[str, Any] = {"is_private": place.is_private, "is_answered": place.is_answered}
        return add_channel(community, by, now, name=place.name, source=source, language="", feed=None, **kinds)
    if not preview.channels:
        raise Refused(UNNAMED.format(field=place.field))
    there = (find_channel(community, name) for name in preview.channels)
    # An upload has a channel. Of those that the file names one is enough, as the import makes the others.
    if channel := next(filter(None, there), None):
        return channel
    source = server.make_source() if server.key else source_of_file(community, "", ())
    return sharing.add_named(community, by, now, name=preview.channels[0], source=source, is_private=preview.is_private)


def proposed_name(preview: Preview, file_name: str) -> str:
    """Propose a name for a new channel: that in the file, of its server, of its platform or of the file."""
    stem = PurePath(file_name).name.split(".")[0].replace("_", " ").replace("-", " ").strip()
    platform = PRESETS[preview.preset].title.split(",")[0] if preview.preset in PRESETS else ""
    only = preview.channels[0] if len(preview.channels) == 1 else ""
    return (only or preview.server_name or platform or stem)[:120]


def _salt(by: User, community: Community) -> str:
    return f"moderation.uploads.placing {by.pk} {community.pk}"

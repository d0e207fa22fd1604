"""Begin the import of a file into several channels, with an upload for each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from community.channels import find_channel, source_of_file
from community.files.lines import Unreadable
from community.models import Channel, Community, Source
from community.servers import other_server
from moderation.access import Right
from moderation.administration.channels import add_channel
from moderation.changes import held_for_all
from moderation.models import Upload, User
from moderation.models.people import may
from moderation.refusal import Refused
from moderation.uploads import actions, files, servers
from moderation.uploads.actions import GROUP, SERVER, SHARE, SHARES
from moderation.work import bell

CHANGED = "The channels are not those any more that the dry run found. Run it again, then import."
Found = dict[str, Any]


def missing_shares(upload: Upload) -> list[Found]:
    """Return the channels that an import would make."""
    return [share for share in upload.found.get(SHARES, ()) if share["pk"] is None]


def why_not_made(upload: Upload, by: User) -> str:
    """Return why somebody cannot have the missing channels made, blank where they can."""
    missing = missing_shares(upload)
    if not missing or may(by, Right.EDIT_SETTINGS, upload.community):
        return ""
    names = ", ".join(share["name"] for share in missing[:10])
    more = f" and {len(missing) - 10:,} more" if len(missing) > 10 else ""
    return f"An admin makes channels, and these are not there yet: {names}{more}. Ask one to make them, or to import."


@transaction.atomic
def start_shares(
    upload: Upload,
    by: User,
    now: datetime,
    *,
    seen: str,
    is_history: bool | None = None,
    is_same_server: bool = False,
) -> None:
    """Start the import of each channel, after making those that are missing."""
    # Before the upload, as everybody takes the two.
    community = held_for_all(upload.community)
    upload.refresh_from_db()
    shares: Sequence[Found] = upload.found.get(SHARES, ())
    if not shares:
        # Another was faster, and has shared it out.
        raise Refused(actions.why_not(upload))
    if why := why_not_made(upload, by):
        raise Refused(why)
    there = [find_channel(community, share["name"]) for share in shares]
    if [share["pk"] for share in shares] != [channel.pk if channel else None for channel in there]:
        raise Refused(CHANGED)
    if not is_same_server and (why := foreign_to(upload)):
        raise Refused(f"{why} {servers.HOW}")
    common = {key: value for key, value in upload.found.items() if key != SHARES} | {GROUP: upload.pk}
    mine = next(share for share in shares if share["is_first"])
    first = {"found": common | {SHARE: mine}, "counts": mine["counts"]}
    actions.start(upload, now, seen=seen, is_history=is_history, is_same_server=True, **first)
    channels = make_missing(upload, by, now, there)
    Upload.objects.filter(pk=upload.pk).update(channel=channels[mine["slug"]])
    upload.refresh_from_db()
    for share in shares:
        if not share["is_first"]:
            add_share(upload, channels[share["slug"]], share, common)
    transaction.on_commit(bell.ring_for_imports)


def foreign_to(upload: Upload) -> str:
    """Return why a channel that is there is of another server than the file, blank where none is."""
    keys = [share["pk"] for share in upload.found.get(SHARES, ()) if share["pk"]]
    key = upload.found.get(SERVER, "")
    channels = Channel.objects.filter(pk__in=keys).select_related("source") if key else ()
    return next((why for channel in channels if (why := other_server(channel, key))), "")


def make_missing(upload: Upload, by: User, now: datetime, there: Sequence[Channel | None]) -> dict[str, Channel]:
    """Return the channel of each share, all that are new of one source."""
    channels: dict[str, Channel] = {}
    source = source_of_shares(upload)
    for share, channel in zip(upload.found[SHARES], there, strict=True):
        if channel is None:
            its = {"name": share["name"], "source": source, "is_private": share["is_direct"]}
            channel = add_named(upload.community, by, now, **its)  # noqa: PLW2901 - it is there from now on
            source = source or channel.source
        channels[share["slug"]] = channel
    return channels


def add_named(
    community: Community, by: User, now: datetime, *, name: str, source: Source | None, is_private: bool
) -> Channel:
    """Make a channel that a file names."""
    kinds: dict[str, Any] = {"is_private": is_private, "is_answered": False, "language": "", "feed": None}
    return add_channel(community, by, now, name=name[:120], source=source, **kinds)


def source_of_shares(upload: Upload) -> Source | None:
    key, said = upload.found.get(SERVER, ""), upload.look.get("server_name", "")
    if key:
        return servers.FileServer(upload.community, key, said).make_source()
    return source_of_file(upload.community, "", [share["slug"] for share in upload.found[SHARES]])


def add_share(upload: Upload, channel: Channel, share: Found, common: Found) -> None:
    """Add the upload of a further channel, with a name of its own for the file."""
    try:
        path = files.second_of(upload.path)
    except Unreadable as gone:
        raise Refused(str(gone)) from gone
    same = ("by", "name", "size", "content_hash", "form", "encoding", "time_zone", "mapping", "is_history", "reading")
    values = {name: getattr(upload, name) for name in (*same, "community", "look", "state", "due_at")}
    mine = {"channel": channel, "path": path, "counts": share["counts"], "found": common | {SHARE: share}}
    Upload.objects.create(**values, **mine)

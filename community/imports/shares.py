"""Share out a file of several channels, one run for each."""

from collections.abc import Iterator
from dataclasses import dataclass

from community.channels import Unknown, channel_slug
from community.files.lines import Unreadable
from community.records import RawMessage, Record, Reject

MOST_CHANNELS = 500


@dataclass(slots=True)
class Share:
    """What a file holds of one channel.

    The first share takes the records that are of none.
    """

    slug: str
    name: str
    # Of what comes first, where the file names one.
    source_name: str = ""
    is_first: bool = False
    # All of it was written to single people.
    is_direct: bool = True

    def of(self, records: Iterator[Record], field: str) -> Iterator[Record]:
        """Yield the records of this channel."""
        for slug, record in with_slugs(records, field):
            if slug == self.slug or (self.is_first and not slug):
                yield record


def with_slugs(records: Iterator[Record], field: str) -> Iterator[tuple[str, Record]]:
    """Yield each record with the slug of its channel, which is blank for those of none."""
    for record in records:
        if not isinstance(record, RawMessage):
            yield "", record
        elif slug := channel_slug(record.channel):
            yield slug, record
        else:
            yield "", _without_channel(record, field)


def find_shares(records: Iterator[Record], field: str) -> list[Share]:
    """Read a file for the channels that it names.

    Raises Unreadable where there are none, or more than somebody can have meant.
    """
    shares: dict[str, Share] = {}
    try:
        for record in records:
            if isinstance(record, RawMessage) and (slug := channel_slug(record.channel)):
                share = shares.setdefault(slug, Share(slug, record.channel, record.source_name, is_first=not shares))
                share.is_direct &= record.kind == "direct"
                if len(shares) > MOST_CHANNELS:
                    raise Unknown(f"{field} names more than {MOST_CHANNELS} channels; name another field.")
    except Unreadable:
        # The run of a share says where the file breaks off.
        if not shares:
            raise
    if not shares:
        raise Unknown(f"No record names a channel in {field}.")
    return list(shares.values())


def _without_channel(record: RawMessage, field: str) -> Reject:
    said = f"{record.channel!r} has no letter or digit to make an address of" if record.channel else "is empty"
    return Reject.of(record.line, f"{field}, the channel, {said}", record.external_id.encode("utf-8", "replace"))

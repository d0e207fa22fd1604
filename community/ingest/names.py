"""Remember names where two channels of a source call one member differently."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import OuterRef, Subquery

from community.ingest.seen import in_chunks
from community.models import Channel, Member, MemberName, Message


def note_names(channel: Channel, renamed: Mapping[int, str], now: datetime) -> None:
    """Note the new names of members in this channel, and their earlier ones where they wrote elsewhere.

    `renamed` is the earlier name of each member, by key.
    """
    # In a source of one channel nobody can be two people.
    if not renamed or not Channel.objects.filter(source=channel.source_id).exclude(pk=channel.pk).exists():
        return
    elsewhere = Message.objects.filter(author=OuterRef("pk")).exclude(channel=channel).order_by("-posted_at")
    for keys in in_chunks(renamed):
        members = Member.objects.filter(pk__in=keys).annotate(other=Subquery(elsewhere.values("channel")[:1]))
        strange = list(members.exclude(other=None).values_list("pk", "other", "name"))
        here = [MemberName(member_id=pk, channel=channel, name=name, seen_at=now) for pk, _, name in strange]
        there = [MemberName(member_id=pk, channel_id=at, name=renamed[pk], seen_at=now) for pk, at, _ in strange]
        MemberName.objects.bulk_create(there, ignore_conflicts=True)
        MemberName.objects.bulk_create(
            here, update_conflicts=True, unique_fields=["member", "channel"], update_fields=["name", "seen_at"]
        )

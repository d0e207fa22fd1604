"""Begin to count a role from the start, or to give a channel a source of its own."""

from datetime import datetime
from itertools import count

from django.db import transaction

from community.channels import make_source
from community.ingest.erased import being_erased, hand_on_erased
from community.models import Channel, Community, Member, MemberName, MemberRole, StaffEntry
from moderation.administration.roles import hold_role, name_of_member, role_values
from moderation.administration.sources import entry_values, member_of_entry
from moderation.changes import Subject, hold_community, record_change
from moderation.models import Recount, User
from moderation.refusal import Refused


@transaction.atomic
def count_role_from_start(role: MemberRole, by: User, now: datetime) -> Recount:
    """Let a role hold since ever, and begin to count the member's messages anew."""
    community, role = hold_role(role, by)
    before, role.since = role_values(role), None
    role.save(update_fields=["since"])
    name = name_of_member(role.member)
    record_change(community, by, now, Subject.ROLE, name, before=before, after=role_values(role))
    return _begin(community, role.member, by, now)


@transaction.atomic
def count_entry_from_start(entry: StaffEntry, by: User, now: datetime) -> Recount:
    """Let an entry of a list hold since ever, and begin to count its member's messages anew."""
    community = hold_community(entry.source.community, by)
    entry = StaffEntry.objects.select_related("source").get(pk=entry.pk, source__community=community)
    if entry.kind == StaffEntry.Kind.DOMAIN:
        raise Refused("Addresses are not kept, so nobody knows which earlier messages came from this domain.")
    member = member_of_entry(entry)
    if member is None:
        raise Refused(f"Nobody known as {entry.value} has written in {entry.source} yet, so nothing changes.")
    before, entry.since = entry_values(entry), None
    entry.save(update_fields=["since"])
    name = f"{entry.value} in {entry.source}"
    record_change(community, by, now, Subject.STAFF_ENTRY, name, before=before, after=entry_values(entry))
    return _begin(community, member, by, now)


@transaction.atomic
def split_channel(channel: Channel, by: User, now: datetime) -> Recount:
    """Give a channel a source of its own, and begin to give its messages members of their own."""
    community = hold_community(channel.community, by)
    channel = Channel.objects.select_related("source").get(pk=channel.pk, community=community)
    if not Channel.objects.filter(source=channel.source).exclude(pk=channel.pk).exists():
        raise Refused(f"{channel} has {channel.source} to itself already.")
    if Recount.objects.filter(channel__source=channel.source, done_at=None).exists():
        raise Refused(f"Another channel is leaving {channel.source} already. Wait until that is done.")
    if being_erased(channel.source_id).exists():
        raise Refused(f"Somebody is being erased in {channel.source}. Wait until that is done.")
    before, whole = {"source": channel.source.name}, channel.source
    channel.source = make_source(community, _free_name(community, channel.name), channel.source.kind)
    channel.save(update_fields=["source"])
    hand_on_erased(whole, channel.source)
    after = {"source": channel.source.name}
    record_change(community, by, now, Subject.CHANNEL, channel.name, before=before, after=after)
    return Recount.objects.create(
        community=community, kind=Recount.Kind.SPLIT, channel=channel, name=channel.name, by=by, started_at=now
    )


@transaction.atomic
def call_one_person(member: Member, by: User, now: datetime) -> None:
    """Say that a member's different names are those of one person."""
    community = hold_community(member.source.community, by)
    names = MemberName.objects.filter(member=member).select_related("channel")
    said = [f"{name.name} in {name.channel}" for name in names]
    if not said:
        raise Refused("Somebody has said so already.")
    names.delete()
    record_change(community, by, now, Subject.JOINED, str(member), before={}, after={"members": said})


def _free_name(community: Community, name: str) -> str:
    taken = {each.casefold() for each in community.sources.values_list("name", flat=True)}
    names = (name if number == 1 else f"{name[:110]} {number}" for number in count(1))
    return next(each for each in names if each.casefold() not in taken)


def _begin(community: Community, member: Member, by: User, now: datetime) -> Recount:
    if Recount.objects.filter(member=member, done_at=None).exists():
        raise Refused(f"{member}’s messages are being counted anew already. Wait until that is done.")
    return Recount.objects.create(
        community=community, kind=Recount.Kind.ROLE, member=member, name=str(member), by=by, started_at=now
    )

"""The person who is erased, found by their identity in a source."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from django.db.models import Q, QuerySet

from community.ingest.erased import Erased, key_hash
from community.ingest.identities import Identity, name_key
from community.models import Community, ErasedMember, Member, Message, Source
from moderation.policy.members import Traces, traces_of_names
from moderation.refusal import Refused

# No name is compared in capitals, so no import can bear this one.
NAMELESS = "ERASED {}"


@dataclass(frozen=True)
class Person:
    """A member in a source, with what tells that a text speaks of them."""

    member: Member

    @property
    def source(self) -> int:
        return self.member.source_id

    @cached_property
    def community(self) -> int:
        return self.member.source.community_id

    @cached_property
    def traces(self) -> Traces:
        return traces_of_names(self.member.name, self.member.external_id)

    @cached_property
    def erased(self) -> Erased:
        return Erased(self.source)

    def is_in(self, text: str | None) -> bool:
        return text is not None and self.traces.take_out(text).text != text

    def hidden_id(self, told: str) -> str:
        """Return what stands for an id that holds the person's."""
        return f"erased-{sha256(f'{self.source} {told}'.encode()).hexdigest()[:20]}"

    @property
    def messages(self) -> QuerySet[Message]:
        return Message.objects.filter(author=self.member)


def find_source(community: Community, said: str) -> Source:
    """Find a source by its key or its name."""
    named = Q(name=said) | Q(pk=int(said) if said.isdecimal() and len(said) < 19 else 0)
    found = list(community.sources.filter(named).order_by("pk"))
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{source} ({source.pk})" for source in community.sources.all())
    there_is = f"there is {names}" if names else "there is none yet"
    kind = "more than one source" if found else "no source"
    raise Refused(f"{community} has {kind} {said}; {there_is}.")


def find_member(source: Source, external_id: str, name: str = "") -> Member:
    """Find a member by the id in a source, or by the name where the source gives none."""
    identity = Identity(external_id, "" if external_id else name_key(name))
    members = Member.objects.filter(source=source, erased_at=None)
    own = {"external_id": identity.id} if external_id else {"external_id": "", "name_key": identity.name_key}
    if found := members.filter(**own).select_related("source").first():
        return found
    who = f"with the id {external_id}" if external_id else f"without an id and with the name {name}"
    erased = ErasedMember.objects.filter(source=source, key_hash=key_hash(source, identity)).first()
    if erased and erased.finished_at:
        raise Refused(f"The member {who} was erased on {erased.finished_at:%Y-%m-%d}.")
    raise Refused(f"{source} has no member {who}.")


def all_of_person(member: Member) -> list[Member]:
    """Return a member with those that an admin has joined into the same person."""
    same = Q(pk=member.pk) | Q(person=member.person_id) if member.person_id else Q(pk=member.pk)
    return list(Member.objects.filter(same, erased_at=None).select_related("source").order_by("pk"))

"""Tables of people, their identities in sources and their roles."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.models.places import Channel, Community, Source
from community.records import ID_LIMIT

WHY_LIMIT = 200


class Person(models.Model):
    """Members of several sources whom somebody has joined, and how they know."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="people", db_index=False)
    # Whether decisions about one member weigh for the others.
    counts_as_one = models.BooleanField(default=False)
    why = models.CharField(max_length=WHY_LIMIT, blank=True, default="")
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "people"
        indexes = [models.Index(fields=["community"], name="people_of_a_community")]

    def __str__(self) -> str:
        return f"person {self.pk}"


class MemberQuerySet(models.QuerySet["Member"]):
    def with_id(self) -> "MemberQuerySet":
        """Return members whom the source gives an id, by the very condition of their index."""
        return self.exclude(external_id="")

    def with_role(self) -> "MemberQuerySet":
        """Return the few who are staff or automated, by the very condition of their index."""
        return self.exclude(role=Member.Role.MEMBER)


class Member(models.Model):
    """An identity in a source, or one of the brand's own accounts.

    Where the source gives no ids, the name in small letters is the identity.
    """

    class Role(models.TextChoices):
        MEMBER = "member", "Member"
        STAFF = "staff", "Staff"
        AUTOMATED = "automated", "Automated"

    source = models.ForeignKey(Source, models.CASCADE, related_name="members", db_index=False)
    external_id = models.CharField(max_length=ID_LIMIT, blank=True)
    name_key = models.CharField(max_length=ID_LIMIT, blank=True)
    name = models.CharField(max_length=ID_LIMIT, blank=True)
    # As the source said last. It holds for messages that do not say, where no admin has said otherwise.
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="members")
    first_seen_at = models.DateTimeField(default=timezone.now)
    # Id and name are gone from then on, and the row stands for somebody whom nobody knows.
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~Q(external_id=""), name="one_member_per_id_and_source"
            ),
            models.UniqueConstraint(
                fields=["source", "name_key"], condition=Q(external_id=""), name="one_member_per_name_without_id"
            ),
        ]
        indexes = [
            # settings: who bears this name, with an id or without
            models.Index(fields=["source", "name_key"], name="members_by_name"),
            # settings and pipeline: who is staff or automated, of the few who are
            models.Index(fields=["source", "role"], condition=~Q(role="member"), name="members_with_a_role"),
        ]

    def __str__(self) -> str:
        return "erased member" if self.erased_at else self.name or self.external_id


class MemberName(models.Model):
    """The name of a member in one channel, where another channel of the source gave another name.

    Two names under one id may be two strangers.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="names", db_index=False)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="+")
    name = models.CharField(max_length=ID_LIMIT)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("member", "channel")
        constraints = [models.UniqueConstraint(fields=["member", "channel"], name="one_name_per_member_and_channel")]

    def __str__(self) -> str:
        return self.name


class MemberRole(models.Model):
    """A member's role as an admin set it, from and until a moment."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="roles", db_index=False)
    role = models.CharField(max_length=10, choices=Member.Role.choices)
    since = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=WHY_LIMIT, blank=True, default="")

    class Meta:
        ordering = ("member", "pk")
        indexes = [models.Index(fields=["member", "since"], name="roles_of_a_member")]

    def __str__(self) -> str:
        return f"{self.member}: {self.role}"


class StaffEntry(models.Model):
    """Who is staff or automated in a source by a list, from and until a moment.

    A name counts only where the source gives no ids, and a domain only for addresses that the source has verified.
    """

    class Kind(models.TextChoices):
        ID = "id", "Id"
        DOMAIN = "domain", "Domain of a verified address"
        NAME = "name", "Name"

    source = models.ForeignKey(Source, models.CASCADE, related_name="staff_entries", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=ID_LIMIT)
    role = models.CharField(max_length=10, choices=Member.Role.choices, default=Member.Role.STAFF)
    since = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=WHY_LIMIT, blank=True, default="")

    class Meta:
        verbose_name_plural = "staff entries"
        ordering = ("source", "kind", "value")
        # Not unique, because who left and came back is on the list twice.
        indexes = [models.Index(fields=["source", "kind", "value"], name="staff_entries_by_value")]

    def __str__(self) -> str:
        return f"{self.value}: {self.role}"


class ErasedMember(models.Model):
    """A member to erase, or who was erased and must not come in again.

    The row itself is the job. `stage` and `reached` say how far it is, so that it goes on after a break.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="erased", db_index=False)
    # Of the identity that the member had. Neither id nor name can be read from it.
    key_hash = models.CharField(max_length=64)
    # The key of the source that the hash is of, where this one has parted from it since.
    hashed_in = models.BigIntegerField(null=True)
    member = models.OneToOneField(Member, models.SET_NULL, null=True, related_name="erasure")
    asked_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    stage = models.PositiveSmallIntegerField(default=0)
    reached = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key_hash"], name="one_erasure_per_identity_and_source")
        ]
        indexes = [
            # sweep: who is still to be erased?
            models.Index(fields=["asked_at"], condition=Q(finished_at=None), name="erasures_to_finish")
        ]

    def __str__(self) -> str:
        return f"erasure of member {self.member_id}"

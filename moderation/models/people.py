"""Users, their roles in communities, and invitations."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.models import Community
from moderation.access import Right, rights_of, roles_with
from moderation.models.teams import Team


class UserCreation(BaseUserManager["User"]):
    """The methods by which Django's own commands create a user."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may sign in to Django's admin", default=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserCreation] = UserCreation()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in str(self).split()[:2]).upper()


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        return self.filter(user__is_active=True, ended_at=None)

    def leads_of(self, community: Community, team: Team) -> "MembershipQuerySet":
        # Nobody but a lead has a team, which the table sees to.
        return self.active().filter(community=community, team=team)


class Membership(models.Model):
    """A user's role in one community, until it ended.

    Only a lead has a team.
    """

    class Role(models.TextChoices):
        VIEWER = "viewer", "Viewer"
        MODERATOR = "moderator", "Moderator"
        MANAGER = "manager", "Community manager"
        LEAD = "lead", "Lead"
        ADMIN = "admin", "Admin"

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", db_index=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.VIEWER)
    # A community takes its teams along; a team alone stays while somebody is of it.
    team = models.ForeignKey(Team, models.RESTRICT, null=True, blank=True, related_name="memberships")
    # Empty for those who were here before it was kept.
    joined_at = models.DateTimeField(null=True, default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "community"], name="one_role_per_user_and_community"),
            models.CheckConstraint(
                condition=Q(role="lead", team__isnull=False) | ~Q(role="lead") & Q(team__isnull=True),
                name="a_team_is_for_leads_alone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display().lower()} of {self.community}"

    def clean(self) -> None:
        """Refuse another community's team, which Django's admin offers too."""
        if self.team and self.team.community_id != self.community_id:
            raise ValidationError({"team": f"This is a team of {self.team.community}. Choose one of this community."})


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now)


class Invitation(models.Model):
    """A place that was offered to somebody by a link.

    The link opens one browser. Of both secrets only hashes are kept.
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Membership.Role.choices)
    team = models.ForeignKey(Team, models.RESTRICT, null=True, blank=True, related_name="invitations")
    secret_hash = models.CharField(max_length=64, unique=True)
    # Of what the browser holds in which the link was opened: from then on that alone accepts.
    browser_hash = models.CharField(max_length=64, blank=True, default="")
    opened_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role="lead", team__isnull=False) | ~Q(role="lead") & Q(team__isnull=True),
                name="an_invited_team_is_for_leads_alone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.get_role_display().lower()} of {self.community}"


def role_in(user: User, community: Community) -> str:
    """Return this person's role in a community, or a blank for a stranger."""
    mine = user.memberships.active().filter(community=community)
    return mine.values_list("role", flat=True).first() or ""


def may(user: User, right: Right, community: Community) -> bool:
    return right in rights_of(role_in(user, community))


def require(role: str, right: Right, community: Community) -> None:
    if right not in rights_of(role):
        raise PermissionDenied(f"Your role in {community} does not let you {right}.")


def communities_where(user: User, right: Right) -> models.QuerySet[Community]:
    """Return the communities in which this person may do this.

    Rows are reached through it, so a foreign one is absent.
    """
    return communities_of(user, memberships__role__in=roles_with(right))


def communities_of(user: User, **more: Any) -> models.QuerySet[Community]:
    # In one call: it is one and the same membership that all of this has to be true of.
    return Community.objects.filter(
        memberships__user_id=user.pk, memberships__user__is_active=True, memberships__ended_at=None, **more
    )

"""Teams of a community, which are asked about cases."""

from typing import ClassVar

from django.db import models

from community.models import Community
from moderation.refusal import Refused

# The teams that a community begins with, in this order.
FIRST_TEAMS = {"support": "Support", "pr": "PR", "product": "Product", "legal": "Legal"}


class TeamQuerySet(models.QuerySet["Team"]):
    def make_for(self, community: Community, like: Community | None = None) -> None:
        """Give a community what is missing of the first four, or of the teams of the one it is like."""
        teams: list[Team] = list(self.filter(community=like)) if like else []
        teams = teams or [Team(slug=slug, name=name) for slug, name in FIRST_TEAMS.items()]
        for team in teams:
            # An address that is called belongs to the community it was given for.
            team.pk, team.community, team.webhook = None, community, ""
        # What is there already, or is made by somebody else at this moment, stays.
        Team.objects.bulk_create(teams, ignore_conflicts=True)

    def named(self, community: Community, slug: str) -> "Team":
        """Find a team of this community; a foreign one is refused like an absent one."""
        if team := self.filter(community=community, slug=slug).first():
            return team
        raise Refused(f"{community} has no team “{slug}”. Choose another one.")

    def of_lead(self, community: Community, slug: str) -> "Team | None":
        """Find the team of a lead; whoever is none has none."""
        return self.named(community, slug) if slug else None

    def names_in(self, community: Community) -> dict[str, str]:
        """Map the slugs of a community's teams, which the record keeps, to their names."""
        return dict(self.filter(community=community).values_list("slug", "name"))


class Team(models.Model):
    """A team with its targets, in minutes of working time or, at any hour, of time by the clock.

    Empty promises nothing.
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="teams", db_index=False)
    slug = models.SlugField(max_length=60, db_index=False)
    name = models.CharField(max_length=60)
    acknowledge = models.PositiveIntegerField(null=True, blank=True)
    answer = models.PositiveIntegerField(null=True, blank=True)
    any_hour = models.BooleanField(default=False)
    # Where a program is told what its leads are mailed.
    webhook = models.CharField(max_length=500, blank=True)

    objects: ClassVar[TeamQuerySet] = TeamQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["community", "slug"], name="one_team_per_slug_and_community")]

    def __str__(self) -> str:
        return self.name


def slug_of_team(team: Team | None) -> str:
    return team.slug if team else ""

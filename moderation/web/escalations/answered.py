"""Answers of teams that nobody at the desk has taken up."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef

from community.models import Community
from moderation.models import CaseEvent, Escalation
from moderation.models.escalations import EscalationQuerySet
from moderation.policy.cases import ENDING


class AnsweredBy(NamedTuple):
    """A team, and of how many cases its answer waits for the desk."""

    name: str
    cases: int
    query: str


def waiting_answers(here: Community) -> EscalationQuerySet:
    """Return the answers after which nobody decided, replied or closed, also of cases that were closed before."""
    since = CaseEvent.objects.filter(case=OuterRef("case"), kind__in=ENDING, at__gt=OuterRef("answered_at"))
    answered = Escalation.objects.open().filter(community=here, answered_at__isnull=False)
    return answered.exclude(Exists(since.exclude(actor=None))).order_by("team")


def answers_by_team(here: Community) -> list[AnsweredBy]:
    counted = waiting_answers(here).values_list("team__name", "team__slug").annotate(n=Count("case", distinct=True))
    return [
        AnsweredBy(name, count, "?" + urlencode({"team": slug, "state": Escalation.State.ANSWERED.value}))
        for name, slug, count in counted
    ]

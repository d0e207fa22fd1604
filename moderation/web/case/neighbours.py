"""The cases to go on with: above and below in triage order, past those that somebody else has claimed."""

from moderation.models import Case, User
from moderation.models.cases import CaseQuerySet

LOOKED_AT = 50


def following(case: Case, user: User) -> int | None:
    """The next open case that is free or one's own."""
    return _first_free(Case.objects.filter(community=case.community).open().after(case).in_triage_order(), user)


def preceding(case: Case, user: User) -> int | None:
    below = Case.objects.filter(community=case.community).open().before(case).in_triage_order().reverse()
    return _first_free(below, user)


def _first_free(cases: CaseQuerySet, user: User) -> int | None:
    # Filtering in the database would read on through thousands of cases that others have claimed.
    near = cases.values_list("pk", "assignee_id")[:LOOKED_AT]
    return next((pk for pk, assignee in near if assignee in (None, user.pk)), None)

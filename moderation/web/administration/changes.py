"""The record of changes, newest first."""

from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from community.models import Community
from moderation.models import Change
from moderation.web.administration.sections import community_of_admin, show_section
from moderation.web.administration.words import Step, changed_fields
from moderation.web.shared.requests import DeskRequest

SECTION = "settings-record"
PAGE = 50
NUMBER = 18


class Entry(NamedTuple):
    """A change, in words."""

    change: Change
    steps: list[Step]

    @property
    def is_new(self) -> bool:
        return not self.change.before

    @property
    def is_gone(self) -> bool:
        return not self.change.after


@require_safe
def show_record(request: DeskRequest, community: str) -> HttpResponse:
    place = community_of_admin(request, community)
    subject = request.GET.get("subject", "")
    subject = subject if subject in Change.Subject.values else ""
    found = list(changes_before(place, subject, request.GET.get("before", ""))[: PAGE + 1])
    entries = [Entry(change, changed_fields(change.subject, change.before, change.after)) for change in found[:PAGE]]
    shown: dict[str, Any] = {"entries": entries, "subject": subject, "subjects": Change.Subject.choices}
    shown["older"] = found[PAGE - 1].pk if len(found) > PAGE else None
    return show_section(request, place, "changes.html", SECTION, **shown)


def changes_before(place: Community, subject: str, before: str) -> QuerySet[Change]:
    """Return all changes, or those before one of them.

    An unknown one begins at the newest.
    """
    found = Change.objects.filter(community=place).select_related("actor", "guideline")
    if subject:
        found = found.filter(subject=subject)
    is_key = before.isascii() and before.isdigit() and len(before) <= NUMBER
    last = Change.objects.filter(community=place, pk=int(before)).first() if is_key else None
    if last is None:
        return found
    # Changes of one moment are told apart by their keys.
    return found.filter(at__lte=last.at).filter(Q(at__lt=last.at) | Q(pk__lt=last.pk))

"""The first page of the settings, with the present values and the first steps."""

from collections import Counter
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from community.connectors.kinds import CONNECTORS
from community.models import Community, Feed, StaffEntry
from moderation.administration import targets
from moderation.administration.desks import retention_values
from moderation.administration.targets import PROMISES
from moderation.changes import Subject
from moderation.models import Change, Desk, EscalationRule, Invitation, Membership, PushToken
from moderation.models.guidelines import SEVERITIES
from moderation.policy.values import Severity
from moderation.policy.written import signed
from moderation.web.administration.sections import SECTIONS, Section, community_of_admin, show_section
from moderation.web.administration.words import FIELDS, told_months
from moderation.web.communities.first_steps import first_steps
from moderation.web.shared.present import language_name
from moderation.web.shared.requests import DeskRequest

SECTION = "settings"


class SetNow(NamedTuple):
    """A section, its address, and its present values."""

    section: Section
    url: str
    said: str


@require_safe
def show_settings(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)
    said = set_now(here)
    rows = [SetNow(each, reverse(each.url, args=[here.slug]), said[each.url]) for each in SECTIONS]
    steps = first_steps(here, request.user)
    shown: dict[str, Any] = {"rows": rows, "steps": steps, "is_done": all(step.is_done for step in steps)}
    return show_section(request, here, "index.html", SECTION, **shown)


def set_now(here: Community) -> dict[str, str]:
    desk, last = here.desk, Change.objects.filter(community=here).select_related("actor").first()
    severity = dict(SEVERITIES)[desk.severity_from].lower()
    limits = f"mood at or below {signed(desk.compound_to)}, member reports from {desk.reports_from}"
    limits += f", rated {desk.rating_to} of 5 or lower" if desk.rating_to else ""
    languages = ", ".join(map(language_name, here.languages)) or "no language named"
    return {
        "settings-people": people_summary(here),
        "settings-channels": counted_noun(here.channels.count(), "channel"),
        "settings-sources": sources_summary(here),
        "settings-feeds": feeds_summary(here),
        "settings-push": push_summary(here),
        "settings-promises": targets_summary(here),
        "settings-escalation": rules_summary(here),
        "settings-mood": mood_summary(desk),
        "settings-desk": f"A case from severity {severity}, {limits}. Undo cancels for {desk.undo_seconds} s.",
        "settings-community": f"{here.name}, {here.time_zone}, {languages}.",
        "settings-retention": retention_summary(here),
        "settings-record": changed_subject(last) if last else "Nothing was changed yet.",
    }


def changed_subject(change: Change) -> str:
    subject = change.get_subject_display()
    name = subject if change.name == subject else f"{subject}, {change.name}"
    return f"Last change by {change.actor or 'Parley'}: {name}."


def people_summary(here: Community) -> str:
    roles = Membership.objects.active().filter(community=here).values_list("role", flat=True)
    held = Counter(roles)
    said = [counted_noun(held[role], label.lower(), "") for role, label in Membership.Role.choices if held[role]]
    waiting = Invitation.objects.open(now()).filter(community=here).count()
    invited = f" {counted_noun(waiting, 'invitation')}" if waiting else ""
    return f"{', '.join(said) or 'Nobody'}.{invited}"


def sources_summary(here: Community) -> str:
    listed = StaffEntry.objects.filter(source__community=here).count()
    named = "1 entry" if listed == 1 else f"{listed} entries"
    return f"{counted_noun(here.sources.count(), 'source', '')}, {named} in the lists of staff and automated."


def feeds_summary(here: Community) -> str:
    said = map(feed_summary, here.feeds.filter(kind__in=CONNECTORS))
    return " ".join(said) or "No feed: messages come in by import."


def push_summary(here: Community) -> str:
    live = PushToken.objects.of(here).live().count()
    return counted_noun(live, "token") if live else "No program has a token."


def feed_summary(feed: Feed) -> str:
    connector = CONNECTORS[feed.kind]
    how = ", ".join(filter(None, ("on", connector.summary(feed)))) if feed.is_on else "off"
    return f"{connector.label} {how}."


def targets_summary(here: Community) -> str:
    said = targets.targets_of(here)
    severities = [each for each in Severity if any(said[targets.field_of(each, promise)] for promise in PROMISES)]
    week = targets.hours_by_day(here)
    hours = f"open on {counted_noun(sum(map(bool, week)), 'day')}" if week else "open round the clock."
    if not severities:
        return f"Nothing is promised yet; {hours}"
    return f"Promised for {len(severities)} of 5 severities; {hours}"


def rules_summary(here: Community) -> str:
    found = list(EscalationRule.objects.filter(community=here).values_list("is_on", flat=True))
    return (
        f"{counted_noun(len(found), 'rule', '')}, {sum(found)} switched on."
        if found
        else "No rule: people escalate by hand."
    )


def mood_summary(desk: Desk) -> str:
    own = sum(map(len, (desk.own_names, desk.trouble_words or (), desk.negative_emoji or ())))
    return f"Scored by {desk.engine}{f', with {own} words of our own' if own else ''}."


def retention_summary(here: Community) -> str:
    kept = {FIELDS[Subject.RETENTION][name].label: months for name, months in retention_values(here.desk).items()}
    said = [f"{label.lower()} {told_months(months)}" for label, months in kept.items() if months]
    return f"What goes: {', '.join(said)}." if said else "Everything is kept."


def counted_noun(number: int, name: str, end: str = ".") -> str:
    return f"{number} {name}{'' if number == 1 else 's'}{end}"

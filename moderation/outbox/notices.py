"""What a mail or a call says about escalations, without a word of what anybody wrote."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from moderation.cases.conversations import case_in, mixed_cases
from moderation.models import Case, CaseEvent, Clock, Escalation, Finding, Outbox, Team, User
from moderation.outbox.carrier import Unsendable
from moderation.policy.clocks import NO_DEADLINE, Kind
from moderation.policy.values import Opening, Severity

EventKind = CaseEvent.Kind
NOTHING = "What it was about is gone."
ASKED, REMINDED, ANSWERED = "asked", "reminded", "answered"
WORDS = {ASKED: "Asked of {}", REMINDED: "Not in time, {}", ANSWERED: "Answered by {}, and the case is closed"}
# What is late comes first.
ORDER = (REMINDED, ASKED, ANSWERED)


@dataclass(frozen=True, slots=True)
class Notice:
    """One row of the outbox as a value."""

    what: str
    team: Team
    case: int
    severity: int
    category: str
    channel: str
    due_by: datetime | None


class Line(NamedTuple):
    """Notices that are alike: how many cases, and when the first is due."""

    what: str
    team: Team
    severity: int
    category: str
    channel: str
    number: int
    due_by: datetime | None

    @property
    def severity_name(self) -> str:
        return Severity(self.severity).name.lower() if self.severity else "no severity"

    @property
    def cases(self) -> str:
        return cases_in_words(self.number)


def escalation_of(row: Outbox) -> Escalation:
    if row.escalation is None:
        raise Unsendable(NOTHING)
    return row.escalation


def recipient_of(row: Outbox) -> User:
    if row.recipient is None:
        raise Unsendable(NOTHING)
    return row.recipient


def cases_in_words(number: int) -> str:
    return "1 case" if number == 1 else f"{number} cases"


def what_of(row: Outbox) -> str:
    return {EventKind.ANSWERED: ANSWERED, EventKind.REMINDED: REMINDED}.get(EventKind(row.cause.kind), ASKED)


def notices_of(rows: Sequence[Outbox]) -> list[Notice]:
    """Return what rows with an escalation are about, in four queries for any number but of mixed cases."""
    due, mixed = due_times(rows), mixed_cases({row.case_id for row in rows})
    told = [(row, escalation, told_case(row, mixed)) for row in rows if (escalation := row.escalation)]
    categories = worst_categories(case for *_, case in told)
    return [
        Notice(
            what_of(row),
            escalation.team,
            case.pk,
            case.severity,
            categories.get(case.assessment_id or 0) or without_finding(case),
            one_line(row.channel.name),
            due.get(escalation.pk) or (case.due_by if case.due_by < NO_DEADLINE else None),
        )
        for row, escalation, case in told
    ]


def told_case(row: Outbox, mixed: Collection[int]) -> Case:
    """Return the case of a row as the conversation tells it that its team was asked about."""
    return case_in(row.case, [row.message.conversation_id]) if row.case_id in mixed else row.case


def worst_categories(cases: Iterable[Case]) -> dict[int, str]:
    """Return the category of the gravest finding, by assessment."""
    found = Finding.objects.filter(assessment__in={case.assessment_id for case in cases if case.assessment_id})
    ranked = found.order_by("severity", "-number").values_list("assessment", "version__category")
    return dict(ranked)


def without_finding(case: Case) -> str:
    if case.is_unchecked:
        return "could not be checked"
    return "many people" if Opening.GATHERING in case.opened_for else "no finding"


def due_times(rows: Iterable[Outbox]) -> dict[int, datetime]:
    """Return what each team has promised next, by escalation."""
    running = Clock.objects.running().filter(escalation__in={row.escalation_id for row in rows}, kind__in=Kind)
    return {pk: at for pk, at in running.order_by("-due_by").values_list("escalation", "due_by") if pk}


def lines_of(notices: Iterable[Notice]) -> list[Line]:
    """Put together what is alike, what is late first and the gravest before others."""
    alike = defaultdict[tuple[str, Team, int, str, str], list[Notice]](list)
    for each in notices:
        alike[each.what, each.team, each.severity, each.category, each.channel].append(each)
    lines = [
        Line(*key, len({each.case for each in same}), min((each.due_by for each in same if each.due_by), default=None))
        for key, same in alike.items()
    ]
    return sorted(lines, key=lambda line: (ORDER.index(line.what), -line.severity, line.category, line.channel))


def address_of_case(row: Outbox) -> str:
    return settings.SITE_URL + reverse("case", args=[row.community.slug, row.case_id])


def address_of_list(row: Outbox, team: Team) -> str:
    return f"{settings.SITE_URL}{reverse('escalations', args=[row.community.slug])}?team={team.slug}"


def trigger_words(escalation: Escalation) -> str:
    """Return what set it off, without a word of what is asked."""
    if escalation.made_by:
        return f"{escalation.made_by} asks about"
    return f"The rule “{escalation.rule}” found" if escalation.rule else "A rule found"


def one_line(name: str) -> str:
    """Names are typed by people, and a subject is one line."""
    return " ".join(name.split())

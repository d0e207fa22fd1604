"""One case as the leads see it: its evidence, the teams that have it, and what each was asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils.html import format_html
from django.utils.safestring import SafeString

from moderation.cases.conversations import case_in, mixed_cases
from moderation.models import Case, Clock, Escalation, Finding, User
from moderation.models.escalations import EscalationQuerySet
from moderation.policy.hours import Week
from moderation.policy.values import Severity
from moderation.web.escalations.cards import Card, with_everything
from moderation.web.queue.rows import Row
from moderation.web.shared import clocks


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case with what is asked about it. `teams` are all that have it, also those whose part is not shown."""

    case: Case
    row: Row
    parts: Sequence[Card]
    teams: Sequence[Escalation]
    # The team's own, never the desk's.
    clock: clocks.ClockView | None

    @property
    def first(self) -> Card:
        return self.parts[0]

    @property
    def is_mine(self) -> bool:
        return any(part.acts and part.is_open for part in self.parts)

    @property
    def has_other_teams(self) -> bool:
        """Tell whether teams have it whose part is not shown."""
        return bool({one.pk for one in self.teams} - {part.escalation.pk for part in self.parts})

    @property
    def text(self) -> SafeString:
        """The words around the evidence, never without them and never a title alone."""
        return self.row.text or format_html("{}", "(no text)")

    @property
    def severity(self) -> str:
        return Severity(self.case.severity).name.lower()


def with_cases(escalations: EscalationQuerySet) -> EscalationQuerySet:
    """Load what the cards of cases show, in at most eight queries for any number."""
    findings = Finding.objects.select_related("version").defer("version__statement")
    running = Clock.objects.running().order_by("due_by")
    return (
        with_everything(escalations)
        .select_related("case__assessment")
        .prefetch_related(Prefetch("case__assessment__findings", findings), Prefetch("clocks", running))
    )


def case_cards(
    parts: Iterable[Card], teams: Mapping[int, Sequence[Escalation]], user: User, now: datetime, week: Week
) -> list[CaseCard]:
    """Put the parts of a case together, those that are overdue first and then what is due next."""
    by_case: dict[int, list[Card]] = {}
    for part in parts:
        by_case.setdefault(part.escalation.case_id, []).append(part)
    cards, mixed = [], mixed_cases(by_case)
    for key, own in by_case.items():
        case, asked = own[0].escalation.case, teams.get(key, ())
        if key in mixed:
            threads = {part.escalation.about.conversation_id for part in own}
            case = case_in(case, threads)
            asked = [one for one in asked if one.about.conversation_id in threads]
        running = [clock for part in own for clock in part.escalation.clocks.all()]
        foremost = min(running, key=lambda clock: clock.due_by, default=None)
        clock = clocks.promise_view(foremost, now, week) if foremost else None
        cards.append(CaseCard(case, Row(case, user), own, asked, clock))
    return cards

"""What a case shows of its escalations: where each stands, and to whom it may be escalated now."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from moderation.access import Right, rights_of
from moderation.models import Case, Escalation, Membership
from moderation.web.escalations.cards import Card, escalation_card, leads_by_team, may_act, with_everything
from moderation.web.queue.filters import Filters


@dataclass(frozen=True, slots=True)
class Team:
    """A team that may be asked; `leads` by name, and `has_it` when it has this case already."""

    value: str
    label: str
    leads: str
    has_it: bool


@dataclass(frozen=True, slots=True)
class Escalated:
    """The escalations of a case, the open ones first, and the teams in their usual order."""

    cards: list[Card]
    teams: list[Team]

    @property
    def waiting(self) -> list[Card]:
        """Teams that have not answered yet."""
        return [each for each in self.cards if each.is_open and not each.escalation.answered_at]

    def state(self, number: int) -> Escalation.State:
        return next(each.escalation.state for each in self.cards if each.escalation.pk == number)

    def answer(self, number: str) -> str:
        """The answer that an address names for use as a reply; empty when there is none of that number."""
        return next((each.escalation.answer for each in self.cards if str(each.escalation.pk) == number), "")


def escalations_of_case(case: Case, held: Membership | None, now: datetime, filters: Filters) -> Escalated:
    asked = with_everything(Escalation.objects.filter(case=case, withdrawn_at=None))
    rows = asked.order_by(F("closed_at").desc(nulls_first=True), "-pk")
    led = leads_by_team(case.community)
    replies = held is not None and Right.REPLY in rights_of(held.role) and case.closed_at is None
    cards = [
        escalation_card(
            row,
            led=led,
            acts=may_act(held, row),
            now=now,
            use=filters.query(answer=str(row.pk)) if replies and row.answer else "",
        )
        for row in rows
    ]
    has_it = {row.team for row in rows if row.closed_at is None}
    teams = [
        Team(value, label, ", ".join(led.get(value, ())) or "nobody leads it yet", value in has_it)
        for value, label in Membership.Team.choices
    ]
    return Escalated(cards, teams)

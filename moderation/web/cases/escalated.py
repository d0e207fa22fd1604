"""What a case shows of its escalations: where each stands, and to whom it may be escalated now."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from community.models import Message
from moderation.access import Right, rights_of
from moderation.models import Case, Escalation, Membership
from moderation.web.escalations.cards import Card, escalation_card, leads_by_team, may_act, with_everything
from moderation.web.queue.filters import Filters
from moderation.web.shared.plain import plain_excerpt

EXCERPT = 80


@dataclass(frozen=True, slots=True)
class AskableTeam:
    """A team that may be asked; `leads` by name, and `has_it` when it has this case already."""

    slug: str
    name: str
    leads: str
    has_it: bool


@dataclass(frozen=True, slots=True)
class Escalated:
    """The escalations of a case, the open ones first, and the teams in their usual order."""

    cards: list[Card]
    teams: list[AskableTeam]

    @property
    def waiting(self) -> list[Card]:
        """Teams that have not answered yet."""
        return [each for each in self.cards if each.is_open and not each.escalation.answered_at]

    @property
    def team_names(self) -> dict[str, str]:
        return {team.slug: team.name for team in self.teams}

    def state(self, number: int) -> Escalation.State | None:
        """How far a team is with one of them, or None for one that was withdrawn."""
        return next((each.escalation.state for each in self.cards if each.escalation.pk == number), None)

    def answer(self, number: str) -> str:
        """The answer that an address names for use as a reply; empty when there is none of that number."""
        return next((each.escalation.answer for each in self.cards if str(each.escalation.pk) == number), "")


def escalations_of_case(
    case: Case,
    held: Membership | None,
    now: datetime,
    filters: Filters,
    *,
    leading: Sequence[Message] = (),
    about: Collection[int] | None = None,
) -> Escalated:
    """Read them, or where `about` says so only those about these conversations. `leading` are the first of each."""
    asked = with_everything(Escalation.objects.filter(case=case, withdrawn_at=None))
    asked = asked if about is None else asked.about(about)
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
    has_it = {(row.team, row.about.conversation_id) for row in rows if row.closed_at is None}
    askable = [message.conversation_id for message in leading]
    teams = [
        AskableTeam(
            team.slug,
            team.name,
            ", ".join(leads) or "nobody leads it yet",
            has_it=all((team, conversation) in has_it for conversation in askable),
        )
        for team, leads in led.items()
    ]
    return Escalated(cards, teams)


def conversation_choices(leading: Iterable[Message]) -> list[tuple[int, str]]:
    """Return the conversations that a team may be asked about, in the words of a form."""
    return [(each.conversation_id, f"{each.channel}: {plain_excerpt(each, EXCERPT)}") for each in leading]

"""Which escalations the page lists: by how far they are, each state by itself, the oldest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.forms import Form
from django.http import QueryDict

from community.models import Community
from moderation.access import Right, rights_of
from moderation.models import Escalation, Membership, User
from moderation.models.escalations import EscalationQuerySet
from moderation.targets import week_of
from moderation.web.escalations.cards import Card, escalation_card, leads_by_team, may_act, with_everything
from moderation.web.shared.reach import membership_of

State = Escalation.State
# Of each state when all are listed, and on the page of one state.
FEW, PAGE = 20, 50
OPEN = (State.NEW, State.ACKNOWLEDGED, State.ANSWERED)
TITLES = {
    State.NEW: "Waiting for acknowledgement",
    State.ACKNOWLEDGED: "Acknowledged",
    State.ANSWERED: "Answered, to close",
    State.CLOSED: "Closed, the newest first",
}
ICONS = {State.NEW: "draft", State.ACKNOWLEDGED: "shadow", State.ANSWERED: "clock-met", State.CLOSED: "check"}
IN_STATE = {
    State.NEW: Q(closed_at=None, answered_at=None, acknowledged_at=None),
    State.ACKNOWLEDGED: Q(closed_at=None, answered_at=None, acknowledged_at__isnull=False),
    State.ANSWERED: Q(closed_at=None, answered_at__isnull=False),
    State.CLOSED: Q(closed_at__isnull=False),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; a value that does not exist filters nothing."""

    team: str = ""
    state: str = ""
    after: int = 0

    @classmethod
    def read(cls, asked: QueryDict) -> "Filters":
        team, state, after = (asked.get(name, "") for name in ("team", "state", "after"))
        return cls(
            team if team in Membership.Team.values else "",
            state if state in State.values else "",
            int(after) if after.isdecimal() and len(after) < 19 else 0,
        )

    def query(self, **more: object) -> str:
        chosen = {"team": self.team, "state": self.state, **more}
        return "?" + urlencode({name: value for name, value in chosen.items() if value})


@dataclass(frozen=True, slots=True)
class Section:
    """The escalations of one state: how many there are (of the closed ones nobody counts), and what is listed."""

    state: Escalation.State
    count: int | None
    cards: list[Card]
    more: str

    @property
    def title(self) -> str:
        return TITLES[self.state]

    @property
    def icon(self) -> str:
        return ICONS[self.state]


def listed_escalations(place: Community, user: User, chosen: Filters, now: datetime) -> dict[str, Any]:
    """The values for the template."""
    mine = Escalation.objects.visible_to(user).filter(community=place)
    here = mine.filter(team=chosen.team) if chosen.team else mine
    counts = here.open().aggregate(**{state.value: Count("pk", filter=IN_STATE[state]) for state in OPEN})
    states = [Escalation.State(chosen.state)] if chosen.state else list(State)
    rows = {state: rows_of(here, state, chosen) for state in states}
    held = membership_of(user, place)
    cards = cards_of([row for found in rows.values() for row in found], held, place, now)
    sections = [state_section(state, found, cards, counts, chosen) for state, found in rows.items()]
    return {**page_frame(place, held, now, chosen), "sections": sections, "open": sum(counts.values())}


def single_escalation(
    escalation: Escalation, user: User, now: datetime, *, typed: Mapping[str, Form]
) -> dict[str, Any]:
    """The values for the template with this one only, as it stands in the database now."""
    rows = list(with_everything(Escalation.objects.filter(pk=escalation.pk)))
    place, state = escalation.community, rows[0].state
    held = membership_of(user, place)
    shown = Section(state, None, list(cards_of(rows, held, place, now, typed=typed).values()), "")
    return {**page_frame(place, held, now, Filters()), "sections": [shown], "open": None, "is_alone": True}


def page_frame(place: Community, held: Membership | None, now: datetime, chosen: Filters) -> dict[str, Any]:
    rights = rights_of(held.role) if held else frozenset()
    return {
        "community": place,
        "now": now,
        "chosen": chosen,
        "rights": rights,
        "own_team": held.get_team_display() if held and Right.SEE_CASES not in rights else "",
        "teams": Membership.Team.choices,
        "states": [(state.value, TITLES[state]) for state in State],
    }


def rows_of(here: EscalationQuerySet, state: Escalation.State, chosen: Filters) -> list[Escalation]:
    """One more than is listed, so that it is known whether there are more."""
    found = with_everything(here.filter(IN_STATE[state]))
    most = (PAGE if chosen.state else FEW) + 1
    if state == State.CLOSED:
        return list(found.order_by("-closed_at", "-pk")[:most])
    return list(found.filter(pk__gt=chosen.after).order_by("pk")[:most])


def state_section(
    state: Escalation.State,
    rows: list[Escalation],
    cards: Mapping[int, Card],
    counts: Mapping[str, int],
    chosen: Filters,
) -> Section:
    most = PAGE if chosen.state else FEW
    shown, more = rows[:most], ""
    # The closed ones are a look back, not a list of work: their page ends.
    if len(rows) > most and not (chosen.state and state == State.CLOSED):
        more = chosen.query(state=state.value, after=shown[-1].pk if chosen.state else 0)
    return Section(state, counts.get(state.value), [cards[row.pk] for row in shown], more)


def cards_of(
    rows: list[Escalation],
    held: Membership | None,
    place: Community,
    now: datetime,
    *,
    typed: Mapping[str, Form] | None = None,
) -> dict[int, Card]:
    led, week = leads_by_team(place), week_of(place)
    return {
        row.pk: escalation_card(row, led=led, acts=may_act(held, row), now=now, week=week, typed=typed) for row in rows
    }

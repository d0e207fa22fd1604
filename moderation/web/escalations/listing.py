"""Which cases the page of escalations lists: by how far their teams are, what is overdue first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case as Choice
from django.db.models import Exists, F, Max, Min, OuterRef, Q, Subquery, Value, When
from django.forms import Form
from django.http import QueryDict

from community.models import Community
from moderation.access import Right, rights_of
from moderation.models import Clock, Escalation, Membership, Team, User
from moderation.models.escalations import EscalationQuerySet
from moderation.targets import week_of
from moderation.web.escalations.cards import Card, escalation_card, leads_by_team, may_act
from moderation.web.escalations.case_cards import CaseCard, case_cards, with_cases
from moderation.web.shared.reach import membership_of

State = Escalation.State
# Cases of each state when all are listed, and on the page of one state.
FEW, PAGE = 20, 50
LAST_PAGE = 1_000
# More than this nobody looks through.
MOST = 10_000
GONE = "gone"
UNANSWERED = Q(closed_at=None, answered_at=None)
NEW, TAKEN, ANSWERED, LEFT, CLOSED = State.NEW.value, State.ACKNOWLEDGED.value, State.ANSWERED.value, GONE, "closed"
# What is live comes first, and a case stands where the first of its questions that is shown does.
IN_SECTION = {
    NEW: UNANSWERED & Q(acknowledged_at=None, case__closed_at=None),
    TAKEN: UNANSWERED & Q(acknowledged_at__isnull=False, case__closed_at=None),
    ANSWERED: Q(closed_at=None, answered_at__isnull=False),
    LEFT: UNANSWERED & Q(case__closed_at__isnull=False),
    CLOSED: Q(closed_at__isnull=False),
}
TITLES = {
    NEW: "Waiting for acknowledgement",
    TAKEN: "Acknowledged",
    ANSWERED: "Answered, to close",
    LEFT: "Closed by the desk before the team answered",
    CLOSED: "Closed, the newest first",
}
ICONS = {NEW: "draft", TAKEN: "shadow", ANSWERED: "clock-met", LEFT: "x", CLOSED: "check"}
COUNTED = (NEW, TAKEN, ANSWERED, LEFT)
# Nobody at the desk waits for these.
FOLDED = (LEFT, CLOSED)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; a value that does not exist filters nothing."""

    team: str = ""
    state: str = ""
    page: int = 1

    @classmethod
    def read(cls, asked: QueryDict, teams: Iterable[Team]) -> "Filters":
        team, state, page = (asked.get(name, "") for name in ("team", "state", "page"))
        return cls(
            team if team in {each.slug for each in teams} else "",
            state if state in TITLES else "",
            min(max(1, int(page)), LAST_PAGE) if page.isdecimal() and len(page) < 9 else 1,
        )

    def query(self, **more: object) -> str:
        chosen = {"team": self.team, "state": self.state, **more}
        return "?" + urlencode({name: value for name, value in chosen.items() if value})


@dataclass(frozen=True, slots=True)
class Section:
    """The cases of one state: how many there are (of the closed ones nobody counts), and what is listed."""

    state: str
    count: int | None
    cards: list[CaseCard]
    more: str
    is_folded: bool = False

    @property
    def title(self) -> str:
        return TITLES[self.state]

    @property
    def icon(self) -> str:
        return ICONS[self.state]

    @property
    def waits(self) -> bool:
        """Tell whether these wait for the team."""
        return self.state in (NEW, TAKEN)


def listed_escalations(here: Community, user: User, chosen: Filters, now: datetime) -> dict[str, Any]:
    """The values for the template."""
    mine = Escalation.objects.visible_to(user).filter(community=here)
    asked = mine.filter(team__slug=chosen.team) if chosen.team else mine
    shown = [chosen.state] if chosen.state else list(TITLES)
    standing = open_cases(asked)
    counts = {state: len(cases) for state, cases in standing.items()}
    if CLOSED in shown:
        standing[CLOSED] = closed_cases(asked)
    keys = {state: on_page(standing[state], chosen) for state in shown}
    held = membership_of(user, here)
    found = [case for cases in keys.values() for case in cases]
    cards = cards_of(asked.filter(case__in=found), held, user, here, now)
    live = sum(counts[state] for state in COUNTED if state != LEFT)
    # What the desk closed meanwhile still waits, so with nothing else it lies open.
    folded = FOLDED if live else (CLOSED,)
    sections = [
        case_section(state, [cards[case] for case in cases if case in cards], counts, chosen, folded)
        for state, cases in keys.items()
    ]
    return {
        **page_frame(here, held, now, chosen),
        "sections": sections,
        "open": live,
        "left": counts[LEFT],
        "counts": counted(counts, chosen),
    }


def single_escalation(
    escalation: Escalation, user: User, now: datetime, *, typed: Mapping[str, Form]
) -> dict[str, Any]:
    """The values for the template with this one only, as it stands in the database now."""
    one = Escalation.objects.filter(pk=escalation.pk)
    here = escalation.community
    held = membership_of(user, here)
    cards = list(cards_of(one, held, user, here, now, typed=typed).values())
    state = next(state for state, holds in IN_SECTION.items() if one.filter(holds).exists())
    shown = Section(state, None, cards, "")
    return {**page_frame(here, held, now, Filters()), "sections": [shown], "open": None, "is_alone": True}


def page_frame(here: Community, held: Membership | None, now: datetime, chosen: Filters) -> dict[str, Any]:
    rights = rights_of(held.role) if held else frozenset()
    return {
        "community": here,
        "now": now,
        "chosen": chosen,
        "rights": rights,
        "own_team": held.team if held and Right.SEE_CASES not in rights else None,
        "teams": here.teams.all(),
        "states": list(TITLES.items()),
    }


def open_cases(asked: EscalationQuerySet) -> dict[str, list[int]]:
    """Return the cases of each section but the closed one, what is overdue first, in one query."""
    running = Clock.objects.running().filter(escalation=OuterRef("pk")).order_by("due_by")
    place = Choice(*(When(holds, then=Value(number)) for number, holds in enumerate(map(IN_SECTION.get, COUNTED))))
    found = asked.open().order_by().values("case")
    placed = found.annotate(place=Min(place), due=Min(Subquery(running.values("due_by")[:1])), first=Min("pk"))
    ordered = placed.order_by("place", F("due").asc(nulls_last=True), "first").values_list("case", "place")
    cases: dict[str, list[int]] = {state: [] for state in COUNTED}
    for case, number in ordered[:MOST]:
        cases[COUNTED[number]].append(case)
    return cases


def closed_cases(asked: EscalationQuerySet) -> list[int]:
    """Return the cases of which nothing is asked any more, one more than a page has."""
    still = asked.open().filter(case=OuterRef("case"))
    found = asked.filter(IN_SECTION[CLOSED]).exclude(Exists(still)).order_by().values("case")
    ordered = found.annotate(at=Max("closed_at")).order_by("-at", "-case")
    return list(ordered.values_list("case", flat=True)[: PAGE + 1])


def on_page(cases: list[int], chosen: Filters) -> list[int]:
    """Return one case more than is listed, so that it is known whether there are more."""
    size = PAGE if chosen.state else FEW
    start = (chosen.page - 1) * size if chosen.state else 0
    return cases[start : start + size + 1]


def counted(counts: Mapping[str, int], chosen: Filters) -> list[dict[str, Any]]:
    """The states that hold something, each with its address."""
    return [
        {"title": TITLES[state], "count": count, "query": chosen.query(state=state), "is_chosen": chosen.state == state}
        for state, count in counts.items()
        if count
    ]


def case_section(
    state: str, cards: list[CaseCard], counts: Mapping[str, int], chosen: Filters, folded: Collection[str]
) -> Section:
    most = PAGE if chosen.state else FEW
    more = ""
    # The closed ones are a look back, not a list of work: their page ends.
    if len(cards) > most and not (chosen.state and state == CLOSED):
        more = chosen.query(state=state, page=chosen.page + 1 if chosen.state else 0)
    is_folded = state in folded and not chosen.state
    return Section(state, counts.get(state), cards[:most], more, is_folded)


def cards_of(
    asked: EscalationQuerySet,
    held: Membership | None,
    user: User,
    here: Community,
    now: datetime,
    *,
    typed: Mapping[str, Form] | None = None,
) -> dict[int, CaseCard]:
    """Return the card of each case, by the case's key."""
    led, week = leads_by_team(here), week_of(here)
    rows = sorted(with_cases(asked), key=lambda row: (row.closed_at is not None, row.answered_at is not None, row.pk))
    parts: list[Card] = [escalation_card(row, led=led, acts=may_act(held, row), now=now, typed=typed) for row in rows]
    cards = case_cards(parts, teams_of({row.case_id for row in rows}), user, now, week)
    return {card.case.pk: card for card in cards}


def teams_of(cases: Iterable[int]) -> dict[int, list[Escalation]]:
    """Return all questions that are open about these cases, as the case's own record tells them."""
    found: dict[int, list[Escalation]] = defaultdict(list)
    for each in Escalation.objects.open().filter(case__in=cases).select_related("team", "message").order_by("pk"):
        found[each.case_id].append(each)
    return found

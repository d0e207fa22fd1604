"""Everything that happened to a case, as sentences and the newest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from moderation.models import Case, CaseEvent, Guideline, Outbox, User
from moderation.policy.cases import event_of
from moderation.policy.decisions import act_of
from moderation.web.cases.outside import Line

EVENTS_SHOWN = 200
# What comes by itself and often.
FOLDED = (CaseEvent.Kind.JOINED, CaseEvent.Kind.ADDED)


@dataclass(frozen=True, slots=True)
class Happened:
    """One event with who did it (nobody means the machine), the words after the name, and what it does outside."""

    event: CaseEvent
    icon: str
    actor: User | None
    says: str
    # What somebody wrote with it.
    why: str
    lines: list[Line]
    # How often in a row, where that is all there is to say.
    times: int = 1


def case_history(
    case: Case, guidelines: Mapping[int, Guideline], teams: Mapping[str, str], outside: Mapping[int, list[Line]]
) -> list[Happened]:
    """The last events of a case, newest first.

    `guidelines` are the community's by key, and `teams` the names of its teams by slug.
    """
    events = case.events.select_related("actor").order_by("-at", "-pk")[:EVENTS_SHOWN]
    happened = (
        Happened(
            event,
            event_of(event.kind).icon,
            event.actor,
            event_sentence(event, guidelines, teams),
            event.why,
            outside.get(event.pk, []),
        )
        for event in events
    )
    return list(folded(happened))


def folded(happened: Iterable[Happened]) -> Iterator[Happened]:
    """Yield a row of the same small events as one, at the time of its newest."""
    for _, group in groupby(happened, key=sort_of_event):
        newest, *others = group
        yield replace(newest, times=1 + len(others))


def sort_of_event(one: Happened) -> tuple[str, int]:
    is_small = one.event.kind in FOLDED and one.actor is None and not one.lines
    return one.event.kind, 0 if is_small else one.event.pk


def event_sentence(event: CaseEvent, guidelines: Mapping[int, Guideline], teams: Mapping[str, str]) -> str:
    row, facts = event_of(event.kind), event.facts
    is_notice = facts.get("what") in Outbox.NOTICES
    words = row.by_person if event.actor else row.by_mail if is_notice else row.alone
    # A fact that was not recorded leaves a gap, and the rest of the page is there.
    said = (words or row.label).format_map(defaultdict(str, spoken_facts(facts, guidelines, teams)))
    return f"{said}, which has the case already" if facts.get("added") else said


def spoken_facts(
    facts: Mapping[str, Any], guidelines: Mapping[int, Guideline], teams: Mapping[str, str]
) -> dict[str, Any]:
    """The facts of an event, with people's words for what is stored as a key or a slug."""
    under, what = guidelines.get(facts.get("guideline", 0)), str(facts.get("what", ""))
    return {
        **facts,
        **teams_named(facts, teams),
        "action": act_of(str(facts.get("action", ""))).words.lower(),
        "under": f", under {under}" if under else "",
        "outcome": dict(Case.Outcome.choices).get(facts.get("outcome", ""), "").lower(),
        "what": act_of(what).words.lower(),
        "undone": event_of(what).undoes,
    }


def teams_named(facts: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """The teams whose slugs an event keeps, as people call them now."""
    return {fact: names[facts[fact]] for fact in ("team", "to") if facts.get(fact) in names}

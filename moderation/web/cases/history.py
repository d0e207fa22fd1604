"""Everything that happened to a case, as sentences, the newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from moderation.models import Case, CaseEvent, Guideline, Outbox, Team, User
from moderation.web.cases.outside import Line

Kind = CaseEvent.Kind
EVENTS_SHOWN = 200

ICONS = {
    Kind.OPENED: "new",
    Kind.JOINED: "same",
    Kind.ASSESSED: "pulse",
    Kind.CLAIMED: "user",
    Kind.RELEASED: "user",
    Kind.DECIDED: "check",
    Kind.REPLIED: "reply",
    Kind.NOTED: "note",
    Kind.CLOSED: "x",
    Kind.REOPENED: "new",
    Kind.UNDONE: "undo",
    Kind.DELIVERED: "live",
    Kind.FAILED: "warn",
    Kind.ESCALATED: "escalate",
    Kind.ACKNOWLEDGED: "eye",
    Kind.ANSWERED: "reply",
    Kind.HANDED_ON: "next",
    Kind.SETTLED: "check",
}
# What a person, named before it, did.
BY_A_PERSON = {
    Kind.OPENED: "opened the case",
    Kind.CLAIMED: "claimed it",
    Kind.RELEASED: "gave it back",
    Kind.REPLIED: "replied",
    Kind.NOTED: "wrote a note",
    Kind.CLOSED: "closed it without a decision",
    Kind.REOPENED: "opened it again",
    Kind.DELIVERED: "marked it as done on the platform",
    Kind.ESCALATED: "asked {team}",
    Kind.ACKNOWLEDGED: "acknowledged it for {team}",
    Kind.ANSWERED: "answered for {team}",
    Kind.HANDED_ON: "handed it on from {team} to {to}",
    Kind.SETTLED: "closed the escalation to {team}",
}
# What the machine did, with the facts of the event in it.
ALONE = {
    Kind.OPENED: "The case was opened",
    Kind.JOINED: "A copy was added",
    Kind.ASSESSED: "Checked again, revision {revision}: priority {was} to {is}",
    Kind.DELIVERED: "Carried out on the platform: {what}",
    Kind.FAILED: "Could not be carried out: {what}",
    Kind.ESCALATED: "The rule “{rule}” asked {team}",
}
# What became of a mail to somebody who leads a team.
BY_MAIL = {Kind.DELIVERED: "The mail to {to} was delivered", Kind.FAILED: "The mail to {to} was not delivered"}
UNDONE = {
    Kind.DECIDED: "the decision",
    Kind.REPLIED: "the reply",
    Kind.CLOSED: "the closing",
    Kind.ESCALATED: "the escalation",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One event: who (nobody: the machine), the words after the name, what was written, and what it does outside."""

    event: CaseEvent
    icon: str
    actor: User | None
    says: str
    lines: list[Line]


def case_history(case: Case, guidelines: Mapping[int, Guideline], outside: Mapping[int, list[Line]]) -> list[Happened]:
    """The last events of a case, newest first; `guidelines` are the community's, by key."""
    events = case.events.select_related("actor").order_by("-at", "-pk")[:EVENTS_SHOWN]
    teams = Team.objects.names_in(case.community)
    return [
        Happened(
            event,
            ICONS[Kind(event.kind)],
            event.actor,
            event_sentence(event, guidelines, teams),
            outside.get(event.pk, []),
        )
        for event in events
    ]


def event_sentence(event: CaseEvent, guidelines: Mapping[int, Guideline], teams: Mapping[str, str]) -> str:
    kind, facts = Kind(event.kind), event.facts
    if kind == Kind.DECIDED:
        under = guidelines.get(facts["guideline"])
        return f"decided: {facts['action']}{f', under {under}' if under else ''}"
    if kind == Kind.UNDONE:
        return f"undid {UNDONE[facts['what']]}"
    if kind == Kind.CLOSED and event.actor is None:
        return f"Closed: {Case.Outcome(facts['outcome']).label.lower()}"
    words = BY_A_PERSON if event.actor else BY_MAIL if facts.get("what") == Outbox.Kind.MAIL else ALONE
    said = words.get(kind, event.get_kind_display()).format(**(facts | teams_named(facts, teams)))
    return f"{said}, which has the case already" if facts.get("added") else said


def teams_named(facts: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """The teams whose slugs an event keeps, as people call them now."""
    return {fact: names[facts[fact]] for fact in ("team", "to") if facts.get(fact) in names}

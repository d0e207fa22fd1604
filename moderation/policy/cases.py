"""The table of what happens to cases, where a new kind of event is one row."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of event and its words, with the facts of the event in braces."""

    label: str
    icon: str
    # What a person, named before it, did; what happened by itself; what became of a mail.
    by_person: str = ""
    alone: str = ""
    by_mail: str = ""
    # What undoing it undoes; it cannot be undone where this is empty.
    undoes: str = ""
    # It may end the case; it is a first action, which stops that clock.
    is_ending: bool = False
    is_action: bool = False


# By the value of `CaseEvent.Kind`.
EVENTS = {
    "opened": Event("Opened", "new", "opened the case", "The case was opened"),
    "joined": Event("Copy added", "same", alone="A copy was added"),
    "assessed": Event("Assessed again", "pulse", alone="Checked again, revision {revision}: priority {was} to {is}"),
    "claimed": Event("Claimed", "user", "claimed it"),
    "released": Event("Released", "user", "gave it back"),
    "decided": Event(
        "Decided", "check", "decided: {action}{under}", undoes="the decision", is_ending=True, is_action=True
    ),
    "replied": Event("Replied", "reply", "replied", undoes="the reply", is_ending=True, is_action=True),
    "noted": Event("Note", "note", "wrote a note"),
    "closed": Event(
        "Closed",
        "x",
        "closed it without a decision",
        "Closed: {outcome}",
        undoes="the closing",
        is_ending=True,
        is_action=True,
    ),
    "reopened": Event("Reopened", "new", "opened it again"),
    "undone": Event("Undone", "undo", "undid {undone}"),
    "delivered": Event(
        "Carried out",
        "live",
        "marked it as done on the platform",
        "Carried out on the platform: {what}",
        "The mail to {to} was delivered",
    ),
    "failed": Event(
        "Not carried out",
        "warn",
        alone="Could not be carried out: {what}",
        by_mail="The mail to {to} was not delivered",
    ),
    "escalated": Event(
        "Escalated",
        "escalate",
        "asked {team}",
        "The rule “{rule}” asked {team}",
        undoes="the escalation",
        is_action=True,
    ),
    "acknowledged": Event("Acknowledged", "eye", "acknowledged it for {team}"),
    "answered": Event("Answered by the team", "reply", "answered for {team}"),
    "handed_on": Event("Handed on", "next", "handed it on from {team} to {to}"),
    "settled": Event("Escalation closed", "check", "closed the escalation to {team}"),
}
ENDING = [kind for kind, event in EVENTS.items() if event.is_ending]
UNDOABLE = [kind for kind, event in EVENTS.items() if event.undoes]
FIRST_ACTIONS = [kind for kind, event in EVENTS.items() if event.is_action]


def event_of(kind: str) -> Event:
    """The row of this kind, or one made up for what was stored when the table was another."""
    return EVENTS.get(kind) or Event(kind.capitalize(), "note")


def event_choices() -> list[tuple[str, str]]:
    return [(kind, event.label) for kind, event in EVENTS.items()]

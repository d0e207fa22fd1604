"""The table of what happens to cases, where a new kind of event is one row."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of event and its words, with the facts of the event in braces."""

    label: str
    icon: str
    # What a person, named before it, did; what happened by itself; what became of a mail or a call.
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
    "opened": Event("Opened", "new", "opened the case", "The case was opened", undoes="the opening"),
    "joined": Event("Copy added", "same", alone="A copy was added"),
    "added": Event("Message added", "thread", "added a message", "Another message of the same person came in"),
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
    "unneeded": Event(
        "No answer needed",
        "check",
        "said that no answer is needed",
        undoes="“no answer needed”",
        is_ending=True,
        is_action=True,
    ),
    "undelivered": Event(
        "Could not be delivered",
        "warn",
        "said that the reply cannot be delivered",
        undoes="“could not be delivered”",
        is_ending=True,
        is_action=True,
    ),
    "corrected": Event("Severity corrected", "tally3", "said that its severity is {is}", undoes="the severity"),
    "split": Event("Split", "stack", "split messages off to case {new}", undoes="the split"),
    "merged": Event(
        "Merged", "stack", "merged case {other} into it", "Case {other} was merged into it", undoes="the merge"
    ),
    "reopened": Event("Reopened", "new", "opened it again", "It was opened again"),
    "undone": Event("Undone", "undo", "undid {undone}"),
    "delivered": Event(
        "Carried out",
        "live",
        "marked it as done on the platform",
        "Carried out on the platform: {what}",
        "The {what} to {to} was delivered",
    ),
    "failed": Event(
        "Not carried out",
        "warn",
        alone="Could not be carried out: {what}",
        by_mail="The {what} to {to} was not delivered",
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
    "reminded": Event("Team reminded", "clock-late", alone="A reminder went to {team}, whose time to {kind} is over"),
    "gathered": Event("Many people", "escalate", alone="Many people wrote in its conversation: {people}"),
    "settled": Event("Escalation closed", "check", "closed the escalation to {team}"),
    "said": Event(
        "Said of an answer",
        "reply",
        "said that a staff message {did} this person",
        undoes="what was said of a staff message",
    ),
    "missed": Event(
        "Not in the import", "warn", alone="Marked as sent by hand, and the import of “{source}” does not have it"
    ),
    "unasked": Event(
        "Question withdrawn",
        "undo",
        alone="The import of “{source}” was taken back, and with it the question whether the reply was sent",
    ),
    "sent": Event("Said of a reply", "reply", "said that the reply {did}", undoes="what was said of the reply"),
}
ENDING = [kind for kind, event in EVENTS.items() if event.is_ending]
UNDOABLE = [kind for kind, event in EVENTS.items() if event.undoes]
FIRST_ACTIONS = [kind for kind, event in EVENTS.items() if event.is_action]
# By these a person decides about what was reported, or writes why not.
LOOKED_AT_REPORTS = ("decided", "noted", "closed")


def event_of(kind: str) -> Event:
    """The row of this kind, or one made up for what was stored when the table was another."""
    return EVENTS.get(kind) or Event(kind.capitalize(), "note")


def event_choices() -> list[tuple[str, str]]:
    return [(kind, event.label) for kind, event in EVENTS.items()]

"""The messages, promises and answers of cases, in an earlier schema in which a case has rows."""

from typing import Any

from tests.earlier.schema import DAY, HOUR, NOON, Earlier

# What became of the message that leads each case.
SETTLED: dict[str, dict[str, Any]] = {
    "held": {},
    "decided": {"settled_at": NOON + DAY, "settled_as": "acted"},
    "answered": {"settled_at": NOON + DAY, "settled_as": "replied", "waits": True, "answered_at": NOON + DAY},
}
DONE, CLOSED = {"kept_at": NOON + HOUR, "kept_as": "done"}, {"ended_at": NOON + DAY, "ended_as": "closed"}
# What was promised for each case, and how it went. What says nothing runs.
PROMISES: dict[str, dict[str, dict[str, Any]]] = {
    "held": {"action": DONE, "decision": {}},
    "decided": {"action": CLOSED},
    "answered": {"action": CLOSED, "reply": {"kept_at": NOON + DAY, "kept_as": "delivered"}},
}
# Of the team that was asked about the case that is held.
OF_THE_TEAM: dict[str, dict[str, Any]] = {
    "acknowledge": DONE,
    "answer": {"kept_at": NOON + DAY, "kept_as": "done", "reminded_at": NOON + 5 * HOUR},
}


def add_casework(earlier: Earlier, messages: dict[str, Any], cases: dict[str, Any]) -> None:
    """Give each case its own message, the copy and its promises, and the team that was asked its own."""
    for name, case in cases.items():
        add_row(earlier, case, case.message, **SETTLED[name])
        for kind, went in PROMISES[name].items():
            add_clock(earlier, case, case.message, kind, **went)
    add_row(earlier, cases["held"], messages["copy"], role="copy")
    earlier.change(cases["held"], due_by=NOON + 4 * HOUR)
    asked = earlier.apps.get_model("moderation.Escalation").objects.get(case=cases["held"])
    for kind, went in OF_THE_TEAM.items():
        add_clock(earlier, cases["held"], cases["held"].message, kind, escalation=asked, any_hour=True, **went)


def add_row(earlier: Earlier, case: Any, message: Any, **fields: Any) -> Any:
    """A message of a case, which is there for what the case was opened for."""
    named = ("assessment", "opened_for", "severity", "priority", "is_unchecked", "is_unscored")
    said = {name: getattr(case, name) for name in named} | {"revision": message.revision, "joined_at": NOON + HOUR}
    return earlier.add("moderation.CaseMessage", case=case, message=message, **said | fields)


def add_clock(earlier: Earlier, case: Any, message: Any, kind: str, **fields: Any) -> Any:
    """A promise of four hours, which runs where nothing else is said."""
    times = {"started_at": NOON, "due_by": NOON + 4 * HOUR, "risk_at": NOON + 3 * HOUR, "within": 240}
    about = {"case": case, "channel": message.channel, "message": message, "severity": case.severity if case else 0}
    return earlier.add("moderation.Clock", kind=kind, **about, **times | fields)


def add_answer(earlier: Earlier, message: Any, way: str, **fields: Any) -> Any:
    """What is known of a message of staff as an answer."""
    times = {"posted_at": message.posted_at, "given_at": message.posted_at, "at": NOON + DAY}
    return earlier.add(
        "moderation.Answer", message=message, conversation=message.conversation, way=way, **times | fields
    )

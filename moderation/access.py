"""The rights of each role, in one table with default deny."""

EVERYONE = frozenset({"see health"})
MODERATOR = EVERYONE | {
    *("see cases", "open case", "claim", "release", "decide", "reply", "note", "close", "reopen", "undo own"),
    *("carry out", "escalate", "see escalations", "see guidelines"),
}
MANAGER = MODERATOR | {"release others", "undo others", "import"}
# Only of cases that were escalated to their team.
LEAD = EVERYONE | {
    *("open case", "note", "see escalations", "acknowledge", "answer back", "hand on", "close escalation"),
}
ADMIN = MANAGER | LEAD | {"edit guidelines", "edit settings", "add communities"}

MAY: dict[str, frozenset[str]] = {
    "viewer": EVERYONE,
    "moderator": MODERATOR,
    "manager": MANAGER,
    "lead": LEAD,
    "admin": ADMIN,
}


def roles_that_may(action: str) -> list[str]:
    return [role for role, actions in MAY.items() if action in actions]

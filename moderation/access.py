"""The rights of each role, in one table with default deny."""

from enum import StrEnum


class Right(StrEnum):
    """One thing that somebody may do in a community, in the words of a refusal."""

    SEE_HEALTH = "see health"
    SEE_BY_PERSON = "see figures by person"
    SEE_CASES = "see cases"
    OPEN_CASE = "open case"
    OPEN_BY_HAND = "open a case by hand"
    CLAIM = "claim"
    RELEASE = "release"
    RELEASE_OTHERS = "release others"
    DECIDE = "decide"
    REPLY = "reply"
    NOTE = "note"
    CORRECT_MOOD = "correct moods"
    CLOSE = "close"
    REOPEN = "reopen"
    UNDO_OWN = "undo own"
    UNDO_OTHERS = "undo others"
    CARRY_OUT = "carry out"
    ESCALATE = "escalate"
    SEE_ESCALATIONS = "see escalations"
    ACKNOWLEDGE = "acknowledge"
    ANSWER_BACK = "answer back"
    HAND_ON = "hand on"
    CLOSE_ESCALATION = "close escalation"
    SEE_GUIDELINES = "see guidelines"
    EDIT_GUIDELINES = "edit guidelines"
    EXPORT_CASES = "export cases"
    IMPORT = "import"
    JOIN_PEOPLE = "join people"
    EDIT_SETTINGS = "edit settings"
    ADD_COMMUNITIES = "add communities"
    EXPORT_MEMBERS = "export what is held about a member"
    ERASE_MEMBERS = "erase members"


EVERYONE = frozenset({Right.SEE_HEALTH})
MODERATOR = EVERYONE | {
    *(Right.SEE_CASES, Right.OPEN_CASE, Right.CLAIM, Right.RELEASE, Right.DECIDE, Right.REPLY, Right.NOTE),
    *(Right.OPEN_BY_HAND, Right.CLOSE, Right.REOPEN, Right.UNDO_OWN, Right.CARRY_OUT, Right.ESCALATE),
    *(Right.SEE_ESCALATIONS, Right.SEE_GUIDELINES, Right.CORRECT_MOOD),
}
MANAGER = MODERATOR | {
    *(Right.RELEASE_OTHERS, Right.UNDO_OTHERS, Right.IMPORT, Right.JOIN_PEOPLE, Right.SEE_BY_PERSON),
    Right.EXPORT_CASES,
}
# Only of cases that were escalated to their team.
LEAD = EVERYONE | {
    *(Right.OPEN_CASE, Right.NOTE, Right.SEE_ESCALATIONS),
    *(Right.ACKNOWLEDGE, Right.ANSWER_BACK, Right.HAND_ON, Right.CLOSE_ESCALATION),
}
ADMIN = (
    MANAGER
    | LEAD
    | {Right.EDIT_GUIDELINES, Right.EDIT_SETTINGS, Right.ADD_COMMUNITIES, Right.EXPORT_MEMBERS, Right.ERASE_MEMBERS}
)

RIGHTS: dict[str, frozenset[Right]] = {
    "viewer": EVERYONE,
    "moderator": MODERATOR,
    "manager": MANAGER,
    "lead": LEAD,
    "admin": ADMIN,
}


def rights_of(role: str) -> frozenset[Right]:
    """The rights of a role, none for a stranger's blank one."""
    return RIGHTS.get(role, frozenset())


def roles_with(right: Right) -> list[str]:
    return [role for role, rights in RIGHTS.items() if right in rights]

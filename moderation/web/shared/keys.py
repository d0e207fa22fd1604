"""The keys of each screen, as the list of keys shows them."""

from collections.abc import Collection
from typing import NamedTuple

from moderation.access import Right
from moderation.policy.decisions import DECISIONS


class Key(NamedTuple):
    """What to press, and what it does. Whoever lacks the right has no such key."""

    keys: str
    does: str
    right: Right | None = None

    @property
    def pressed(self) -> list[str]:
        """One after another, or one of them; what is pressed together is one."""
        return [self.keys] if self.keys.startswith("Ctrl") else self.keys.split()


class Sheet(NamedTuple):
    """The keys of one screen, for whoever has its right."""

    title: str
    pages: tuple[str, ...]
    right: Right
    keys: tuple[Key, ...]


# The longest start of an address's name that a sheet has says which is the page's own.
SHEETS = (
    Sheet(
        "In the queue",
        ("queue",),
        Right.SEE_CASES,
        (
            Key("J K", "next case, case before"),
            Key("↵", "open the case"),
            Key("C", "claim the case"),
            Key("N", "show what is new"),
            Key("Z", "undo what was just done"),
            Key("/", "go to a case by its number"),
        ),
    ),
    Sheet(
        "On a case",
        ("case",),
        Right.OPEN_CASE,
        (
            Key("J K", "next case, case before", Right.SEE_CASES),
            Key("C", "claim it", Right.CLAIM),
            *(Key(each.key, each.words.lower(), Right.DECIDE) for each in DECISIONS.values() if each.key),
            Key("R", "write a reply", Right.REPLY),
            Key("N", "no answer is needed", Right.CLOSE),
            Key("Y X", "yes or no to what is asked above the case", Right.REPLY),
            Key("E", "escalate it", Right.ESCALATE),
            Key("M", "write a note", Right.NOTE),
            Key("Q", "close it without a decision", Right.CLOSE),
            Key("- +", "its text sounds negative or positive, where the mood is wrong", Right.CORRECT_MOOD),
            Key("Z", "undo what was just done", Right.UNDO_OWN),
            Key("Ctrl ↵", "send what is being written"),
        ),
    ),
    Sheet(
        "On the page of escalations",
        ("escalation",),
        Right.SEE_ESCALATIONS,
        (
            Key("J K", "next card, card before"),
            Key("A", "acknowledge", Right.ACKNOWLEDGE),
            Key("Ctrl ↵", "answer, and go on to the next", Right.ANSWER_BACK),
        ),
    ),
)


def sheets_for(rights: Collection[Right], url_name: str) -> list[Sheet]:
    """Return the keys that these rights give, of this page alone where it has its own."""
    held = [
        sheet._replace(keys=tuple(key for key in sheet.keys if key.right is None or key.right in rights))
        for sheet in SHEETS
        if sheet.right in rights
    ]
    own = [sheet for sheet in held if url_name.startswith(sheet.pages)]
    return own or held

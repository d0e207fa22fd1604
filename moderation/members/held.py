"""The table of every column that may hold a person's words, and how it is erased.

A test fails on a column that is not named here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from moderation.policy.members import ERASED


class How(StrEnum):
    """How a column is erased."""

    # In the rows of the person, and of their cases.
    EMPTIED = "emptied"
    # The same, with another way in `moderation/members/own.py`.
    REWRITTEN = "rewritten"
    # With the whole row.
    DELETED = "row deleted"
    # Names, ids and quotes are taken out, in the rows of others.
    TAKEN_OUT = "taken out of the texts of others"
    NOTHING = "holds nothing of a person"


@dataclass(frozen=True, slots=True)
class Column:
    """How a column is erased, and what is left in a row of the person."""

    how: How
    left: Any = None
    # Others may have named or quoted the person there.
    is_of_others: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table.

    `own` are the ways from a row to the person's message, `scope` the way to the community or source whose rows may
    speak of the person.
    """

    columns: Mapping[str, Column]
    own: tuple[str, ...] = ()
    scope: str = ""

    def names(self, how: How) -> tuple[str, ...]:
        return tuple(name for name, column in self.columns.items() if column.how == how)

    @property
    def left(self) -> dict[str, Any]:
        """What an erased row has in its columns."""
        return {name: column.left for name, column in self.columns.items() if column.how == How.EMPTIED}

    @property
    def of_others(self) -> tuple[str, ...]:
        """The columns in which others may speak of the person."""
        return tuple(
            name for name, column in self.columns.items() if column.how == How.TAKEN_OUT or column.is_of_others
        )


BLANK, MARKED = Column(How.EMPTIED, ""), Column(How.EMPTIED, ERASED, is_of_others=True)
WORDS = Column(How.EMPTIED, "", is_of_others=True)
REWRITTEN, DELETED = Column(How.REWRITTEN), Column(How.DELETED)
# A reason of an admin's.
WRITTEN = Column(How.REWRITTEN, is_of_others=True)
TAKEN_OUT, NOTHING = Column(How.TAKEN_OUT), Column(How.NOTHING)


def _list() -> Column:
    return Column(How.EMPTIED, [])


def _nothing(*names: str) -> dict[str, Column]:
    return dict.fromkeys(names, NOTHING)


PERSONAL: dict[str, Table] = {
    "community.Community": Table(_nothing("slug", "name", "time_zone", "languages")),
    "community.Feed": Table(_nothing("kind", "settings", "secrets")),
    "community.Source": Table(_nothing("kind", "host_key", "name")),
    "community.Channel": Table(_nothing("slug", "name", "language")),
    "community.ImportRun": Table(
        {"source": TAKEN_OUT, **_nothing("content_hash", "options", "state")}, scope="community"
    ),
    "community.ImportWarning": Table({"sample": REWRITTEN, **_nothing("field")}),
    "community.ImportReject": Table(dict.fromkeys(("reason", "raw", "sha256"), REWRITTEN)),
    "community.Conversation": Table({"thread_external_id": REWRITTEN}),
    "community.Message": Table(
        {
            **dict.fromkeys(("external_id", "parent_external_id", "thread_external_id", "waiting_for"), REWRITTEN),
            "title": WORDS,
            "text": WORDS,
            "guest_name": WORDS,
            "url": BLANK,
            "digest": REWRITTEN,
            "tags": _list(),
            "attachments": _list(),
            **_nothing("kind", "language"),
        },
        own=("pk",),
        scope="source",
    ),
    "community.MessageText": Table(
        {"title": Column(How.DELETED, is_of_others=True), "text": Column(How.DELETED, is_of_others=True)},
        own=("message",),
        scope="message__source",
    ),
    # After the messages, as an import may make it of them meanwhile.
    "community.RunChange": Table(
        {"was": Column(How.EMPTIED, {}, is_of_others=True)}, own=("message",), scope="message__source"
    ),
    "community.TakenBack": Table({"external_id": DELETED}),
    "community.Person": Table({"why": WRITTEN}, scope="community"),
    "community.Member": Table(
        {**dict.fromkeys(("external_id", "name_key", "name"), REWRITTEN), **_nothing("role")},
    ),
    "community.MemberName": Table({"name": DELETED}),
    "community.MemberRole": Table({"why": WRITTEN, **_nothing("role")}, scope="member__source"),
    "community.StaffEntry": Table({"value": DELETED, "why": TAKEN_OUT, **_nothing("kind", "role")}, scope="source"),
    "community.ErasedMember": Table(_nothing("key_hash")),
    "community.StubAction": Table(
        {"text": TAKEN_OUT, "target_external_id": REWRITTEN, **_nothing("kind")}, scope="channel__community"
    ),
    "moderation.User": Table(_nothing("password", "email", "name")),
    "moderation.Membership": Table(_nothing("role")),
    "moderation.Invitation": Table(_nothing("email", "role", "secret_hash", "browser_hash")),
    "moderation.Desk": Table(_nothing("kind", "engine", "own_names", "trouble_words", "negative_emoji")),
    "moderation.ClosedDay": Table(_nothing("name")),
    "moderation.Team": Table(_nothing("slug", "name", "webhook")),
    "moderation.Guideline": Table(_nothing("slug", "name", "category")),
    "moderation.GuidelineVersion": Table(_nothing("name", "category", "statement", "must_find", "must_not_find")),
    "moderation.Rule": Table(_nothing("kind", "pattern")),
    "moderation.EscalationRule": Table(_nothing("name", "category", "clock", "reason")),
    "moderation.PendingAssessment": Table(
        {"error": Column(How.DELETED, is_of_others=True)}, own=("message",), scope="message__source"
    ),
    "moderation.Assessment": Table(
        {"words": _list(), "terms": REWRITTEN, **_nothing("engine", "language", "not_scored", "unknown", "judged_on")},
        own=("message",),
    ),
    "moderation.Finding": Table(
        {"excerpt": MARKED, "rule": MARKED, "reason": MARKED, "evidence": _list(), **_nothing("part", "frame")},
        own=("assessment__message",),
        scope="assessment__message__source",
    ),
    "moderation.Score": Table({"words": _list(), **_nothing("engine", "not_scored")}, own=("assessment__message",)),
    "moderation.Rescoring": Table(_nothing("engine", "was")),
    "moderation.SentimentCorrection": Table(_nothing("band", "engine", "said")),
    "moderation.Tally": Table(_nothing("name")),
    "moderation.Case": Table(_nothing("opened_for", "decision", "outcome")),
    "moderation.CaseMessage": Table(_nothing("role", "opened_for", "settled_as")),
    "moderation.CaseLink": Table(_nothing("kind")),
    "moderation.Clock": Table(_nothing("kind", "kept_as", "ended_as")),
    "moderation.Answer": Table(_nothing("way")),
    "moderation.CaseEvent": Table(
        {"why": MARKED, "facts": TAKEN_OUT, **_nothing("kind")}, own=("case__message",), scope="case__community"
    ),
    "moderation.Change": Table(
        {**dict.fromkeys(("name", "before", "after"), TAKEN_OUT), **_nothing("subject")}, scope="community"
    ),
    "moderation.Escalation": Table({"asks": MARKED, "answer": MARKED}, own=("case__message",), scope="community"),
    "moderation.Firing": Table(_nothing("cause")),
    "moderation.Outbox": Table(
        {"text": MARKED, "error": MARKED, **_nothing("kind", "state", "sought")},
        own=("case__message", "message"),
        scope="community",
    ),
    "moderation.DayRollup": Table(
        _nothing(
            *("decisions", "first_wall", "first_working", "every_wall", "every_working", "members"),
            *("closings", "wait_wall", "next_wall", "desk_working", "close_wall", "report_wall", "delay_wall"),
            *("waits", "moods"),
        )
    ),
    "moderation.PromiseDay": Table(_nothing("kind", "by_person")),
    "moderation.TeamDay": Table(_nothing("acknowledge", "answer")),
    "moderation.StaleDay": Table(_nothing("zone")),
    "moderation.Upload": Table(
        {
            **dict.fromkeys(("path", "look", "found", "reasons", "error"), REWRITTEN),
            "name": TAKEN_OUT,
            **_nothing("form", "encoding", "time_zone", "content_hash", "mapping", "reading", "state", "counts"),
        },
        scope="community",
    ),
    "moderation.TakeBack": Table({"error": REWRITTEN, **_nothing("state")}),
    "moderation.Recount": Table({"name": WRITTEN, **_nothing("kind", "before", "after")}, scope="community"),
    "moderation.PushToken": Table(_nothing("name", "secret_hash")),
}
# What lies below PARLEY_VAR, by name, and how it is erased.
FILES: dict[str, str] = {
    "parley.sqlite3": "overwritten as it is erased; what was changed before stays in free pages until VACUUM",
    "parley.sqlite3-wal": "written into the file and cut when an erasure is finished",
    "parley.sqlite3-shm": "holds no row",
    "uploads": "the files of the source's channels are thrown away",
    "log": "holds names only in the errors of broken code; old files are cut by themselves",
    "secret_key": "holds nothing of a person",
    "valkey": "holds nothing of a person",
    "static": "holds nothing of a person",
}

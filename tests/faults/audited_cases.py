"""Cases of a world with their messages, promises and records, held against each other."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tests.faults.scratch import Scratch

CASES = "SELECT id FROM moderation_case"
OPEN = "SELECT conversation_id, author_id, split_no FROM moderation_case WHERE closed_at IS NULL"
ROWS = "SELECT case_id, message_id, role, opened_for, is_unchecked, waits FROM moderation_casemessage"
EVENTS = "SELECT case_id, kind, facts FROM moderation_caseevent WHERE kind IN ('opened', 'joined', 'added')"
CLOCKS = "SELECT case_id, message_id, kind FROM moderation_clock"
# What is found, what it is called, and how often it should be met.
Compared = tuple[str, int, int]
# A case and one of its messages, or none where the record names none.
Key = tuple[int, int | None]


class Row(NamedTuple):
    case: int
    message: int
    role: str
    opened_for: list[str]
    is_unchecked: bool
    waits: bool

    @property
    def about(self) -> str:
        """For whom a promise is: for the author of the case, or for another one who said the same."""
        return self.role if self.role == "own" else f"copy {self.message}"

    @property
    def owed(self) -> Iterator[str]:
        """The kinds of promises that a case has for this message."""
        if self.role == "own":
            yield "unchecked" if self.is_unchecked else "action"
            if "finding" in self.opened_for:
                yield "decision"
        if self.waits:
            yield "reply"


def compare_cases(database: Scratch) -> Iterator[Compared]:
    """Yield what there is of each case, and what there should be."""
    rows = [Row(case, message, role, said(why), *rest) for case, message, role, why, *rest in database.rows(ROWS)]
    yield from compare_records([case for (case,) in database.rows(CASES)], rows, records_in(database))
    yield from compare_clocks(rows, database.rows(CLOCKS))
    for person, times in Counter(database.rows(OPEN)).items():
        yield f"open cases of person {person}", times, 1


def compare_records(cases: Iterable[int], rows: Iterable[Row], records: dict[str, Counter[Key]]) -> Iterator[Compared]:
    """Hold messages against events: one opens a case, and each other one is named when it comes."""
    own, copies = (Counter((row.case, row.message) for row in rows if row.role == role) for role in ("own", "copy"))
    for case in cases:
        yield f"openings of case {case}", records["opened"][case, None], 1
        unnamed = [key for key in own.elements() if key[0] == case and key not in records["added"]]
        yield f"messages of case {case} that opened it", len(unnamed), 1
    for what, there, told in (("added", own, records["added"]), ("joined", copies, records["joined"])):
        for key in told.keys() | (there.keys() if what == "joined" else set()):
            yield f"{what} events of (case, message) {key}", told[key], 1
            yield f"rows of (case, message) {key}, which was {what}", there[key], 1


def compare_clocks(rows: Iterable[Row], clocks: Iterable[tuple[int, int, str]]) -> Iterator[Compared]:
    """Hold promises against messages.

    A case promises each thing once for its author, and an answer to each of the others.
    """
    about = {(row.case, row.message): row.about for row in rows}
    found = Counter((case, kind, about.get((case, message), "a message elsewhere")) for case, message, kind in clocks)
    wanted = {(row.case, kind, row.about) for row in rows for kind in row.owed}
    for clock in wanted | found.keys():
        yield f"clocks of (case, kind, for whom) {clock}", found[clock], int(clock in wanted)


def records_in(database: Scratch) -> dict[str, Counter[Key]]:
    found: dict[str, Counter[Key]] = defaultdict(Counter)
    for case, kind, facts in database.rows(EVENTS):
        found[kind][case, said(facts).get("message")] += 1
    return found


def said(stored: Any) -> Any:
    """SQLite's driver leaves JSON as it was written."""
    return json.loads(stored) if isinstance(stored, str) else stored

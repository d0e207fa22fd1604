"""What was lost and what was doubled in a world, counted with plain SQL in tables without unique constraints."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.faults.audited_cases import compare_cases
from tests.faults.lines import Fate, Line
from tests.faults.scratch import Scratch

MESSAGES = "SELECT external_id, id FROM community_message"
WRITTEN = "SELECT message_id FROM witness_written"
ASSESSED = "SELECT message_id FROM moderation_assessment"
FINDINGS = "SELECT a.message_id FROM moderation_finding f JOIN moderation_assessment a ON a.id = f.assessment_id"
PLACES = "SELECT message_id FROM moderation_casemessage"
UNCHECKED = "SELECT message_id FROM moderation_casemessage WHERE is_unchecked"
WAITING = "SELECT message_id FROM moderation_pendingassessment WHERE died_at IS NULL"
DEAD = "SELECT message_id FROM moderation_pendingassessment WHERE died_at IS NOT NULL"
TALLY = "SELECT sum(amount) FROM moderation_tally WHERE name = 'assessed'"
IN_JOBS = "SELECT sum(amount) FROM witness_batch WHERE job <> ''"
# How often each fate's message is met in each of these.
EXPECTED: dict[str, dict[Fate, int]] = {
    ASSESSED: {Fate.FINE: 1, Fate.CASE: 1, Fate.COPY: 1, Fate.MORE: 1},
    WRITTEN: {Fate.FINE: 1, Fate.CASE: 1, Fate.COPY: 1, Fate.MORE: 1},
    FINDINGS: {Fate.CASE: 1, Fate.COPY: 1, Fate.MORE: 1},
    PLACES: {Fate.CASE: 1, Fate.COPY: 1, Fate.MORE: 1, Fate.DEAD: 1},
    UNCHECKED: {Fate.DEAD: 1},
    DEAD: {Fate.DEAD: 1},
    WAITING: {},
}


@dataclass
class Audit:
    """Sentences about what is not as it must be; none of either kind is what the design promises."""

    messages: int = 0
    assessed: int = 0
    dead: int = 0
    in_jobs: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    @property
    def share_in_jobs(self) -> float:
        return self.in_jobs / self.assessed if self.assessed else 0.0

    def compare(self, what: str, found: int, expected: int) -> None:
        if found < expected:
            self.lost.append(f"{what}: {found} instead of {expected}")
        elif found > expected:
            self.doubled.append(f"{what}: {found} instead of {expected}")


def audit(database: Scratch, lines: Sequence[Line]) -> Audit:
    stored = database.rows(MESSAGES)
    keys = dict(stored)
    said = Audit(
        messages=len(stored),
        assessed=database.count(TALLY),
        dead=len(database.rows(DEAD)),
        in_jobs=database.count(IN_JOBS),
    )
    said.compare("messages stored", len(stored), len(lines))
    for sql, wanted in EXPECTED.items():
        counted = Counter(key for (key,) in database.rows(sql))
        for line in lines:
            key = keys.get(line.external_id)
            said.compare(f"{line.external_id} ({line.fate}) in “{sql}”", counted.pop(key, 0), wanted.get(line.fate, 0))
        said.doubled.extend(f"unknown message {key} in “{sql}”" for key in counted)
    for compared in compare_cases(database):
        said.compare(*compared)
    said.compare("the tally of assessments", said.assessed, sum(line.fate is not Fate.DEAD for line in lines))
    return said

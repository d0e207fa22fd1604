"""The audit sees what it is there to see: in a database where all went well, each harm that is done to it shows."""

from pathlib import Path

import pytest

from tests.faults.audit import audit
from tests.faults.lines import Line
from tests.faults.scratch import Scratch, copy_of

SOME_CASE = "(SELECT min(id) FROM moderation_case)"
SOME_TALLY = "(SELECT min(id) FROM moderation_tally)"
HARM = {
    "a message is gone": (
        "lost",
        "UPDATE community_message SET external_id = 'other' WHERE external_id = 'm5'",
    ),
    "an assessment is gone": (
        "lost",
        "DELETE FROM moderation_assessment WHERE id = (SELECT max(id) FROM moderation_assessment WHERE id NOT IN "
        "(SELECT assessment_id FROM moderation_finding))",
    ),
    "a finding is gone": ("lost", "DELETE FROM moderation_finding WHERE id = (SELECT min(id) FROM moderation_finding)"),
    "an opening is gone": (
        "lost",
        f"DELETE FROM moderation_caseevent WHERE kind = 'opened' AND case_id = {SOME_CASE}",
    ),
    "the tally is short": ("lost", f"UPDATE moderation_tally SET amount = amount - 1 WHERE id = {SOME_TALLY}"),
    "the tally is too high": ("doubled", "INSERT INTO moderation_tally (name, amount) VALUES ('assessed', 1)"),
    "an assessment was written twice": (
        "doubled",
        "UPDATE moderation_assessment SET priority = 1 WHERE id = (SELECT min(id) FROM moderation_assessment)",
    ),
    "a message waits that was assessed": (
        "doubled",
        "INSERT INTO moderation_pendingassessment "
        "(message_id, revision, is_history, is_first, asked_at, due_at, tries, error) "
        "SELECT id, 1, is_unchecked, is_unchecked, opened_at, opened_at, 0, '' "
        "FROM moderation_case WHERE id = " + SOME_CASE,
    ),
}
REPEATED = {
    "moderation_finding": "id = (SELECT min(id) FROM moderation_finding)",
    "moderation_case": f"id = {SOME_CASE}",
    "moderation_caseevent": f"case_id = {SOME_CASE} AND kind = 'opened'",
    "moderation_casecopy": "id = (SELECT min(id) FROM moderation_casecopy)",
}


def test_where_all_went_well_nothing_is_lost_or_doubled(finished: Scratch, some: list[Line]) -> None:
    said = audit(finished, some)
    assert (said.messages, said.assessed, said.lost, said.doubled) == (40, 40, [], [])


def test_work_done_outside_jobs_does_not_count_as_done_in_them(finished: Scratch, some: list[Line]) -> None:
    assert audit(finished, some).share_in_jobs == 0


@pytest.mark.parametrize("harm", HARM)
def test_the_audit_sees_that(harm: str, finished: Scratch, some: list[Line], tmp_path: Path) -> None:
    kind, sql = HARM[harm]
    with copy_of(finished, tmp_path / "harmed.sqlite3") as harmed:
        assert harmed.change(sql) == 1
        said = audit(harmed, some)
    assert {"lost": bool(said.lost), "doubled": bool(said.doubled)}[kind]


@pytest.mark.parametrize("table", REPEATED)
def test_the_audit_sees_a_doubled_row_of(table: str, finished: Scratch, some: list[Line], tmp_path: Path) -> None:
    with copy_of(finished, tmp_path / "harmed.sqlite3") as harmed:
        assert harmed.repeat(table, REPEATED[table]) == 1
        assert audit(harmed, some).doubled

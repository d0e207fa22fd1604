"""The audit sees what it is there to see: in a database where all went well, each harm that is done to it shows."""

from pathlib import Path

import pytest

from tests.faults.audit import audit
from tests.faults.lines import Line
from tests.faults.scratch import Scratch, copy_of

SOME_CASE = "(SELECT min(id) FROM moderation_case)"
SOME_MESSAGE = "id = (SELECT max(id) FROM moderation_casemessage WHERE role = '{role}')"
CLOCKS = ("action", "reply", "decision")
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
    "a joining is gone": ("lost", "DELETE FROM moderation_caseevent WHERE kind = 'joined'"),
    "an adding is gone": ("doubled", "DELETE FROM moderation_caseevent WHERE kind = 'added'"),
    "a message of a case is gone": (
        "lost",
        "DELETE FROM moderation_casemessage WHERE " + SOME_MESSAGE.format(role="own"),
    ),
    "a copy is gone": ("lost", "DELETE FROM moderation_casemessage WHERE " + SOME_MESSAGE.format(role="copy")),
    "a copy is of another case": (
        "lost",
        f"UPDATE moderation_casemessage SET case_id = {SOME_CASE} WHERE " + SOME_MESSAGE.format(role="copy"),
    ),
    **{
        f"a clock ({kind}) is gone": (
            "lost",
            f"DELETE FROM moderation_clock WHERE id = (SELECT min(id) FROM moderation_clock WHERE kind = '{kind}')",
        )
        for kind in CLOCKS
    },
    "a clock is of a message that is elsewhere": (
        "doubled",
        f"UPDATE moderation_clock SET case_id = {SOME_CASE} WHERE id = (SELECT max(id) FROM moderation_clock)",
    ),
    "a person has two open cases in one conversation": (
        "doubled",
        "UPDATE moderation_case SET (conversation_id, author_id) = "
        f"(SELECT conversation_id, author_id FROM moderation_case WHERE id = {SOME_CASE}) "
        "WHERE id = (SELECT max(id) FROM moderation_case)",
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
FIRST = "id = (SELECT min(id) FROM {table})"
REPEATED = {
    "moderation_finding": FIRST,
    "moderation_case": FIRST,
    "an opening of moderation_caseevent": f"case_id = {SOME_CASE} AND kind = 'opened'",
    "a further message's moderation_caseevent": "id = (SELECT min(id) FROM {table} WHERE kind = 'added')",
    "a copy's moderation_caseevent": "id = (SELECT min(id) FROM {table} WHERE kind = 'joined')",
    "an own moderation_casemessage": "id = (SELECT min(id) FROM {table} WHERE role = 'own')",
    "a copy's moderation_casemessage": "id = (SELECT min(id) FROM {table} WHERE role = 'copy')",
    **{f"{kind} moderation_clock": f"id = (SELECT min(id) FROM {{table}} WHERE kind = '{kind}')" for kind in CLOCKS},
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


@pytest.mark.parametrize("what", REPEATED)
def test_the_audit_sees_twice(what: str, finished: Scratch, some: list[Line], tmp_path: Path) -> None:
    with copy_of(finished, tmp_path / "harmed.sqlite3") as harmed:
        table = what.rsplit(maxsplit=1)[-1]
        assert harmed.repeat(table, REPEATED[what].format(table=table)) == 1
        assert audit(harmed, some).doubled

"""The table of decisions and of what else is carried out: no row lacks anything."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from moderation.models import Case, Outbox
from moderation.policy.decisions import (
    DECISIONS,
    FURTHER,
    TABLE,
    Act,
    Decision,
    act_choices,
    act_of,
    acts,
    decision_choices,
    takes_back,
)

ROOT = Path(__file__).resolve().parent.parent.parent / "moderation"
ICONS = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/moderation/icons.svg").read_text()))
SCRIPT = (ROOT / "static/moderation/js/case.js").read_text()
PANES = (ROOT / "templates/moderation/cases").glob("*.html")
TAKEN = {*re.findall(r"^  ([a-z]): \(\) =>", SCRIPT, re.MULTILINE)}
TAKEN |= {key for pane in PANES for key in re.findall(r'data-key="([a-z])"', pane.read_text())}
ROWS = acts().values()


def slug_of(act: Act) -> str:
    return act.slug


def room_for(model: type[Case | Outbox], column: str) -> int:
    return model._meta.get_field(column).max_length or 0


def test_no_slug_stands_there_twice() -> None:
    assert len(DECISIONS) == len(TABLE)
    assert not DECISIONS.keys() & FURTHER.keys()
    assert all(slug == act.slug for slug, act in (DECISIONS | FURTHER).items())


@pytest.mark.parametrize("decision", TABLE, ids=slug_of)
def test_a_decision_lacks_nothing(decision: Decision) -> None:
    assert decision.label[0].isupper()
    assert decision.effect.endswith(".")
    assert len(decision.slug) <= room_for(Case, "decision")
    assert not decision.icon or decision.icon in ICONS


@pytest.mark.parametrize("decision", [row for row in TABLE if row.done], ids=slug_of)
def test_a_decision_that_is_carried_out_is_taken_back_by_something_that_is_no_decision(decision: Decision) -> None:
    assert decision.undone_by in FURTHER
    assert takes_back(decision.undone_by)
    assert not takes_back(decision.slug)


@pytest.mark.parametrize("decision", [row for row in TABLE if not row.done], ids=slug_of)
def test_a_decision_that_changes_nothing_has_nothing_to_take_back_and_no_end(decision: Decision) -> None:
    assert (decision.undone_by, decision.lasts, decision.once_an_author) == ("", None, False)


@pytest.mark.parametrize("decision", TABLE, ids=slug_of)
def test_whatever_changes_something_counts_against_its_author(
    decision: Decision,
) -> None:
    assert decision.against_author is bool(decision.done)
    assert decision.once_an_author is (decision.undone_by == "lift")


@pytest.mark.parametrize("act", ROWS, ids=slug_of)
def test_what_is_carried_out_has_a_name_before_and_after(act: Act) -> None:
    assert act.label[0].isupper()
    assert act.done[0].isupper()
    assert len(act.slug) <= room_for(Outbox, "kind")
    assert act.lasts is None or (act.lasts > timedelta() and not act.lasts % timedelta(minutes=1))


def test_each_key_of_a_decision_is_its_own() -> None:
    keys = [decision.key for decision in TABLE if decision.key]
    assert len(TAKEN) > 5
    assert all(re.fullmatch("[A-Z]", key) for key in keys)
    assert len(set(keys)) == len(keys)
    assert not TAKEN & {key.lower() for key in keys}


def test_the_kinds_that_need_care_of_their_own_are_in_the_table() -> None:
    assert set(Outbox.Kind) <= FURTHER.keys()


def test_whatever_is_stored_has_the_name_of_its_row() -> None:
    assert {"keep", "hide", "remove", "warn", "suspend"} <= DECISIONS.keys()
    assert decision_choices() == [(row.slug, row.words) for row in TABLE]
    assert act_choices() == [(row.slug, row.words) for row in (*TABLE, *FURTHER.values()) if row.done]


@pytest.mark.parametrize(
    ("lasts", "words", "done"),
    [
        (None, "Suspend", "Author suspended"),
        (timedelta(days=7), "Suspend for 7 days", "Author suspended for 7 days"),
        (timedelta(days=1, hours=12), "Suspend for 1 day 12 hours", "Author suspended for 1 day 12 hours"),
        (timedelta(minutes=1), "Suspend for 1 minute", "Author suspended for 1 minute"),
    ],
)
def test_what_ends_by_itself_is_named_with_its_length(lasts: timedelta | None, words: str, done: str) -> None:
    act = replace(DECISIONS["suspend"], lasts=lasts)
    assert (act.words, act.done_words) == (words, done)


def test_what_was_stored_when_the_table_was_another_still_has_a_name() -> None:
    assert act_of("banish") == Act("banish", "Banish", "Done")
    assert not takes_back("banish")

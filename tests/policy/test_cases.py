"""The table of what happens to cases: every stored kind has its row, and no row lacks anything."""

import re
from pathlib import Path

import pytest

from moderation.models import CaseEvent
from moderation.policy.cases import ENDING, EVENTS, FIRST_ACTIONS, UNDOABLE, Event, event_choices, event_of

DRAWN = Path(__file__).resolve().parent.parent.parent / "moderation/static/moderation/icons.svg"
ICONS = set(re.findall(r'<symbol id="([\w-]+)"', DRAWN.read_text()))


def test_every_kind_that_is_stored_has_its_row_and_every_row_its_kind() -> None:
    assert list(EVENTS) == list(CaseEvent.Kind)
    assert all(len(kind) <= (CaseEvent._meta.get_field("kind").max_length or 0) for kind in EVENTS)


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_a_row_lacks_nothing(event: Event) -> None:
    assert event.label[0].isupper()
    assert event.icon in ICONS
    assert event.by_person or event.alone
    # A person's name stands before these, so that they go on in small letters.
    assert not event.by_person[:1].isupper()
    assert all(words[0].isupper() for words in (event.alone, event.by_mail) if words)


def test_what_ends_a_case_what_is_a_first_action_and_what_can_be_undone() -> None:
    assert {"decided", "replied", "closed"} <= set(ENDING)
    assert {"decided", "replied", "closed", "escalated"} <= set(FIRST_ACTIONS) & set(UNDOABLE)
    assert not {"claimed", "noted", "reopened", "undone"} & {*ENDING, *FIRST_ACTIONS, *UNDOABLE}


def test_a_list_names_every_kind() -> None:
    assert dict(event_choices())["handed_on"] == "Handed on"
    assert len(event_choices()) == len(EVENTS)


def test_what_was_stored_when_the_table_was_another_still_has_a_name() -> None:
    assert event_of("snoozed").label == "Snoozed"
    assert event_of("snoozed").icon in ICONS

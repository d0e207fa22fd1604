"""Taking a case in hand: what it was before, and the sentence for whom it is not given to."""

from datetime import timedelta

import pytest

from community.models import Channel
from moderation.assessments import standing
from moderation.cases import actions
from moderation.cases.holding import STATE, as_columns, as_json, take_case, why_taken
from moderation.models import Case, User
from moderation.refusal import Refused
from tests.builders import NOON, make_case, make_message

LATER = NOON + timedelta(minutes=2)
MUCH_LATER = NOON + timedelta(hours=2)


def test_a_case_that_is_taken_tells_what_it_was_and_is_ones_own_from_then_on(case: Case, ana: User) -> None:
    other = make_case(make_message())
    was = take_case(case, ana, LATER, "decided", decision="hide")
    case.refresh_from_db()
    other.refresh_from_db()
    assert (was["assignee_id"], was["claimed_at"], was["decision"]) == (None, None, "")
    assert (case.assignee, case.claimed_at, case.decision) == (ana, LATER, "hide")
    assert (other.assignee, other.decision) == (None, "")


def test_ones_own_case_stays_claimed_since_it_was_claimed(case: Case, ana: User) -> None:
    actions.claim(case, ana, NOON)
    case.refresh_from_db()
    was = take_case(case, ana, LATER, "decided", decision="hide")
    case.refresh_from_db()
    assert (was["assignee_id"], was["claimed_at"], case.claimed_at) == (ana.pk, NOON.isoformat(), NOON)


def test_what_another_has_is_not_taken(case: Case, ana: User, ben: User) -> None:
    actions.claim(case, ana, NOON)
    with pytest.raises(Refused, match=r"^Ana has claimed this case, so it was not answered\.$"):
        take_case(case, ben, LATER, "answered", decision="hide")
    case.refresh_from_db()
    assert (case.assignee, case.decision) == (ana, "")


def test_what_is_closed_is_not_taken(case: Case, ana: User) -> None:
    actions.close(case, ana, NOON, why="Spam.")
    with pytest.raises(Refused, match="You closed this case already"):
        take_case(case, ana, LATER, "decided", decision="hide")
    case.refresh_from_db()
    assert case.decision == ""


def test_whoever_closed_it_last_is_named(case: Case, ana: User, ben: User) -> None:
    actions.close(case, ana, NOON, why="Spam.")
    actions.reopen(case, ana, LATER, why="It was not.")
    actions.reply(case, ana, LATER, text="We are on it.", close=False)
    actions.release(case, ana, LATER)
    actions.close(case, ben, MUCH_LATER, why="Spam after all.")
    # What was only noted since, and by whom, closed nothing; nor did the machine.
    actions.note(case, ana, MUCH_LATER + timedelta(minutes=1), text="Seen.")
    actions.log_event(case, "closed", None, MUCH_LATER + timedelta(minutes=2))
    said = "closed this case already (closed without a decision), so it was not claimed."
    assert why_taken(case, ana, "claimed") == f"Ben {said}"
    assert why_taken(case, ben, "claimed") == f"You {said}"


def test_of_two_who_closed_it_at_the_same_moment_the_later_row_counts(case: Case, ana: User, ben: User) -> None:
    actions.close(case, ana, NOON, why="Spam.")
    actions.log_event(case, "decided", ben, NOON)
    assert why_taken(case, ana, "claimed").startswith("Ben closed this case already")


def test_what_is_gone_at_the_source_was_closed_by_the_machine(reviews: Channel, ana: User) -> None:
    case = make_case(opened_for=["answer"])
    standing.gone([case.message_id], NOON)
    said = "The machine closed this case already (gone: deleted at the source), so it was not claimed."
    assert why_taken(case, ana, "claimed") == said


@pytest.mark.parametrize(
    ("nobody", "why"),
    [
        ("", "Somebody just gave this case back, so it was not claimed. Try again."),
        ("Nobody has claimed this case.", "Nobody has claimed this case."),
    ],
)
def test_a_case_that_was_given_back_meanwhile_can_be_tried_again(case: Case, ana: User, nobody: str, why: str) -> None:
    # What became of others is no reason.
    actions.close(make_case(make_message()), ana, NOON, why="Spam.")
    assert why_taken(case, ana, "claimed", nobody=nobody) == why


def test_whoever_has_it_already_is_told(case: Case, ana: User, ben: User) -> None:
    actions.claim(case, ana, NOON)
    assert why_taken(case, ana, "claimed") == "You have this case already."
    assert why_taken(case, ben, "claimed") == "Ana has claimed this case, so it was not claimed."


def test_what_a_case_was_is_put_back_from_its_record(case: Case, ana: User) -> None:
    actions.claim(case, ana, NOON)
    actions.decide(case, ana, LATER, action="hide", guideline=None, reason="Rude.", revision=1)
    case.refresh_from_db()
    assert as_columns(as_json(case)) == {name: getattr(case, name) for name in STATE}
    assert as_json(case)["closed_at"] == LATER.isoformat()

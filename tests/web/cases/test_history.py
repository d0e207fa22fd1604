"""What happened to a case as sentences, of every kind and by whoever did it."""

import pytest

from moderation.models import CaseEvent, Guideline, User
from moderation.policy.cases import EVENTS
from moderation.web.cases.history import event_sentence

ANA = User(pk=1, name="Ana")
SPAM = {7: Guideline(pk=7, name="Spam")}
TEAMS = {"pr": "PR", "legal": "Legal"}
# The kind, whether a person did it, the facts, and the sentence (after the person's name).
SENTENCES = [
    ("opened", True, {}, "opened the case"),
    ("opened", False, {}, "The case was opened"),
    ("joined", False, {"message": 3}, "A copy was added"),
    ("added", True, {"message": 3}, "added a message"),
    ("added", False, {"message": 3, "was": 9, "is": 60}, "Another message of the same person came in"),
    ("assessed", False, {"revision": 2, "was": 9, "is": 60}, "Checked again, revision 2: priority 9 to 60"),
    ("claimed", True, {}, "claimed it"),
    ("released", True, {}, "gave it back"),
    ("decided", True, {"action": "hide", "guideline": 7}, "decided: hide, under Spam"),
    ("decided", True, {"action": "keep", "guideline": None}, "decided: keep"),
    ("replied", True, {}, "replied"),
    ("noted", True, {}, "wrote a note"),
    ("closed", True, {}, "closed it without a decision"),
    ("closed", False, {"outcome": "gone"}, "Closed: gone: deleted at the source"),
    ("unneeded", True, {}, "said that no answer is needed"),
    ("undelivered", True, {}, "said that the reply cannot be delivered"),
    ("corrected", True, {"was": "low", "is": "high"}, "said that its severity is high"),
    ("split", True, {"new": 12}, "split messages off to case 12"),
    ("merged", True, {"other": 12}, "merged case 12 into it"),
    ("merged", False, {"other": 12}, "Case 12 was merged into it"),
    ("reopened", True, {}, "opened it again"),
    ("reopened", False, {}, "It was opened again"),
    ("undone", True, {"what": "decided"}, "undid the decision"),
    ("undone", True, {"what": "replied"}, "undid the reply"),
    ("undone", True, {"what": "opened"}, "undid the opening"),
    ("undone", True, {"what": "closed"}, "undid the closing"),
    ("undone", True, {"what": "escalated"}, "undid the escalation"),
    ("undone", True, {"what": "unneeded"}, "undid “no answer needed”"),
    ("undone", True, {"what": "undelivered"}, "undid “could not be delivered”"),
    ("undone", True, {"what": "split"}, "undid the split"),
    ("undone", True, {"what": "merged"}, "undid the merge"),
    ("undone", True, {"what": "corrected"}, "undid the severity"),
    ("undone", True, {"what": "sent"}, "undid what was said of the reply"),
    ("undone", True, {"what": "said"}, "undid what was said of a staff message"),
    ("delivered", True, {"what": "hide"}, "marked it as done on the platform"),
    ("delivered", False, {"what": "hide"}, "Carried out on the platform: hide"),
    ("delivered", False, {"what": "mail", "to": "Lee"}, "The mail to Lee was delivered"),
    ("failed", False, {"what": "restore"}, "Could not be carried out: restore"),
    ("failed", False, {"what": "mail", "to": "Lee"}, "The mail to Lee was not delivered"),
    ("escalated", True, {"team": "pr"}, "asked PR"),
    ("escalated", False, {"team": "pr", "rule": "Threats"}, "The rule “Threats” asked PR"),
    (
        "escalated",
        False,
        {"team": "pr", "rule": "Threats", "added": True},
        "The rule “Threats” asked PR, which has the case already",
    ),
    ("acknowledged", True, {"team": "legal"}, "acknowledged it for Legal"),
    ("answered", True, {"team": "legal"}, "answered for Legal"),
    (
        "reminded",
        False,
        {"team": "legal", "kind": "acknowledge"},
        "A reminder went to Legal, whose time to acknowledge is over",
    ),
    ("gathered", False, {"people": 21}, "Many people wrote in its conversation: 21"),
    ("handed_on", True, {"team": "legal", "to": "pr"}, "handed it on from Legal to PR"),
    ("settled", True, {"team": "legal"}, "closed the escalation to Legal"),
    ("said", True, {"did": "answered"}, "said that a staff message answered this person"),
    (
        "missed",
        False,
        {"source": "week.csv"},
        "Marked as sent by hand, and the import of “week.csv” does not have it",
    ),
    (
        "unasked",
        False,
        {"source": "week.csv"},
        "The import of “week.csv” was taken back, and with it the question whether the reply was sent",
    ),
    ("sent", True, {"did": "was not sent"}, "said that the reply was not sent"),
    ("said", True, {"did": "did not answer"}, "said that a staff message did not answer this person"),
]


def happened(kind: str, facts: dict[str, object], by: User | None) -> str:
    return event_sentence(CaseEvent(kind=kind, facts=facts, actor=by), SPAM, TEAMS)


@pytest.mark.parametrize(("kind", "is_by_person", "facts", "sentence"), SENTENCES)
def test_an_event_says_who_did_what(kind: str, is_by_person: bool, facts: dict[str, object], sentence: str) -> None:
    assert happened(kind, facts, ANA if is_by_person else None) == sentence


def test_the_sentences_above_are_of_every_kind_by_everybody_who_may_do_it() -> None:
    there = {
        (kind, "by_person" if by else "by_mail" if facts.get("what") == "mail" else "alone")
        for kind, by, facts, _ in SENTENCES
    }
    assert there == {
        (kind, doer)
        for kind, event in EVENTS.items()
        for doer in ("by_person", "alone", "by_mail")
        if getattr(event, doer)
    }


@pytest.mark.parametrize("by", [ANA, None], ids=["by a person", "alone"])
@pytest.mark.parametrize("kind", [*EVENTS, "snoozed"])
@pytest.mark.parametrize("facts", [{}, {"what": "snoozed", "action": "banish", "outcome": "lost", "guideline": 999}])
def test_a_fact_or_a_kind_that_nobody_knows_any_more_leaves_a_sentence(
    kind: str, facts: dict[str, object], by: User | None
) -> None:
    assert happened(kind, facts, by)

"""Disguises are seen through, and plain texts say no more than before."""

import pytest

from tests.policy.disguises import RULES, TRICKS, found, recalls, samples

AIM = 0.75
OWN = (
    "immigrants are vermin",
    "i fucking hate muslims",
    "you are a fucking idiot",
    "ur such a loser lol",
    "shut the fuck up",
    "I'll kill you",
    "just kill yourself",
    "I will sue you for this",
    "see you in court",
    "i want to kill myself",
    "game keeps crashing since the patch",
)


def test_most_disguises_of_our_own_sentences_are_seen_through() -> None:
    measured = dict(recalls(OWN))
    assert sum(measured.values()) / len(TRICKS) >= AIM


@pytest.mark.shared
def test_most_disguises_of_what_people_write_are_seen_through() -> None:
    measured = dict(recalls(samples(15)))
    assert sum(measured.values()) / len(TRICKS) >= AIM


@pytest.mark.parametrize(
    "text",
    [
        "the batch of carbon tents on the slope",
        "I am a b c learner",
        "the pen is mightier than the sword",
        "where's the despicable villain",
        "H = 0.3 and $p_c$ and $P(1)$ and $1/T$",
        "a bit...chunkier than (until now)",
        "we put the therapist in the assassin class",
        "my analyst at the penistone office",
        "it was the 2nd of 5 days, 10am to 3pm",
        "vitamin c, plan b, grade a and point d",
    ],
)
def test_plain_words_are_no_disguise(text: str) -> None:
    assert found(RULES, text) == set()

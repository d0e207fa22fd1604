"""Where words stand: near others, in quotes, in which person, and of whom they are said."""

import pytest

from tests.policy.composed.looking import excerpts


def holds(text: str, part: str) -> bool:
    return bool(excerpts(text, f"all of: {part}"))


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("I will sue you.", "near 1 [you]", True),
        ("I will sue both of you.", "near 1 [you]", False),
        ("I will sue both of you.", "near 3 [you]", True),
        ("You, I sue.", "before 3 [you]", False),
        ("You, I sue.", "after 3 [you]", True),
        ("I sue you.", "before 3 [you]", True),
        ("I sue you.", "after 3 [you]", False),
        ("I will not sue.", "not near 2 {negation}", False),
        ("I won’t sue.", "not near 2 {negation}", False),
        ("I will sue.", "not near 2 {negation}", True),
        ("Not today, but one day I sue.", "not near 2 {negation}", True),
        ("He will sue.", "not near 3 {third party}", False),
        ("I sue the small claims way.", "near 4 [small claims]", True),
        ("I sue the claims way, small.", "near 4 [small claims]", False),
        ("I sue the lawyers.", "near 3 [lawyer*]", True),
        ("I sue the law.", "near 3 [lawyer*]", False),
        ("I sue the boss of the raid.", "not near 5 {play}", False),
        # Both must hold.
        ("I will sue you.", "near 1 [you] not near 2 [will]", False),
    ],
)
def test_near(text: str, place: str, *, expected: bool) -> None:
    assert holds(text, f"phrase [sue] {place}") == expected


def test_any_place_of_a_word_is_enough() -> None:
    assert excerpts("I will not sue. Then I sue.", "all of: phrase [sue] not near 2 {negation}") == ["sue"]


@pytest.mark.parametrize(
    ("text", "is_inside"),
    [
        ('He said "I sue you" twice.', True),
        ("He said “I sue you” twice.", True),
        ("I sue you.", False),
        ("> I sue you\n\nDid you write that?", True),
        ("“Quoted” and then I sue you.", False),
    ],
)
def test_quotes(text: str, *, is_inside: bool) -> None:
    assert holds(text, "phrase [sue] in quotes") == is_inside
    assert holds(text, "phrase [sue] outside quotes") != is_inside


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("I will sue.", "first"),
        ("We are going to sue.", "first"),
        ("You should sue.", "second"),
        ("They will sue.", "third"),
        ("I think he will sue.", "third"),
        ("She said I should sue.", "first"),
        ("Sue them!", "third"),
        ("He left. I sue.", "first"),
    ],
)
def test_the_person_is_that_of_the_nearest_pronoun(text: str, person: str) -> None:
    assert [each for each in ("first", "second", "third") if holds(text, f"phrase [sue] {each} person")] == [person]


def test_without_a_pronoun_it_is_nobody() -> None:
    assert not any(holds("To sue is hard.", f"phrase [sue] {each} person") for each in ("first", "second", "third"))


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("You are an idiot.", ["you"]),
        ("You idiot.", ["you"]),
        ("you guys are such idiots", ["you"]),
        ("What an idiot you are.", ["you"]),
        ("Idiots like you should read.", ["you"]),
        ("You know that he is an idiot.", ["member"]),
        ("Your support team are idiots.", ["staff"]),
        ("The moderators here are idiots.", ["staff"]),
        ("@moira is an idiot", ["member"]),
        ("This guy is an idiot.", ["member"]),
        ("Gaz is an idiot.", ["name"]),
        ("Gay people are idiots.", ["group"]),
        ("All women are idiots.", ["group"]),
        ("This lamp is an idiot.", ["thing"]),
        ("It is idiot proof.", ["thing"]),
        # A “you” nearby is no target.
        ("Thank you, I was the idiot here.", []),
        ("Did you see an idiot with a lamp?", []),
    ],
)
def test_of_whom_it_is_said(text: str, targets: list[str]) -> None:
    every = ("you", "staff", "member", "name", "group", "thing")
    assert [each for each in every if holds(text, f"phrase [idiot*] said of {each}")] == targets


def test_places_are_told_in_the_text_as_people_read_it() -> None:
    assert holds("I will <b>sue</b> &quot;you&quot;", "phrase [sue] near 1 [you]")
    assert holds("**You** are an _idiot_", "phrase [idiot] said of you")

from random import Random

import pytest

from community.connectors.stub import PLANS
from community.connectors.stub.grammar import (
    Chat,
    Topic,
    fitting_fragments,
    fragment_lines,
    marks_of,
    parse_template,
    write_template,
)
from community.connectors.stub.manner import in_manner
from community.connectors.stub.people import Person, cast_of
from community.connectors.stub.scene import joined_parts
from community.connectors.stub.worlds import RELEASE, WORLDS

SUBJECTS = [
    (f"{slug} {subject.key}", subject)
    for slug, world in WORLDS.items()
    for subject in (*world.topics, *world.talk, *world.films)
] + [("emberloom release", RELEASE)]
EVERY_SUBJECT = pytest.mark.parametrize(
    "subject", [subject for _, subject in SUBJECTS], ids=[key for key, _ in SUBJECTS]
)


def beginnings(subject: Topic | Chat) -> tuple[str, ...]:
    return subject.told if isinstance(subject, Topic) else subject.first


def answers(subject: Topic | Chat) -> dict[str, tuple[str, ...]]:
    names = ("detail", "asks", "peers", "staff", "later") if isinstance(subject, Topic) else ("more", "replies")
    return {name: getattr(subject, name) for name in names}


@EVERY_SUBJECT
def test_every_matter_finds_something_to_say(subject: Topic | Chat) -> None:
    for fragment in beginnings(subject):
        for matter in marks_of(fragment) or ("",):
            assert all(fitting_fragments(pool, matter) for pool in answers(subject).values())


@EVERY_SUBJECT
def test_no_answer_is_for_a_matter_that_nobody_raises(subject: Topic | Chat) -> None:
    raised = {mark for fragment in beginnings(subject) for mark in marks_of(fragment)}
    marked = {mark for pool in answers(subject).values() for fragment in pool for mark in marks_of(fragment)}
    assert marked <= raised


def test_a_template_is_written_with_choices_slots_and_numbers() -> None:
    text = write_template(
        "[a|a] {thing} of {##} [for {who}|for {who}]", Random(1), {"thing": ("tent",), "who": "you"}, {"who": "me"}
    )
    head, number, tail = text.rpartition(" for ")
    assert (number, tail) == (" for ", "me")
    assert head.startswith("a tent of ")
    assert 10 <= int(head[-2:]) <= 99


@pytest.mark.parametrize("template", ["[a|b", "a[b|[c|d]", "a]["])
def test_an_open_bracket_is_an_error(template: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        parse_template(template)


def test_only_fragments_of_the_matter_fit() -> None:
    pool = ("zip> it split", "pole,zip> it tore", "pole> it snapped", "it rained")
    assert fitting_fragments(pool, "zip") == ("it split", "it tore", "it rained")
    assert fitting_fragments(pool, "") == ("it rained",)


def test_a_continued_line_is_one_fragment() -> None:
    assert fragment_lines("one\n  two \\\n      more\n".replace("\\\n", "")) == ("one", "two more")


@pytest.mark.parametrize(
    ("manner", "expected"),
    [
        (("lower",), "my zip, again. it's gone"),
        (("lower", "bare"), "my zip again. its gone"),
        (("dash",), "My zip - again. It's gone."),
        (("plain",), "My zip, again. It's gone."),
    ],
)
def test_manners(manner: tuple[str, ...], expected: str) -> None:
    assert in_manner("My zip, again. It's gone.", Person("1", "a", "a", manner), "asking", Random(1)) == expected


@pytest.mark.parametrize(("text", "short"), [("You'll hear from us.", "Y'all"), ("Then you’ll wait.", "y'all")])
def test_a_short_you_will_is_a_word_that_people_write(text: str, short: str) -> None:
    written = {in_manner(text, Person("1", "a", "a", ("short",)), "cross", Random(seed)) for seed in range(40)}
    assert any(short.lower() in each.lower() for each in written)
    assert not any("ya'll" in each.lower() or "ya’ll" in each.lower() for each in written)


def test_a_greeting_takes_the_capital_of_what_follows_but_not_of_a_name() -> None:
    assert joined_parts(["Hi all,", "The zip broke."], Random(1)) == "Hi all, the zip broke."
    assert joined_parts(["Hi all,", "Skarn 2 broke."], Random(1)) == "Hi all, Skarn 2 broke."


@pytest.mark.parametrize("slug", PLANS)
def test_a_cast_has_its_own_names_and_ids(slug: str) -> None:
    people = cast_of(slug, seed=1)
    assert len({person.id for person in people}) == len({person.name for person in people}) == len(people)
    assert 10 < sum(person.is_grumpy for person in people) < len(people) / 4

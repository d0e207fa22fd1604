"""A conversation in the making, from fragments to sentences."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Concatenate, ParamSpec

from community.connectors.stub.grammar import (
    Topic,
    fitting_fragments,
    marks_of,
    term_words,
    without_marks,
    write_template,
)
from community.connectors.stub.manner import in_manner
from community.connectors.stub.people import Person, some_person
from community.connectors.stub.recent import Recent, text_shingles
from community.connectors.stub.worlds import Pool, World

# Most platforms cut longer messages.
LONGEST = 1500
TRIES, URGE = 7, 0.16
P = ParamSpec("P")
DOUBLE_STOP = re.compile(r"(?<!\.)\.\.(?!\.)")
SENTENCE_START = re.compile(r"(?<=[a-z0-9)%][.!?] )[a-z]")
# Only these lose their capital after "Hi all,": anything else may be a name.
PLAIN_STARTS = frozenset(
    term_words("""
    the a an my your our one so is can has had woke getting got trying thinking looking where which what how sent bought
    first half still between in after since there when every whatever there's does do it it's new we poles please could
    don't if most slack found within straps igniters return leaking at falling guest selling toggle copy write next
    second gift postage measure you you're that these those they this now pads prompts clips autosave
    why can't rumble key loading cloud button crash black only order you've there's
    """)
)


@dataclass(slots=True)
class Turn:
    """One message of a conversation.

    `parent` is an index into it, `wait` the minutes since that message.
    """

    author: Person
    text: str
    parent: int = -1
    wait: float = 0.0
    title: str = ""
    language: str = ""
    reports: int = 0
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Scene:
    """The world, the cast and the dice of one conversation.

    A fragment is not used twice in it.
    """

    slug: str
    world: World
    people: tuple[Person, ...]
    staff: tuple[Person, ...]
    random: Random
    version: str
    recent: Recent
    urge: float = 0.0
    matter: str = ""
    turns: list[Turn] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def fresh(self, compose: Callable[Concatenate["Scene", P], str], *args: P.args, **kwargs: P.kwargs) -> str:
        """Compose a text that nobody said lately.

        It tries a few times, and each try is more inclined to say more.
        """
        # The tries have dice of their own, so that texts elsewhere do not change how this conversation goes on.
        dice, used = self.random, self.used
        seed = dice.getrandbits(48)
        for attempt in range(TRIES):
            self.random, self.used, self.urge = Random(seed + attempt), set(used), attempt * URGE
            text = compose(self, *args, **kwargs)
            words = text_shingles(text)
            if not self.recent.knows(words):
                break
        self.random, self.urge = dice, 0.0
        self.recent.add(words)
        return text

    def adds(self, share: float) -> bool:
        """Tell whether somebody says more than they had to."""
        return self.random.random() < share + self.urge

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def somebody(self) -> Person:
        """Pick a member who has not spoken yet, within a few tries."""
        spoken = {turn.author.id for turn in self.turns}
        for _ in range(5):
            person = some_person(self.people, self.random)
            if person.id not in spoken:
                break
        return person

    def called(self, turn: int) -> str:
        """Return the name by which others address a turn's author.

        Members go by the name they show, staff by the one they sign with.
        """
        author = self.turns[turn].author
        return author.given if author.is_staff else author.name

    def fault(self) -> Topic:
        """Pick a topic to complain about."""
        return self.random.choice([topic for topic in self.world.topics if topic.is_fault])

    def has_more(self, pool: Pool) -> bool:
        return any(template not in self.used for template in fitting_fragments(pool, self.matter))

    def say(self, pool: Pool, **slots: str) -> str:
        pool = fitting_fragments(pool, self.matter)
        template = self.random.choice([template for template in pool if template not in self.used] or pool)
        self.used.add(template)
        return self.written(template, slots)

    def begin(self, pool: Pool) -> str:
        """Start the text with this conversation's matter, which later fragments keep to."""
        fragment = self.random.choice(pool)
        self.matter = (*marks_of(fragment), "")[0]
        return self.written(without_marks(fragment), {})

    def written(self, template: str, slots: Mapping[str, str]) -> str:
        text = write_template(template, self.random, self.world.words, {"version": self.version, **slots}).strip()
        # Nobody capitalises somebody else's name.
        return later_sentences(text) if template.startswith("{name}") else as_sentence(text)

    def add(self, turn: Turn) -> int:
        """Add a turn, and return the index that answers refer to."""
        turn.text = turn.text[:LONGEST].rstrip()
        self.turns.append(turn)
        return len(self.turns) - 1

    def voiced(self, person: Person, parts: list[str], mood: str) -> str:
        return in_manner(joined_parts(parts, self.random), person, mood, self.random)


def as_sentence(text: str) -> str:
    return later_sentences(text[:1].upper() + text[1:])


def later_sentences(text: str) -> str:
    """Capitalise sentences, and drop a second full stop after a name ("Tom K.")."""
    text = DOUBLE_STOP.sub(".", text)
    return SENTENCE_START.sub(lambda found: found[0].upper(), text)


def joined_parts(parts: list[str], random: Random) -> str:
    """Join parts to one text, with paragraphs when it is long.

    A part after a comma loses its capital, as in "Hi all, my zip".
    """
    text = ""
    total = sum(map(len, parts))
    for part in parts:
        if text and total > 420 and random.random() < 0.45:
            text += "\n\n" + part
        elif text and text[-1] not in ".!?…:)。？！":
            text += " " + lowered_start(part)
        elif text:
            text += " " + part
        else:
            text = part
    return text


def lowered_start(part: str) -> str:
    first = part.split(" ", 1)[0].rstrip(",.").lower()
    return part[:1].lower() + part[1:] if first in PLAIN_STARTS else part

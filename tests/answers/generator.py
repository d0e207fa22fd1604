"""Generates labelled conversations of desks with members, the same ones for the same seed.

It prints the lines of `fixtures/answers/generated.jsonl`. All words are this project's own.
"""

import json
import sys
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

Scene = dict[str, Any]
SEED, A_SHAPE = 9, 45

PEOPLE = (
    """
Mia Schmidt | otto_k | Jonas Weber | lena | sunny84 | Chloé Martin | pablo.r | Aiko Tanaka | tomek | Fatima Zahra
grumpycat | Lucas Silva | Ingrid Olsen | ben | Noor | K. Patel | Sofia Rossi | trailrunner_uk | Will | Hope Adams
Mehmet Kaya | Élodie | dk2291 | Marta | Ravi | J Doe | oskar | Björn | pia_pia | The Real Max | Grace | nina
""".replace("\n", " | ")
    .strip(" |")
    .split(" | ")
)
STAFF = ("Tom", "Kim", "Lea (support)", "Tarnfell Team")
# What somebody asks, and what is answered.
TOPICS = {
    "en": """
    Where is my parcel, order {n}? | Order {n} left our warehouse this morning.
    How do I change my password? | Open Settings, then Security, and choose Change.
    Does the Fell 2 come in green? | Only in grey and sand this year, sorry.
    Can I get a refund for {n}? | The refund is on its way, it takes about five days.
    Why was my post removed? | It had a phone number in it. You can post it again without.
    Is the beta open for everybody? | Not yet, in about two weeks.
    The app crashes when I open the map, any idea? | We found the cause, 3.{n} fixes it tomorrow.
    When do tickets for Leeds go on sale? | On Friday at ten.
    Do you ship to Norway? | We do, it takes about a week.
    What does the error E{n} mean? | That the battery is too cold. Warm it up for ten minutes.
    Is there a student price? | Yes, half of the usual one.
    hello?? anybody there? | Sorry for the wait. What is it about?
    """,
    "de": """
    Wo bleibt mein Paket {n}? | Es ist heute Morgen raus.
    Wie kann ich kündigen? | Unter Konto, Abo, Kündigen.
    Gibt es das auch in Blau? | Ab März, vorher leider nicht.
    Warum wurde mein Beitrag gelöscht? | Da stand eine Telefonnummer drin.
    """,
    "fr": """
    Où est ma commande {n} ? | Elle est partie ce matin.
    Vous livrez en Suisse ? | Oui, en cinq jours.
    Comment changer mon adresse ? | Dans les réglages, sous Compte.
    """,
    "es": """
    ¿Dónde está mi pedido {n}? | Salió esta mañana.
    ¿Hay descuento para estudiantes? | Sí, la mitad.
    """,
    "it": """
    Quando arriva il pacco {n}? | Domani mattina.
    """,
    "nl": """
    Waar blijft mijn pakket {n}? | Het is vanmorgen vertrokken.
    """,
}
GREETED = {
    "en": ("Hi {}, ", "Hello {}! ", "Hey {} ", "Dear {},\n", "Thanks {}, ", "Sorry {}, ", "Good morning {}! "),
    "de": ("Hallo {}, ", "Hi {}! ", "Liebe(r) {},\n", "Guten Tag {}, ", "Danke {}, "),
    "fr": ("Bonjour {}, ", "Bonjour {} ! ", "Merci {}, "),
    "es": ("Hola {}, ", "¡Hola {}! ", "Gracias {}, "),
    "it": ("Ciao {}, ", "Buongiorno {}, "),
    "nl": ("Hoi {}, ", "Beste {},\n"),
}
TO_BOTH = ("Thanks both, ", "Hi both! ", "Hi all, ", "Hello everyone, ", "To both of you: ", "Folks, ")
CHATTER = (
    """
lovely weather today | same here | +1 | I love the new colours | has anybody been to the show | lol
mine came after two days | good morning | just ordered mine | the old one was better imho | look at this sunset
thanks for the quick help yesterday
that worked, great | I gave up on it | bin gespannt | trop bien | 😂😂
""".strip()
    .replace("\n", " | ")
    .split(" | ")
)
NEWS = (
    """
We are back online after the maintenance. | Our winter sale starts tomorrow! | Reminder: no trading in this channel.
Version 4 is out, see the notes on our site. | The stream begins in ten minutes. | Happy weekend!
Good morning everyone | Please read the pinned rules before posting. | Poll: which colour should come next?
We added three new moderators today.
Tickets for the winter tour are up. | The office is closed on Monday. | 📢 New blog post: how we test our zips
""".strip()
    .replace("\n", " | ")
    .split(" | ")
)
KIND = ["Glad you like it!", "Haha, true.", "Beautiful picture!", "Thank you for the kind words!", "Great to hear."]
ENDINGS = ("", "", "", "", " Best, {}", "\n{}", " /{}", "\n\n-- \n{} from Tarnfell", " :)")
COLLEAGUE = ("@{} can you take this one?", "{}, could you look please?", "@{} one for you I think")


class Topic(NamedTuple):
    """A question with its answer, in one language."""

    language: str
    question: str
    answer: str


class Writer:
    """One conversation while it is written."""

    def __init__(self, shape: str, random: Random) -> None:
        self.shape, self.random, self.minute = shape, random, 0
        self.messages: list[dict[str, Any]] = []
        self.people = random.sample(PEOPLE, 5)
        self.staff = random.choice(STAFF)

    def add(self, by: str, text: str, parent: int | None = None, **more: Any) -> int:
        self.minute += self.random.choice((1, 2, 5, 15, 60))
        message = {"by": by, "minute": self.minute, "text": text, **({"parent": parent} if parent else {}), **more}
        self.messages.append(message)
        return len(self.messages)

    def below(self, message: int) -> int | None:
        """The parent of what somebody writes under a message in this shape."""
        if self.shape == "flat":
            return None
        first = self.messages[message - 1].get("parent")
        return first if self.shape == "two_levels" and first else message

    def ask(self, by: str, topic: Topic, root: int | None = None) -> int:
        return self.add(by, topic.question, self.below(root) if root else None, waits=True)

    def chat(self, by: str, root: int | None = None) -> int:
        return self.add(by, self.random.choice(CHATTER), self.below(root) if root else None)

    def say(self, text: str, to: list[str] | None, at: int | None = None, **more: Any) -> int:
        return self.add(self.staff, text, self.below(at) if at else None, staff=True, answers=to, **more)

    def topic(self, language: str = "") -> Topic:
        language = language or self.random.choice(("en", "en", "en", "de", "fr", "es", "it", "nl"))
        lines = [line.strip() for line in TOPICS[language].strip().splitlines()]
        question, answer = self.random.choice(lines).format(n=self.random.randint(100, 9_999)).split(" | ")
        return Topic(language, question, answer)

    def addressed(self, name: str, topic: Topic) -> str:
        """The answer with one of the ways in which desks say whom it is for, or with none."""
        called = self.random.choice((name, name.split(maxsplit=1)[0])) if " " in name else name
        greeting = self.random.choice(GREETED[topic.language]).format(called)
        plain = [topic.answer, f"@{name} {topic.answer}", f"{greeting}{topic.answer}", f"{called}: {topic.answer}"]
        late = [f"{topic.answer.rstrip('.')}, {called}.", f"{topic.answer} @{name}", f"{called.lower()} {topic.answer}"]
        ways = plain * 3 + late
        ending = self.random.choice(ENDINGS).format(self.staff)
        return self.random.choice(ways) + ending

    def plain(self, topic: Topic) -> str:
        return topic.answer + self.random.choice(ENDINGS).format(self.staff)


def one_asks(write: Writer) -> None:
    asker, other = write.people[:2]
    topic = write.topic()
    at = write.ask(asker, topic)
    if write.random.random() < 0.5:
        write.chat(other, at)
    said = write.say(write.addressed(asker, topic), [asker], at)
    if write.random.random() < 0.3:
        write.say(write.random.choice(("Here is the link too: example.com/help", "And sorry again.")), [asker], said)


def two_ask(write: Writer) -> None:
    first, second = write.people[:2]
    topics = [write.topic(), write.topic()]
    root = write.ask(first, topics[0])
    below = write.ask(second, topics[1], root)
    for place in write.random.sample((0, 1), 2):
        write.say(
            write.addressed((first, second)[place], topics[place]), [(first, second)[place]], (root, below)[place]
        )


def both_are_told(write: Writer) -> None:
    first, second = write.people[:2]
    topic = write.topic("en")
    root = write.ask(first, topic)
    below = write.add(second, "me too, same question", write.below(root), waits=True)
    ways = [f"{write.random.choice(TO_BOTH)}{topic.answer}", f"@{first} @{second} {topic.answer}", topic.answer]
    write.say(write.random.choice(ways), [first, second], write.random.choice((root, below)))


def kind_words(write: Writer) -> None:
    asker, other = write.people[:2]
    topic = write.topic()
    root = write.ask(asker, topic)
    below = write.chat(other, root)
    write.say(write.random.choice((write.random.choice(KIND), f"Thanks {other}!", f"@{other} thanks!")), [other], below)
    write.say(write.addressed(asker, topic), [asker], root)


def helped_by_others(write: Writer) -> None:
    asker, other = write.people[:2]
    topic = write.topic("en")
    root = write.ask(asker, topic)
    write.add(other, topic.answer, write.below(root))
    says = (
        f"{other} is right.",
        f"As {other} says: {topic.answer}",
        f"What @{other} said.",
        f"{topic.answer} Thanks for helping, {other}!",
    )
    write.say(write.random.choice(says), [asker], root)


def news(write: Writer) -> None:
    first = write.say(write.random.choice(NEWS), [])
    asker, topic = write.people[0], write.topic()
    at = write.ask(asker, topic, first)
    if write.random.random() < 0.4:
        write.say(write.random.choice(NEWS), [], first)
    write.say(write.addressed(asker, topic), [asker], at)


def news_between(write: Writer) -> None:
    asker, topic = write.people[0], write.topic()
    at = write.ask(asker, topic)
    write.say(write.random.choice(NEWS), [])
    write.say(write.addressed(asker, topic), [asker], at)


def machines_and_notes(write: Writer) -> None:
    asker, topic = write.people[0], write.topic()
    at = write.ask(asker, topic)
    machine = write.say("We got your message and will answer soon.", [], at, automated=True)
    if write.random.random() < 0.5:
        write.say(write.random.choice(("who knows this?", f"I think {topic.answer.lower()}")), [], at, internal=True)
    write.say(write.addressed(asker, topic), [asker], write.random.choice((at, at, machine)))


def wrong_thread(write: Writer) -> None:
    asker, topic = write.people[0], write.topic("en")
    at = write.ask(asker, topic)
    absent = write.random.choice([name for name in PEOPLE if name not in write.people and name[0].isupper()])
    write.say(f"Hi {absent.split()[0]}, {write.topic('en').answer}", None, at)


def colleagues(write: Writer) -> None:
    asker, topic = write.people[0], write.topic()
    at = write.ask(asker, topic)
    other = write.random.choice([name for name in ("Tom", "Kim") if name != write.staff])
    write.add(other, "Good morning!", staff=True, answers=[]) if write.random.random() < 0.5 else None
    write.say(write.random.choice(COLLEAGUE).format(other), [], at)
    write.staff = other
    write.say(write.plain(topic), [asker], at)


def long_talk(write: Writer) -> None:
    asker, *others = write.people
    topic = write.topic()
    root = write.ask(asker, topic)
    for other in write.random.sample(others, 3):
        write.chat(other, root)
    write.say(write.addressed(asker, topic), [asker], root)
    write.add(asker, "thank you", write.below(root))
    further = write.topic(topic.language)
    again = write.ask(write.random.choice((asker, others[0])), further, root)
    write.say(write.addressed(write.messages[again - 1]["by"], further), [write.messages[again - 1]["by"]], again)


def quoted(write: Writer) -> None:
    first, second = write.people[:2]
    topics = [write.topic("en"), write.topic("en")]
    root = write.ask(first, topics[0])
    below = write.ask(second, topics[1], root)
    quote = f'[quote="{second}, post:2"]{topics[1].question}[/quote]\n'
    marked = f"> {topics[1].question}\n\n"
    write.say(f"{write.random.choice((quote, marked))}{topics[1].answer}", [second], below)
    write.say(topics[0].answer, [first], root)


KINDS: dict[Callable[[Writer], None], int] = {
    one_asks: 6, two_ask: 5, both_are_told: 1, kind_words: 2, helped_by_others: 1, news: 2, news_between: 1,
    machines_and_notes: 2, wrong_thread: 1, colleagues: 1, long_talk: 2, quoted: 1,
}  # fmt: skip


def generate(seed: int = SEED) -> Iterator[Scene]:
    random = Random(seed)
    for shape in ("tree", "two_levels", "flat"):
        labelled = 0
        while labelled < A_SHAPE:
            write = Writer(shape, random)
            random.choices(list(KINDS), list(KINDS.values()))[0](write)
            labelled += sum("answers" in each for each in write.messages)
            yield {"shape": shape, "messages": write.messages}


def lines() -> Iterator[str]:
    return (json.dumps(scene, ensure_ascii=False) for scene in generate())


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in lines())

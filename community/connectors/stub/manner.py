"""Habits of writing, from lower case to emoji."""

import re
from random import Random

from community.connectors.stub.people import Person

MOODS = {
    "glad": ("😍", "🙌", "❤️", "👌", "😊", "🔥", "🥾", "✨", "🙏", "😁"),
    "cross": ("😡", "🙄", "😤", "🤬", "👎", "😒", "🤦", "💀"),
    "asking": ("🤔", "🙏", "😅", "🤷", "👀", "😬"),
    "chatty": ("😂", "😅", "🤣", "👀", "😄", "☕", "🙈", "👍"),
}
SHORTER = {
    "you": ("u", "ya"),
    "your": ("ur",),
    "are": ("r",),
    "because": ("cos", "bc", "cuz"),
    "please": ("pls", "plz"),
    "thanks": ("thx", "ta", "tnx"),
    "thank": ("thank",),
    "really": ("rly", "really"),
    "people": ("ppl",),
    "though": ("tho",),
    "without": ("w/o",),
    "with": ("w", "with"),
    "before": ("b4", "before"),
    "tonight": ("2nite", "tonight"),
    "about": ("abt", "about"),
    "and": ("n", "&", "and"),
    "something": ("smth",),
    "anyone": ("any1", "anyone"),
    "minutes": ("mins",),
    "weeks": ("wks",),
    "months": ("mths",),
    "going": ("goin",),
    "got": ("got",),
}
WORD = re.compile(r"[A-Za-z]+")
MISSPELT = re.compile(r"\b([Yy])a['’]ll\b")
LONG_WORD = re.compile(r"\b[a-z]{5,}\b")
ARTICLE = re.compile(r"\b(?:the|a|an) (?=[a-z])")
STATEMENT_END = re.compile(r"(?<=[a-z])\. ")
END = re.compile(r"(?<![.])[.]$")


def in_manner(text: str, person: Person, mood: str, random: Random) -> str:
    for habit in person.manner:
        text = HABITS.get(habit, write_as_is)(text, mood, random)
    return text


def write_as_is(text: str, _mood: str, _random: Random) -> str:
    return text


def write_lower(text: str, _mood: str, _random: Random) -> str:
    return END.sub("", text.lower())


def write_bare(text: str, _mood: str, _random: Random) -> str:
    return text.replace("'", "").replace("’", "").replace(",", "")


def write_short(text: str, _mood: str, random: Random) -> str:
    short = WORD.sub(lambda found: shortened_word(found[0], random), text)
    return MISSPELT.sub(r"\1'all", short)


def shortened_word(word: str, random: Random) -> str:
    choices = SHORTER.get(word.lower())
    return random.choice(choices) if choices and random.random() < 0.7 else word


def write_typos(text: str, _mood: str, random: Random) -> str:
    return LONG_WORD.sub(lambda found: mistyped_word(found[0], random) if random.random() < 0.07 else found[0], text)


def mistyped_word(word: str, random: Random) -> str:
    at = random.randrange(1, len(word) - 1)
    return random.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
        )
    )


def write_dots(text: str, _mood: str, random: Random) -> str:
    return STATEMENT_END.sub(lambda _: random.choice((". ", "... ", "... ", " … ")), text)


def write_dash(text: str, _mood: str, _random: Random) -> str:
    return text.replace(", ", " - ", 1)


def write_bang(text: str, mood: str, random: Random) -> str:
    if mood in ("glad", "cross"):
        text = END.sub(random.choice(("!", "!!", "!!!")), text)
    if mood == "cross" and random.random() < 0.3:
        loud = random.choice(LONG_WORD.findall(text) or [""])
        text = text.replace(loud, loud.upper(), 1)
    return text


def write_emoji(text: str, mood: str, random: Random) -> str:
    if random.random() < 0.3:
        return text
    return f"{text} {random.choice(MOODS[mood]) * random.choice((1, 1, 1, 2, 3))}"


def write_foreign(text: str, _mood: str, random: Random) -> str:
    text = ARTICLE.sub(lambda found: "" if random.random() < 0.35 else found[0], text)
    return f"{text} Sorry for my english." if len(text) > 160 and random.random() < 0.12 else text


HABITS = {
    "lower": write_lower,
    "bare": write_bare,
    "short": write_short,
    "typos": write_typos,
    "dots": write_dots,
    "dash": write_dash,
    "bang": write_bang,
    "emoji": write_emoji,
    "foreign": write_foreign,
}

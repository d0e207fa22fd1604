"""A seeded source of texts on which two sentiment scorers might differ.

They put the package's own words into odd company.
"""

from collections.abc import Iterator
from random import Random

from moderation.policy.sentiment.vader import BOOSTERS, IDIOMS, NEGATIONS, load_lexicon

_COMMON = """
the a an it is was i you we they this that these of to for and or nor at in on with my your our all one thing day
product game tent boot patch update team staff order never-ending feel think got have had be very much too
"""

# Words with a rule of their own beside the boosters and negations, and some that only look as if they had one.
_MOVERS = """
no No NO or nor but But BUT least LEAST at very this This so SO never Never without doubt kind Kind of sort just enough
shouldn't've mustn't-have DON'T don’t n't least. but, no, no! so, never, _not_ bit like well
"""

# The package's idioms come from itself; these are near misses, its unused idioms, and rules laid over each other.
_PHRASES = """
kind of|sort of|just enough|badass|never so|never this|without doubt|without a doubt|at least|very least|the least
not least|no good or|no bad nor|cut the mustard|hand to mouth|upper hand|break a leg|in the red|on the ball|can't stand
fed up|screwed up|no no|but but|isn't so|not very|never so very|so this|no kind of|least kind|kiss of|of death|to die
"""

_MARKS = [
    "!",
    "!!",
    "!!!!!",
    "?",
    "??",
    "???",
    "????",
    "?!",
    ".",
    ",",
    "...",
    ";",
    "-",
    "--",
    "'",
    '"',
    "*",
    "(",
    ")",
    ":",
]
_SPACES = [" ", " ", " ", " ", " ", "  ", "\n", "\t", "\u00a0", "\u2003", "\u3000", "\u2028", "\x1c", "\x85", ""]
_ODD = [
    "İ",
    "İyi",
    "ΣΑΣ",
    "ß",
    "ŉ",
    "\u200b",
    "\ufe0f",
    "\u200d",
    "©",
    "®",
    "é",
    "naïve",
    "’",
    "N'T",
    "xn'ty",
    "好",
    "№",
]
_ODD += ["\x00", "\ud83d", "I", "A", "a.", "ok", "<b>", "&amp;", "1.5", "ǅ", "ⓖⓞⓞⓓ", "ﬀ", "\u0301", "\U0001f3fb"]


def generated_texts(count: int, seed: int) -> Iterator[str]:
    """Yield `count` texts of nought to sixty tokens, the same ones for the same seed."""
    random = Random(seed)
    sources = _sources()
    for _ in range(count):
        # Few terms in one text make equal valences, which is where "but" is odd.
        few = [random.choices(source, k=random.choice((2, 8, 40))) for source in sources]
        weights = [random.choice((0, 1, 4)) for _ in few]
        weights[0] += 1
        tokens = random.choices(few, weights, k=random.choice((0, 1, 2, 3, 4, 5, 8, 12, 20, 60)))
        habit = random.random() * random.choice((0, 0.3, 1.0))
        yield "".join(_written(random, random.choice(source), habit) for source in tokens)


def _sources() -> list[list[str]]:
    known = load_lexicon()
    phrases = [" ".join(phrase) for phrase in IDIOMS] * 3 + _PHRASES.strip().replace("\n", "|").split("|")
    fixed = [_MOVERS.split(), _COMMON.split(), phrases, _ODD, _MARKS]
    return [sorted(known.valences), sorted(known.emoji), sorted(BOOSTERS), sorted(NEGATIONS), *fixed]


def _written(random: Random, token: str, habit: float) -> str:
    """Write a token with capitals, marks and spaces as a hasty person does."""
    if random.random() < habit:
        token = random.choice((str.upper, str.upper, str.title, str.swapcase))(token)
    if random.random() < habit:
        token = random.choice(
            (random.choice(_MARKS) + token, token + random.choice(_MARKS), f"({token})", f"'{token}'")
        )
    return token + (random.choice(_SPACES) if random.random() < habit else " ")

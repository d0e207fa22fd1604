"""Words that people cover with stars, and the ways in which they do."""

from collections.abc import Iterator

from moderation.policy.everyday import EVERYDAY
from moderation.policy.sentiment.words import listed

VOWELS = "aeiou"
# Of two words that are covered alike the first is likelier.
WORDS = listed(
    """
    fuck fucks fucked fucker fucking shit shitty bitch bitches cunt cunts dick dicks pussy whore whores slut sluts
    nigger niggers faggot faggots retard retards bastard asshole assholes kill rape motherfucker motherfuckers
    """
)
# Without most of their letters.
SHORT = {
    "f***": "fuck",
    "f****": "fuck",
    "f*ing": "fucking",
    "f**ing": "fucking",
    "b****": "bitch",
    "a**": "ass",
    "a**hole": "asshole",
    "a**holes": "assholes",
}


def covered(word: str) -> Iterator[str]:
    """Yield a word with all but its ends covered, its first vowel, and its first letter where no other word is left."""
    yield word[0] + "*" * (len(word) - 2) + word[-1]
    vowel = next(at for at, letter in enumerate(word) if at and letter in VOWELS)
    yield f"{word[:vowel]}*{word[vowel + 1 :]}"
    if word[1:] not in EVERYDAY:
        yield f"*{word[1:]}"


BLEEPED = {form: word for word in reversed(WORDS) for form in covered(word)} | SHORT

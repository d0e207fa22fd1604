"""Tell whether a text is nothing but thanks or a friendly emoji."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from typing import NamedTuple

from moderation.policy import thanks_words as words
from moderation.policy.folding import spaceless

# Longer ones say something besides.
LONGEST, MOST_NAMES = 120, 2
QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
EMOTICON = re.compile(r"(?<!\S)(?:[:;=]['-]?[)\]D]|\(:|\^_?\^|:\*|<3+|\\o/|\+1)(?![^\s.,!<])", re.IGNORECASE)
SHORTCODE = re.compile(
    r":(?:\+1|thumbsup|thumbs_up|pray|heart|hearts|smile|smiley|slight_smile|slightly_smiling_face|blush|tada|clap"
    r"|raised_hands|ok_hand|heart_eyes|hugs|hugging|100|sparkles|two_hearts|muscle|star|grin|grinning|partying_face):"
)
# Signs that draw an emoji, colour its skin or join it to another, short vowels of Arabic, and what nobody sees.
INVISIBLE = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\u200b-\u200f\u2060\u064b-\u0652\u0640\ufeff]")
MENTION = re.compile(r"(?<!\S)@[\w.-]*\w")
MARKS = "'\u2019-"
NAME_MARK = re.compile(f"[{MARKS}]")
# The signs that thanks are written with. Any other one may change what is said, such as a question mark.
PLAIN_SIGNS = frozenset(' \t\r\n.,!…~–—"“”«»¡()、。！，～．&' + MARKS)
STOPS = frozenset(".!…。！()")
LONG_RUN = re.compile(r"(.)\1{2,}")
FRIENDLY, NAMED = "\u2764", "@"
# Nouns have a capital there, so that one is no sign of a name.
CAPITAL_NOUNS = "de"


class Kind(Enum):
    THANKS = 0
    AFTER = 1
    BESIDE = 2


class Phrase(NamedTuple):
    kind: Kind
    language: str


class Token(NamedTuple):
    """A word, an emoji, or a character of a script without spaces.

    `is_close` says that nothing ends a sentence before it.
    """

    word: str
    is_close: bool

    @property
    def forms(self) -> tuple[str, str, str]:
        """The word in small letters, and with its long runs shortened to one letter and to two."""
        plain = self.word.lower().replace("\u2019", "'")
        return plain, LONG_RUN.sub(r"\1", plain), LONG_RUN.sub(r"\1\1", plain)

    @property
    def may_be_name(self) -> bool:
        """Tell whether each part of it begins with the only capital, as names do."""
        parts = NAME_MARK.split(self.word)
        return all(each.isalpha() and each[0].isupper() and each[1:].islower() | (len(each) == 1) for each in parts)


class State(NamedTuple):
    """What the words so far have said.

    `after` is the language of the phrase that a name may follow.
    """

    thanked: bool = False
    names: int = 0
    after: str = ""


def is_thanks_only(text: str, language: str = "") -> bool:
    """Tell whether a text says nothing but thanks, in whatever language, or shows a friendly emoji.

    `language` is the one that its channel writes, for words that mean something else in others.
    """
    # What is quoted was said by somebody else.
    own = QUOTED_LINE.sub("", text) if ">" in text else text
    if len(own) > LONGEST:
        return False
    tokens = read_tokens(own)
    # All ways to part the words into phrases at once, by where each has come.
    reached: list[set[State]] = [{State()}, *(set() for _ in tokens)]
    for at in range(len(tokens)):
        for state in reached[at]:
            for size, then in _steps(state, tokens, at, language.lower().partition("-")[0]):
                reached[at + size].add(then)
    return any(state.thanked for state in reached[-1])


def read_tokens(text: str) -> list[Token]:
    """Return the words of a text, or nothing where a sign may say more than they do."""
    shown = SHORTCODE.sub(f" {FRIENDLY} ", EMOTICON.sub(f" {FRIENDLY} ", text))
    shown = MENTION.sub(f" {NAMED} ", INVISIBLE.sub("", unicodedata.normalize("NFC", shown)))
    if not all(is_plain(character) for character in shown):
        return []
    return list(_split(shown))


def is_plain(character: str) -> bool:
    return character in PLAIN_SIGNS or character == NAMED or character in words.EMOJI or is_letter(character)


def is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def _split(shown: str) -> Iterator[Token]:
    word, is_close = "", True
    for character in f"{shown} ":
        if (is_letter(character) and not spaceless(character)) or (word and character in MARKS):
            word += character
            continue
        if bare := word.rstrip(MARKS):
            yield Token(bare, is_close)
            is_close = True
        word = ""
        if is_letter(character) or character in words.EMOJI or character == NAMED:
            yield Token(character, is_close)
        is_close = is_close and character not in STOPS


def _steps(state: State, tokens: list[Token], at: int, language: str) -> Iterator[tuple[int, State]]:
    """Yield how many words may be read next, and what is said then."""
    token = tokens[at]
    if token.word in words.EMOJI:
        yield 1, state._replace(thanked=True, after="")
    elif token.word == NAMED:
        yield 1, state
    for size, phrase in phrases_at(tokens, at, language):
        if state.thanked or phrase.kind is not Kind.AFTER:
            yield size, state._replace(thanked=state.thanked or phrase.kind is Kind.THANKS, after=phrase.language)
    if state.thanked and state.after and state.names < MOST_NAMES and is_addressed(tokens, at, state.after):
        yield 1, state._replace(names=state.names + 1)


def phrases_at(tokens: list[Token], at: int, language: str) -> Iterator[tuple[int, Phrase]]:
    phrases, longest = known_phrases(language)
    for size in range(1, min(longest, len(tokens) - at) + 1):
        for forms in zip(*(token.forms for token in tokens[at : at + size]), strict=True):
            if phrase := phrases.get(forms):
                yield size, phrase


def is_addressed(tokens: list[Token], at: int, language: str) -> bool:
    """Tell whether a word after thanks is a name, or the title before one."""
    token = tokens[at]
    if not (token.is_close and token.may_be_name) or not no_names().isdisjoint(token.forms):
        return False
    return language != CAPITAL_NOUNS or is_title(token) or is_title(tokens[at - 1])


def is_title(token: Token) -> bool:
    return token.forms[0] in words.TITLES.split()


@cache
def no_names() -> frozenset[str]:
    return frozenset(words.NO_NAMES.split())


@cache
def known_phrases(language: str) -> tuple[Mapping[tuple[str, ...], Phrase], int]:
    """Return all phrases by their words, and how many words the longest has.

    Those of the language named come last, as they outweigh the others.
    """
    found: dict[tuple[str, ...], Phrase] = {}
    for kind, table in ((Kind.BESIDE, words.BESIDE), (Kind.AFTER, words.AFTER), (Kind.THANKS, words.THANKS)):
        for code, listed in table.items():
            found |= {words_of(each): Phrase(kind, code) for each in listed.split(",")}
    if own := words.THANKS_OF_ONE.get(language):
        found[words_of(own)] = Phrase(Kind.THANKS, language)
    return found, max(map(len, found))


def words_of(phrase: str) -> tuple[str, ...]:
    return tuple(token.forms[0] for token in read_tokens(phrase))

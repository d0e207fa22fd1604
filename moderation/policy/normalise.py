"""Read disguised spellings as the words they stand for.

Folded letters, leet, s p a c e s, looong.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import cycle
from string import ascii_lowercase

from moderation.policy.deciphering import decipher
from moderation.policy.folding import DISGUISE, DOTLESS, PLAIN, Fold, Folds, folds_of, spaceless
from moderation.policy.matching import Finder
from moderation.policy.pictures import in_words
from moderation.policy.reading import Draft, Edit, Reading, read_letters, read_text, split_words
from moderation.policy.reading.segments import JOINED
from moderation.policy.twins import SIGNS
from moderation.policy.vocabulary import NO_WORDS, Vocabulary

LEET = str.maketrans("013457@$!", "oieastasi")
# The digit one stands for either letter, so a text with one is read twice.
LEET_L = str.maketrans("013457@$!", "oleastasi")
SQUEEZES = ((1,), (2,), (1, 2), (2, 1))

# Leet beside a letter, a letter three times, or three single letters. All else is plain writing.
SUSPECT = Finder(
    r"[a-z][013457@$]|[013457@$!][a-z]|(?:^| )[a-z] +[a-z] +[a-z](?: |$)|"
    + "|".join(letter * 3 for letter in ascii_lowercase)
)
# A mark between two letters, which folding would take for a space, or more letters than words have.
MARKED = Finder(
    r"[a-z][*#%&?|+(<!\[\\]{1,3}[a-z]|[|+(<][a-z][a-z]|[a-z][2689]{1,2}[a-z]|[a-z]{13}|#[a-z]|(?:^|\s)\*[a-z]{3}"
    r"|[a-z]\*+(?:[\s.,!?]|$)|[a-z]\*{4}|[b-df-hj-np-tv-z][-._]{1,2}[b-df-hj-np-tv-z]|(?-i:[a-z][A-Z][a-z]*[A-Z])"
    r"|[a-z][!$@+(|][0-9]|[(\[][a-z]{1,3}[)\]][a-z]|(?:^|[^a-z0-9])[b-df-hj-np-tv-z][-._][aeiou]|\bh8|[a-z]~[a-z]|[a-z]\(_\)|\(_\)[a-z]|/\\[a-z]|(?:^|\s)[@4]\$\$|[a-z]\\/[a-z]"
    r"|[a-z]'(?:[a-km-qs-uw-z][a-z]|l[a-km-z]|[rv][a-df-z])"
)
# Marks of any kind around words, which some program draws as bold or struck through, and pictures between words.
EDGED = Finder(
    r"(?:^|\s)[*_~=+^|{}<>/\\%#-]+[a-z]|[a-z][*_~=+^|{}<>/\\%#-]+(?:[\s.,!?;:]|$)|\s:[a-z0-9_+-]{2,40}:\s"
    r"|[a-z][-_.*+~/|!][a-z]+[-_.*+~/|!][a-z]"
)
PICTURE = "[\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff\ufe0f\u200d]"
EDGES = re.compile(
    r"(?<!\S)[*_~=+^|{}<>/\\%#-]+(?=[^\W_])|(?<=[^\W_])[*_~=+^|{}<>/\\%#-]+(?![^\s.,!?;:])"
    rf"|(?<=\s)(?::[a-z0-9_+-]{{2,40}}:|{PICTURE}+)(?=\s)|(?<!\S){PICTURE}+(?=[^\W_])|(?<=[^\W_]){PICTURE}+(?!\S)"
)
# Words that marks join instead of spaces.
CHAIN = re.compile(r"(?<!\S)[^\W_]+(?:([-_.*+~/|!])[^\W_]+)(?:\1[^\W_]+)+(?!\w)")
CHAINED = re.compile(r"(?<=[^\W_])[-_.*+~/|!](?=[^\W_])")
TOKEN = re.compile(r"[^ ]+")
LONG_RUN = re.compile(r"([^\W\d_])\1\1+")
# Where letters have no accents, one that has is written otherwise.
UNACCENTED = frozenset({"en"})
ACCENTED = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
SPREAD_LETTERS = 3
FEWEST_WORDS = 3


# A word of a reading, with the first and last written words that it was made of.
Word = tuple[str, int, int]


class View:
    """One reading of a text.

    It has the words between single spaces, and where each word stands in the original.
    """

    def __init__(
        self, draft: Draft, fold: Fold, folded: str, words: Sequence[Word] | None = None, *, disguised: bool = False
    ) -> None:
        self.draft = draft
        self.text = draft.text
        self.fold = fold
        self.folded = folded
        self.disguised = disguised or words is not None
        # What is only a list of words has no sentences for a pattern.
        self.is_text = words is None
        self.tokens = folded.split() if words is None else [word for word, _, _ in words]
        self.joined = between_spaces(self.tokens)
        self._words = words

    @cached_property
    def spans(self) -> Sequence[tuple[int, int]]:
        written = tokens(self.folded)
        if self._words is None:
            return written
        return [(written[first][0], written[last][1]) for _, first, last in self._words]

    @cached_property
    def origins(self) -> list[int]:
        return [at for at, character in enumerate(self.text) for _ in self.fold[ord(character)]]

    def span(self, at: int, words: int) -> tuple[int, int]:
        """Return the original span of words, from the space `at` of `joined` on."""
        first = self.joined.count(" ", 0, at)
        start = self.origins[self.spans[first][0]]
        end = self.origins[self.spans[first + words - 1][1] - 1] + 1
        # An accent that follows its letter belongs to the word.
        while end < len(self.text) and unicodedata.combining(self.text[end]):
            end += 1
        return self.draft.written(start, end)


def normalise(reading: Reading, language: str = "", vocabulary: Vocabulary = NO_WORDS) -> tuple[View, ...]:
    """Return the plain view of a text, and others where something looks disguised.

    Every span that a view gives is one of the original, `0 <= start < end <= len(text)`.
    """
    folds = folds_of(language)
    draft = dotless(reading.words, language)
    plain = View(draft, folds.plain, folds.plain.apply(draft.text))
    if is_undisguised(plain, vocabulary):
        return (plain,)
    views = {(plain.joined, plain.text): plain}
    further = further_views(reading, plain, folds, vocabulary, is_unaccented=language in UNACCENTED)
    for view in further:
        views.setdefault((view.joined, view.text), view)
    return tuple(views.values())


def dotless(draft: Draft, language: str) -> Draft:
    return draft.rewritten(draft.text.replace("I", "ı")) if language in DOTLESS else draft


def is_undisguised(plain: View, vocabulary: Vocabulary) -> bool:
    """Tell whether a text is ASCII and no part of it looks like a disguised word."""
    if not plain.text.isascii():
        return False
    written = plain.text.encode()
    return not (EDGED.occurs_in(written) or looks_disguised(written, plain.tokens, vocabulary))


def looks_disguised(written: bytes, words: Sequence[str], vocabulary: Vocabulary) -> bool:
    return (
        SUSPECT.occurs_in(DISGUISE.apply_to_ascii(written)) or MARKED.occurs_in(written) or vocabulary.is_tricked(words)
    )


def further_views(
    reading: Reading, plain: View, folds: Folds, vocabulary: Vocabulary, *, is_unaccented: bool
) -> Iterator[View]:
    draft = plain.draft
    symbols, spread = folds.symbols.apply(draft.text), folds.disguise.apply(draft.text)
    if symbols != plain.folded:
        yield View(draft, folds.symbols, symbols)
    # Letters of other scripts may hide a word from the search for suspects.
    is_odd = not draft.text.isascii() and " ".join(spread.split()) not in plain.joined
    is_odd = is_odd or SUSPECT.occurs(spread)
    if is_odd:
        for words in readings(spread):
            yield View(draft, folds.disguise, spread, words)
    if reading.words.text != draft.text and reading.words.text.isascii():
        # A text in plain capitals may be in another language.
        yield View(reading.words, PLAIN, PLAIN.apply(reading.words.text))
    for rewritten in rewritings(reading, draft, is_unaccented=is_unaccented):
        yield View(rewritten, folds.plain, folds.plain.apply(rewritten.text))
    # Emoji around words disguise nothing.
    written = draft.text.encode("ascii", "ignore")
    is_odd = is_odd or not SIGNS.isdisjoint(draft.text)
    if is_odd or not plain.folded.isascii() or looks_disguised(written, plain.tokens, vocabulary):
        for deciphered in decipher(draft, plain.tokens, vocabulary, folds.disguise):
            yield View(deciphered, folds.plain, folds.plain.apply(deciphered.text), disguised=True)


def rewritings(reading: Reading, draft: Draft, *, is_unaccented: bool) -> Iterator[Draft]:
    """Yield a text without its accents, pictures as words, words without marks around them, and tags parted."""
    if is_unaccented and ACCENTED.search(draft.text):
        yield draft.rewritten(ACCENTED.sub(bare_letter, draft.text))
    for rewritten in (in_words(draft), without_marks(draft)):
        if rewritten is not draft:
            yield rewritten
    if "#" in draft.text or JOINED.search(draft.text):
        yield split_words(draft, reading.segments)


def bare_letter(accented: re.Match[str]) -> str:
    letter = DISGUISE[ord(accented[0])]
    return letter if len(letter) == 1 else accented[0]


def without_marks(draft: Draft) -> Draft:
    """Drop marks and pictures around words, and part words that marks join."""
    edits = [Edit(*mark.span()) for mark in EDGES.finditer(draft.text)]
    for chain in CHAIN.finditer(draft.text):
        edits += [Edit(*mark.span(), " ") for mark in CHAINED.finditer(draft.text, *chain.span())]
    return draft.edited(sorted(edits))


def between_spaces(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def phrase_words(phrase: str, language: str = "") -> list[str]:
    """Return the words of a phrase, folded as texts of a language are."""
    return folds_of(language).symbols.apply(dotless(read_letters(phrase), language).text).split()


def tokens(folded: str) -> list[tuple[int, int]]:
    return [found.span() for found in TOKEN.finditer(folded)]


def readings(spread: str) -> Iterator[list[Word]]:
    for table in (LEET, LEET_L) if "1" in spread else (LEET,):
        read = (word if word.isalpha() else unleet(word, table) for word in spread.split())
        words = join_spread([(word, at, at) for at, word in enumerate(read) if word], spread)
        stretched = [at for at, (word, _, _) in enumerate(words) if LONG_RUN.search(word)]
        for lengths in SQUEEZES if stretched else SQUEEZES[:1]:
            reading = words.copy()
            for at in stretched:
                word, first, last = words[at]
                reading[at] = (squeeze(word, lengths), first, last)
            yield reading


def unleet(word: str, table: dict[int, int]) -> str:
    core = word.rstrip("!")
    letters = sum(map(str.isalpha, core))
    read = core.translate(table)
    changed = sum(a != b for a, b in zip(core, read, strict=True))
    # "455" and "$100k" are numbers. A disguised word has at least as many letters as substitutes.
    return read if changed <= letters else "".join(filter(str.isalnum, core))


def join_spread(words: list[Word], spread: str) -> list[Word]:
    """Join letters that stand alone, where there are enough of them."""
    if sum(len(word) == 1 for word, _, _ in words) < SPREAD_LETTERS:
        return words
    spans = tokens(spread)
    joined: list[Word] = []
    run: list[Word] = []
    for word in words:
        if run and not continues(run, word, spans):
            joined += together(run)
            run = []
        if is_letter(word[0]):
            run.append(word)
        else:
            joined.append(word)
    return joined + together(run)


def is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and not spaceless(word)


def continues(run: list[Word], word: Word, spans: list[tuple[int, int]]) -> bool:
    # A gap wider than the first one separates two spread words.
    first_gap = gap(run[0], run[1] if len(run) > 1 else word, spans)
    return is_letter(word[0]) and gap(run[-1], word, spans) <= first_gap


def gap(one: Word, next_one: Word, spans: list[tuple[int, int]]) -> int:
    return spans[next_one[1]][0] - spans[one[2]][1]


def together(run: list[Word]) -> list[Word]:
    if len(run) < SPREAD_LETTERS:
        return run
    return [("".join(letter for letter, _, _ in run), run[0][1], run[-1][2])]


def squeeze(word: str, lengths: tuple[int, ...]) -> str:
    size = cycle(lengths)
    return LONG_RUN.sub(lambda run: run.group(1) * next(size), word)


def fingerprint(text: str) -> int:
    """Return a signed 64-bit hash of a text's letters and digits, as people read them.

    It is 0 under about three words.
    """
    return fingerprint_of(read_text(text))


def fingerprint_of(reading: Reading) -> int:
    words = PLAIN.apply(reading.text).split()
    # Anyone may repeat a text as short as "thank you".
    if len(words) < FEWEST_WORDS or (not reading.text.isascii() and length_in_words(words) < FEWEST_WORDS):
        return 0
    digest = blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).digest()
    # Zero means that there is no fingerprint.
    return int.from_bytes(digest, "big", signed=True) or 1


def length_in_words(words: Sequence[str]) -> float:
    """Count words, and four characters of a script without spaces as one."""
    return sum(0.25 if spaceless(word[0]) else 1 for word in words)

"""A text with its disguised words written out, by the words that a rule set looks for."""

import re
from collections.abc import Iterator, Sequence

from moderation.policy.ciphers import turned_letters
from moderation.policy.everyday import EVERYDAY
from moderation.policy.folding import Fold, spaceless
from moderation.policy.reading.draft import Draft, Edit, Span
from moderation.policy.vocabulary import Vocabulary

# A check of this text takes as long as one of the whole, so a very long text is not deciphered to its end.
CHARACTERS_DECIPHERED = 5_000
FEWEST_LETTERS = 3
# A token this long may be several words without spaces.
GLUED, LONGEST_GLUED = 13, 200
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# What has more than letters and usual punctuation, a letter three times, or more letters than words have.
ODD = re.compile(
    r"(?<!\S)\S*(?:[^\sA-Za-z.,;:?!'\"()/_-]|!(?=[A-Za-z])|(?:([a-z])\1{2}))\S*|(?<![a-z])[a-z]{13,}", re.IGNORECASE
)
BEFORE, AFTER = "\"'“”‘’.,;:?(){}[]>«»…—–-#", "\"'“”‘’.,;:?!(){}[]<«»…—–-"
SPREAD = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]{1,3}[^\W_]){2,}(?![^\W_])")
LETTER = re.compile(r"[^\W_]")
NO_LETTERS = re.compile(r"[\W_]+")
# Here one word ends and another begins.
BOUNDARY = re.compile(r"[,;:/\\\"]|[\W_]{2}|['’]s?$")
LONG_RUN = re.compile(r"([^\W\d_])\1+")
DOUBLES = re.compile(r"(?:([^\W\d_])\1)+")
LEET = dict(zip("0134578@$!|+(€£9", "oieastbasiltceig", strict=True)) | {
    "<": "c",
    "2": "z",
    "6": "g",
    "¢": "c",
    "¥": "y",
}
TABLE, TABLE_L = str.maketrans(LEET), str.maketrans(LEET | {"1": "l", "!": "l", "|": "l", "6": "b", "9": "q"})
WILD = "*#%@$!&?"
MOST_WILD = 3


def decipher(draft: Draft, words: Sequence[str], vocabulary: Vocabulary, fold: Fold) -> Iterator[Draft]:
    """Yield the text with its disguised words written out, and the text turned round where it is backwards.

    `words` are the ones that it plainly has.
    """
    found = Deciphering(draft.text[:CHARACTERS_DECIPHERED], vocabulary, fold)
    edits = list(found.edits(is_tricked=vocabulary.is_tricked(words)))
    if edits:
        yield draft.edited(apart(edits))
    if turned := turned_letters(draft.text):
        yield draft.turned(turned)
    if found.is_reversed:
        yield draft.turned(draft.text[::-1])


def apart(edits: list[Edit]) -> Iterator[Edit]:
    """Yield edits in order without those that reach into an earlier one."""
    done = 0
    for edit in sorted(edits):
        if edit.start >= done:
            yield edit
            done = edit.end


class Deciphering:
    """One walk over the words of a text."""

    def __init__(self, text: str, vocabulary: Vocabulary, fold: Fold) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.fold = fold
        self.is_reversed = False

    def edits(self, *, is_tricked: bool) -> Iterator[Edit]:
        for run in SPREAD.finditer(self.text):
            yield from self.spread(run)
        if is_tricked:
            yield from self.tricked()
        for found in ODD.finditer(self.text):
            start, end = core_of(found)
            word = self.text[start:end].lower()
            if (read := self.word_behind(word)) and read != word:
                yield Edit(start, end, read)

    def spread(self, run: re.Match[str]) -> Iterator[Edit]:
        """Join letters that stand alone, where they make up words."""
        places = [at.start() for at in LETTER.finditer(self.text, *run.span())]
        written = "".join(self.text[at] for at in places)
        letters = self.fold.apply(written).translate(TABLE)
        if len(letters) != len(places) or sum(map(str.isalpha, written)) < FEWEST_LETTERS:
            return
        parts = self.vocabulary.part(letters)
        if not any(len(part) >= FEWEST_LETTERS and self.vocabulary.knows(part) for part in parts):
            return
        at = 0
        for part in parts:
            if len(part) > 1:
                yield Edit(places[at], places[at + len(part) - 1] + 1, part)
            at += len(part)

    def tricked(self) -> Iterator[Edit]:
        """Read misspelled words, and words in two halves."""
        before, last = "", (0, 0)
        for found in WORD.finditer(self.text):
            span, word = found.span(), NO_LETTERS.sub("", self.fold.apply(found[0]))
            joined = self.vocabulary.parted.get((before, word))
            if joined and span[0] - last[1] <= 2:
                yield Edit(last[0], span[1], joined)
            elif read := self.vocabulary.forms.get(word):
                self.is_reversed |= read == word[::-1]
                yield Edit(*span, read)
            before, last = word, span

    def word_behind(self, word: str) -> str:
        """Return the word or words that an odd token stands for, or nothing."""
        letters = sum(map(str.isalpha, word))
        if len(word) < FEWEST_LETTERS or not letters or spaceless(word[0]):
            return ""
        if letters == len(word) and word.isascii():
            return self.of_letters(word)
        return self.of_marks(word, letters) or self.of_wild(word, letters)

    def of_letters(self, word: str) -> str:
        if self.vocabulary.recognises(word) or word in EVERYDAY:
            return ""
        for times in (r"\1", r"\1\1"):
            squeezed = LONG_RUN.sub(times, word)
            if len(squeezed) >= FEWEST_LETTERS and self.vocabulary.recognises(squeezed):
                return squeezed
        return self.glued(word) if GLUED <= len(word) <= LONGEST_GLUED else ""

    def glued(self, word: str) -> str:
        parts = self.vocabulary.part(word)
        is_all_known = all(len(part) > 1 or part in "aiu" for part in parts)
        return " ".join(parts) if len(parts) > 2 and is_all_known else ""

    def of_marks(self, word: str, letters: int) -> str:
        """Read digits and marks as the letters they look like, and leave marks out."""
        if BOUNDARY.search(word) or (letters == 1 and not (word.isalnum() and len(word) > FEWEST_LETTERS + 1)):
            return ""
        for read in candidates(word, self.fold):
            if len(read) >= FEWEST_LETTERS and read.isalpha() and read not in EVERYDAY:
                if self.vocabulary.recognises(read):
                    return read
                if len(read) > FEWEST_LETTERS + 1 and read in self.vocabulary.forms:
                    return self.vocabulary.forms[read]
        return ""

    def of_wild(self, word: str, letters: int) -> str:
        """Take marks for letters that were left out."""
        wild = sum(letter in WILD for letter in word)
        if not 0 < wild <= min(MOST_WILD, letters) or wild + letters != len(word) or not word[0].isalpha():
            return ""
        pattern = re.compile("".join("[a-z]" if letter in WILD else letter for letter in word) + "$")
        return next(filter(pattern.match, self.vocabulary.of_length(len(word), word[0])), "")


def candidates(word: str, fold: Fold) -> Iterator[str]:
    """Yield the words that a token with digits, marks or other scripts may be."""
    for read in dict.fromkeys([word, word.translate(TABLE), word.translate(TABLE_L)]):
        letters = NO_LETTERS.sub("", fold.apply(read))
        yield letters
        yield LONG_RUN.sub(r"\1", letters)


def core_of(token: re.Match[str]) -> Span:
    """Return where a token begins and ends without the punctuation around it."""
    start, end = token.span()
    word = token[0]
    if word[0] == word[-1] == "$":
        return start, start
    before = len(word) - len(word.lstrip(BEFORE))
    return start + before, max(start + before, end - len(word) + len(word.rstrip(AFTER)))

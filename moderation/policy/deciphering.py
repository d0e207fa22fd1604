"""A text with its disguised words written out, by the words that a rule set looks for."""

import re
from collections.abc import Iterator, Sequence

from moderation.policy.bleeped import BLEEPED
from moderation.policy.ciphers import turned_letters
from moderation.policy.everyday import EVERYDAY
from moderation.policy.folding import Fold, spaceless
from moderation.policy.reading.draft import Draft, Edit, Span
from moderation.policy.twins import TWINS, drawn_letters
from moderation.policy.vocabulary import LONGEST_ENDING, Vocabulary

# A check of this text takes as long as one of the whole, so a very long text is not deciphered to its end.
CHARACTERS_DECIPHERED = 5_000
FEWEST_LETTERS = 3
# A token this long may be several words without spaces.
GLUED, LONGEST_GLUED, SURE = 13, 200, 10
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# What has more than letters and usual punctuation, a letter three times, or more letters than words have.
ODD = re.compile(
    r"(?<!\S)\S*(?:[^\sA-Za-z.,;:?!'\"()/_-]|!(?=[A-Za-z])|(?:([a-z])\1{2})|[a-z]\([a-z]|[a-z]'(?!(?:ll|re|ve)\b)[a-z]{2}"
    r"|[b-df-hj-np-tv-z][-._]{1,2}[b-df-hj-np-tv-z]|(?<![^\W_])[b-df-hj-np-tv-z][-._][aeiou]|[(\[][a-z]{1,3}[)\]][a-z]|\(_\))\S*"
    r"|(?<![a-z])[a-z]{13,}",
    re.IGNORECASE,
)
BEFORE, AFTER = "\"'“”‘’.,;:?(){}[]>«»…—–-#", "\"'“”‘’.,;:?!(){}[]<«»…—–-"
SPREAD = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]{1,4}[^\W_]){2,}(?![^\W_])")
LETTER = re.compile(r"[^\W_]")
NO_LETTERS = re.compile(r"[\W_]+")
# Here one word ends and another begins.
BOUNDARY = re.compile(r"[,;:/\"]|[\W_]{2}|['’]s?$")
LONG_RUN = re.compile(r"([^\W\d_])\1+")
TRIPLE = re.compile(r"([^\W\d_])\1\1")
DOUBLES = re.compile(r"(?:([^\W\d_])\1)+")
LEET = dict(zip("0134578@$!|+(€£9", "oieastbasiitceig", strict=True)) | {
    "<": "c",
    "2": "z",
    "6": "g",
    "¢": "c",
    "¥": "y",
}
TABLE = str.maketrans(TWINS | LEET)
# One may be either letter, and so may the marks that look like it.
TABLE_L = str.maketrans(TWINS | LEET | {"1": "l", "!": "l", "|": "l", "6": "b", "9": "q"})
TABLE_1 = str.maketrans(TWINS | LEET | {"1": "l"})
EITHER = frozenset("1!|69")
WILD = "*#%@$!&?"
STARS = str.maketrans(dict.fromkeys(WILD, "*"))
# A pause stands for a vowel only.
PAUSES = "-._"
MOST_WILD = 3
# Any other sign that covers a letter.
COVERED = str.maketrans(dict.fromkeys("~=×•·°■▇█▓▒░●✱∗⁎✲❋※¤§", "*"))
# Short for a word, with a digit for a sound.
SOUNDED = {
    "every1": "everyone",
    "some1": "someone",
    "any1": "anyone",
    "no1": "nobody",
    "@$$": "ass",
    "4$$": "ass",
    "a$$": "ass",
    "h8": "hate",
    "h8s": "hates",
    "h8r": "hater",
    "h8rs": "haters",
    "h8ing": "hating",
    "h8ed": "hated",
}
BRACKETS = {")": "(", "]": "[", "}": "{"}


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
            # “Cali's” is of somebody.
            elif (read := self.vocabulary.forms.get(word)) and not found[0].endswith(("'s", "’s")):
                self.is_reversed |= read == word[::-1]
                yield Edit(*span, read)
            before, last = word, span

    def word_behind(self, word: str) -> str:
        """Return the word or words that an odd token stands for, or nothing."""
        letters = sum(map(str.isalpha, word))
        if word in SOUNDED or len(word) < FEWEST_LETTERS or not letters or spaceless(word[0]):
            return SOUNDED.get(word, "")
        if letters == len(word) and word.isascii():
            return self.of_letters(word)
        covered = word.replace("\ufe0f", "").translate(COVERED)
        if bleeped := BLEEPED.get(covered.translate(STARS)):
            return bleeped
        marked = self.of_marks(word, letters)
        # “assh*le” is no word with a mark too many.
        if marked in self.vocabulary.words:
            return marked
        return self.of_wild(covered, letters) or marked

    def of_letters(self, word: str) -> str:
        # “uglyyy” is not “ugly” with an ending.
        is_plain = word in self.vocabulary.words if TRIPLE.search(word) else self.vocabulary.recognises(word)
        if is_plain or word in EVERYDAY:
            return ""
        for squeezed in (LONG_RUN.sub(r"\1", word), LONG_RUN.sub(r"\1\1", word), LONG_RUN.sub(third, word)):
            if len(squeezed) >= FEWEST_LETTERS and self.vocabulary.recognises(squeezed):
                return squeezed
        return self.glued(word) if GLUED <= len(word) <= LONGEST_GLUED else ""

    def glued(self, word: str) -> str:
        parts = self.vocabulary.part(word)
        is_all_known = all(len(part) > 1 or part in "aiu" for part in parts)
        # Two words may be one of their own, unless one of them is long.
        is_apart = len(parts) > 2 or any(len(part) >= SURE and self.vocabulary.knows(part) for part in parts)
        return " ".join(parts) if len(parts) > 1 and is_all_known and is_apart else ""

    def of_marks(self, word: str, letters: int) -> str:
        """Read digits and marks as the letters they look like, and leave marks out."""
        word = word.replace("\ufe0f", "")
        drawn = drawn_letters(word) if any(map(word.__contains__, "(|\\")) else word
        if drawn != word and self.vocabulary.recognises(drawn := drawn.translate(TABLE)):
            return drawn
        is_formula = letters == 1 and len(word) <= FEWEST_LETTERS + 1
        # Two marks part words, and marks around one letter are a formula, unless all of them are letters.
        if (is_formula or BOUNDARY.search(word)) and not (
            word.translate(TABLE).isalpha() and len(word) > FEWEST_LETTERS
        ):
            return ""
        for read in candidates(word, self.fold):
            # “y0u” is nothing else, and “4x4” and “s#it” are no everyday words.
            is_whole = len(read) == len(word) <= letters + 1
            is_short = len(read) < FEWEST_LETTERS + (read in EVERYDAY and not is_whole)
            if read.isalpha() and not is_short:
                if self.vocabulary.recognises(read):
                    return read
                if len(read) > FEWEST_LETTERS + 1 and read in self.vocabulary.forms:
                    return self.vocabulary.forms[read]
        return ""

    def of_wild(self, word: str, letters: int) -> str:
        """Take marks for letters that were left out."""
        wild = sum(letter in WILD for letter in word)
        pauses = sum(letter in PAUSES for letter in word)
        if bool(wild) == bool(pauses) or wild + pauses + letters != len(word):
            return ""
        forms = ["[a-z]" if letter in WILD else "[aeiou]" if letter in PAUSES else letter for letter in word]
        if forms[0] == word[0] and forms[-1] == word[-1] and wild + pauses <= min(MOST_WILD, letters):
            return self.fitting(forms, word)
        # With the first or the last letter gone, or most of them, it may be many words.
        form = re.compile("".join(forms) + "$")
        every = self.vocabulary.of_length(len(word), word[0] if word[0].isalpha() else "")
        known = [each for each in every if form.match(each) and each not in EVERYDAY]
        is_other = pauses or letters == 1 or self.vocabulary.is_common(word.strip(WILD))
        return known[0] if len(known) == 1 and not is_other else ""

    def fitting(self, forms: Sequence[str], word: str) -> str:
        """Return a word in which marks stand for letters, maybe with an ending."""
        for length in range(len(word), max(len(word) - LONGEST_ENDING, FEWEST_LETTERS) - 1, -1):
            form = re.compile("".join(forms[:length]) + "$")
            fitting = filter(form.match, self.vocabulary.of_length(length, word[0]))
            # Nobody covers a letter of an everyday word.
            for each in sorted(fitting, key=EVERYDAY.__contains__):
                if length == len(word) or each in self.vocabulary.stems:
                    return each + re.sub(r"[\W_]", "e", word[length:])
        return ""


def reads(word: str, fold: Fold) -> Iterator[str]:
    # A letter of the text's own language is no other one in disguise.
    if not any(map(fold.own.__contains__, word)):
        # What all marks together draw is likelier than the word without them.
        yield word.translate(TABLE)
        if not EITHER.isdisjoint(word):
            yield word.translate(TABLE_L)
            yield word.translate(TABLE_1)
        if "(" in word or "|" in word or "\\" in word:
            yield drawn_letters(word).translate(TABLE)
    yield word


def third(run: re.Match[str]) -> str:
    """Return a third of a run of letters, for a word in which each was written three times."""
    return run[0][: -(-len(run[0]) // 3)]


def candidates(word: str, fold: Fold) -> Iterator[str]:
    """Yield the words that a token with digits, marks or other scripts may be."""
    for read in dict.fromkeys(reads(word, fold)):
        letters = NO_LETTERS.sub("", fold.apply(read))
        yield letters
        yield LONG_RUN.sub(r"\1", letters)


def core_of(token: re.Match[str]) -> Span:
    """Return where a token begins and ends without the punctuation around it."""
    start = token.start()
    word = token[0]
    if word[0] == word[-1] == "$":
        return start, start
    before = len(word) - len(word.lstrip(BEFORE))
    after = len(word.rstrip(AFTER))
    # “(f)uck” and “f(uck)” keep both brackets.
    while before and word[before - 1] in BRACKETS.values() and closed(word[before:after], word[before - 1]):
        before -= 1
    while after < len(word) and word[after] in BRACKETS and BRACKETS[word[after]] in word[before:after]:
        after += 1
    return start + before, max(start + before, start + after)


def closed(word: str, opener: str) -> bool:
    """Tell whether a bracket that was opened before a word is closed within it."""
    closer = next(closer for closer, opening in BRACKETS.items() if opening == opener)
    return closer in word and opener not in word.partition(closer)[0]

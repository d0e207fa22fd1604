"""Leave out findings whose words mean something else: a tool, an animal, a dish, a name, a game, or praise."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from moderation.policy.likeness import ABUSE, beside_idle_words
from moderation.policy.reading import Draft, Edit, Reading, Span
from moderation.policy.sense_words import (
    ADVERTISES,
    AIMED_AFTER,
    AIMED_BEFORE,
    AT_PLAY,
    CAPITAL_AFTER,
    CAPITAL_BEFORE,
    COMPANY,
    COMPOUNDS,
    FOR_ONESELF,
    GIVEN_NAMES,
    NOT_SO,
    OWN_DEED,
    PLACE_AFTER,
    PLACE_BEFORE,
    PREY,
    TAKE_PART,
    THIRD_PERSON,
    TITLE,
)
from moderation.policy.values import Finding, Part, Severity

# Words around a finding, in characters.
NEAR = 80
# How much of a long text tells what it is about, and how many places of a finding are looked at.
READ, MOST_PLACES = 2_000, 20
WORD = re.compile(r"[^\W_]+")
SMALL = frozenset({"a", "an", "the", "this", "that", "my", "his", "her", "nice", "big"})
MANNERS = frozenset({"harassment", "hate-speech"})
SPAM = "spam"


def with_their_sense(findings: Sequence[Finding], reading: Reading) -> list[Finding]:
    """Return the findings whose words mean what the guideline looks for."""
    if not findings:
        return []
    text = Text(reading)
    kept = [finding for finding in findings if not text.means_else(finding)]
    # One word that attacks tells how the others are meant.
    if any(finding.category in MANNERS for finding in kept):
        kept = [each for each in findings if each in kept or each.category in MANNERS]
    # A model goes by the same words.
    if len(kept) < len(findings) and not any(each.category == SPAM and not each.is_of_model for each in kept):
        kept = [each for each in kept if each.category != SPAM or not was_of_words(findings)]
    return kept


def was_of_words(findings: Sequence[Finding]) -> bool:
    return any(each.category == SPAM and not each.is_of_model for each in findings)


class Text:
    """A reading with the words that tell what it is about."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.words = set(WORD.findall(self.text[:READ].lower()))

    def means_else(self, finding: Finding) -> bool:
        # A composed rule says itself in what company its words count.
        is_asked = finding.part is Part.TEXT and not finding.is_composed
        told = OF_CATEGORY.get(finding.category) if is_asked else None
        return told is not None and told(self, finding)

    def is_harmless_word(self, finding: Finding) -> bool:
        """Tell whether the words of a finding are harmless where they stand."""
        if finding.is_of_model:
            return self.is_harmless_without(finding)
        found = WORD.finditer(self.text, *self.reading.read(finding.start, finding.end))
        places = [word.span() for word in found if word[0].lower() not in SMALL]
        return bool(places) and all(self.is_harmless(place, finding) for place in places)

    def is_harmless_without(self, finding: Finding) -> bool:
        """Tell whether a text reads like abuse by its harmless words alone."""
        places = list(islice(self.places(finding), MOST_PLACES))
        harmless = [place for place in places if self.is_harmless(place, finding)]
        if not harmless:
            return False
        bare = Draft(self.text).edited(Edit(start, end) for start, end in sorted(harmless))
        limit = float(finding.rule.rpartition(" ")[2])
        return beside_idle_words(ABUSE, bare.text).probability < limit

    def places(self, finding: Finding) -> Iterator[Span]:
        """Yield where the words stand by which a text reads like abuse."""
        for word in finding.evidence:
            yield from (word.span() for word in re.finditer(rf"\b{re.escape(word)}\b", self.text, re.IGNORECASE))

    def is_harmless(self, place: Span, finding: Finding) -> bool:
        before, word, after = self.around(place)
        if AIMED_BEFORE.search(before) or AIMED_AFTER.match(after):
            return False
        compounds = COMPOUNDS.finditer(before + word + after)
        if any(found.start() < len(before + word) and len(before) < found.end() for found in compounds):
            return True
        if not self.words.isdisjoint(COMPANY.get(word.lower(), ())):
            return True
        return finding.severity <= Severity.LOW and word[0].isupper() and is_name(word.lower(), before, after)

    def around(self, place: Span) -> tuple[str, str, str]:
        start, end = place
        return self.text[max(0, start - NEAR) : start], self.text[start:end], self.text[end : end + NEAR]

    def is_of_play(self, finding: Finding) -> bool:
        """Tell whether a threat is to win a game, or to vermin."""
        _, words, after = self.around(self.reading.read(finding.start, finding.end))
        if THIRD_PERSON.search(words) and not PREY.isdisjoint(self.words):
            return True
        return bool(OWN_DEED.search(words) and AT_PLAY.match(after))

    def is_for_oneself(self, finding: Finding) -> bool:
        return bool(FOR_ONESELF.match(self.around(self.reading.read(finding.start, finding.end))[2]))

    def is_denied(self, finding: Finding) -> bool:
        """Tell whether a fault is said not to be there, which praises."""
        return bool(NOT_SO.search(self.around(self.reading.read(finding.start, finding.end))[0]))

    def is_taking_part(self, finding: Finding) -> bool:
        """Tell whether members point at their own part in the talk, such as a review or a question."""
        _, words, after = self.around(self.reading.read(finding.start, finding.end))
        is_own = words.lower().endswith(" my")
        return is_own and bool(TAKE_PART.match(after)) and not ADVERTISES.search(self.text[:READ])


def is_name(word: str, before: str, after: str) -> bool:
    """Tell whether a word in a capital letter within a sentence names a person or a place."""
    if not before.strip() or before.rstrip()[-1:] in ".!?":
        return False
    if word in GIVEN_NAMES and (CAPITAL_BEFORE.search(before) or CAPITAL_AFTER.match(after)):
        return True
    return bool(TITLE.search(before) or (PLACE_BEFORE.search(before) and PLACE_AFTER.match(after)))


OF_CATEGORY: dict[str, Callable[[Text, Finding], bool]] = {
    "harassment": Text.is_harmless_word,
    "hate-speech": Text.is_harmless_word,
    "threats": Text.is_of_play,
    "self-harm": Text.is_for_oneself,
    "product-complaint": Text.is_denied,
    "product-safety": Text.is_denied,
    SPAM: Text.is_taking_part,
}

"""Decide whether a message opens a case, and whether it asks something."""

import re
from collections.abc import Iterator, Sequence

from moderation.policy.matching import Finder
from moderation.policy.priority import worst_of
from moderation.policy.thanks import is_thanks_only
from moderation.policy.values import Facts, Finding, Opening, Sentiment, Severity, Thresholds

ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.-])[\w-]++(?:\.[\w-]++)++/\S*")
QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
# A question mark ends a sentence when no letter or digit is glued to it, and something was said before it.
ASKED = re.compile(r"\w[^\w?]*\?(?![\w/=&])|\w[^\w？؟]*[？؟]|¿\s*\w|(?:です|ます|ません|でしょう|った)か(?:[。！\s]|$)")
GREETING = r"(?:(?:hi|hello|hey|please|ok|okay|so|and|but|also|sorry|guys|all|there|team)[ ,]+){0,4}"
INTERROGATIVE = Finder(
    r"(?m:^|[.!\n,;:–-])[ \t]*" + GREETING + r"(?:"
    r"how (?:do|does|did|can|could|to|much|many|long|come|is|are|was|would|should|will|often)"
    r"|what(?:'?s| is| are| was| does| do| did| time| size| happens| happened| should| would| kind| about)"
    r"|why (?:is|are|was|do|does|did|can|cant|can't|isnt|isn't|doesnt|doesn't|wont|won't|would|not)"
    r"|where(?:'?s| is| are| can| do| does| did)|when(?:'?s the| is| are| will| does| do| can)"
    r"|who(?:'?s| is| are| can| do| does)|which (?:one|size|version|model|of|is|are)"
    r"|(?:can|could|would|will|may|should) (?:you|i|we|someone|somebody|anyone|anybody|it|this)"
    r"|(?:do|does|did) (?:you|we|i|anyone|anybody|someone|it|this|the|these)"
    r"|(?:is|are) there|(?:is|are) (?:anyone|anybody|it|these|those|they|this|the) .{0,60}\b"
    r"(?:or|any|still|possible|available|compatible)"
    r"|(?:has|have) (?:anyone|anybody|you)|any(?: ideas?| chance| news| updates?| eta|one know|body know| way to)"
    r")\b"
)
MARKS = re.compile("[？؟¿か]")
# Reasons that stand though nobody wrote the message by hand.
WITHOUT_A_PERSON = (Opening.FINDING, Opening.REPORTS)


def is_question(text: str) -> bool:
    """Tell whether a text asks something.

    It does with a question mark that ends a sentence outside addresses, or with an interrogative beginning.
    """
    # A quoted question was asked by somebody else.
    own = QUOTED_LINE.sub("", text) if ">" in text else text
    if "?" in own or (not own.isascii() and MARKS.search(own)):
        own = without_addresses(own)
        if ASKED.search(own):
            return True
    return INTERROGATIVE.occurs(own)


def without_addresses(text: str) -> str:
    if "/" not in text and "www." not in text:
        return text
    # An address may end the sentence, so its last mark stays.
    return ADDRESS.sub(lambda found: "link" + "?" * found.group().endswith("?"), text)


def waiting(facts: Facts, sentiment: Sentiment | None = None, findings: Sequence[Finding] = ()) -> str:
    """Return "private" or "question" when a message waits for an answer, else "".

    A question counts only in a channel where questions are answered.
    """
    if facts.is_ours or facts.from_staff or facts.automated or facts.staff_answered:
        return ""
    if facts.after_answer and only_thanks(facts, sentiment, findings):
        return ""
    if facts.kind == "direct":
        return "private"
    asks = facts.is_answered and (is_question(facts.text) or is_question(facts.title))
    return "question" if asks else ""


def was_answered(facts: Facts, sentiment: Sentiment | None, findings: Sequence[Finding]) -> bool:
    """Tell whether a message would wait if staff had not answered it."""
    return facts.staff_answered and bool(waiting(facts._replace(staff_answered=False), sentiment, findings))


def only_thanks(facts: Facts, sentiment: Sentiment | None, findings: Sequence[Finding]) -> bool:
    """Tell whether a message says nothing but thanks."""
    # Any finding is looked at first, such as that of a farewell.
    if findings or facts.title or (sentiment and any(word.contribution < 0 for word in sentiment.words)):
        return False
    return is_thanks_only(facts.text, facts.channel_language)


def openings(
    facts: Facts, sentiment: Sentiment | None, findings: Sequence[Finding], thresholds: Thresholds, *, waits: str
) -> tuple[Opening, ...]:
    """Return every reason to open a case.

    An unknown fact is no reason. `waits` is the result of `waiting`.
    """
    # The brand's own messages need no case.
    if facts.is_ours:
        return ()
    found = tuple(reasons(facts, sentiment, findings, thresholds, waits))
    if facts.from_staff:
        # Staff by a list alone may be anybody who took the name.
        return found if findings and worst_of(findings).severity >= Severity.HIGH else ()
    # A machine has no tone and waits for nothing.
    return tuple(each for each in found if each in WITHOUT_A_PERSON) if facts.automated else found


def reasons(
    facts: Facts, sentiment: Sentiment | None, findings: Sequence[Finding], thresholds: Thresholds, waits: str
) -> Iterator[Opening]:
    if findings and worst_of(findings).severity >= max(thresholds.severity, Severity.LOW):
        yield Opening.FINDING
    if waits:
        yield Opening.ANSWER
    if sentiment is not None and sentiment.compound <= thresholds.compound:
        yield Opening.NEGATIVE
    if facts.reports is not None and facts.reports >= max(thresholds.reports, 1):
        yield Opening.REPORTS
    if facts.rating is not None and facts.rating <= thresholds.rating:
        yield Opening.RATING

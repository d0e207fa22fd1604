"""Tell whether a text asks something."""

import re

from moderation.policy.matching import Finder

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

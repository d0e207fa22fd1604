"""Rules in plain words: counted for the list of guidelines, told one by one for readers and for history."""

from collections.abc import Callable, Mapping

from moderation.policy.values import Rule

# One and many of each kind of rule; the rest are either there or not.
COUNTED = {"phrase": ("phrase", "phrases"), "pattern": ("pattern", "patterns"), "link": ("link rule", "link rules")}
NAMED = {
    "shouting": "shouting",
    "repetition": "repetition",
    "email": "e-mail addresses",
    "phone": "telephone numbers",
    "card": "payment cards",
    "iban": "bank accounts",
    "sentiment": "negative tone",
}


def summary(counts: Mapping[str, int]) -> str:
    """What a version looks for, as the list of guidelines tells it: "12 phrases, 1 pattern, shouting"."""
    said = [f"{counts[kind]:,} {words[counts[kind] > 1]}" for kind, words in COUNTED.items() if counts.get(kind)]
    return ", ".join([*said, *(word for kind, word in NAMED.items() if counts.get(kind))]) or "nothing yet"


def told(rule: Rule) -> str:
    """One rule in words."""
    tell = TELL.get(rule.kind)
    return tell(rule.pattern) if tell else f"{rule.kind} {rule.pattern}".strip()


def told_link(pattern: str) -> str:
    kind, _, domains = pattern.partition(" ")
    plain = {"any": "Any link", "shortener": "Shortened links"}
    if kind == "except":
        return f"Links that do not lead to {domains}"
    if kind == "lookalike":
        return f"Addresses that imitate {domains}" if domains else "Addresses with look-alike letters"
    return plain.get(pattern, f"Links to {pattern}")


def told_repetition(pattern: str) -> str:
    who, _, number = pattern.partition(" ")
    by = "one author" if who == "author" else "others"
    return f"The same text {number} times before by {by}"


TELL: dict[str, Callable[[str], str]] = {
    "phrase": lambda pattern: f"“{pattern}”",
    "pattern": lambda pattern: f"Pattern {pattern}",
    "link": told_link,
    "shouting": lambda pattern: f"Shouting, from {pattern or 80} % capitals",
    "repetition": told_repetition,
    "email": lambda pattern: f"E-mail addresses, except at {pattern}" if pattern else "E-mail addresses",
    "phone": lambda pattern: f"Telephone numbers, as written in {pattern}" if pattern else "Telephone numbers",
    "card": lambda _: "Payment card numbers",
    "iban": lambda _: "Bank account numbers (IBAN)",
    "sentiment": lambda pattern: f"Sentiment of {pattern} or lower",
}

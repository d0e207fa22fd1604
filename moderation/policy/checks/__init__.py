"""The checks by kind: each prepares its patterns once and gives a function that looks at a passage."""

from moderation.policy.checks.link import link
from moderation.policy.checks.passage import Prepare
from moderation.policy.checks.pattern import pattern
from moderation.policy.checks.personal import card, email, iban
from moderation.policy.checks.phone import phone
from moderation.policy.checks.phrase import phrase
from moderation.policy.checks.repetition import repetition
from moderation.policy.checks.shouting import shouting
from moderation.policy.checks.tone import sentiment

CHECKS: dict[str, Prepare] = {
    "phrase": phrase,
    "pattern": pattern,
    "link": link,
    "shouting": shouting,
    "repetition": repetition,
    "email": email,
    "phone": phone,
    "card": card,
    "iban": iban,
    "sentiment": sentiment,
}

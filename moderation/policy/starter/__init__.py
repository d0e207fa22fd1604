"""The guidelines that a new community starts with."""

from dataclasses import replace

from moderation.policy.starter.attacks import HARASSMENT, RUDE_LANGUAGE, THREATS
from moderation.policy.starter.concerns import LEGAL_THREAT, PRESS, PRODUCT_COMPLAINT, PRODUCT_SAFETY, SELF_HARM
from moderation.policy.starter.examples import with_examples
from moderation.policy.starter.exploitation import BLACKMAIL, GROOMING, SEXUAL_HARASSMENT
from moderation.policy.starter.hate import HATE_SPEECH
from moderation.policy.starter.misuse import HEATED_TONE, IMPERSONATION, LIKE_SPAM, PERSONAL_DATA, SPAM
from moderation.policy.starter.regulated import FORMAL_COMPLAINT, VULNERABLE_CUSTOMER
from moderation.policy.starter.security import SECURITY_LEAK
from moderation.policy.starter.signs import LEGAL_STEPS, SELF_HARM_SIGNS
from moderation.policy.values import Guideline, Severity

# What a community is, and what it is called.
KINDS = {
    "brand": "a brand and its customers",
    "game": "players of a game",
    "regulated": "a regulated trade, such as a bank or an insurer",
    "forum": "a forum of people with a common interest",
}
BRAND = "brand"

# Each statement says what to do, because admins take these for a model.
WITHOUT_EXAMPLES = (
    HATE_SPEECH,
    HARASSMENT,
    SEXUAL_HARASSMENT,
    RUDE_LANGUAGE,
    THREATS,
    GROOMING,
    BLACKMAIL,
    SPAM,
    LIKE_SPAM,
    PERSONAL_DATA,
    IMPERSONATION,
    LEGAL_THREAT,
    LEGAL_STEPS,
    SELF_HARM,
    SELF_HARM_SIGNS,
    PRODUCT_SAFETY,
    SECURITY_LEAK,
    PRESS,
    PRODUCT_COMPLAINT,
    HEATED_TONE,
)
STARTER: tuple[Guideline, ...] = tuple(map(with_examples, WITHOUT_EXAMPLES))
# What a kind of community has nothing to do with. Among players, loud words are play.
LEFT_OUT = {
    "brand": frozenset[str](),
    "game": frozenset({"heated-tone", "product-safety"}),
    "regulated": frozenset[str](),
    "forum": frozenset({"product-safety", "product-complaint"}),
}
ADDED = {"regulated": tuple(map(with_examples, (FORMAL_COMPLAINT, VULNERABLE_CUSTOMER)))}
# Where a rule says that a complaint is answered in time, each of them is a case.
SEVERITIES = {"regulated": {"legal-steps": Severity.CRITICAL, "product-complaint": Severity.MEDIUM}}


def starter_for(kind: str) -> tuple[Guideline, ...]:
    """Return the guidelines that a community of this kind starts with.

    Raises ValueError for what is not in KINDS.
    """
    if kind not in KINDS:
        raise ValueError(f"There is no kind of community named {kind}.")
    severities = SEVERITIES.get(kind, {})
    return tuple(
        replace(each, severity=severities.get(each.key, each.severity))
        for each in (*STARTER, *ADDED.get(kind, ()))
        if each.key not in LEFT_OUT[kind]
    )

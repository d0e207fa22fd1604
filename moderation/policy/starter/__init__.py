"""The guidelines that a new community starts with."""

from moderation.policy.starter.attacks import HARASSMENT, RUDE_LANGUAGE, THREATS
from moderation.policy.starter.concerns import LEGAL_THREAT, PRESS, PRODUCT_COMPLAINT, PRODUCT_SAFETY, SELF_HARM
from moderation.policy.starter.examples import with_examples
from moderation.policy.starter.hate import HATE_SPEECH
from moderation.policy.starter.misuse import HEATED_TONE, IMPERSONATION, LIKE_SPAM, PERSONAL_DATA, SPAM
from moderation.policy.starter.signs import LEGAL_STEPS, SELF_HARM_SIGNS
from moderation.policy.values import Guideline

KINDS = ("brand", "game", "regulated", "forum")

# Each statement says what to do, because admins take these for a model.
WITHOUT_EXAMPLES = (
    HATE_SPEECH,
    HARASSMENT,
    RUDE_LANGUAGE,
    THREATS,
    SPAM,
    LIKE_SPAM,
    PERSONAL_DATA,
    IMPERSONATION,
    LEGAL_THREAT,
    LEGAL_STEPS,
    SELF_HARM,
    SELF_HARM_SIGNS,
    PRODUCT_SAFETY,
    PRESS,
    PRODUCT_COMPLAINT,
    HEATED_TONE,
)
STARTER: tuple[Guideline, ...] = tuple(map(with_examples, WITHOUT_EXAMPLES))


def starter_for(kind: str) -> tuple[Guideline, ...]:
    """Return the guidelines that a community of this kind starts with.

    Raises ValueError for what is not in KINDS.
    """
    if kind not in KINDS:
        raise ValueError(f"There is no kind of community named {kind}.")
    return STARTER

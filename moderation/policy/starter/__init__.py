"""The guidelines that a new community starts with."""

from moderation.policy.starter.attacks import HARASSMENT, HATE_SPEECH, RUDE_LANGUAGE, THREATS
from moderation.policy.starter.concerns import LEGAL_THREAT, PRESS, PRODUCT_COMPLAINT, PRODUCT_SAFETY, SELF_HARM
from moderation.policy.starter.misuse import HEATED_TONE, IMPERSONATION, LIKE_SPAM, PERSONAL_DATA, SPAM
from moderation.policy.values import Guideline

# Each statement says what to do, because admins take these for a model.
STARTER: tuple[Guideline, ...] = (
    HATE_SPEECH,
    HARASSMENT,
    RUDE_LANGUAGE,
    THREATS,
    SPAM,
    LIKE_SPAM,
    PERSONAL_DATA,
    IMPERSONATION,
    LEGAL_THREAT,
    SELF_HARM,
    PRODUCT_SAFETY,
    PRESS,
    PRODUCT_COMPLAINT,
    HEATED_TONE,
)

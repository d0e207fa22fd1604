"""Tables of cases, their messages, guidelines and events."""

from moderation.models.cases.case import (
    LISTED,
    NO_DEADLINE,
    RANK,
    Case,
    CaseGuideline,
    CaseGuidelineQuerySet,
    CaseQuerySet,
    in_triage_order,
)
from moderation.models.cases.events import CaseEvent
from moderation.models.cases.messages import CaseLink, CaseMessage

__all__ = [
    "LISTED",
    "NO_DEADLINE",
    "RANK",
    "Case",
    "CaseEvent",
    "CaseGuideline",
    "CaseGuidelineQuerySet",
    "CaseLink",
    "CaseMessage",
    "CaseQuerySet",
    "in_triage_order",
]

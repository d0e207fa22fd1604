"""What we think and do: people and rights, guidelines, assessments, cases, and what leaves the building."""

from moderation.models.assessments import Assessment, Finding, PendingAssessment, Tally
from moderation.models.cases import Case, CaseCopy, CaseEvent, CaseGuideline
from moderation.models.guidelines import Desk, Guideline, GuidelineVersion, Rule, RuleSet
from moderation.models.outbox import Outbox
from moderation.models.people import Membership, User

__all__ = [
    "Assessment",
    "Case",
    "CaseCopy",
    "CaseEvent",
    "CaseGuideline",
    "Desk",
    "Finding",
    "Guideline",
    "GuidelineVersion",
    "Membership",
    "Outbox",
    "PendingAssessment",
    "Rule",
    "RuleSet",
    "Tally",
    "User",
]

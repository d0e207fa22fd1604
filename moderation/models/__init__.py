"""Tables of people, guidelines, assessments, cases and what leaves Parley."""

from moderation.models.assessments import Assessment, Finding, PendingAssessment, Tally
from moderation.models.cases import Case, CaseCopy, CaseEvent, CaseGuideline
from moderation.models.changes import Change
from moderation.models.escalations import Escalation, EscalationRule, Firing
from moderation.models.guidelines import Desk, Guideline, GuidelineVersion, Rule, RuleSet
from moderation.models.outbox import Outbox
from moderation.models.people import Invitation, Membership, User
from moderation.models.pushes import PushToken
from moderation.models.recounts import Recount
from moderation.models.rollups import DayRollup, StaleDay
from moderation.models.targets import ResponseTarget, WorkingHours
from moderation.models.teams import Team
from moderation.models.uploads import TakeBack, Upload

__all__ = [
    "Assessment",
    "Case",
    "CaseCopy",
    "CaseEvent",
    "CaseGuideline",
    "Change",
    "DayRollup",
    "Desk",
    "Escalation",
    "EscalationRule",
    "Finding",
    "Firing",
    "Guideline",
    "GuidelineVersion",
    "Invitation",
    "Membership",
    "Outbox",
    "PendingAssessment",
    "PushToken",
    "Recount",
    "ResponseTarget",
    "Rule",
    "RuleSet",
    "StaleDay",
    "TakeBack",
    "Tally",
    "Team",
    "Upload",
    "User",
    "WorkingHours",
]

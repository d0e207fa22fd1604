"""Tables of people, guidelines, assessments, cases and what leaves Parley."""

from moderation.models.answers import Answer
from moderation.models.assessments import Assessment, Finding, PendingAssessment, Tally
from moderation.models.cases import Case, CaseEvent, CaseGuideline, CaseLink, CaseMessage
from moderation.models.changes import Change
from moderation.models.clocks import Clock
from moderation.models.escalations import Escalation, EscalationRule, Firing
from moderation.models.gatherings import Arrival, Gathering
from moderation.models.guidelines import Desk, Guideline, GuidelineVersion, Rule, RuleSet
from moderation.models.moods import Rescoring, Score, SentimentCorrection
from moderation.models.outbox import Outbox
from moderation.models.people import Invitation, Membership, User
from moderation.models.pushes import PushToken
from moderation.models.recounts import Recount
from moderation.models.rollups import DayRollup, PromiseDay, StaleDay, TeamDay
from moderation.models.targets import ClosedDay, ResponseTarget, WorkingHours
from moderation.models.teams import Team
from moderation.models.uploads import TakeBack, Upload

__all__ = [
    "Answer",
    "Arrival",
    "Assessment",
    "Case",
    "CaseEvent",
    "CaseGuideline",
    "CaseLink",
    "CaseMessage",
    "Change",
    "Clock",
    "ClosedDay",
    "DayRollup",
    "Desk",
    "Escalation",
    "EscalationRule",
    "Finding",
    "Firing",
    "Gathering",
    "Guideline",
    "GuidelineVersion",
    "Invitation",
    "Membership",
    "Outbox",
    "PendingAssessment",
    "PromiseDay",
    "PushToken",
    "Recount",
    "Rescoring",
    "ResponseTarget",
    "Rule",
    "RuleSet",
    "Score",
    "SentimentCorrection",
    "StaleDay",
    "TakeBack",
    "Tally",
    "Team",
    "TeamDay",
    "Upload",
    "User",
    "WorkingHours",
]

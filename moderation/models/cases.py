"""Cases: what a human should look at, in the order to look at it, and everything that happened to it."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from community.models import Channel, Community, Member, Message
from moderation.models.assessments import Assessment
from moderation.models.guidelines import Guideline
from moderation.models.people import User
from moderation.policy.values import Severity
from moderation.rights import communities_where

# Sorts after every deadline, so that one index serves cases with and without one.
NO_DEADLINE = datetime(3000, 1, 1, tzinfo=UTC)


def in_triage_order(*first: str, name: str, **state: bool) -> models.Index:
    """An index that serves a page of open cases in the order of the queue."""
    condition = Q(closed_at=None, **state)
    return models.Index(*first, F("priority").desc(), "due_by", "posted_at", "id", condition=condition, name=name)


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> "CaseQuerySet":
        return self.filter(community__in=communities_where(user, "see cases"))

    def of_desk(self, community: Community, user: User) -> "CaseQuerySet":
        """What is visible of one community, whose key stands alone: so an index serves the page on any database."""
        allowed = communities_where(user, "see cases").filter(pk=community.pk)
        return self.filter(Exists(allowed), community=community)

    def open(self) -> "CaseQuerySet":
        return self.filter(closed_at=None)

    def closed(self) -> "CaseQuerySet":
        return self.exclude(closed_at=None)

    def answered_on_platform(self) -> "CaseQuerySet":
        """Open for an answer only, which staff have given in the thread since."""
        later = Message.objects.filter(from_staff=True, removed_at=None, posted_at__gt=OuterRef("posted_at"))
        thread = later.filter(Q(root=OuterRef("message__root")) | Q(root=OuterRef("message")))
        return self.open().filter(answer_only=True).filter(Exists(thread))

    def in_triage_order(self) -> "CaseQuerySet":
        return self.order_by("-priority", "due_by", "posted_at", "pk")

    def after(self, case: "Case") -> "CaseQuerySet":
        """What stands below this case in triage order; the first condition lets an index start there."""
        later = Q(posted_at__gt=case.posted_at) | Q(posted_at=case.posted_at, pk__gt=case.pk)
        due = Q(due_by__gt=case.due_by) | Q(due_by=case.due_by) & later
        return self.filter(priority__lte=case.priority).filter(
            Q(priority__lt=case.priority) | Q(priority=case.priority) & due
        )

    def before(self, case: "Case") -> "CaseQuerySet":
        """What stands above this case in triage order."""
        earlier = Q(posted_at__lt=case.posted_at) | Q(posted_at=case.posted_at, pk__lt=case.pk)
        due = Q(due_by__lt=case.due_by) | Q(due_by=case.due_by) & earlier
        return self.filter(priority__gte=case.priority).filter(
            Q(priority__gt=case.priority) | Q(priority=case.priority) & due
        )


class Case(models.Model):
    """One leading message (and its copies) that a human should look at; `opened_for` says why."""

    class Decision(models.TextChoices):
        KEEP = "keep", "Keep"
        HIDE = "hide", "Hide"
        REMOVE = "remove", "Remove"
        WARN = "warn", "Warn"
        SUSPEND = "suspend", "Suspend"

    class Outcome(models.TextChoices):
        DECIDED = "decided", "Decided"
        REPLIED = "replied", "Replied"
        ANSWERED = "answered", "Answered on the platform"
        GONE = "gone", "Gone: deleted at the source"
        CLOSED = "closed", "Closed without a decision"

    community = models.ForeignKey(Community, models.CASCADE, related_name="cases")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="cases")
    message = models.ForeignKey(Message, models.CASCADE, related_name="cases")
    revision = models.PositiveIntegerField()
    author = models.ForeignKey(Member, models.PROTECT, null=True, related_name="cases")
    assessment = models.ForeignKey(Assessment, models.SET_NULL, null=True, related_name="cases")
    follows = models.ForeignKey("self", models.SET_NULL, null=True, related_name="followed_by")
    opened_for = models.JSONField(default=list)
    is_unchecked = models.BooleanField(default=False)
    is_unscored = models.BooleanField(default=False)
    answer_only = models.BooleanField(default=False)
    severity = models.PositiveSmallIntegerField(default=Severity.NONE)
    priority = models.PositiveSmallIntegerField()
    fingerprint = models.BigIntegerField(default=0)
    due_by = models.DateTimeField(default=NO_DEADLINE)
    posted_at = models.DateTimeField()
    opened_at = models.DateTimeField(default=timezone.now)
    assignee = models.ForeignKey(User, models.SET_NULL, null=True, related_name="cases")
    claimed_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_revision = models.PositiveIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    guidelines = models.ManyToManyField(Guideline, through="CaseGuideline", related_name="cases")

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "revision"], name="one_case_per_message_revision"),
            models.UniqueConstraint(fields=["message"], condition=Q(closed_at=None), name="one_open_case_per_message"),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="a_closed_case_has_an_outcome",
            ),
        ]
        indexes = [
            # queue: all open cases, and those of a channel, a severity, a person, or one of the rail's views
            in_triage_order("community", name="open_cases_in_order"),
            in_triage_order("channel", name="open_cases_of_channel"),
            in_triage_order("community", "severity", name="open_cases_by_severity"),
            in_triage_order("community", "assignee", name="open_cases_of_assignee"),
            in_triage_order("community", name="open_cases_to_answer", answer_only=True),
            in_triage_order("community", name="open_cases_unscored", is_unscored=True),
            in_triage_order("community", name="open_cases_unchecked", is_unchecked=True),
            # queue: the closed ones, newest first
            models.Index("community", F("closed_at").desc(), condition=~Q(closed_at=None), name="closed_cases"),
            # pipeline: is a case open that this message is a copy of?
            models.Index(
                fields=["community", "fingerprint"],
                condition=Q(closed_at=None) & ~Q(fingerprint=0),
                name="open_cases_by_fingerprint",
            ),
            # sweep: open only for an answer; was it given on the platform?
            models.Index(fields=["id"], condition=Q(closed_at=None, answer_only=True), name="cases_open_for_an_answer"),
            # priority: what was decided about this author before?
            models.Index(fields=["author", "decision"], name="cases_of_an_author"),
        ]

    def __str__(self) -> str:
        return f"Case {self.pk}"


class CaseCopy(models.Model):
    """Another message that says the same as the leading one, and is handled with it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="copies")
    message = models.ForeignKey(Message, models.CASCADE, related_name="copied_in")
    revision = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "case copies"
        constraints = [models.UniqueConstraint(fields=["message", "revision"], name="one_place_per_copy")]

    def __str__(self) -> str:
        return f"copy in case {self.case_id}"


class CaseGuideline(models.Model):
    """Which guidelines a case's findings belong to: the queue's filter."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    guideline = models.ForeignKey(Guideline, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guideline", "case"], name="a_guideline_counts_once_per_case")]

    def __str__(self) -> str:
        return f"{self.guideline} in case {self.case_id}"


class CaseEvent(models.Model):
    """Append-only: what happened to a case, who did it (nobody: the machine), when and why."""

    class Kind(models.TextChoices):
        OPENED = "opened", "Opened"
        JOINED = "joined", "Copy added"
        ASSESSED = "assessed", "Assessed again"
        CLAIMED = "claimed", "Claimed"
        RELEASED = "released", "Released"
        DECIDED = "decided", "Decided"
        REPLIED = "replied", "Replied"
        NOTED = "noted", "Note"
        CLOSED = "closed", "Closed"
        REOPENED = "reopened", "Reopened"
        UNDONE = "undone", "Undone"
        DELIVERED = "delivered", "Carried out"
        FAILED = "failed", "Not carried out"

    case = models.ForeignKey(Case, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    why = models.TextField(blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ("at", "pk")
        indexes = [
            # case: its history, in order
            models.Index(fields=["case", "at"], name="events_of_a_case"),
            # queue: what has this person done today?
            models.Index(fields=["actor", "at"], condition=~Q(actor=None), name="events_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, case {self.case_id}"

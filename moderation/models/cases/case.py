"""Tables of cases and of the guidelines that they are listed under."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from community.db import bulk
from community.models import Channel, Community, Conversation, Member, Message
from moderation.access import Right
from moderation.models.assessments import Assessment
from moderation.models.guidelines import Guideline
from moderation.models.people import User, communities_where
from moderation.policy.clocks import NO_DEADLINE
from moderation.policy.decisions import decision_choices
from moderation.policy.values import Severity

# What says where a case stands in the queue; its guidelines hold copies, so that an index of theirs has that order.
RANK = ("rank", "closed_at")
LISTED = "listed_"


def in_triage_order(*first: str, name: str, case: str = "id", **state: bool) -> models.Index:
    """Return an index for a page of open cases in the order of the queue."""
    condition = Q(closed_at=None, **state)
    return models.Index(*first, F("rank").desc(), case, condition=condition, name=name)


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> "CaseQuerySet":
        return self.filter(community__in=communities_where(user, Right.SEE_CASES))

    def of_desk(self, community: Community, user: User) -> "CaseQuerySet":
        """Return the visible cases of one community."""
        # The community's key stands alone, so that an index serves the page on any database.
        allowed = communities_where(user, Right.SEE_CASES).filter(pk=community.pk)
        return self.filter(Exists(allowed), community=community)

    def open(self) -> "CaseQuerySet":
        return self.filter(closed_at=None)

    def closed(self) -> "CaseQuerySet":
        return self.exclude(closed_at=None)

    def under(self, guideline: int) -> "CaseQuerySet":
        """Return the open cases with a finding under this guideline.

        They stand in the order of the guideline's own index.
        """
        linked = self.filter(links__guideline=guideline, links__closed_at=None)
        ranks = {f"{LISTED}{name}": F(f"links__{name}") for name in (*RANK, "case")}
        return linked.alias(**ranks)

    def in_triage_order(self) -> "CaseQuerySet":
        rank, case = self._columns()
        return self.order_by(f"-{rank}", case)

    def after(self, case: "Case") -> "CaseQuerySet":
        """Return the cases below this one in triage order."""
        return self._beyond(case, "lt", "gt")

    def before(self, case: "Case") -> "CaseQuerySet":
        """Return the cases above this one in triage order."""
        return self._beyond(case, "gt", "lt")

    def _columns(self) -> tuple[str, str]:
        """Return the columns that triage order compares.

        They are those of the cases, or of the guideline that they are listed under.
        """
        is_listed = f"{LISTED}case" in self.query.annotations
        return (f"{LISTED}rank", f"{LISTED}case") if is_listed else ("rank", "pk")

    def _beyond(self, case: "Case", way: str, way_of_equals: str) -> "CaseQuerySet":
        rank, key = self._columns()
        beyond = Q((f"{rank}__{way}", case.rank)) | Q((rank, case.rank), (f"{key}__{way_of_equals}", case.pk))
        # The first condition says no more than the others, and lets an index start there.
        return self.filter((f"{rank}__{way}e", case.rank)).filter(beyond)

    def update(self, **changes: Any) -> int:
        if not changes.keys() & set(RANK):
            return super().update(**changes)
        with transaction.atomic():
            # Named before they change, and no others changed: a guard that holds only later has come too late.
            keys = list(self.order_by().values_list("pk", flat=True))
            count = super(CaseQuerySet, self.filter(pk__in=keys)).update(**changes)
            CaseGuideline.objects.follow(keys)
        return count

    def update_rows(self, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write these columns of rows that begin with a case's key."""
        rows = list(rows)
        bulk.update_rows(Case, ("id", *names), rows)
        if rows and not set(RANK).isdisjoint(names):
            CaseGuideline.objects.follow([row[0] for row in rows])

    # Django marks its own as changing data, which templates must not call.
    update.alters_data = update_rows.alters_data = True  # type: ignore[attr-defined]


class Case(models.Model):
    """What a person said in one conversation that somebody here should look at; `opened_for` says why.

    Its messages are its `rows`, and `message` leads it. `severity` and `priority` are those of the worst.
    `found_at` is when something was last found that had not been found before, or a graver severity. `due_by` is the
    earliest promise still to be kept. `rules_due_at` is when an escalation rule may next have a say.
    """

    class Outcome(models.TextChoices):
        DECIDED = "decided", "Decided"
        REPLIED = "replied", "Replied"
        ANSWERED = "answered", "Answered on the platform"
        UNNEEDED = "unneeded", "No answer needed"
        UNDELIVERED = "undeliver", "Could not be delivered"
        MERGED = "merged", "Merged into another case"
        GONE = "gone", "Gone: deleted at the source"
        CLOSED = "closed", "Closed without a decision"

    community = models.ForeignKey(Community, models.CASCADE, related_name="cases")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="cases", db_index=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, null=True, related_name="cases", db_index=False)
    # Above zero where a person split it off.
    split_no = models.PositiveSmallIntegerField(default=0)
    message = models.ForeignKey(Message, models.CASCADE, related_name="cases", db_index=False)
    revision = models.PositiveIntegerField()
    author = models.ForeignKey(Member, models.PROTECT, null=True, related_name="cases", db_index=False)
    assessment = models.ForeignKey(Assessment, models.SET_NULL, null=True, related_name="cases")
    follows = models.ForeignKey("self", models.SET_NULL, null=True, related_name="followed_by")
    opened_for = models.JSONField(default=list)
    is_unchecked = models.BooleanField(default=False)
    is_unscored = models.BooleanField(default=False)
    answer_only = models.BooleanField(default=False)
    severity = models.PositiveSmallIntegerField(default=Severity.NONE)
    priority = models.PositiveSmallIntegerField()
    # Its place in the queue, the highest first. It does not change as time passes.
    rank = models.BigIntegerField(default=0)
    # Of many critical ones alike, all but the first few stand behind one.
    behind = models.ForeignKey("self", models.SET_NULL, null=True, db_index=False, related_name="followers")
    # Since when a reply is lost that nobody has dealt with, which puts it at the top of the queue.
    reply_lost_at = models.DateTimeField(null=True)
    fingerprint = models.BigIntegerField(default=0)
    due_by = models.DateTimeField(default=NO_DEADLINE)
    posted_at = models.DateTimeField()
    opened_at = models.DateTimeField(default=timezone.now)
    assignee = models.ForeignKey(User, models.SET_NULL, null=True, related_name="cases")
    claimed_at = models.DateTimeField(null=True)
    unclaimed_at = models.DateTimeField(default=timezone.now)
    found_at = models.DateTimeField(default=timezone.now)
    rules_due_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=10, choices=decision_choices, blank=True)
    decided_revision = models.PositiveIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    guidelines = models.ManyToManyField(Guideline, through="CaseGuideline", related_name="cases")

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "author", "split_no"],
                condition=Q(closed_at=None, author__isnull=False),
                name="one_open_case_per_person_and_conversation",
            ),
            models.UniqueConstraint(
                fields=["message"], condition=Q(closed_at=None, author=None), name="one_open_case_without_an_author"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="a_closed_case_has_an_outcome",
            ),
        ]
        indexes = [
            # queue: all open cases, and those of a channel, a severity, a person, or one of the rail's views
            in_triage_order("community", name="cases_by_rank"),
            in_triage_order("channel", name="cases_of_channel_by_rank"),
            in_triage_order("community", "severity", name="cases_of_severity_by_rank"),
            in_triage_order("community", "assignee", name="cases_of_assignee_by_rank"),
            in_triage_order("community", name="cases_to_answer_by_rank", answer_only=True),
            in_triage_order("community", name="cases_unscored_by_rank", is_unscored=True),
            in_triage_order("community", name="cases_unchecked_by_rank", is_unchecked=True),
            # queue: the closed ones, newest first
            models.Index("community", F("closed_at").desc(), condition=~Q(closed_at=None), name="closed_cases"),
            # queue: how many stand behind this one?
            models.Index(
                fields=["behind"], condition=Q(closed_at=None, behind__isnull=False), name="open_cases_behind_one"
            ),
            # pipeline: is a case open that this message is a copy of?
            models.Index(
                fields=["community", "fingerprint"],
                condition=Q(closed_at=None) & ~Q(fingerprint=0),
                name="open_cases_by_fingerprint",
            ),
            # pipeline: what was here of this person before?
            models.Index(fields=["conversation", "author"], name="cases_of_a_conversation"),
            # sweep: about which cases may an escalation rule have something to say now?
            models.Index(
                fields=["rules_due_at"],
                condition=Q(closed_at=None, rules_due_at__isnull=False),
                name="open_cases_with_rules_due",
            ),
            # rollups: what was opened and closed on a day of a channel
            models.Index(fields=["channel", "opened_at"], name="cases_by_opening"),
            models.Index(
                fields=["channel", "closed_at"], condition=Q(closed_at__isnull=False), name="cases_by_closing"
            ),
            # priority: what was decided about this author before?
            models.Index(fields=["author", "decision"], name="cases_of_an_author"),
        ]

    def __str__(self) -> str:
        return f"Case {self.pk}"

    @property
    def author_shown(self) -> str:
        """The author's name, or the one that the source gave without an identity."""
        return str(self.author) if self.author else self.message.guest_name or "unknown author"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if not is_new:
            CaseGuideline.objects.follow([self.pk])


class CaseGuidelineQuerySet(models.QuerySet["CaseGuideline"]):
    def open_under(self, guideline: int) -> "CaseGuidelineQuerySet":
        return self.filter(guideline=guideline, closed_at=None).order_by("-rank", "case_id")

    def follow(self, cases: Iterable[int]) -> int:
        """Copy the place of these cases in the queue, as the database has it now."""
        case = Case.objects.filter(pk=OuterRef("case"))
        return self.filter(case__among=cases).update(**{name: Subquery(case.values(name)) for name in RANK})


class CaseGuideline(models.Model):
    """Which guidelines a case's findings belong to: the queue's filter, in the queue's order.

    `CaseQuerySet.update`, its `update_rows` and `Case.save` keep the copied columns true; nothing else may write those
    of a case.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="links")
    guideline = models.ForeignKey(Guideline, models.CASCADE, related_name="+", db_index=False)
    rank = models.BigIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    objects = CaseGuidelineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guideline", "case"], name="a_guideline_counts_once_per_case")]
        indexes = [
            # queue: the open cases of a guideline
            in_triage_order("guideline", name="cases_of_guideline_by_rank", case="case"),
        ]

    def __str__(self) -> str:
        return f"{self.guideline} in case {self.case_id}"

    @classmethod
    def between(cls, case: Case, guideline: int) -> "CaseGuideline":
        return cls(case=case, guideline_id=guideline, **{name: getattr(case, name) for name in RANK})

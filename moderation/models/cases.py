"""Tables of cases, their copies, guidelines and events."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from community.db import bulk
from community.models import Channel, Community, Member, Message
from moderation.access import Right
from moderation.models.assessments import Assessment
from moderation.models.guidelines import Guideline
from moderation.models.people import User, communities_where
from moderation.policy.cases import event_choices
from moderation.policy.clocks import NO_DEADLINE, Clock
from moderation.policy.decisions import decision_choices
from moderation.policy.values import Severity

# What says where a case stands in the queue; its guidelines hold copies, so that an index of theirs has that order.
RANK = ("priority", "due_by", "posted_at", "closed_at")
LISTED = "listed_"
# The names of a case's two clocks, as its columns begin.
CLOCKS = ("first_action", "first_reply")


def in_triage_order(*first: str, name: str, case: str = "id", **state: bool) -> models.Index:
    """Return an index for a page of open cases in the order of the queue."""
    condition = Q(closed_at=None, **state)
    return models.Index(*first, F("priority").desc(), "due_by", "posted_at", case, condition=condition, name=name)


def answered_since() -> Exists:
    """Return the condition that staff have written in the thread since."""
    later = Message.objects.answers().filter(removed_at=None, posted_at__gt=OuterRef("posted_at"))
    return Exists(later.filter(conversation=OuterRef("message__conversation")))


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

    def unanswered_again(self) -> "CaseQuerySet":
        """Return cases closed by an answer of staff that is gone."""
        return self.filter(outcome=Case.Outcome.ANSWERED).exclude(answered_since())

    def under(self, guideline: int) -> "CaseQuerySet":
        """Return the open cases with a finding under this guideline.

        They stand in the order of the guideline's own index.
        """
        linked = self.filter(links__guideline=guideline, links__closed_at=None)
        ranks = {f"{LISTED}{name}": F(f"links__{name}") for name in (*RANK, "case")}
        return linked.alias(**ranks)

    def in_triage_order(self) -> "CaseQuerySet":
        priority, due_by, posted_at, case = self._columns()
        return self.order_by(f"-{priority}", due_by, posted_at, case)

    def after(self, case: "Case") -> "CaseQuerySet":
        """Return the cases below this one in triage order."""
        return self._beyond(case, ("lt", "gt", "gt", "gt"))

    def before(self, case: "Case") -> "CaseQuerySet":
        """Return the cases above this one in triage order."""
        return self._beyond(case, ("gt", "lt", "lt", "lt"))

    def _columns(self) -> tuple[str, str, str, str]:
        """Return the columns that triage order compares.

        They are those of the cases, or of the guideline that they are listed under.
        """
        if f"{LISTED}case" in self.query.annotations:
            return f"{LISTED}priority", f"{LISTED}due_by", f"{LISTED}posted_at", f"{LISTED}case"
        return "priority", "due_by", "posted_at", "pk"

    def _beyond(self, case: "Case", ways: tuple[str, ...]) -> "CaseQuerySet":
        columns, values = self._columns(), (case.priority, case.due_by, case.posted_at, case.pk)
        beyond = Q((f"{columns[-1]}__{ways[-1]}", case.pk))
        for column, value, way in reversed(list(zip(columns, values, ways, strict=True))[:-1]):
            beyond = Q((f"{column}__{way}", value)) | Q((column, value)) & beyond
        # The first condition says no more than the others, and lets an index start there.
        return self.filter((f"{columns[0]}__{ways[0]}e", case.priority)).filter(beyond)

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
    """One leading message (and its copies) that a human should look at; `opened_for` says why.

    `first_action_by` and `first_reply_by` are promises, empty without a target; their `_at` is when each was kept.
    `found_at` is when something was last found that had not been found before, or a graver severity.
    `due_by` is the earlier one still to be kept. `rules_due_at` is when an escalation rule may next have a say.
    """

    class Outcome(models.TextChoices):
        DECIDED = "decided", "Decided"
        REPLIED = "replied", "Replied"
        ANSWERED = "answered", "Answered on the platform"
        GONE = "gone", "Gone: deleted at the source"
        CLOSED = "closed", "Closed without a decision"

    community = models.ForeignKey(Community, models.CASCADE, related_name="cases")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="cases", db_index=False)
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
    fingerprint = models.BigIntegerField(default=0)
    due_by = models.DateTimeField(default=NO_DEADLINE)
    posted_at = models.DateTimeField()
    opened_at = models.DateTimeField(default=timezone.now)
    assignee = models.ForeignKey(User, models.SET_NULL, null=True, related_name="cases")
    claimed_at = models.DateTimeField(null=True)
    unclaimed_at = models.DateTimeField(default=timezone.now)
    found_at = models.DateTimeField(default=timezone.now)
    clock_started_at = models.DateTimeField(null=True)
    first_action_by = models.DateTimeField(null=True)
    first_action_risk_at = models.DateTimeField(null=True)
    first_action_at = models.DateTimeField(null=True)
    first_reply_by = models.DateTimeField(null=True)
    first_reply_risk_at = models.DateTimeField(null=True)
    first_reply_at = models.DateTimeField(null=True)
    rules_due_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=10, choices=decision_choices, blank=True)
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
            # sweep: about which cases may an escalation rule have something to say now?
            models.Index(
                fields=["rules_due_at"],
                condition=Q(closed_at=None, rules_due_at__isnull=False),
                name="open_cases_with_rules_due",
            ),
            # rollups: what was opened, acted on and answered on a day of a channel
            models.Index(fields=["channel", "opened_at"], name="cases_by_opening"),
            models.Index(
                fields=["channel", "closed_at"], condition=Q(closed_at__isnull=False), name="cases_by_closing"
            ),
            models.Index(
                fields=["channel", "first_action_at"],
                condition=Q(first_action_at__isnull=False),
                name="cases_by_first_action",
            ),
            models.Index(
                fields=["channel", "first_reply_at"],
                condition=Q(first_reply_at__isnull=False),
                name="cases_by_first_reply",
            ),
            # priority: what was decided about this author before?
            models.Index(fields=["author", "decision"], name="cases_of_an_author"),
        ]

    def __str__(self) -> str:
        return f"Case {self.pk}"

    def clock(self, name: str) -> Clock | None:
        """Return the clock "first_action" or "first_reply", or None where nothing was promised."""
        due_by, at_risk_at = getattr(self, f"{name}_by"), getattr(self, f"{name}_risk_at")
        if not (self.clock_started_at and due_by and at_risk_at):
            return None
        kept_at = getattr(self, f"{name}_at")
        return Clock(self.clock_started_at, due_by, at_risk_at, kept_at, cancelled=bool(self.closed_at and not kept_at))

    @property
    def open_clocks(self) -> dict[str, Clock]:
        """The clocks that still run, the earlier one first."""
        running = {name: clock for name in CLOCKS if (clock := self.clock(name)) and clock.runs}
        return dict(sorted(running.items(), key=lambda each: each[1].due_by))

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if not is_new:
            CaseGuideline.objects.follow([self.pk])


class CaseCopy(models.Model):
    """A message with the same text as the leading one, handled with it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="copies")
    message = models.ForeignKey(Message, models.CASCADE, related_name="copied_in", db_index=False)
    revision = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "case copies"
        constraints = [models.UniqueConstraint(fields=["message", "revision"], name="one_place_per_copy")]

    def __str__(self) -> str:
        return f"copy in case {self.case_id}"


class CaseGuidelineQuerySet(models.QuerySet["CaseGuideline"]):
    def open_under(self, guideline: int) -> "CaseGuidelineQuerySet":
        return self.filter(guideline=guideline, closed_at=None).order_by("-priority", "due_by", "posted_at", "case_id")

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
    priority = models.PositiveSmallIntegerField()
    due_by = models.DateTimeField()
    posted_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = CaseGuidelineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guideline", "case"], name="a_guideline_counts_once_per_case")]
        indexes = [
            # queue: the open cases of a guideline
            in_triage_order("guideline", name="open_cases_of_guideline", case="case"),
        ]

    def __str__(self) -> str:
        return f"{self.guideline} in case {self.case_id}"

    @classmethod
    def between(cls, case: Case, guideline: int) -> "CaseGuideline":
        return cls(case=case, guideline_id=guideline, **{name: getattr(case, name) for name in RANK})


class CaseEvent(models.Model):
    """An event of a case.

    Rows are only ever added. `actor` is empty where Parley acted by itself.
    """

    class Kind(StrEnum):
        """What is stored; the words and the rest of each are a row of `moderation/policy/cases.py`."""

        OPENED = "opened"
        JOINED = "joined"
        ASSESSED = "assessed"
        CLAIMED = "claimed"
        RELEASED = "released"
        DECIDED = "decided"
        REPLIED = "replied"
        NOTED = "noted"
        CLOSED = "closed"
        REOPENED = "reopened"
        UNDONE = "undone"
        DELIVERED = "delivered"
        FAILED = "failed"
        ESCALATED = "escalated"
        ACKNOWLEDGED = "acknowledged"
        ANSWERED = "answered"
        HANDED_ON = "handed_on"
        SETTLED = "settled"

    case = models.ForeignKey(Case, models.CASCADE, related_name="events", db_index=False)
    kind = models.CharField(max_length=12, choices=event_choices)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    why = models.TextField(blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ("at", "pk")
        indexes = [
            # case: its history, in order
            models.Index(fields=["case", "at"], name="events_of_a_case"),
            # rollups: what was decided on a day
            models.Index(fields=["at"], condition=Q(kind="decided"), name="decisions_by_day"),
            # queue: what has this person done today?
            models.Index(fields=["actor", "at"], condition=~Q(actor=None), name="events_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, case {self.case_id}"

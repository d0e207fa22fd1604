"""Rows of the queue, with the reasons to open a case or not."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, Max, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.safestring import SafeString

from moderation.models import Case, CaseMessage, Clock, Escalation, Finding, Outbox, User
from moderation.models.cases import CaseQuerySet
from moderation.policy.priority import account_of_case
from moderation.policy.reading import read_text
from moderation.policy.sentiment import Band, band_of
from moderation.policy.values import Opening, Part
from moderation.policy.written import signed
from moderation.web.shared import present
from moderation.web.shared.clocks import ClockView
from moderation.web.shared.order import OrderView
from moderation.web.shared.plain import LONGEST_READ, attachments_in_words, read_evidence

TERMS_SHOWN = 3
CHIPS_SHOWN = 4
TITLE = 90
# What a row says of the last reply that was written here, until it is there.
REPLIED = {
    **dict.fromkeys((Outbox.State.WAITING, Outbox.State.OFFERED, Outbox.State.TO_DO), "answered, not yet sent"),
    Outbox.State.FAILED: "the reply did not arrive",
}
KIND_ICONS = {"direct": "mail", "review": "review", "post": "thread"}


@dataclass(frozen=True)
class Chip:
    """A guideline that was hit, and the numbers of its findings."""

    look: str
    numbers: str
    name: str


def with_reasons(cases: CaseQuerySet) -> CaseQuerySet:
    """Load all that the rows show, in three queries for any number of rows."""
    parts = CaseMessage.objects.filter(case=OuterRef("pk"), left_at=None).order_by().values("case")
    copies = parts.filter(role=CaseMessage.Role.COPY)
    own = parts.filter(role=CaseMessage.Role.OWN, settled_at=None)
    # An answered escalation comes first, because it waits for us, then the latest one.
    teams = Escalation.objects.open().filter(case=OuterRef("pk"))
    asked = teams.order_by(F("answered_at").desc(nulls_last=True), "-pk")
    replies = Outbox.objects.filter(case=OuterRef("pk"), kind=Outbox.Kind.REPLY).order_by("-pk")
    behind = Case.objects.open().filter(behind=OuterRef("pk")).order_by().values("behind")
    findings = Finding.objects.select_related("version").defer("version__statement")
    return (
        cases.select_related("channel", "message", "author", "assignee", "assessment")
        # Large columns that no row shows.
        .defer("message__tags", "message__digest", "assessment__words", "assessment__unknown")
        .prefetch_related(Prefetch("assessment__findings", findings), Prefetch("clocks", Clock.objects.order_by("pk")))
        .annotate(
            copies_said=Coalesce(Subquery(copies.values(n=Count("pk")), output_field=IntegerField()), 0),
            stand_behind=Coalesce(Subquery(behind.values(n=Count("pk")), output_field=IntegerField()), 0),
            messages_said=Coalesce(Subquery(own.values(n=Count("pk")), output_field=IntegerField()), 0),
            somebody_waits=Exists(own.filter(waits=True, answered_at=None)),
            newest_joined_at=Subquery(own.values(at=Max("joined_at"))),
            reply_state=Subquery(replies.values("state")[:1]),
            replied_at=Subquery(replies.values("made_at")[:1]),
            asked_at=Subquery(asked.values("made_at")[:1]),
            asked_team=Subquery(asked.values("team__name")[:1]),
            team_answered_at=Subquery(asked.values("answered_at")[:1]),
        )
    )


@dataclass(frozen=True)
class Row:
    """One case as this person sees it in the queue."""

    case: Case
    user: User
    clock: ClockView | None = None
    closed_by: User | None = None
    order: OrderView | None = None

    @property
    def icon(self) -> str:
        return KIND_ICONS.get(self.case.message.kind, "chat")

    @property
    def band(self) -> present.Band:
        return present.priority_band(self.case.priority)

    @property
    def terms(self) -> list[dict[str, Any]]:
        made = self.case.assessment
        return account_of_case(made.terms if made else (), self.case.priority, self.case.opened_for)

    @property
    def strip(self) -> list[present.Bar]:
        return present.terms_strip(self.terms)

    @property
    def reasons(self) -> list[dict[str, Any]]:
        """The terms that weigh most."""
        weightiest = sorted(self.terms, key=lambda term: -abs(term["value"]))[:TERMS_SHOWN]
        return [{**term, "signed": signed(term["value"])} for term in weightiest]

    @property
    def more_reasons(self) -> int:
        return len(self.terms) - len(self.reasons)

    @property
    def is_edited(self) -> bool:
        """Tell whether the text changed after it was judged."""
        return self.case.message.revision != self.case.revision

    @property
    def findings(self) -> list[Finding]:
        return list(self.case.assessment.findings.all()) if self.case.assessment else []

    def evidence(self, part: Part) -> list[Finding]:
        # In an edited text the evidence may stand elsewhere, or nowhere.
        return [] if self.is_edited else [finding for finding in self.findings if finding.part == part]

    @property
    def title(self) -> SafeString:
        return present.marked_excerpt(self.case.message.title, self.evidence(Part.TITLE), TITLE)

    @property
    def text(self) -> SafeString:
        """The text as people read it, or how many attachments there are instead."""
        text, found = self.case.message.text, self.evidence(Part.TEXT)
        if not text:
            return format_html("{}", attachments_in_words(self.case.message))
        reading = read_text(text) if len(text) <= LONGEST_READ else None
        if reading is None or not reading.text.strip():
            return present.marked_excerpt(text, found, present.EXCERPT)
        return present.marked_excerpt(reading.text, read_evidence(reading, found), present.EXCERPT)

    @property
    def chips(self) -> list[Chip]:
        """The chips of all guidelines, the gravest first."""
        by_guideline = sorted(self.findings, key=lambda f: (-f.severity, f.version.guideline_id, f.number))
        return [
            Chip(
                present.severity_look(hits[0].severity),
                ",".join(str(f.number) for f in hits[:CHIPS_SHOWN]),
                version.name,
            )
            for version, found in groupby(by_guideline, key=lambda f: f.version)
            if (hits := list(found))
        ]

    @property
    def first_chips(self) -> list[Chip]:
        return self.chips[:CHIPS_SHOWN]

    @property
    def more_chips(self) -> int:
        return max(0, len(self.chips) - CHIPS_SHOWN)

    @property
    def waits_for(self) -> str:
        """The kind of message that nobody has answered yet, or what became of our reply to it."""
        if self.case.closed_at or not self.case.somebody_waits:  # type: ignore[attr-defined]
            return ""
        if self.is_since_reply:
            return REPLIED[self.case.reply_state]  # type: ignore[attr-defined]
        return "unanswered message" if self.case.message.kind == "direct" else "unanswered question"

    @property
    def is_since_reply(self) -> bool:
        """Tell whether a reply from here to all that is written is on its way, or did not arrive."""
        state, replied_at = self.case.reply_state, self.case.replied_at  # type: ignore[attr-defined]
        return state in REPLIED and self.case.newest_joined_at <= replied_at  # type: ignore[attr-defined]

    @property
    def team(self) -> str:
        """The team that it is escalated to, or that has answered."""
        return self.case.asked_team or ""  # type: ignore[attr-defined]

    @property
    def is_new_since(self) -> bool:
        """Tell whether a message came in since a team was asked."""
        joined_at, asked_at = self.case.newest_joined_at, self.case.asked_at  # type: ignore[attr-defined]
        return bool(joined_at and asked_at and joined_at > asked_at)

    @property
    def was_reported(self) -> bool:
        return Opening.REPORTS in self.case.opened_for

    @property
    def is_by_hand(self) -> bool:
        return Opening.BY_HAND in self.case.opened_for

    @property
    def rated(self) -> str:
        """The rating that opened the case."""
        if Opening.RATING not in self.case.opened_for:
            return ""
        rating = self.case.message.rating
        return "not recommended" if rating is None else f"rated {rating:g} of 5"

    @property
    def needle(self) -> present.Bar | None:
        return None if self.compound is None or not self.mood else present.sentiment_needle(self.compound, self.mood)

    @property
    def compound(self) -> float | None:
        return self.case.assessment.compound if self.case.assessment else None

    @property
    def figure(self) -> str:
        return "" if self.compound is None else signed(self.compound)

    @property
    def mood(self) -> Band | None:
        made = self.case.assessment
        return band_of(made.engine, made.compound) if made and made.compound is not None else None

    @property
    def language_code(self) -> str:
        return self.case.assessment.language if self.case.assessment else ""

    @property
    def language(self) -> str:
        return present.language_name(self.language_code) or "language unknown"

    @property
    def is_mine(self) -> bool:
        return self.case.assignee_id == self.user.pk

"""The messages of a case as its screen shows them, and whom else one meets in its conversation."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.safestring import SafeString

from community.models import Message
from moderation.cases.loading import WAITING
from moderation.cases.message_row import TO_DECIDE
from moderation.models import Case, CaseMessage, Finding
from moderation.policy.values import Opening
from moderation.web.cases.judging import Reading
from moderation.web.shared.plain import read_evidence
from moderation.web.shared.present import EXCERPT, marked_excerpt

ROWS_SHOWN = 50
OTHERS_SHOWN = 10
OTHERS_READ, NAMES_SHOWN = 100, 3
WORDS = {
    Opening.FINDING: "finding",
    Opening.ANSWER: "waits for an answer",
    Opening.NEGATIVE: "negative",
    Opening.REPORTS: "reported",
    Opening.UNCHECKED: "not checked",
}


@dataclass(frozen=True)
class Part:
    """One message of the case about which something is left to do."""

    row: CaseMessage
    is_chosen: bool
    is_new: bool

    @property
    def message(self) -> Message:
        return self.row.message

    @cached_property
    def reading(self) -> Reading:
        made = self.row.assessment if self.row.revision == self.message.revision else None
        return Reading(self.message.revision, self.message.title, self.message.text, made)

    @property
    def excerpt(self) -> SafeString:
        seen = read_evidence(self.reading.plain, self.reading.findings)
        return marked_excerpt(self.reading.plain.text or self.message.title, seen, EXCERPT)

    @property
    def reasons(self) -> list[str]:
        return [WORDS.get(Opening(reason), reason) for reason in self.row.opened_for]

    @property
    def key(self) -> str:
        """The row and the revision that is on the screen."""
        return f"{self.row.pk}:{self.message.revision}"


@dataclass(frozen=True)
class Parts:
    """All that stands in a case, as far as whoever looks may see it."""

    parts: Sequence[Part]
    settled: int
    copies: int
    waiting_copies: int
    # In how many conversations its messages are.
    conversations: int = 1

    @property
    def shown(self) -> str:
        return ",".join(part.key for part in self.parts)

    @property
    def are_many(self) -> bool:
        return len(self.parts) > 1

    @property
    def somebody_waits(self) -> bool:
        return self.waiting_copies > 0 or any(part.row.is_waiting for part in self.parts)


@dataclass(frozen=True)
class Other:
    """A case with messages in the conversation, as its own or as copies, and whose they are."""

    case: Case
    names: str


def case_parts(
    case: Case,
    seen: QuerySet[Message],
    chosen: Sequence[str] | None = None,
    within: Collection[int] | None = None,
) -> Parts:
    """Read what stands in a case; of each message its evidence, and whether a decision would act on it.

    `within` are the conversations of which it tells alone.
    """
    rows = case.rows.filter(left_at=None)
    rows = rows if within is None else rows.filter(message__conversation__in=within)
    standing = rows.filter(Exists(seen.filter(pk=OuterRef("message"))), settled_at=None, role=CaseMessage.Role.OWN)
    standing = standing.select_related("message__author", "message__channel", "assessment")
    own = list(standing.order_by("message__posted_at", "pk")[:ROWS_SHOWN])
    # The evidence is shown where there is a choice.
    if len(own) > 1:
        prefetch_related_objects(own, Prefetch("assessment__findings", Finding.objects.select_related("version")))
    to_decide = {row.pk for row in own if set(row.opened_for) & set(TO_DECIDE)} or {row.pk for row in own}
    wanted = to_decide if chosen is None else {int(each) for each in chosen if each.isdecimal()}
    since = case.claimed_at or case.opened_at
    return Parts(
        [Part(row, row.pk in wanted, row.joined_at > since and row.joined_at > case.opened_at) for row in own],
        **rows.aggregate(
            settled=Count("pk", filter=Q(role=CaseMessage.Role.OWN, settled_at__isnull=False)),
            copies=Count("pk", filter=Q(role=CaseMessage.Role.COPY)),
            conversations=Count("message__conversation", filter=Q(role=CaseMessage.Role.OWN), distinct=True),
            waiting_copies=Count("pk", filter=Q(role=CaseMessage.Role.COPY) & WAITING),
        ),
    )


def others_here(case: Case) -> list[Other]:
    """Return the open cases with messages of others in the conversation, the most urgent first."""
    rows = CaseMessage.objects.filter(message__conversation=case.conversation_id, left_at=None, case__closed_at=None)
    rows = rows.exclude(case=case.pk)
    if case.author_id:
        rows = rows.exclude(message__author=case.author_id)
    names: dict[Case, list[str]] = {}
    for row in rows.select_related("message__author", "case__assignee").order_by("-case__rank", "case", "pk")[
        :OTHERS_READ
    ]:
        names.setdefault(row.case, []).append(row.message.author_shown)
    return [Other(other, names_in_words(theirs)) for other, theirs in names.items()][:OTHERS_SHOWN]


def names_in_words(names: Iterable[str]) -> str:
    first = list(dict.fromkeys(names))
    more = len(first) - NAMES_SHOWN
    return ", ".join(first[:NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")


def cases_by_message(case: Case, messages: Iterable[Message]) -> dict[int, int]:
    """Return the newest case that each of these messages is in, this one before all others."""
    there = CaseMessage.objects.filter(message__in={message.pk for message in messages}, left_at=None)
    found: dict[int, int] = {}
    for message, place in there.order_by("case").values_list("message", "case"):
        if found.get(message) != case.pk:
            found[message] = place
    return found

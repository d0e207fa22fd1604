"""Who wrote it: since when, how much, and what was decided before; every count is bounded."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet

from community.models import Member, Message
from moderation.models import Case, User
from moderation.web.people.identities import Identity, identities_of
from moderation.web.shared.plain import plain_excerpt
from moderation.web.shared.source import Source, source_of

MESSAGES_COUNTED = 1_000
CASES_READ = 100
CASES_SHOWN = 5
MERGEABLE = 10
RECENT = 10
EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Recent:
    """A message of the author, and the case about it if there is one."""

    message: Message
    case: int | None

    @property
    def source(self) -> Source | None:
        return source_of(self.message.url)

    @property
    def excerpt(self) -> str:
        return plain_excerpt(self.message, EXCERPT)


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a message, and what else of theirs is known."""

    member: Member
    since: datetime
    messages: str
    cases: list[Case]
    # Those that may be merged into this one, the most urgent first.
    mergeable: list[Case]
    decided: str
    recent: list[Recent]
    # The others of the same person.
    identities: list[Identity]

    @property
    def role(self) -> str:
        """The role in small letters, blank for a member."""
        return "" if self.member.role == Member.Role.MEMBER else self.member.get_role_display().lower()


def recent_messages(case: Case, seen: QuerySet[Message]) -> list[Message]:
    """Read the last messages of who wrote this case's. `seen` are those that whoever looks may see."""
    if case.author_id is None:
        return []
    return list(seen.filter(author=case.author_id).select_related("channel").order_by("-posted_at")[:RECENT])


def author_history(case: Case, viewer: User, recent: list[Message], placed: Mapping[int, int]) -> Author | None:
    """The history of who wrote this case's message; None when the source did not say.

    `placed` are the cases that messages are in, each by the message.
    """
    member = case.author
    if member is None:
        return None
    # No further order: the index of an author's history gives both ends.
    written = Message.objects.filter(author=member)
    theirs = Case.objects.filter(author=member).select_related("channel", "assignee")
    cases = list(theirs.order_by("-pk")[:CASES_READ])
    oldest = written.order_by("posted_at")[: MESSAGES_COUNTED + 1]
    wrote = oldest.aggregate(count=Count("pk"), first=Min("posted_at"))
    others = [other for other in cases if other.pk != case.pk]
    return Author(
        member,
        min(filter(None, (wrote["first"], member.first_seen_at))),
        f"more than {MESSAGES_COUNTED:,}" if wrote["count"] > MESSAGES_COUNTED else f"{wrote['count']:,}",
        others[:CASES_SHOWN],
        [] if case.closed_at else open_ones(others),
        outcomes_in_words(others),
        [Recent(message, placed.get(message.pk)) for message in recent],
        identities_of(joined_with(member), viewer) if member.person_id else [],
    )


def open_ones(cases: list[Case]) -> list[Case]:
    still_open = (other for other in cases if other.closed_at is None)
    return sorted(still_open, key=lambda other: (-other.rank, other.pk))[:MERGEABLE]


def joined_with(member: Member) -> list[Member]:
    """The other members of the same person."""
    others = Member.objects.filter(person=member.person_id).exclude(pk=member.pk)
    return list(others.select_related("source").order_by("pk"))


def outcomes_in_words(cases: list[Case]) -> str:
    """Earlier cases by how they ended, the most frequent first."""
    if not cases:
        return "none"
    ends = Counter(how_it_ended(case) for case in cases)
    total = f"{CASES_READ} or more" if len(cases) >= CASES_READ - 1 else str(len(cases))
    return f"{total}: " + ", ".join(f"{count} {end}" for end, count in ends.most_common())


def how_it_ended(case: Case) -> str:
    """What was decided, or else how it closed; whether a decision was carried out is not claimed here."""
    return (case.get_decision_display() or case.get_outcome_display() or "Open").lower()

"""Who wrote it: since when, how much, and what was decided before; every count is bounded."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from community.models import Member, Message
from moderation.models import Case, User
from moderation.web.people.identities import Identity, identities_of
from moderation.web.shared.source import Source, source_of

MESSAGES_COUNTED = 1_000
CASES_READ = 100
CASES_SHOWN = 5
RECENT = 10


@dataclass(frozen=True, slots=True)
class Recent:
    """A message of the author, and the case about it if there is one."""

    message: Message
    case: int | None

    @property
    def source(self) -> Source | None:
        return source_of(self.message.url)


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a message, and what else of theirs is known."""

    member: Member
    since: datetime
    messages: str
    cases: list[Case]
    decided: str
    recent: list[Recent]
    # The others of the same person.
    identities: list[Identity]

    @property
    def role(self) -> str:
        """The role in small letters, blank for a member."""
        return "" if self.member.role == Member.Role.MEMBER else self.member.get_role_display().lower()


def author_history(case: Case, viewer: User) -> Author | None:
    """The history of who wrote this case's message; None when the source did not say."""
    member = case.author
    if member is None:
        return None
    # No further order: the index of an author's history gives both ends.
    written = Message.objects.filter(author=member)
    recent = list(written.select_related("channel").order_by("-posted_at")[:RECENT])
    cases = list(Case.objects.filter(author=member, community=case.community).order_by("-pk")[:CASES_READ])
    by_message = {other.message_id: other.pk for other in cases}
    oldest = written.order_by("posted_at")[: MESSAGES_COUNTED + 1]
    wrote = oldest.aggregate(count=Count("pk"), first=Min("posted_at"))
    others = [other for other in cases if other.pk != case.pk]
    return Author(
        member,
        min(filter(None, (wrote["first"], member.first_seen_at))),
        f"more than {MESSAGES_COUNTED:,}" if wrote["count"] > MESSAGES_COUNTED else f"{wrote['count']:,}",
        others[:CASES_SHOWN],
        outcomes_in_words(others),
        [Recent(message, by_message.get(message.pk)) for message in recent],
        identities_of(joined_with(member), viewer) if member.person_id else [],
    )


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

"""Filters of a queue's address, and the cases that they let through."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict

from community.models import Channel, Community
from moderation.access import Right, roles_with
from moderation.cases.paging import NEWEST_CLOSED, TRIAGE, Order
from moderation.models import Case, CaseGuideline, Guideline, Membership, User
from moderation.models.cases import CaseQuerySet
from moderation.policy.values import Severity

STATES: dict[str, Callable[[CaseQuerySet], CaseQuerySet]] = {
    "open": lambda cases: cases.open(),
    "answer": lambda cases: cases.open().filter(answer_only=True),
    "unscored": lambda cases: cases.open().filter(is_unscored=True),
    "unchecked": lambda cases: cases.open().filter(is_unchecked=True),
    "closed": lambda cases: cases.closed(),
}
SEVERITIES = {severity.name.lower(): severity for severity in reversed(Severity)}


@dataclass(frozen=True)
class Known:
    """The values that a community's cases can be filtered by, in three queries."""

    channels: list[Channel]
    guidelines: list[Guideline]
    people: list[User]

    @classmethod
    def of(cls, community: Community) -> "Known":
        able = Membership.objects.active().filter(community=community, role__in=roles_with(Right.CLAIM))
        people = User.objects.filter(memberships__in=able)
        return cls(
            list(community.channels.all()), list(community.guidelines.all()), list(people.order_by("name", "pk"))
        )


@dataclass(frozen=True)
class Filters:
    """Filters, one for each word of the address.

    Empty means no such filter.
    """

    state: str = "open"
    assignee: str = ""
    channel: str = ""
    severity: str = ""
    guideline: str = ""

    @classmethod
    def read(cls, asked: QueryDict) -> "Filters":
        given = cls(**{field.name: str(asked[field.name]) for field in fields(cls) if asked.get(field.name)})
        return given if given.state in STATES else replace(given, state="open")

    @property
    def order(self) -> Order:
        return NEWEST_CLOSED if self.state == "closed" else TRIAGE

    @property
    def without_narrowing(self) -> "Filters":
        """The view that these filters narrow, by itself."""
        return Filters(state=self.state, assignee=self.assignee)

    @property
    def is_narrowed(self) -> bool:
        return self != self.without_narrowing

    def is_way_to(self, other: "Filters") -> bool:
        return (self.state, self.assignee) == (other.state, other.assignee)

    def query(self, **more: Any) -> str:
        """Write these filters as a query, with further words."""
        said = {name: value for name, value in asdict(self).items() if value and (name, value) != ("state", "open")}
        said |= {name: value for name, value in more.items() if value not in {None, ""}}
        return f"?{urlencode(said)}" if said else ""

    def of(self, community: Community, user: User, known: Known) -> CaseQuerySet:
        """Return the cases that pass, in order."""
        cases = STATES[self.state](Case.objects.of_desk(community, user))
        if self.assignee:
            cases = by_assignee(cases, self.assignee, user)
        if self.channel:
            cases = cases.filter(channel_id=key_of_slug(known.channels, self.channel))
        if self.severity:
            # A word without a meaning lets nothing through, instead of everything.
            cases = cases.filter(severity=SEVERITIES[self.severity]) if self.severity in SEVERITIES else cases.none()
        if self.guideline:
            cases = self.under(cases, key_of_slug(known.guidelines, self.guideline))
        return self.order.arrange(cases)

    def under(self, cases: CaseQuerySet, guideline: int) -> CaseQuerySet:
        if self.state == "closed":
            return cases.filter(Exists(CaseGuideline.objects.filter(case=OuterRef("pk"), guideline_id=guideline)))
        # The key itself, so that the database knows how many cases to expect.
        return cases.under(guideline)

    def countable(self, community: Community, user: User, known: Known) -> QuerySet[Any]:
        """Return a query with as many rows as there are cases."""
        if self.guideline and self == Filters(guideline=self.guideline):
            # Where only a guideline is asked for, the index of its links is enough.
            return CaseGuideline.objects.open_under(key_of_slug(known.guidelines, self.guideline))
        return self.of(community, user, known)


def key_of_slug(known: list[Channel] | list[Guideline], slug: str) -> int:
    return next((each.pk for each in known if each.slug == slug), 0)


def by_assignee(cases: CaseQuerySet, word: str, user: User) -> CaseQuerySet:
    if word == "nobody":
        return cases.filter(assignee=None)
    if word == "me":
        return cases.filter(assignee=user)
    is_key = word.isascii() and word.isdigit() and len(word) <= 18
    return cases.filter(assignee_id=int(word)) if is_key else cases.none()


@dataclass(frozen=True)
class View:
    """A named way into the queue, in the rail."""

    name: str
    icon: str
    filters: Filters


VIEWS = (
    View("Needs review", "queue", Filters()),
    View("Mine", "user", Filters(assignee="me")),
    View("Unclaimed", "eye", Filters(assignee="nobody")),
    View("To answer", "reply", Filters(state="answer")),
    View("Not scored", "globe", Filters(state="unscored")),
    View("Could not be checked", "warn", Filters(state="unchecked")),
    View("Closed", "check", Filters(state="closed")),
)


@dataclass(frozen=True)
class Choice:
    """One filter of the bar, with its options and its value."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


def filter_choices(filters: Filters, known: Known, user: User) -> list[Choice]:
    channels = [(channel.slug, str(channel)) for channel in known.channels]
    guidelines = [(guideline.slug, str(guideline)) for guideline in known.guidelines]
    others = [(str(person.pk), f"With: {person}") for person in known.people if person != user]
    people = [("me", "With: me"), ("nobody", "With: nobody"), *others]
    return [
        Choice("channel", f"Channel: all {len(channels)}", channels, filters.channel),
        Choice("severity", "Severity: any", [(name, f"Severity: {name}") for name in SEVERITIES], filters.severity),
        Choice("guideline", "Guideline: any", guidelines, filters.guideline),
        Choice("assignee", "With: anybody", people, filters.assignee),
    ]

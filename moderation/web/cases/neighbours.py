"""The cases to go on with: around one in the queue it was opened from, past those that somebody else has claimed."""

from dataclasses import dataclass
from functools import cached_property

from moderation.models import Case, User
from moderation.models.cases import CaseQuerySet
from moderation.web.queue.filters import Filters, Known

LOOKED_AT = 50


@dataclass(frozen=True)
class Neighbours:
    """What stands around a case in a queue; the case itself need not, or not any more."""

    case: Case
    user: User
    asked: Filters

    @cached_property
    def filters(self) -> Filters:
        # An open case, perhaps reopened a moment ago, has no here among the closed ones.
        return Filters() if self.asked.state == "closed" and self.case.closed_at is None else self.asked

    @cached_property
    def cases(self) -> CaseQuerySet:
        names_a_row = self.filters.channel or self.filters.guideline
        known = Known.of(self.case.community) if names_a_row else Known([], [], [])
        return self.filters.of(self.case.community, self.user, known)

    @cached_property
    def following(self) -> int | None:
        return self._first(self.filters.order.after(self.cases, self.case))

    @cached_property
    def preceding(self) -> int | None:
        return self._first(self.filters.order.before(self.cases, self.case).reverse())

    def _first(self, cases: CaseQuerySet) -> int | None:
        """The nearest one that is free or one's own, unless it was asked whose."""
        # Filtering in the database would read on through thousands of cases that others have claimed.
        near = cases.values_list("pk", "assignee_id")[:LOOKED_AT]
        anybody = self.filters.assignee or self.filters.state == "closed"
        return next((pk for pk, assignee in near if anybody or assignee in (None, self.user.pk)), None)

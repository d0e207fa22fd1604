"""The place of a case in the order of work, as screens show it."""

from dataclasses import dataclass
from datetime import datetime

from moderation.models import Case
from moderation.policy.hours import Week
from moderation.policy.order import order_terms
from moderation.policy.values import Term
from moderation.policy.written import signed


@dataclass(frozen=True, slots=True)
class OrderTerm:
    """One signed part of a place, beside the priority."""

    name: str
    value: int
    why: str

    @property
    def signed(self) -> str:
        return signed(self.value)


@dataclass(frozen=True, slots=True)
class OrderView:
    """What is added to a priority, and the sum that the queue is ordered by."""

    terms: tuple[OrderTerm, ...]
    sum: int


def order_view(case: Case, now: datetime, week: Week) -> OrderView | None:
    """Return why an open case stands where it does."""
    if case.closed_at:
        return None
    terms = terms_of_case(case, now, week)
    return OrderView(tuple(OrderTerm(*term) for term in terms), case.priority + sum(term.value for term in terms))


def terms_of_case(case: Case, now: datetime, week: Week) -> tuple[Term, ...]:
    moved = {"is_behind": case.behind_id is not None, "is_lost": case.reply_lost_at is not None}
    return order_terms(case.due_by, case.opened_at, now, week, **moved)

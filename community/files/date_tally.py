"""Count the dates of a column by the orders that their numbers allow."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

ORDERS = ("day", "month")


@dataclass(slots=True)
class DateTally:
    """The dates with one kind of mark between their numbers.

    `counts` is by the order that the numbers force, or "open" where they allow several. Of each there is the first as
    an example, also of those that are in the future if they are read in that order.
    """

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    late_counts: Counter[str] = field(default_factory=Counter)
    late_examples: dict[str, str] = field(default_factory=dict)

    def add(self, written: str, possible: dict[str, date], today: date) -> None:
        """Count a date by its possible readings."""
        # 05/05/2026 is the same in every order.
        if len(possible) == 1 or len(set(possible.values())) > 1:
            kind = next(iter(possible)) if len(possible) == 1 else "open"
            self.counts[kind] += 1
            self.examples.setdefault(kind, written)
        for order in ORDERS:
            if order in possible and possible[order] > today:
                self.late_counts[order] += 1
                self.late_examples.setdefault(order, written)

    @property
    def is_contradictory(self) -> bool:
        return bool(self.counts["day"] and self.counts["month"])

    @property
    def order(self) -> str:
        """The order that some dates force and none contradicts."""
        return next((order for order in ORDERS if self.counts[order] and not self.is_contradictory), "")

    def evidence(self) -> str:
        """Write how many dates force which order."""
        first = self._counted("day", "begins with a number above 12", "begin with a number above 12")
        return f"{first}, {self._counted('month', 'has one in second place', 'have one in second place')}"

    def _counted(self, order: str, one: str, several: str) -> str:
        count = self.counts[order]
        if not count:
            return f"none {one}"
        return f"{count:,} {one if count == 1 else several} (such as {self.examples[order]})"

    def lateness(self, order: str) -> str:
        """Write how many dates are in the future when read in an order, if any are."""
        count = self.late_counts[order]
        if not count:
            return ""
        late = f"{count:,} {'is' if count == 1 else 'are'} in the future, such as {self.late_examples[order]}"
        return f"Read {order} first, {late}."

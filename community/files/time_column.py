"""Find the form of a column of times from all its values together."""

import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from community.files.cells import unwrap_value
from community.files.date_forms import readings, wanted_order, written_date
from community.files.date_tally import ORDERS, DateTally
from community.files.epochs import FIRST_DAY, FIRST_SERIAL
from community.files.time_form import ANY_FORM, TimeForm
from community.files.time_zones import zone_of_column

DATE = re.compile(r"(?<![0-9./-])([0-9]{1,2})([-/.]) ?([0-9]{1,2})\2 ?([0-9]{4}|[0-9]{2})(?![0-9/])")
PARTS = re.compile(r"[-/.] ?")
NUMBER = re.compile(r"\d{1,7}(?:[.,]\d{1,20})?", re.ASCII)
# No moment since 1990 is so few seconds after 1970.
FIRST_MOMENT = 10**7
# What stands behind a date whose year is first.
ISO_MARKS = ("", "T", " ")
# The date stands among the first characters, and a value may be millions long.
LOOKED_AT = 120
NEVER = datetime.max.replace(tzinfo=UTC)
ASK = "Say with --date-order day or --date-order month which comes first."
OTHER = {"day": "month", "month": "day"}


@dataclass(frozen=True, slots=True)
class OrderQuestion:
    """The question whether days or months come first, with what the column says of it.

    It is a contradiction where the column has another order than was said or settled for earlier files.
    """

    sentence: str
    examples: tuple[str, ...] = ()
    is_contradiction: bool = False

    @property
    def on_a_page(self) -> str:
        return self.sentence.replace(ASK, "Choose which comes first.")

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class TimeColumn:
    """The values of one column, seen one by one.

    It keeps counts and a few examples, however many values there are. A date after `latest` is in the future.
    """

    def __init__(self, name: str = "", latest: datetime = NEVER) -> None:
        self.zone = zone_of_column(name)
        self.latest = latest
        self.slashed, self.dotted = DateTally(), DateTally()
        self.days = self.other_numbers = 0

    def see(self, value: object) -> None:
        """Count a value. What is no date in numbers says nothing of the form."""
        if isinstance(value, str):
            # The usual form by far.
            if value[4:5] != "-" or value[10:11] not in ISO_MARKS:
                self._see_text(unwrap_value(value[:LOOKED_AT]))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            self._see_number(value)

    def _see_text(self, text: str) -> None:
        if NUMBER.fullmatch(text):
            self._see_number(float(text.replace(",", ".")))
        elif found := DATE.search(text):
            first, mark, second, year = found.groups()
            tally = self.dotted if mark == "." else self.slashed
            tally.add(found[0], readings(int(first), int(second), year), self.latest.date())

    def _see_number(self, number: float) -> None:
        last = (self.latest.replace(tzinfo=None) - FIRST_DAY) / timedelta(days=1)
        if FIRST_SERIAL <= number <= last + 1:
            self.days += 1
        elif abs(number) < FIRST_MOMENT:
            self.other_numbers += 1

    def form(self, order: str = "") -> TimeForm | OrderQuestion:
        """Return the form of the column, or the question that is left.

        `order` is what a person said, or what earlier files of the channel have settled.
        """
        tally = self._deciding()
        # Dates with dots are day first by themselves, so they contradict only in the other direction.
        if order and tally.order == OTHER[order] and (tally is self.slashed or order == "day"):
            return _contradiction(tally, order)
        # What dots say of their own kind says nothing of dates with slashes.
        settled = order or ("" if tally is self.dotted and tally.order == "day" else tally.order)
        if not settled and self._is_open(tally):
            return _question(tally)
        return TimeForm(settled, self._is_mixed(tally, settled), self.days > 0 and not self.other_numbers, self.zone)

    def _deciding(self) -> DateTally:
        return self.slashed if self.slashed.counts else self.dotted

    def _is_mixed(self, tally: DateTally, settled: str) -> bool:
        has_other_dots = tally is self.slashed and bool(self.dotted.counts)
        dots_differ = settled == "month" and (has_other_dots or self.dotted.order == "day")
        return tally.is_contradictory or dots_differ

    def _is_open(self, tally: DateTally) -> bool:
        if not tally.counts["open"]:
            return False
        mark, year = "." if tally is self.dotted else "/", PARTS.split(tally.examples["open"])[2]
        return tally.is_contradictory or not wanted_order(mark, year, ANY_FORM)

    def notes(self, form: TimeForm) -> tuple[str, ...]:
        """Return what to say beside a form, such as that dates read so are in the future."""
        tally = self._deciding()
        mixed = f"The dates are not all of one order: {tally.evidence()}." if tally.is_contradictory else ""
        return tuple(note for note in (mixed, tally.lateness(form.order or "day")) if note)


def _question(tally: DateTally) -> OrderQuestion:
    written, count = tally.examples["open"], tally.counts["open"]
    first, second, year = PARTS.split(written)
    ways = " or ".join(map(written_date, dict.fromkeys(readings(int(first), int(second), year).values())))
    said = f"{count:,} of the dates can be read in several ways, such as {written}: {ways}."
    parts = (said, f"Of all dates {tally.evidence()}.", *(tally.lateness(order) for order in ORDERS), ASK)
    return OrderQuestion(" ".join(part for part in parts if part), tuple(tally.examples.values()))


def _contradiction(tally: DateTally, order: str) -> OrderQuestion:
    said = f"The dates of this file are {OTHER[order]} first: {tally.evidence()}."
    rest = f"They cannot be read {order} first, as was said or as earlier files of the channel were."
    return OrderQuestion(f"{said} {rest}", tuple(tally.examples.values()), True)

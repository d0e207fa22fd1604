"""Describe the form in which a column writes its times."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

ORDERS = ("", "day", "month")


@dataclass(frozen=True, slots=True)
class TimeForm:
    """The form in which a column writes its times.

    `order` is what stands first in 03/04/2026, the day or the month. A mixed column holds dates of another order too,
    which are read by themselves where only one reading is possible. In a serial column small numbers are the days of a
    spreadsheet. `zone` is what the column's name says of times without one.
    """

    order: str = ""
    is_mixed: bool = False
    is_serial: bool = False
    zone: str = ""

    def __post_init__(self) -> None:
        if self.order not in ORDERS:
            raise ValueError(f"{self.order} is neither day nor month")

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> "TimeForm":
        return cls(**stored)


# Of a column that nobody looked at.
ANY_FORM = TimeForm()

"""Plain values that connectors and their callers share."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a platform is told to do to a message, once under its id."""

    stable_id: str
    kind: str
    target_external_id: str
    channel: str
    # Of a reply what to post, and of what ends by itself out there for how long, as “for 7 days”.
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NewChannel:
    """A channel that a new feed writes in, made where it is missing."""

    slug: str
    name: str
    is_private: bool
    is_answered: bool
    language: str

    @property
    def columns(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(NewChannel)}


@dataclass(frozen=True, slots=True)
class Budget:
    """The seconds that a pull and a row may take, and those until a row that failed is tried again."""

    seconds_a_pull: float
    seconds_a_row: float
    waits: tuple[int, ...]

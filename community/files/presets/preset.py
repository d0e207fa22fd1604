"""The shape of a platform's export, and how its records are read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from community.files.expressions import Row

# A column, an expression as of --map, or a function of the record.
Rule = str | Callable[[Row], object]
Parts = Callable[[Mapping[str, object]], Iterable[Mapping[str, object]]]


def itself(record: Mapping[str, object]) -> Iterable[Mapping[str, object]]:
    return (record,)


def keep(_row: Row) -> str:
    return ""


def nowhere(_document: Row, _row: Row) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Beside:
    """Records beside the messages that tell more of them, such as users.

    `place` is a list in the document or a file of the archive, `by` their id, and `through` the column of a message
    that names it. The rules see their values with an @ in front.
    """

    place: str
    by: str
    through: str


@dataclass(frozen=True, slots=True)
class Preset:
    """An export that is known as a whole.

    `signs` are the columns that tell it, each with alternatives between upright strokes, and `unless` those that
    another table has. `parts` takes a record apart where it holds several messages, `skip` says what a record is
    that is none, and `reply` are the fields of an answer in the same row. `inherits` are values around a record
    that the rules see, with a slash in front. `source` names the server by the document and its first record.
    `is_own` is Parley's own, where no name stands for nobody.
    """

    name: str
    title: str
    signs: tuple[str, ...]
    fields: Mapping[str, Rule]
    fixed: Mapping[str, object] = field(default_factory=dict)
    reply: Mapping[str, Rule] = field(default_factory=dict)
    inherits: tuple[str, ...] = ()
    parts: Parts = itself
    skip: Callable[[Row], str] = keep
    source: Callable[[Row, Row], str] = nowhere
    is_private: bool = False
    is_own: bool = False
    # A table whose columns are known however they are written, as "Comment ID" or comment_id. Rules say the latter.
    is_plain: bool = False
    unless: tuple[str, ...] = ()
    beside: Beside | None = None
    # Another name of a message, by which its replies find it, and that of a parent.
    alias: Rule = ""
    parent_alias: Rule = ""

    def fits(self, names: frozenset[str]) -> bool:
        is_there = all(not names.isdisjoint(sign.split("|")) for sign in self.signs)
        return is_there and names.isdisjoint(self.unless)

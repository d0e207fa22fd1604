"""Columns of the tables of a health page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from moderation.policy.decisions import act_of
from moderation.policy.health import Attainment, Figures, Times
from moderation.policy.health.promises import ALL, Promises
from moderation.rollups.words import (
    NOTHING,
    UNBROKEN,
    UNKNOWN,
    count_words,
    counted_plural,
    duration_words,
    rate_words,
    share_words,
)

Say = Callable[[Figures], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures.

    `cell` writes the figure, and `of` the small print under it.
    """

    name: str
    cell: Say
    of: Say = lambda _: ""


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    cells: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures.

    `first` heads the column of names.
    """

    first: str
    columns: list[str]
    rows: list[Row]


def figures_table(first: str, columns: Iterable[Column], rows: Iterable[tuple[str, Figures]]) -> Table:
    chosen = list(columns)
    made = [Row(name, [table_cell(column, figures) for column in chosen]) for name, figures in rows]
    return Table(first, [column.name for column in chosen], made)


def table_cell(column: Column, figures: Figures) -> tuple[str, str]:
    said = column.cell(figures)
    # A dash is enough in a table, where a word would be repeated on every line.
    return (NOTHING, "") if said == UNKNOWN else (said, column.of(figures))


def by_kind(decisions: dict[str, int]) -> str:
    return ", ".join(
        f"{act_of(kind).words.lower()}{UNBROKEN}{number:,}" for kind, number in decisions.items() if number
    )


def of_answers(times: Times) -> str:
    return f"{times.n:,} counted"


def of_targets(target: Attainment) -> str:
    return f"{target.met:,} of {target.n:,}"


def fell_due(promises: Promises) -> str:
    return f"{promises.kept:,} of {promises.fell_due:,}"


MESSAGES = (
    Column("Members’ messages", lambda f: count_words(f.messages.members)),
    Column("Staff’s messages", lambda f: count_words(f.messages.staff)),
)
ACTIVE = Column("Active members", lambda f: count_words(f.messages.active_members))
NOT_SCORED = Column("Not scored", lambda f: count_words(f.sentiment.not_scored))
FIRST_WORKING = (
    Column(
        "First response",
        lambda f: duration_words(f.response.first.working.median_seconds),
        lambda f: of_answers(f.response.first.working),
    ),
    Column("9 in 10", lambda f: duration_words(f.response.first.working.p90_seconds)),
)
FIRST_WALL = (
    Column("Wall clock", lambda f: duration_words(f.response.first.wall.median_seconds)),
    Column("Wall clock, 9 in 10", lambda f: duration_words(f.response.first.wall.p90_seconds)),
)
EVERY_WORKING = (
    Column(
        "Every reply",
        lambda f: duration_words(f.response.every.working.median_seconds),
        lambda f: of_answers(f.response.every.working),
    ),
    Column("9 in 10", lambda f: duration_words(f.response.every.working.p90_seconds)),
)
EVERY_WALL = (
    Column("Wall clock", lambda f: duration_words(f.response.every.wall.median_seconds)),
    Column("Wall clock, 9 in 10", lambda f: duration_words(f.response.every.wall.p90_seconds)),
)
TARGETS = (
    Column(
        "First action in time",
        lambda f: share_words(f.targets.first_action.share),
        lambda f: of_targets(f.targets.first_action),
    ),
    Column(
        "First reply in time",
        lambda f: share_words(f.targets.first_reply.share),
        lambda f: of_targets(f.targets.first_reply),
    ),
)
ENGAGEMENT = (
    Column(
        "Replies per post",
        lambda f: rate_words(f.engagement.replies_per_post),
        lambda f: counted_plural(f.engagement.posts, "post"),
    ),
    Column(
        "Reactions per post",
        lambda f: rate_words(f.engagement.reactions_per_post),
        lambda f: f"{f.engagement.reactions_known:,} known",
    ),
)
CASES = (
    Column("Cases opened", lambda f: count_words(f.cases.opened)),
    Column("Cases closed", lambda f: count_words(f.cases.closed)),
)
DECISIONS = Column("Decisions", lambda f: count_words(sum(f.decisions.values())), lambda f: by_kind(f.decisions))
PROMISES = (
    Column("Kept", lambda f: count_words(f.promises[ALL].kept)),
    Column("Kept late", lambda f: count_words(f.promises[ALL].kept_late)),
    Column("Still open", lambda f: count_words(f.promises[ALL].open_late)),
    Column("Closed without", lambda f: count_words(f.promises[ALL].closed)),
    Column("Kept of all", lambda f: share_words(f.promises[ALL].share), lambda f: fell_due(f.promises[ALL])),
)
BACKLOG = (
    Column("Under a day", lambda f: count_words(f.backlog.ages.under_1)),
    Column("1 to 3 days", lambda f: count_words(f.backlog.ages.from_1)),
    Column("3 to 7 days", lambda f: count_words(f.backlog.ages.from_3)),
    Column("Over 7 days", lambda f: count_words(f.backlog.ages.from_7)),
    Column("All", lambda f: count_words(f.backlog.open)),
)
WAITS = (
    Column(
        "Wait, half",
        lambda f: duration_words(f.durations.member_wait.median_seconds),
        lambda f: of_answers(f.durations.member_wait),
    ),
    Column("9 in 10", lambda f: duration_words(f.durations.member_wait.p90_seconds)),
    Column("Next reply, half", lambda f: duration_words(f.durations.next_reply.median_seconds)),
    Column("Desk, half", lambda f: duration_words(f.durations.desk.median_seconds)),
    Column("Desk, 9 in 10", lambda f: duration_words(f.durations.desk.p90_seconds)),
)
NEVER = (
    Column(
        "Never answered",
        lambda f: count_words(f.waiting.never_answered),
        lambda f: f"of {counted_plural(f.waiting.people, 'person', 'people')}",
    ),
    Column("Under a day", lambda f: count_words(f.waiting.ages.under_1)),
    Column("1 to 3 days", lambda f: count_words(f.waiting.ages.from_1)),
    Column("3 to 7 days", lambda f: count_words(f.waiting.ages.from_3)),
    Column("Over 7 days", lambda f: count_words(f.waiting.ages.from_7)),
    Column("By members", lambda f: count_words(f.waiting.by_members)),
    Column("Not due yet", lambda f: count_words(f.waiting.not_yet_due)),
)
RECEIVED = Column("Came to us after", lambda f: duration_words(f.durations.to_receive.median_seconds))
BY_CHANNEL = (PROMISES[-1], *NEVER, WAITS[0], WAITS[3], RECEIVED)
EVERYTHING = (*MESSAGES, ACTIVE, NOT_SCORED, *FIRST_WORKING, *EVERY_WORKING, *TARGETS, *ENGAGEMENT, *CASES, DECISIONS)

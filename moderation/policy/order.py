"""The order of work, by one number of a case that stays as time passes."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from moderation.policy.clocks import NO_DEADLINE
from moderation.policy.hours import DAYS, Week, in_utc, working_time
from moderation.policy.values import Term
from moderation.policy.written import hours_in_words

# So many working minutes weigh as much as one point of priority, as the bench stage "order" found.
MINUTES_A_POINT = 30
# What one of many alike stands lower, so that other critical cases come before it.
POINTS_BEHIND = 30
# What a lost reply lifts a case by: more than any priority with 200 days and nights of lateness.
POINTS_AHEAD = 10_000
BEHIND = Term("one of many alike", -POINTS_BEHIND, "the first few of them stand before it")
LOST = Term("the reply did not arrive", POINTS_AHEAD, "it stands at the top until somebody has dealt with it")
# The working days after which a case without a target counts as due.
DAYS_WITHOUT_TARGET = 5
# A Monday near today, because each week since then has to be counted once.
EPOCH = datetime(2026, 1, 5, tzinfo=UTC)
# Nearer moments are told apart. Beyond, every case counts as equally early or late.
FARTHEST = timedelta(weeks=1_040)
MINUTE, AN_HOUR, HOUR = timedelta(minutes=1), timedelta(hours=1), 60
# Of a desk that seems never to open.
USUAL_DAY = 8 * HOUR
WEEKS_SAMPLED = 4
MANY_HOURS = 10


def rank_of_case(
    priority: int, due_by: datetime, opened_at: datetime, week: Week, *, is_behind: bool = False, is_lost: bool = False
) -> int:
    """Return the place of a case, where the higher one comes first.

    It is the priority times 30 working minutes, minus the working minutes until it is due since a fixed moment. One of
    many alike may stand behind the first of them, and one with a lost reply stands before all others.
    """
    points = priority + sum(term.value for term in moving_terms(is_behind=is_behind, is_lost=is_lost))
    return points * MINUTES_A_POINT - minutes_due(due_by, opened_at, week)


def moving_terms(*, is_behind: bool, is_lost: bool) -> tuple[Term, ...]:
    """Return what puts a case elsewhere than harm and time do. A lost reply counts also in one of many alike."""
    if is_lost:
        return (LOST,)
    return (BEHIND,) if is_behind else ()


def minutes_due(due_by: datetime, opened_at: datetime, week: Week) -> int:
    if due_by < NO_DEADLINE:
        return working_minutes(due_by, week)
    return working_minutes(opened_at, week) + minutes_without_target(week)


def working_minutes(at: datetime, week: Week) -> int:
    """Return the working minutes from the epoch to a moment, negative before it."""
    moment = min(max(in_utc(at), EPOCH - FARTHEST), EPOCH + FARTHEST)
    hour, rest = divmod(moment - EPOCH, AN_HOUR)
    before, within = minutes_of_hour(hour, week)
    # Most hours are wholly closed or wholly open.
    if within in (0, HOUR):
        return before + rest // MINUTE * (within == HOUR)
    return before + working_time(moment - rest, moment, week) // MINUTE


# Cases are due in the same few weeks, and counting from the epoch is slow.
@lru_cache(maxsize=65_536)
def minutes_of_hour(hour: int, week: Week) -> tuple[int, int]:
    """Return the working minutes from the epoch to the beginning of an hour, and those within it."""
    begin = EPOCH + hour * AN_HOUR
    before = working_time(EPOCH, begin, week) - working_time(begin, EPOCH, week)
    return before // MINUTE, working_time(begin, begin + AN_HOUR, week) // MINUTE


@lru_cache(maxsize=1_024)
def minutes_without_target(week: Week) -> int:
    """Return the working minutes in which a case without a target counts as due."""
    # By the days that are open, because some desks work six days or four.
    monday = EPOCH.replace(tzinfo=ZoneInfo(week.zone))
    days = [monday + timedelta(days=number) for number in range(WEEKS_SAMPLED * DAYS + 1)]
    lengths = [working_time(begin, end, week) for begin, end in pairwise(days)]
    opened = [length for length in lengths if length]
    day = sum(opened, timedelta()) / len(opened) // MINUTE if opened else USUAL_DAY
    return DAYS_WITHOUT_TARGET * day


def order_terms(
    due_by: datetime,
    opened_at: datetime,
    now: datetime,
    week: Week,
    *,
    is_behind: bool = False,
    is_lost: bool = False,
) -> tuple[Term, ...]:
    """Return what the order of work adds to a priority, as the screens show it."""
    return (time_term(due_by, opened_at, now, week), *moving_terms(is_behind=is_behind, is_lost=is_lost))


def time_term(due_by: datetime, opened_at: datetime, now: datetime, week: Week) -> Term:
    """Return what time adds to a priority in the order of work.

    A case that is due in five working days gets nothing, and each 30 working minutes less add a point.
    """
    left = minutes_due(due_by, opened_at, week) - working_minutes(now, week)
    value = round((minutes_without_target(week) - left) / MINUTES_A_POINT)
    if due_by >= NO_DEADLINE:
        return Term("no target", value, f"without a target it counts as {due_words(left, is_late=left < 0)}")
    is_late = now > due_by
    # By the seconds as well, so that the clock beside it says the same minutes.
    said = due_words(-(working_time(due_by, now, week) // MINUTE) if is_late else left, is_late=is_late)
    return Term(said, value, "in working time; what is due sooner stands higher")


def due_words(left: int, *, is_late: bool) -> str:
    """Write the working minutes until something is due, as “due in 40 min” or “late by 3 h”."""
    if is_late:
        return f"late by {span_words(-left)}" if left < 0 else "late"
    return f"due in {span_words(left)}" if left > 0 else "due now"


def span_words(minutes: int) -> str:
    """Write working minutes, from ten hours on in whole hours."""
    return hours_in_words(minutes if minutes < MANY_HOURS * HOUR else minutes // HOUR * HOUR)

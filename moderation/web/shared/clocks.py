"""Response clocks as screens draw them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from zoneinfo import ZoneInfo

from moderation.models import Case
from moderation.models.cases import CLOCKS
from moderation.policy.clocks import Clock, State, time_left
from moderation.policy.hours import Week, Window, is_always, working_time
from moderation.web.shared.present import full_moment

NAMES = {"first_action": "First action", "first_reply": "First reply"}
WITHOUT = {"first_action": "closed without an action", "first_reply": "closed without a reply"}
LOOKS = {
    State.ON_TRACK: ("is-ok", "clock-ok", "on track"),
    State.AT_RISK: ("is-risk", "clock-risk", "at risk"),
    State.LATE: ("is-late", "clock-late", "late"),
    State.MET: ("is-met", "clock-met", "met"),
    State.MISSED: ("is-late", "clock-late", "missed"),
    State.CANCELLED: ("is-paused", "clock-pause", "cancelled"),
}
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
BAR = 88
HOUR, MANY_HOURS = 60, 100


@dataclass(frozen=True, slots=True)
class ClockView:
    """A clock in words and measures.

    `says` is the working time left, over or taken. `of` is what was promised. `used` is the filled part of the bar.
    """

    name: str
    look: str
    icon: str
    state: str
    says: str
    of: str
    used: float
    started: str
    due: str


def foremost_clock(case: Case, now: datetime, week: Week) -> ClockView | None:
    """Return the clock that a row shows.

    Of the running ones it is the one that is due first, else the one that ended last.
    """
    running = [clock_view(name, clock, now, week) for name, clock in case.open_clocks.items()]
    return next(iter([*running, *reversed(case_clock_views(case, now, week))]), None)


def case_clock_views(case: Case, now: datetime, week: Week) -> list[ClockView]:
    promised = ((name, case.clock(name)) for name in CLOCKS)
    return [clock_view(name, clock, now, week) for name, clock in promised if clock]


def clock_view(name: str, clock: Clock, now: datetime, week: Week) -> ClockView:
    state, zone = clock.state(now), ZoneInfo(week.zone)
    look, icon, word = LOOKS[state]
    within = working_time(clock.started_at, clock.due_by, week)
    taken = working_time(clock.started_at, clock.stopped_at or now, week)
    return ClockView(
        name=NAMES[name],
        look=look,
        icon=icon,
        state=word,
        says=clock_in_words(state, clock, now, week) or WITHOUT[name],
        of=f"of {span_of_time(within)}{'' if is_always(week) else ' working time'}",
        used=round(BAR * min(1.0, taken / within), 1) if within else BAR,
        started=full_moment(clock.started_at, zone),
        due=full_moment(clock.due_by, zone),
    )


def clock_in_words(state: State, clock: Clock, now: datetime, week: Week) -> str:
    """Write a clock's time, or a blank for a cancelled one."""
    if state is State.CANCELLED:
        return ""
    left = time_left(clock, now, week)
    if state is State.MET:
        return f"met in {span_of_time(working_time(clock.started_at, clock.stopped_at or now, week))}"
    if state is State.MISSED:
        return f"missed by {span_of_time(-left)}"
    return f"{span_of_time(-left)} over" if state is State.LATE else f"{span_of_time(left)} left"


def span_of_time(time: timedelta) -> str:
    """Write a time in whole minutes, as “18m” or “1h 05m”.

    From a hundred hours on it is in whole hours.
    """
    if timedelta() < time < timedelta(minutes=1):
        return "under 1m"
    minutes = int(time.total_seconds() // 60)
    hours, minutes = divmod(minutes, HOUR)
    if hours >= MANY_HOURS:
        return f"{hours}h"
    return (f"{hours}h {minutes:02}m" if minutes else f"{hours}h") if hours else f"{minutes}m"


def hours_in_words(week: Week) -> str:
    """Write the hours that count.

    “round the clock”, or “Mon to Fri 09:00–17:00, Sat 10:00–14:00, Europe/London”.
    """
    if is_always(week):
        return "round the clock"
    stretches = groupby(zip(DAYS, week.days, strict=True), key=itemgetter(1))
    said = (hours_stretch([day for day, _ in days], window) for window, days in stretches if window)
    return ", ".join([*said, week.zone])


def hours_stretch(days: list[str], window: Window) -> str:
    named = f"{days[0]} to {days[-1]}" if len(days) > 1 else days[0]
    return f"{named} {minutes_as_time(window.opens)}–{minutes_as_time(window.closes)}"


def minutes_as_time(minutes: int) -> str:
    return f"{minutes // HOUR:02}:{minutes % HOUR:02}"

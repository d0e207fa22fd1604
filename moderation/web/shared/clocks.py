"""Response clocks as screens draw them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from zoneinfo import ZoneInfo

from moderation.models import Case
from moderation.models import Clock as Promised
from moderation.policy.clocks import KEPT_WORDS, KIND_WORDS, Clock, Kept, Kind, State, time_left
from moderation.policy.hours import ROUND_THE_CLOCK, Day, Week, is_always, is_due_at, working_time
from moderation.rollups.words import day_words
from moderation.web.shared.present import full_moment

WITHOUT = {
    Kind.ACTION: "closed without an action",
    Kind.REPLY: "closed without a reply",
    Kind.NEXT_REPLY: "closed without a reply",
    Kind.DECISION: "closed without a decision",
    Kind.UNCHECKED: "closed without a look",
}
KEPT_ELSEWHERE = {kept.value: KEPT_WORDS[kept] for kept in (Kept.PLATFORM, Kept.BY_HAND)}
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
    promised = promises_of(case)
    running = sorted((each for each in promised if each.value.runs), key=lambda each: each.due_by)
    foremost = next(iter([*running, *reversed(promised)]), None)
    return promise_view(foremost, now, week) if foremost else None


def case_clock_views(case: Case, now: datetime, week: Week) -> list[ClockView]:
    return [promise_view(promised, now, week) for promised in promises_of(case)]


def promises_of(case: Case) -> list[Promised]:
    """Return a case's promises in the order in which they were made, without those of teams."""
    return sorted((each for each in case.clocks.all() if not each.escalation_id), key=lambda each: each.pk)


def promise_view(promised: Promised, now: datetime, week: Week) -> ClockView:
    """Draw a promise as it was made, with how it was kept where that was not here."""
    view = view_as_made(promised, now, week)
    kept = KEPT_ELSEWHERE.get(promised.kept_as)
    return replace(view, of=f"{view.of}, {kept}") if kept and promised.kept_at else view


def view_as_made(promised: Promised, now: datetime, week: Week) -> ClockView:
    """Draw a promise as it was made, also where hours or time zone have changed since."""
    kind, within, clock = Kind(promised.kind), timedelta(minutes=promised.within), promised.value
    if not promised.any_hour and is_due_at(clock.due_by, clock.started_at, within, week):
        return clock_view(kind, clock, now, week)
    view = clock_view(kind, clock, now, Week(week.zone, ROUND_THE_CLOCK))
    if clock.due_by - clock.started_at == within:
        return view
    # In the hours of now the working time left would contradict the due time, which stands.
    by_the_clock = view.says if clock.cancelled else f"{view.says} by the clock"
    return replace(
        view, says=by_the_clock, of=f"of {span_of_time(within)}{'' if promised.any_hour else ' working time'}"
    )


def clock_view(name: Kind, clock: Clock, now: datetime, week: Week) -> ClockView:
    state, zone = clock.state(now), ZoneInfo(week.zone)
    look, icon, word = LOOKS[state]
    within = working_time(clock.started_at, clock.due_by, week)
    taken = working_time(clock.started_at, clock.stopped_at or now, week)
    return ClockView(
        name=KIND_WORDS[name],
        look=look,
        icon=icon,
        state=word,
        says=clock_in_words(state, clock, now, week) or WITHOUT.get(name, "ended"),
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
    if state is State.MET and clock.stopped_at and clock.stopped_at < clock.started_at:
        return "met before it came here"
    if state is State.MET:
        return f"met in {span_of_time(working_time(clock.started_at, clock.stopped_at or now, week))}"
    if state is State.MISSED:
        return f"missed by {span_of_time(-left)}"
    if state is State.LATE:
        # The deadline was in the last minute of the hours that count, and they are over.
        return f"{span_of_time(-left)} over" if left else "just over"
    return f"{span_of_time(left)} left"


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
    but = ", without the closed days" if week.closed else ""
    if week.days == ROUND_THE_CLOCK:
        return f"round the clock{but}"
    stretches = groupby(zip(DAYS, week.days, strict=True), key=itemgetter(1))
    said = (hours_stretch([name for name, _ in days], day) for day, days in stretches if day)
    return ", ".join([*said, week.zone]) + but


def hours_stretch(names: list[str], day: Day) -> str:
    named = f"{names[0]} to {names[-1]}" if len(names) > 1 else names[0]
    return f"{named} {day_words(day)}"

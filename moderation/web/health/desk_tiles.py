"""The figures on top of a health page, about promises, who waits, and the mood."""

from moderation.policy.health import Figures
from moderation.policy.health.definitions import DEFINITIONS
from moderation.policy.health.promises import ALL
from moderation.policy.health.waiting import Ages
from moderation.rollups.report import Report
from moderation.rollups.words import (
    UNKNOWN,
    change_in_words,
    count_words,
    counted_plural,
    duration_words,
    interval_words,
    mood_figure,
    share_words,
)
from moderation.web.health.tiles import Measure, Tile, not_scored, of_times, tiles_of


def desk_tiles(report: Report) -> list[Tile]:
    return [*tiles_of(DESK, report.total, report.before), mood_tile(report), members_tile(report)]


def of_promises(figures: Figures) -> list[str]:
    found = figures.promises[ALL]
    if not found.fell_due:
        return ["nothing fell due"]
    said = [f"{found.kept:,} of {found.fell_due:,} that fell due", f"{found.kept_late:,} kept late"]
    if found.by_hand:
        said.append(f"{share_words(found.by_hand_share)} of the kept by hand")
    if found.on_platform:
        said.append(f"{share_words(found.on_platform_share)} of the kept on the platform")
    apart = [
        f"{number:,} {words}"
        for number, words in (
            (found.not_owed, "not owed"),
            (found.not_ours, "not ours"),
            (found.relaxed, "relaxed by hand"),
        )
        if number
    ]
    return [*said, ", ".join(apart)] if apart else said


def of_late(figures: Figures) -> list[str]:
    of_all = f"of {figures.promises[ALL].fell_due:,} that fell due"
    late = figures.backlog.late_now
    return [of_all] if late is None else [of_all, f"{late:,} late now, whenever due"]


def of_closed(figures: Figures) -> list[str]:
    found = figures.promises[ALL]
    said = [f"of {found.fell_due:,} that fell due"]
    if found.unneeded:
        said.append(f"{found.unneeded:,} needed no answer")
    return [*said, f"{found.undelivered:,} could not be delivered"] if found.undelivered else said


def of_never(figures: Figures) -> list[str]:
    found = figures.waiting
    waited = f"{share_words(found.share)} of {counted_plural(found.people, 'person', 'people')} who waited"
    said = [waited if found.people else "nobody waited whose promise fell due"]
    if found.never_answered:
        said.append(f"oldest {age_words(found.oldest_seconds)}, {ages_in_words(found.ages)}")
        said.append(f"{found.by_members:,} answered by members")
    return [*said, f"{found.not_yet_due:,} not due yet"]


def of_backlog(figures: Figures) -> list[str]:
    more = figures.cases.opened - figures.cases.closed
    moved = f"{abs(more):,} {'more' if more > 0 else 'fewer'} than before" if more else "as many as before"
    return [ages_in_words(figures.backlog.ages), moved]


def ages_in_words(ages: Ages) -> str:
    return f"{ages.from_3 + ages.from_7:,} over 3 days, {ages.from_7:,} over 7"


def age_words(seconds: float | None) -> str:
    days = (seconds or 0) / 86_400
    return counted_plural(int(days), "day") if days >= 1 else duration_words(seconds)


def of_waits(figures: Figures) -> list[str]:
    after = figures.durations.next_reply
    said = f"next reply {duration_words(after.median_seconds)}, {after.n:,} counted" if after.n else "no next reply"
    return [*of_times(figures.durations.member_wait), said]


def of_revised(figures: Figures) -> list[str]:
    found = figures.revised
    return [f"{found.undone:,} undone, {found.reopened:,} reopened", f"of {counted_plural(found.n, 'decision')}"]


def of_reports(figures: Figures) -> list[str]:
    found, took = figures.reports, figures.durations.report_to_action
    said = [f"{counted_plural(found.reports, 'report')}, {counted_plural(found.upheld, 'message')} upheld"]
    return [*said, f"half settled within {duration_words(took.median_seconds)}"] if took.n else said


def of_escalations(figures: Figures) -> list[str]:
    found = figures.escalations
    return [f"{found.acknowledged:,} taken up, {found.answered:,} answered", f"{found.open:,} still to answer"]


def mood_tile(report: Report) -> Tile:
    change, rest = report.moods.total.change, report.moods.total.without_removed
    said = [f"{change.n:,} persons’ weeks against {change.n_before:,}", not_scored(report.total)]
    if change.low is not None and change.high is not None:
        said.insert(0, f"95 %: {interval_words(change.low, change.high)}")
    figure = mood_figure(change.change)
    if rest and mood_figure(rest.change) != figure:
        said.append(f"{mood_figure(rest.change)} without what was removed")
    unit = "" if figure == UNKNOWN else "against before"
    return Tile("Mood", figure, unit, said, change_in_words(change), DEFINITIONS["Mood"])


def members_tile(report: Report) -> Tile:
    found = report.members
    return Tile("New members", f"{found.new:,}", "", [f"{found.returning:,} returned"], "", DEFINITIONS["New members"])


DESK = (
    Measure("Promises kept", "of what fell due", lambda f: share_words(f.promises[ALL].share), of_promises),
    Measure("Still open and late", "", lambda f: count_words(f.promises[ALL].open_late), of_late),
    Measure("Closed without", "", lambda f: count_words(f.promises[ALL].closed), of_closed),
    Measure("Never answered", "people", lambda f: count_words(f.waiting.never_answered), of_never, one="person"),
    Measure("Open cases", "", lambda f: count_words(f.backlog.open), of_backlog),
    Measure("Reopened or undone", "of decisions", lambda f: share_words(f.revised.share), of_revised),
    Measure(
        "Member’s wait", "half wait less", lambda f: duration_words(f.durations.member_wait.median_seconds), of_waits
    ),
    Measure(
        "Desk’s time",
        "half take less",
        lambda f: duration_words(f.durations.desk.median_seconds),
        lambda f: of_times(f.durations.desk),
    ),
    Measure("Reports by members", "messages", lambda f: count_words(f.reports.messages), of_reports, one="message"),
    Measure("Escalations", "asked", lambda f: count_words(f.escalations.asked), of_escalations),
)

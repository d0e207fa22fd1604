"""Tables of promises by target, severity, team and person, of escalations, and of moods by channel."""

from collections.abc import Iterable, Mapping
from datetime import date

from moderation.policy.clocks import END_WORDS, KIND_WORDS
from moderation.policy.health.promises import NAMES, OF_PERSONS, OF_TEAMS, Promises
from moderation.policy.health.teams import Escalations
from moderation.policy.values import Severity
from moderation.rollups.report import Report, people_named
from moderation.rollups.words import change_in_words, count_words, day_name, duration_words, share_words
from moderation.web.health.desk_plots import change_cells
from moderation.web.health.tables import NOTHING, Row, Table, fell_due

Cells = list[tuple[str, str]]
OUTCOMES = ["Kept of all", "Kept late", "Still open", "Closed without", "Not owed", "Not ours", "Relaxed"]
# Of the kept, late or not.
OUTCOMES += ["By hand", "On the platform"]
SEVERITIES = {severity.name.lower(): f"Severity {severity.name.lower()}" for severity in Severity if severity}
KINDS: dict[str, str] = {kind.value: words for kind, words in KIND_WORDS.items() if kind not in OF_TEAMS}
NAMED = KINDS | SEVERITIES | {Severity.NONE.name.lower(): "No finding", "all": "All"}


def promises_table(found: Mapping[str, Promises]) -> Table:
    """Return the promises of each target and severity that anything fell due of."""
    rows = ((NAMED[name], found[name]) for name in NAMES if name in NAMED)
    return Table("Promise", OUTCOMES, [Row(name, outcome_cells(each)) for name, each in rows if happened(each)])


def happened(promises: Promises) -> bool:
    return bool(promises.fell_due or promises.not_owed or promises.not_ours or promises.relaxed)


def outcome_cells(found: Promises) -> Cells:
    share = NOTHING if found.share is None else share_words(found.share)
    return [
        (share, fell_due(found)),
        (count_words(found.kept_late), ""),
        (count_words(found.open_late), ""),
        (count_words(found.closed), f"{found.unneeded:,} needed no answer" if found.unneeded else ""),
        (count_words(found.not_owed), ""),
        (count_words(found.not_ours), ""),
        (count_words(found.relaxed), ""),
        (count_words(found.by_hand), of_kept(found.by_hand_share) if found.by_hand else ""),
        (count_words(found.on_platform), of_kept(found.on_platform_share) if found.on_platform else ""),
    ]


def of_kept(share: float | None) -> str:
    return f"{share_words(share)} of the kept"


def teams_table(report: Report) -> Table:
    columns = [
        "Asked",
        "Taken up in time",
        "half within",
        "Answered in time",
        "half within",
        "Still to answer",
        "Oldest",
    ]
    return Table("Team", columns, [Row(name, team_cells(report, slug)) for slug, name in report.team_names.items()])


def team_cells(report: Report, team: str) -> Cells:
    found = report.escalations_by_team.get(team, NOBODY_ASKED)
    promised = report.promises_by_team.get(team, {})
    taken, answered = (in_time(promised.get(kind)) for kind in OF_TEAMS)
    return [
        (count_words(found.asked), ""),
        taken,
        half_within(found.acknowledge_median_seconds, found.acknowledged),
        answered,
        half_within(found.answer_median_seconds, found.answered),
        (count_words(found.open), ""),
        (day_name(date.fromisoformat(found.oldest_open)) if found.oldest_open else NOTHING, ""),
    ]


def in_time(found: Promises | None) -> tuple[str, str]:
    return (share_words(found.share), fell_due(found)) if found and found.fell_due else (NOTHING, "")


def half_within(seconds: float | None, number: int) -> tuple[str, str]:
    return (duration_words(seconds), f"{number:,} counted") if number else (NOTHING, "")


def mood_table(report: Report) -> Table:
    rows = []
    for channel, mood in report.moods.by_channel.items():
        rest = change_cells(mood.without_removed)[0] if mood.without_removed else (NOTHING, "")
        not_scored = report.by_channel[channel].sentiment.not_scored_share
        share = NOTHING if not_scored is None else share_words(not_scored)
        rows.append(
            Row(str(channel), [*change_cells(mood.change), rest, (share, ""), (change_in_words(mood.change), "")])
        )
    return Table("Channel", ["Change", "95 %", "Persons", "Without removed", "Not scored", "In words"], rows)


def people_table(report: Report) -> Table:
    """Return who ended how many promises, for those who may see figures by person."""
    columns = [END_WORDS[end].capitalize() for end in OF_PERSONS]
    return Table("Person", columns, [Row(str(person), ends_cells(ends)) for person, ends in people_named(report)])


def ends_cells(ends: Mapping[str, int]) -> Cells:
    return [(count_words(ends[end]), "") for end in OF_PERSONS]


def filled(tables: Iterable[tuple[str, str, Table]]) -> list[tuple[str, str, Table]]:
    """Return the tables that have any row, each with its title and what to know about it."""
    return [each for each in tables if each[2].rows]


NOBODY_ASKED = Escalations(0, 0, None, None, 0, None, None, 0, None)

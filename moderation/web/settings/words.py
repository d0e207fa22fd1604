"""Settings in words: what a field is called, what its value means, and what an escalation rule does."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from community.models import Feed
from moderation.administering.promises import PROMISES, field_of
from moderation.models import EscalationRule, Membership
from moderation.models.guidelines import SEVERITIES
from moderation.models.promises import WEEKDAYS
from moderation.policy.values import Severity
from moderation.policy.written import duration
from moderation.web.present import language_name, signed

Tell = Callable[[Any], str]


class Field(NamedTuple):
    """What a field is called, and how its value is told; an empty value has words of its own."""

    label: str
    tell: Tell = str
    empty: str = "nothing"


class Told(NamedTuple):
    """A field with its value in words."""

    label: str
    value: str


class Step(NamedTuple):
    """A field that changed, before and after in words; what was not there before or is not there now is blank."""

    label: str
    before: str
    after: str


def choice(choices: Iterable[tuple[Any, Any]]) -> Tell:
    labels = dict(choices)
    return lambda value: str(labels.get(value, value))


def switch(on: str, off: str) -> Tell:
    return lambda value: on if value else off


YES, ON = switch("yes", "no"), switch("on", "off")
FIELDS: dict[str, Field] = {
    "name": Field("Name"),
    "role": Field("Role", choice(Membership.Role.choices)),
    "team": Field("Team", choice(Membership.Team.choices), "no team"),
    "state": Field("State"),
    "is_private": Field("Private", YES),
    "is_answered": Field("We answer questions here", YES),
    "language": Field("Language", language_name, "the community’s first"),
    "feed": Field("Feed", choice(Feed.Kind.choices), "no feed"),
    "is_on": Field("Switched", ON),
    "a_minute": Field("Messages a minute"),
    "severity_from": Field("Severity at least", choice(SEVERITIES), "any"),
    "compound_to": Field("Negativity limit", lambda value: signed(float(value))),
    "reports_from": Field("Member reports from"),
    "undo_seconds": Field("Undo simply cancels for", lambda value: f"{value} s"),
    "time_zone": Field("Time zone"),
    "languages": Field("Languages", lambda codes: ", ".join(map(language_name, codes))),
    "category": Field("Category found", str, "any"),
    "clock": Field("Clock", choice(EscalationRule.Clock.choices), "not asked"),
    "clock_minutes": Field("Late by", lambda minutes: duration(minutes) if minutes else "at once"),
    "unclaimed_minutes": Field("Unclaimed for", duration, "not asked"),
    "reason": Field("What is asked"),
    **{
        field_of(severity, promise): Field(
            f"{severity.name.capitalize() if severity else 'No finding'}, {promise.replace('_', ' ')}",
            duration,
            "no promise",
        )
        for severity in reversed(Severity)
        for promise in PROMISES
    },
    **{name.lower(): Field(name) for _, name in WEEKDAYS},
}

ORDER = {field: place for place, field in enumerate(FIELDS)}


def told(field: str, value: Any) -> str:
    known = FIELDS.get(field, Field(field))
    return known.empty if value is None or value in ("", []) else known.tell(value)


def label(field: str) -> str:
    return FIELDS.get(field, Field(field)).label


def all_told(values: Mapping[str, Any]) -> list[Told]:
    return [Told(label(field), told(field, value)) for field, value in values.items()]


def steps(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Step]:
    return [
        Step(
            label(field),
            told(field, before[field]) if field in before else "",
            told(field, after[field]) if field in after else "",
        )
        # PostgreSQL keeps no order of its own.
        for field in sorted({**before, **after}, key=lambda field: ORDER.get(field, len(ORDER)))
    ]


def in_words(rule: EscalationRule) -> str:
    """What a rule does: “When the severity is at least high and a clock is late by 30m, ask PR: …”."""
    return f"When {' and '.join(conditions(rule))}, ask {rule.get_team_display()}: {rule.reason}"


def conditions(rule: EscalationRule) -> list[str]:
    said = []
    if rule.severity_from is not None:
        said.append(f"the severity is at least {rule.get_severity_from_display().lower()}")
    if rule.category:
        said.append(f"something of the category “{rule.category}” was found")
    if rule.clock == EscalationRule.Clock.AT_RISK:
        said.append("a clock is at risk")
    if rule.clock == EscalationRule.Clock.LATE:
        said.append(f"a clock is late by {duration(rule.clock_minutes)}" if rule.clock_minutes else "a clock is late")
    if rule.unclaimed_minutes is not None:
        said.append(f"nobody has claimed the case for {duration(rule.unclaimed_minutes)}")
    return said

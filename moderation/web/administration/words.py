"""Fields and values of settings in words."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from community.connectors.kinds import CONNECTORS, label_of
from community.models import Member, StaffEntry
from moderation.administration.targets import ANY_HOUR, OWN, PROMISES, UNCHECKED, field_of
from moderation.changes import Subject
from moderation.models import EscalationRule, Membership
from moderation.models.guidelines import SEVERITIES
from moderation.models.targets import WEEKDAYS
from moderation.policy.values import Rule, Severity
from moderation.policy.written import signed, written_minutes
from moderation.web.guidelines.words import rule_in_words as told_rule
from moderation.web.shared.present import language_name

Tell = Callable[[Any], str]
LONGEST = 400


class Field(NamedTuple):
    """A field's label and how its value is written.

    An empty value has words of its own.
    """

    label: str
    tell: Tell = str
    empty: str = "nothing"


class Told(NamedTuple):
    """A field with its value in words."""

    label: str
    value: str


class Step(NamedTuple):
    """A field that changed, before and after in words.

    A value that was not there, or is not there now, is blank.
    """

    label: str
    before: str
    after: str


def choice_words(choices: Iterable[tuple[Any, Any]]) -> Tell:
    labels = dict(choices)
    return lambda value: str(labels.get(value, value))


def switch_words(on: str, off: str) -> Tell:
    return lambda value: on if value else off


def rules_told(said: dict[str, Any]) -> str:
    """Write rules of a guideline, as “my lawyer”, Shouting, from 80 % capitals and 3 more."""
    named = cut(", ".join(told_rule(Rule(*pair)) for pair in said["rules"]))
    return f"{named} and {said['more']} more" if said["more"] else named


def told_counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} as {name}" for name, number in sorted(counts.items())) or "nothing"


def cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def told_words(words: Iterable[str]) -> str:
    return cut(", ".join(words))


def told_examples(texts: Iterable[str]) -> str:
    return cut(", ".join(f"“{text}”" for text in texts))


def told_months(number: int) -> str:
    return f"after {number} month{'' if number == 1 else 's'}"


def told_rating(number: int) -> str:
    return f"{number} of 5" if number else "never"


def told_days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}" if number else "never"


def severity_name(severity: Severity) -> str:
    return severity.name.capitalize() if severity else "No finding"


KEPT = "kept"
YES, ON = switch_words("yes", "no"), switch_words("on", "off")
NAME = Field("Name")
ROLE = Field("Role", choice_words(Membership.Role.choices))
TEAM = Field("Team", empty="no team")
WHY = Field("Why", empty="not said")


def promise_field(label: str) -> Field:
    return Field(label, written_minutes, "no promise")


def any_hour_field(label: str) -> Field:
    return Field(label, YES)


SPAN = {
    "role": Field("Role", choice_words(Member.Role.choices)),
    "since": Field("From", cut, "the start"),
    "until": Field("Until", cut, "no end"),
    "why": WHY,
}
# Fields by form, because two forms may have a field of the same name.
FIELDS: dict[str, dict[str, Field]] = {
    Subject.PERSON: {"role": ROLE, "team": TEAM, "state": Field("State")},
    Subject.INVITATION: {"role": ROLE, "team": TEAM, "state": Field("State")},
    Subject.CHANNEL: {
        "name": NAME,
        "is_private": Field("Private", YES),
        "is_answered": Field("We answer questions here", YES),
        "language": Field("Language", language_name, "the community’s first"),
        "feed": Field("Feed", label_of, "no feed"),
        "source": Field("Source"),
    },
    Subject.SOURCE: {"name": NAME},
    Subject.STAFF_ENTRY: {"kind": Field("Kind", choice_words(StaffEntry.Kind.choices)), **SPAN},
    Subject.ROLE: SPAN,
    Subject.JOINED: {
        "members": Field("Members", lambda names: cut(", ".join(names)), "nobody"),
        "counts_as_one": Field("Decisions count for all", YES),
        "why": WHY,
    },
    Subject.RECOUNT: {
        "counted": Field("Counted as", told_counts),
        "messages": Field("Messages changed", str, "0"),
        "from": Field("Posted from", str, "no day"),
        "to": Field("Posted until", str, "no day"),
    },
    Subject.FEED: {"is_on": Field("Switched", ON)},
    Subject.TOKEN: {"source": Field("Source"), "state": Field("State")},
    Subject.TARGETS: {
        OWN: Field("Own targets", YES),
        **{
            field_of(severity, promise): told(f"{severity_name(severity)}, {promise.replace('_', ' ')}")
            for severity in reversed(Severity)
            for promise, told in (*((promise, promise_field) for promise in PROMISES), (ANY_HOUR, any_hour_field))
        },
        UNCHECKED: promise_field("Could not be checked"),
        "acknowledge": promise_field("Taken up"),
        "answer": promise_field("Answered"),
        "webhook": Field("Address called", str, "none"),
        ANY_HOUR: any_hour_field("At any hour"),
    },
    Subject.HOURS: {name.lower(): Field(name) for _, name in WEEKDAYS},
    Subject.ESCALATION_RULE: {
        "name": NAME,
        "is_on": Field("Switched", ON),
        "severity_from": Field("Severity at least", choice_words(SEVERITIES), "any"),
        "category": Field("Category found", str, "any"),
        "clock": Field("Clock", choice_words(EscalationRule.Clock.choices), "not asked"),
        "clock_minutes": Field("Late by", lambda minutes: written_minutes(minutes) if minutes else "at once"),
        "unclaimed_minutes": Field("Unclaimed for", written_minutes, "not asked"),
        "people": Field("People in one conversation", str, "not asked"),
        "people_minutes": Field("Counted within", lambda minutes: f"{minutes} min"),
        "bad_percent": Field("Negative or reported", lambda share: f"{share} % or more", "not asked"),
        "team": Field("Team"),
        "reason": Field("What is asked"),
    },
    Subject.COMMUNITY: {
        "name": NAME,
        "time_zone": Field("Time zone"),
        "languages": Field("Languages", lambda codes: ", ".join(map(language_name, codes))),
        "like": Field("Made like"),
    },
    Subject.DESK: {
        "severity_from": Field("Severity at least", choice_words(SEVERITIES)),
        "compound_to": Field("Negativity limit", lambda value: signed(float(value))),
        "reports_from": Field("Member reports from"),
        "rating_to": Field("Rating at most", told_rating),
        "reopen_days": Field("A closed case goes on within", told_days),
        "undo_seconds": Field("Undo simply cancels for", lambda value: f"{value} s"),
        "digest_minutes": Field("Minutes between mails", lambda value: f"{value} min"),
    },
    Subject.MOOD: {
        "engine": Field("Scored by"),
        "own_names": Field("Our own names", told_words),
        "trouble_words": Field("Trouble words", told_words, "those that Parley knows"),
        "negative_emoji": Field("Emoji that are negative", told_words, "those that Parley knows"),
    },
    Subject.MEMBER: {
        "state": Field("State"),
        "members": Field("Members of one person"),
        "messages": Field("Messages"),
        "earlier_texts": Field("Earlier texts"),
        "cases": Field("Cases"),
        "open_cases": Field("Open cases"),
        "findings": Field("Findings"),
        "others": Field("Messages of others looked through"),
        "rejects": Field("Rejected records looked through"),
        "uploads": Field("Uploaded files"),
    },
    Subject.RETENTION: {
        "keep_messages": Field("Messages without a case", told_months, KEPT),
        "keep_cases": Field("Closed cases", told_months, KEPT),
        "keep_rejects": Field("Rejected records", told_months, KEPT),
        "keep_uploads": Field("Uploaded files", told_months, KEPT),
        "messages": Field("Messages emptied"),
        "cases": Field("Closed cases emptied"),
        "rejects": Field("Rejected records deleted"),
        "uploads": Field("Uploaded files thrown away"),
    },
    Subject.IMPORT: {"state": Field("State"), "messages": Field("Messages", lambda count: f"{count:,}")},
    Subject.GUIDELINE: {
        "name": NAME,
        "category": Field("Category"),
        "severity": Field("Severity", choice_words(SEVERITIES)),
        "is_on": Field("Switched", ON),
        "statement": Field("Wording", cut),
        "rules": Field("Rules", rules_told),
        "must_find": Field("Examples that it must find", told_examples, "none"),
        "must_not_find": Field("Examples that it must not find", told_examples, "none"),
    },
}


def fields_of(subject: str) -> dict[str, Field]:
    set_by_connectors = CONNECTORS.values() if subject == Subject.FEED else ()
    return FIELDS.get(subject, {}) | {
        name: Field(str(field.label or name))
        for connector in set_by_connectors
        for name, field in connector.settings_form.base_fields.items()
    }


def known(subject: str, field: str) -> Field:
    return fields_of(subject).get(field, Field(field))


def value_in_words(subject: str, field: str, value: Any) -> str:
    about = known(subject, field)
    return about.empty if value is None or value in ("", []) else about.tell(value)


def field_label(subject: str, field: str) -> str:
    return known(subject, field).label


def with_team_named(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Put the name of a team in the place of its slug, which forms and the record keep."""
    return {field: names.get(value, value) if field == "team" else value for field, value in values.items()}


def all_told(subject: str, values: Mapping[str, Any]) -> list[Told]:
    return [Told(field_label(subject, field), value_in_words(subject, field, value)) for field, value in values.items()]


def changed_fields(subject: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Step]:
    # PostgreSQL does not keep the order of JSON keys.
    order = {field: index for index, field in enumerate(fields_of(subject))}
    return [
        Step(
            field_label(subject, field),
            value_in_words(subject, field, before[field]) if field in before else "",
            value_in_words(subject, field, after[field]) if field in after else "",
        )
        for field in sorted({**before, **after}, key=lambda field: order.get(field, len(order)))
    ]

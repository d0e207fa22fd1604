"""Versions of a guideline, newest first, with their changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Min

from moderation.models import Guideline, GuidelineVersion
from moderation.policy.values import Rule
from moderation.web.guidelines.words import rule_in_words

VERSIONS_SHOWN = 20
RULES_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one field, with its value before and now."""

    what: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Step:
    """A version and its changes.

    Of many changed rules only some are told, and `untold` counts the rest.
    """

    version: GuidelineVersion
    rule_set: int | None
    is_first: bool
    changes: tuple[Change, ...] = ()
    wording: Change | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    untold: int = 0


def guideline_history(guideline: Guideline) -> list[Step]:
    found = guideline.versions.select_related("made_by").prefetch_related("rules").order_by("-number")
    # One more than is shown, for the last one to be compared with.
    versions = list(found[: VERSIONS_SHOWN + 1])
    since = dict(guideline.versions.values_list("pk").annotate(Min("rule_sets__number")).order_by())
    steps = [version_step(newer, older, since.get(newer.pk)) for newer, older in pairwise(versions)]
    if versions and len(versions) <= VERSIONS_SHOWN:
        steps.append(Step(versions[-1], since.get(versions[-1].pk), is_first=True))
    return steps


def version_step(version: GuidelineVersion, older: GuidelineVersion, rule_set: int | None) -> Step:
    now, before = version.value().rules, older.value().rules
    added, removed = rules_without(now, before), rules_without(before, now)
    told_of = added[:RULES_SHOWN], removed[:RULES_SHOWN]
    wording = Change("Wording", older.statement, version.statement)
    return Step(
        version,
        rule_set,
        is_first=False,
        changes=tuple(version_changes(version, older)),
        wording=wording if wording.before != wording.now else None,
        added=tuple(map(rule_in_words, told_of[0])),
        removed=tuple(map(rule_in_words, told_of[1])),
        untold=len(added) + len(removed) - sum(map(len, told_of)),
    )


def rules_without(rules: Sequence[Rule], others: Sequence[Rule]) -> list[Rule]:
    known = set(others)
    return [rule for rule in rules if rule not in known]


def version_changes(version: GuidelineVersion, older: GuidelineVersion) -> Iterator[Change]:
    if version.name != older.name:
        yield Change("Name", older.name, version.name)
    if version.category != older.category:
        yield Change("Category", older.category, version.category)
    if version.severity != older.severity:
        yield Change("Severity", older.get_severity_display(), version.get_severity_display())
    if version.is_on != older.is_on:
        yield Change("Switched", "on" if older.is_on else "off", "on" if version.is_on else "off")
    for label, was, now in (
        ("Must find", older.must_find, version.must_find),
        ("Must not find", older.must_not_find, version.must_not_find),
    ):
        if was != now:
            yield Change(label, told_examples(was), told_examples(now))


def told_examples(texts: Sequence[str]) -> str:
    return f"{len(texts)} example{'' if len(texts) == 1 else 's'}"

"""Publish versions of guidelines as rule sets in force."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.text import slugify

from community.models import Community
from moderation import targets
from moderation.guidelines.changes import record_version, values_of
from moderation.models import Desk, Guideline, GuidelineVersion, Rule, RuleSet, User
from moderation.policy import guidelines as policy
from moderation.policy import values
from moderation.policy.judge import STANDARD
from moderation.policy.matching import BadPattern
from moderation.policy.sentiment import Engine, make_engine
from moderation.policy.starter import BRAND, starter_for
from moderation.policy.values import Severity, Thresholds
from moderation.policy.weight import overweight, weight_of
from moderation.refusal import Refused

LONGEST_SLUG = 60
# The address of the page for a new guideline.
TAKEN_SLUGS = {"new"}


@dataclass(frozen=True, slots=True)
class InForce:
    """The rule set, thresholds and engine that a community's messages are judged by.

    Without a rule set nothing is looked for.
    """

    rule_set: int | None
    thresholds: Thresholds
    engine: Engine = STANDARD


def current_rule_sets(community_ids: Iterable[int]) -> dict[int, InForce]:
    wanted = list(community_ids)
    desks = Desk.objects.filter(community__in=wanted)
    return dict.fromkeys(wanted, InForce(None, Thresholds())) | {
        desk.community_id: InForce(desk.rule_set_id, desk.thresholds, make_engine(desk.engine, desk.own_words))
        for desk in desks
    }


# A rule set never changes, so neither does what it compiles to.
@lru_cache(maxsize=32)
def compiled_rule_set(rule_set_id: int | None) -> policy.RuleSet:
    if rule_set_id is None:
        return policy.compile_rules(())
    versions = GuidelineVersion.objects.filter(rule_sets=rule_set_id, is_on=True)
    return policy.compile_rules([version.value() for version in versions.prefetch_related("rules").order_by("pk")])


def facts_asked(rule_set_id: int | None) -> frozenset[str]:
    """Return the facts that composed rules ask for; a rule set that does not compile asks for nothing."""
    try:
        return compiled_rule_set(rule_set_id).facts_asked
    except BadPattern:
        return frozenset()


def weights(community: Community) -> dict[int, float]:
    """Return the weight of each guideline in force, by its key."""
    in_force = Desk.objects.filter(community=community).values("rule_set")
    rules = Rule.objects.filter(version__rule_sets__in=in_force, version__is_on=True)
    found: dict[int, float] = defaultdict(float)
    for guideline, kind, pattern in rules.values_list("version__guideline", "kind", "pattern"):
        found[guideline] += weight_of(values.Rule(kind, pattern))
    return found


@transaction.atomic
def install_starter_guidelines(community: Community, by: User | None = None, kind: str = BRAND) -> RuleSet:
    """Put the starter guidelines of this kind and targets in force, unless there is a rule set."""
    desk = _lock_desk(community)
    if desk.rule_set:
        return desk.rule_set
    targets.install_starter_targets(community)
    now = timezone.now()
    for starter in starter_for(kind):
        _write_first(community, starter.key, starter, is_on=True, by=by, now=now)
    desk.kind = kind
    return _put_in_force(desk, by, now)


@transaction.atomic
def add_missing_starters(community: Community, by: User, now: datetime, kind: str) -> list[str]:
    """Add the starter guidelines of this kind that the community has none of, and change none that it has.

    Returns their names. Raises Refused.
    """
    desk = _lock_desk(community)
    there = list(Guideline.objects.filter(community=community).values_list("slug", "name"))
    known = {each.casefold() for both in there for each in both}
    missing = [each for each in starter_for(kind) if known.isdisjoint({each.key, each.name.casefold()})]
    rules = [rule for each in missing for rule in each.rules]
    if wrong := overweight(rules, others=sum(weights(community).values())):
        raise Refused(wrong.sentence)
    for starter in missing:
        _write_first(community, starter.key, starter, is_on=True, by=by, now=now)
    desk.kind = kind
    if missing:
        _put_in_force(desk, by, now)
    else:
        desk.save(update_fields=["kind"])
    return [each.name for each in missing]


@transaction.atomic
def copy_newest(source: Community, community: Community, by: User | None, now: datetime) -> RuleSet | None:
    """Copy another community's guidelines and put them in force.

    Each starts with a first version here. Returns None where the other has none.
    """
    desk = _lock_desk(community)
    newest = GuidelineVersion.objects.filter(pk__in=_newest_versions(source)).order_by("pk")
    versions = list(newest.select_related("guideline").prefetch_related("rules"))
    for version in versions:
        _write_first(community, version.guideline.slug, version.value(), is_on=version.is_on, by=by, now=now)
    return _put_in_force(desk, by, now) if versions else None


@transaction.atomic
def save_guideline(
    guideline: Guideline | None,
    community: Community,
    by: User,
    now: datetime,
    *,
    name: str,
    category: str,
    statement: str,
    severity: int,
    is_on: bool,
    rules: Sequence[values.Rule],
    must_find: Sequence[str] = (),
    must_not_find: Sequence[str] = (),
    seen_version: int | None,
) -> GuidelineVersion:
    """Save a new version and put it in force, or return the newest when nothing differs.

    `seen_version` is the number that the form was opened on. Raises Refused.
    """
    desk = _lock_desk(community)
    examples = tuple(must_find), tuple(must_not_find)
    said = values.Guideline("", name, category, Severity(severity), statement, tuple(rules), *examples)
    newest = _newest(guideline) if guideline else None
    if newest and newest.number != seen_version:
        # A later version is never overwritten unseen.
        raise Refused(f"{newest.made_by or 'Somebody'} saved version {newest.number} while you were editing.")
    _refuse_second_guideline(guideline, community, name)
    _refuse_useless(said)
    # Rules that are off cost nothing.
    if is_on:
        _refuse_heavy(said, weights(community), guideline)
    if newest and _says_the_same(newest, said, is_on):
        return newest
    guideline = guideline or Guideline(community=community, slug=_free_slug(community, name))
    guideline.name, guideline.category = name, category
    guideline.save()
    before = values_of(newest.value(), is_on=newest.is_on) if newest else {}
    version = _write_version(guideline, said, number=newest.number + 1 if newest else 1, is_on=is_on, by=by, now=now)
    record_version(guideline, by, now, before=before, after=values_of(said, is_on=is_on))
    _put_in_force(desk, by, now)
    return version


def _lock_desk(community: Community) -> Desk:
    """Lock the desk until the transaction ends."""
    Desk.objects.open_for(community)
    # Of two who save at once, the second then sees the first's version.
    return Desk.objects.select_for_update(of=("self",)).select_related("rule_set").get(community=community)


def _newest(guideline: Guideline) -> GuidelineVersion:
    return guideline.versions.select_related("made_by").prefetch_related("rules").latest("number")


def _refuse_second_guideline(guideline: Guideline | None, community: Community, name: str) -> None:
    others = Guideline.objects.filter(community=community, name__iexact=name)
    if (others.exclude(pk=guideline.pk) if guideline else others).exists():
        raise Refused(f"There is a guideline named “{name}” already.")


def _refuse_useless(said: values.Guideline) -> None:
    # One rule that does not compile would keep the whole rule set from working.
    wrong = policy.problems(said)
    if wrong:
        raise Refused(wrong[0])


def _refuse_heavy(said: values.Guideline, weights: dict[int, float], guideline: Guideline | None) -> None:
    before = weights.get(guideline.pk, 0.0) if guideline else 0.0
    if wrong := overweight(said.rules, others=sum(weights.values()) - before, before=before):
        raise Refused(wrong.sentence)


def _says_the_same(version: GuidelineVersion, said: values.Guideline, is_on: bool) -> bool:
    was = version.value()
    same_words = replace(was, key=said.key, rules=said.rules) == said
    # The order of rules changes nothing that they find.
    return same_words and version.is_on == is_on and set(was.rules) == set(said.rules)


def _free_slug(community: Community, name: str) -> str:
    slug = slugify(name)[: LONGEST_SLUG - 4].strip("-_") or "guideline"
    taken = TAKEN_SLUGS | set(Guideline.objects.filter(community=community).values_list("slug", flat=True))
    number = 1
    while (free := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return free


def _write_version(
    guideline: Guideline, said: values.Guideline, *, number: int, is_on: bool, by: User | None, now: datetime
) -> GuidelineVersion:
    version = GuidelineVersion.objects.create(
        guideline=guideline,
        number=number,
        name=said.name,
        category=said.category,
        statement=said.statement,
        severity=said.severity,
        is_on=is_on,
        must_find=said.must_find,
        must_not_find=said.must_not_find,
        made_by=by,
        made_at=now,
    )
    Rule.objects.bulk_create(
        Rule(version=version, position=position, kind=rule.kind, pattern=rule.pattern)
        for position, rule in enumerate(said.rules)
    )
    return version


def _write_first(
    community: Community, slug: str, said: values.Guideline, *, is_on: bool, by: User | None, now: datetime
) -> None:
    guideline = Guideline.objects.create(community=community, slug=slug, name=said.name, category=said.category)
    _write_version(guideline, said, number=1, is_on=is_on, by=by, now=now)
    record_version(guideline, by, now, before={}, after=values_of(said, is_on=is_on))


def _newest_versions(community: Community) -> QuerySet[Guideline, int]:
    return community.guidelines.annotate(newest=Max("versions__pk")).values_list("newest", flat=True)


def _put_in_force(desk: Desk, by: User | None, now: datetime) -> RuleSet:
    """Make the newest version of each guideline the next rule set."""
    number = RuleSet.next_number(desk.community)
    desk.rule_set = RuleSet.objects.create(community=desk.community, number=number, made_by=by, made_at=now)
    desk.rule_set.versions.set(_newest_versions(desk.community))
    desk.save(update_fields=["rule_set", "kind"])
    return desk.rule_set

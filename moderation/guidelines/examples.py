"""Examples of a community's guidelines, tried as they stand and in disguises."""

from collections.abc import Iterator
from typing import NamedTuple

from community.models import Community
from moderation.guidelines import more_tricks, tricks
from moderation.models import Desk, GuidelineVersion
from moderation.policy import values
from moderation.policy.examples import Tried, share_disguised, try_examples
from moderation.policy.guidelines import compile_rules
from moderation.policy.matching import BadPattern

# The first ways of disguising a text, which people type by hand or copy from a page that does it.
DISGUISES = [*(tricks.TRICKS | more_tricks.TRICKS).items()][:35]


class Checked(NamedTuple):
    """A guideline with what came of its examples."""

    slug: str
    guideline: values.Guideline
    tried: list[Tried]
    # Why its rules cannot look at all.
    fault: str = ""

    @property
    def broken(self) -> list[Tried]:
        return [each for each in self.tried if not each.is_kept]

    @property
    def kept(self) -> int:
        return len(self.tried) - len(self.broken)


def check_examples(community: Community) -> Iterator[Checked]:
    """Yield each guideline in force with its examples tried, in the order of their names."""
    in_force = Desk.objects.filter(community=community).values("rule_set")
    versions = GuidelineVersion.objects.filter(rule_sets__in=in_force, is_on=True)
    for version in versions.select_related("guideline").prefetch_related("rules").order_by("name"):
        yield check_one(version.guideline.slug, version.value(), language_of(community))


def check_one(slug: str, guideline: values.Guideline, language: str) -> Checked:
    try:
        return Checked(slug, guideline, try_examples(guideline, compile_rules([guideline]), language))
    except BadPattern as wrong:
        # From before a kind of rule went, or written past the form.
        return Checked(slug, guideline, [], str(wrong))


def disguised(guideline: values.Guideline, language: str) -> float | None:
    """Return the share of its examples that is found in disguises too, or None where none is found clean.

    Raises BadPattern.
    """
    return share_disguised(guideline.must_find, compile_rules([guideline]), language, (trick for _, trick in DISGUISES))


def language_of(community: Community) -> str:
    return (community.languages or ["en"])[0]

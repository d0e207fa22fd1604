"""Puts most of many critical cases alike behind the first few of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.db import transaction
from django.db.models import Count, F, QuerySet

from community.models import Community
from moderation.cases.ranking import put_in_place
from moderation.models import Case
from moderation.models.cases import CaseQuerySet
from moderation.policy.hours import Week
from moderation.policy.values import Severity

FIRST_FEW = 3
# Many messages of one thread, or of one text wherever it stands.
ALIKE = ("conversation", "assessment__fingerprint")


def fold_floods(community: Community, week: Week) -> int:
    """Let only the first few of many critical cases alike stand first. Returns how many changed their places.

    The rest stand behind the first one, which counts them on the screen, until it is closed.
    """
    critical = Case.objects.open().filter(community=community, severity=Severity.CRITICAL)
    behind = dict(stand_behind(critical))
    before = dict(Case.objects.open().filter(community=community, behind__isnull=False).values_list("pk", "behind"))
    changed = {key: behind.get(key) for key in behind.keys() | before.keys() if behind.get(key) != before.get(key)}
    return move(changed, {community.pk: week}) if changed else 0


def stand_behind(critical: CaseQuerySet) -> Iterator[tuple[int, int]]:
    """Yield each case that stands behind another one, and that one."""
    folded: set[int] = set()
    for mark in ALIKE:
        for keys in groups_by(critical, mark):
            # The oldest first. One that stands behind already leads no others.
            first, *others = [key for key in keys if key not in folded] or [0]
            rest = others[FIRST_FEW - 1 :]
            folded.update(rest)
            yield from ((key, first) for key in rest)


def groups_by(critical: QuerySet[Case], mark: str) -> Iterable[list[int]]:
    marked = critical.filter(**{f"{mark}__isnull": False}).exclude(**{mark: 0}).order_by()
    many = marked.values(mark).annotate(n=Count("pk")).filter(n__gt=FIRST_FEW).values_list(mark, flat=True)
    groups = defaultdict[int, list[int]](list)
    for value, key in marked.filter(**{f"{mark}__in": list(many)}).order_by("pk").values_list(F(mark), "pk"):
        groups[value].append(key)
    return groups.values()


@transaction.atomic
def move(behind: Mapping[int, int | None], weeks: Mapping[int, Week]) -> int:
    # In the order in which others hold cases.
    held = Case.objects.open().filter(pk__in=list(behind)).order_by("pk").select_for_update(no_key=True)
    keys = list(held.values_list("pk", flat=True))
    Case.objects.update_rows(("behind_id",), [(key, behind[key]) for key in keys])
    put_in_place(Case.objects.all(), keys, weeks)
    return len(keys)

"""The working week and the targets of communities as of now."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from community.models import Community
from moderation.models import ResponseTarget, WorkingHours
from moderation.policy.clocks import Promise, Target
from moderation.policy.hours import ALWAYS, DAYS, Week, Window, is_zone
from moderation.policy.values import Severity

HOUR = 60
# Minutes of working time for a new community, for first action and first reply.
STARTER = {
    Severity.CRITICAL: (HOUR, 2 * HOUR),
    Severity.HIGH: (4 * HOUR, 8 * HOUR),
    Severity.MEDIUM: (8 * HOUR, 24 * HOUR),
    Severity.LOW: (24 * HOUR, 24 * HOUR),
    Severity.NONE: (24 * HOUR, 24 * HOUR),
}


def current_promises(communities: Collection[int]) -> dict[int, Promise]:
    """Return the promise of each of these communities (by key), in three queries."""
    weeks = weeks_of(communities)
    targets = defaultdict[int, dict[int, Target]](dict)
    for target in ResponseTarget.objects.filter(community__in=communities):
        targets[target.community_id][target.severity] = target.value
    return {pk: Promise(week, targets[pk]) for pk, week in weeks.items()}


def weeks_of(communities: Collection[int]) -> dict[int, Week]:
    zones = Community.objects.filter(pk__in=communities).values_list("pk", "time_zone")
    windows = defaultdict[int, dict[int, Window]](dict)
    for hours in WorkingHours.objects.filter(community__in=communities):
        windows[hours.community_id][hours.weekday] = Window(hours.opens, hours.closes)
    return {pk: week_from(zone, windows[pk]) for pk, zone in zones}


def week_of(community: Community) -> Week:
    hours = WorkingHours.objects.filter(community=community).values_list("weekday", "opens", "closes")
    return week_from(community.time_zone, {weekday: Window(opens, closes) for weekday, opens, closes in hours})


def week_from(zone: str, windows: Mapping[int, Window]) -> Week:
    """Build a week.

    A community without any hours never closes.
    """
    days = tuple(windows.get(day) for day in range(DAYS)) if windows else ALWAYS.days
    # An unknown zone must not stop the clocks of other communities.
    return Week(zone if is_zone(zone) else "UTC", days)


def install_starter_targets(community: Community) -> None:
    """Create targets for a community that has none."""
    if ResponseTarget.objects.filter(community=community).exists():
        return
    ResponseTarget.objects.bulk_create(
        ResponseTarget(community=community, severity=severity, first_action=action, first_reply=reply)
        for severity, (action, reply) in STARTER.items()
    )

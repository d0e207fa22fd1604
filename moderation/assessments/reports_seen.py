"""How many reports of a message a person knew who decided about it or wrote why not."""

from collections.abc import Mapping

from moderation.models import CaseEvent, CaseMessage
from moderation.policy.cases import LOOKED_AT_REPORTS
from moderation.policy.priority import REPORTS_OF_MANY

Kind = CaseEvent.Kind


def reports_seen(reports: Mapping[int, int | None]) -> dict[int, int]:
    """Return the highest number of reports that a person knew, by message, where that matters.

    `reports` are those that there are now.
    """
    many = [message for message, count in reports.items() if (count or 0) >= REPORTS_OF_MANY]
    if not many:
        return {}
    cases = CaseMessage.objects.filter(message__among=many).values("case")
    log = CaseEvent.objects.filter(case__in=cases, kind__in=[*LOOKED_AT_REPORTS, Kind.UNDONE])
    events = list(log.values_list("pk", "kind", "facts"))
    undone = {facts["event"] for _, kind, facts in events if kind == Kind.UNDONE}
    seen: dict[int, int] = {}
    for pk, _, facts in events:
        for message, count in facts.get("reports", ()) if pk not in undone else ():
            seen[message] = max(count, seen.get(message, 0))
    return {message: seen[message] for message in many if message in seen}

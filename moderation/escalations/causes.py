"""Which findings a rule about a category has fired for, so that it fires once for each."""

from collections import defaultdict
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from moderation.models import Case, CaseEvent, CaseMessage, EscalationRule, Firing

DIGEST = 8


class Watched(NamedTuple):
    """A case and the category that is looked for in it."""

    case: int
    category: str


def asks_for_findings(rule: EscalationRule) -> bool:
    """Tell whether what was found of a category is the cause, and no clock or wait is."""
    return bool(rule.category) and not rule.clock and rule.unclaimed_minutes is None


def findings_in(cases: Iterable[Case]) -> dict[Watched, set[str]]:
    """Return the findings in what stands of these cases, each as a digest that holds none of its words."""
    own = CaseMessage.objects.filter(case__in=cases, role=CaseMessage.Role.OWN, settled_at=None, left_at=None)
    made = "assessment__findings"
    of = (f"{made}__version__category", "message", f"{made}__version__guideline", f"{made}__excerpt")
    found = defaultdict[Watched, set[str]](set)
    for case, category, *what in own.exclude(assessment__findings=None).order_by().values_list("case", *of):
        found[Watched(case, category)].add(blake2b(repr(what).encode(), digest_size=DIGEST).hexdigest())
    return found


def findings_fired_for(rules: Iterable[EscalationRule], cases: Iterable[Case]) -> dict[tuple[int, int], set[str]]:
    """Return the findings that rules have fired for, by rule and case.

    What fired before they were kept is not in it.
    """
    cases = list(cases)
    events = CaseEvent.objects.filter(case__in=cases, kind=CaseEvent.Kind.ESCALATED, actor=None)
    kept = {
        (case, facts["cause"]): facts["findings"]
        for case, facts in events.values_list("case", "facts")
        if "findings" in facts
    }
    fired = defaultdict[tuple[int, int], set[str]](set)
    firings = Firing.objects.filter(rule__in=rules, case__in=cases)
    for rule, case, cause in firings.values_list("rule", "case", "cause"):
        if (case, cause) in kept:
            fired[rule, case] |= {*kept[case, cause]}
    return fired

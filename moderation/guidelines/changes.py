"""Record the changes between two versions of a guideline."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from moderation.changes import Subject, Values, record_change
from moderation.models import Guideline, User
from moderation.policy import values

RULES_KEPT = 10


def values_of(said: values.Guideline, *, is_on: bool) -> dict[str, Any]:
    words = {"name": said.name, "category": said.category, "statement": said.statement}
    examples = {"must_find": list(said.must_find), "must_not_find": list(said.must_not_find)}
    return words | {"severity": int(said.severity), "is_on": is_on, "rules": said.rules} | examples


def record_version(guideline: Guideline, by: User | None, now: datetime, *, before: Values, after: Values) -> None:
    """Record a version, with the rules that went and those that came."""
    went, came = before.get("rules", ()), after["rules"]
    # The versions hold all rules, of which there may be thousands.
    was = {**before, "rules": some_apart(went, came)} | some_examples(before, after) if before else {}
    said = {**after, "rules": some_apart(came, went)} | some_examples(after, before)
    record_change(
        guideline.community, by, now, Subject.GUIDELINE, guideline.name, before=was, after=said, guideline=guideline
    )


def some_apart(rules: Sequence[values.Rule], others: Sequence[values.Rule]) -> dict[str, Any]:
    """Return the first rules that the others do not have, and how many more there are."""
    known = set(others)
    apart = [[rule.kind, rule.pattern] for rule in rules if rule not in known]
    return {"rules": apart[:RULES_KEPT], "more": len(apart[RULES_KEPT:])}


def some_examples(said: Values, other: Values) -> dict[str, list[str]]:
    """Return the first examples of each sort that the other does not have."""
    return {
        name: [text for text in said[name] if text not in other.get(name, ())][:RULES_KEPT]
        for name in ("must_find", "must_not_find")
    }

"""A changed guideline stands on the record with what it said before and says now."""

from typing import Any

import pytest

from community.models import Community
from moderation.guidelines import publishing
from moderation.guidelines.changes import RULES_KEPT
from moderation.models import Change, Guideline, User
from moderation.policy.starter import STARTER
from moderation.policy.values import Rule, Severity
from tests.builders import NOON, make_guideline

SAID = {"name": "Legal threat", "category": "legal-threat", "severity": Severity.HIGH, "is_on": True}
RULES = (Rule("phrase", "my lawyer"),)
WORDING = "What to do about a legal threat."
LAWYER = {"rules": [["phrase", "my lawyer"]], "more": 0}
SHOUTING = {"rules": [["shouting", ""]], "more": 0}
NONE: dict[str, Any] = {"rules": [], "more": 0}


@pytest.fixture
def threat(tarnfell: Community) -> Guideline:
    return make_guideline(tarnfell)


def save(guideline: Guideline | None, community: Community, by: User, **fields: Any) -> Change | None:
    """What saving it puts on the record; nothing where nothing differs."""
    seen = guideline.versions.latest("number").number if guideline else None
    said = SAID | {"statement": WORDING, "rules": RULES} | fields
    before = Change.objects.count()
    publishing.save_guideline(guideline, community, by, NOON, seen_version=seen, **said)
    return Change.objects.latest("pk") if Change.objects.count() > before else None


@pytest.mark.parametrize(
    ("fields", "differs"),
    [
        ({"name": "Lawsuits"}, ({"name": "Legal threat"}, {"name": "Lawsuits"})),
        ({"category": "law"}, ({"category": "legal-threat"}, {"category": "law"})),
        ({"severity": Severity.LOW}, ({"severity": 3}, {"severity": 1})),
        ({"is_on": False}, ({"is_on": True}, {"is_on": False})),
        ({"statement": "Stay calm."}, ({"statement": WORDING}, {"statement": "Stay calm."})),
        ({"rules": (Rule("shouting"),)}, ({"rules": LAWYER}, {"rules": SHOUTING})),
        ({"rules": (*RULES, Rule("shouting"))}, ({"rules": NONE}, {"rules": SHOUTING})),
        ({"rules": ()}, ({"rules": LAWYER}, {"rules": NONE})),
    ],
)
def test_what_a_save_changed_is_on_the_record_and_nothing_else(
    threat: Guideline, ada: User, fields: Any, differs: Any
) -> None:
    change = save(threat, threat.community, ada, **fields)
    assert change
    assert (change.before, change.after) == differs
    assert (change.actor, change.at, change.subject, change.guideline) == (ada, NOON, "guideline", threat)
    assert change.name == fields.get("name", "Legal threat")


def test_a_save_that_changes_nothing_leaves_no_record(threat: Guideline, tarnfell: Community, ada: User) -> None:
    assert save(threat, tarnfell, ada) is None


def test_a_new_guideline_is_on_the_record_with_all_that_it_says(tarnfell: Community, ada: User) -> None:
    change = save(None, tarnfell, ada)
    assert change
    assert (change.before, change.after["name"], change.after["severity"]) == ({}, "Legal threat", 3)
    assert change.after["rules"] == LAWYER


def test_of_thousands_of_rules_some_are_told_and_the_rest_is_counted(
    threat: Guideline, tarnfell: Community, ada: User
) -> None:
    rules = (*RULES, *(Rule("phrase", f"word{number}") for number in range(2_000)))
    change = save(threat, tarnfell, ada, rules=rules)
    assert change
    added = change.after["rules"]
    assert (len(added["rules"]), added["more"]) == (RULES_KEPT, 2_000 - RULES_KEPT)


@pytest.mark.parametrize("who", ["ada", ""])
def test_each_starter_guideline_is_on_the_record(tarnfell: Community, ada: User, who: str) -> None:
    by = ada if who else None
    publishing.install_starter_guidelines(tarnfell, by)
    changes = Change.objects.filter(community=tarnfell, subject="guideline", actor=by)
    assert sorted(changes.values_list("name", flat=True)) == sorted(starter.name for starter in STARTER)

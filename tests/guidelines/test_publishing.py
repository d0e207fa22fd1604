"""The rule book: versions and rule sets only ever follow each other, and nobody's change is lost unseen."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from threading import Barrier
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from community.models import Community
from moderation.guidelines import publishing
from moderation.models import Desk, Guideline, GuidelineVersion, RuleSet, User
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Rule, Severity, Thresholds
from moderation.refusal import Refused
from tests.builders import NOON, make_guideline

WORDS = {"name": "Legal threat", "category": "legal-threat", "statement": "Do not argue.", "severity": Severity.HIGH}


@pytest.fixture
def threat(tarnfell: Community) -> Guideline:
    return make_guideline(tarnfell)


def save(
    guideline: Guideline | None, community: Community, by: User, seen: int | None = 1, **fields: Any
) -> GuidelineVersion:
    said = WORDS | {"is_on": True, "rules": (Rule("phrase", "my lawyer"),)} | fields
    return publishing.save_guideline(guideline, community, by, NOON, seen_version=seen, **said)


def in_force(community: Community) -> RuleSet:
    found = Desk.objects.get(community=community).rule_set
    assert found
    return found


def found_by(rule_set: RuleSet, text: str) -> list[str]:
    found, _ = publishing.compiled_rule_set(rule_set.pk).findings(Facts(text), None, "en")
    return [finding.excerpt for finding in found]


def test_the_starter_set_is_in_force_after_installing_it(tarnfell: Community, ada: User) -> None:
    installed = publishing.install_starter_guidelines(tarnfell, ada)
    assert in_force(tarnfell) == installed
    assert sorted(tarnfell.guidelines.values_list("slug", flat=True)) == sorted(starter.key for starter in STARTER)
    assert {version.value().rules for version in installed.versions.all()} == {starter.rules for starter in STARTER}


def test_installing_again_does_nothing(tarnfell: Community) -> None:
    assert publishing.install_starter_guidelines(tarnfell) == publishing.install_starter_guidelines(tarnfell)
    assert RuleSet.objects.count() == 1


def test_a_community_without_a_desk_gets_one(db: None) -> None:
    bare = Community.objects.create(slug="bare", name="Bare")
    publishing.install_starter_guidelines(bare)
    assert in_force(bare).number == 1


def test_saving_makes_the_next_version_and_the_next_rule_set(threat: Guideline, tarnfell: Community, ada: User) -> None:
    other = make_guideline(tarnfell, "spam", rules=(("phrase", "buy now"),)).versions.get()
    before = in_force(tarnfell)
    version = save(threat, tarnfell, ada)
    assert (version.number, version.made_by, version.made_at) == (2, ada, NOON)
    assert in_force(tarnfell).number == before.number + 1
    assert set(in_force(tarnfell).versions.all()) == {version, other}


def test_an_older_rule_set_keeps_what_it_was(threat: Guideline, tarnfell: Community, ada: User) -> None:
    before = in_force(tarnfell)
    save(threat, tarnfell, ada, rules=(Rule("phrase", "small claims"),))
    assert found_by(before, "My lawyer says: small claims.") == ["My lawyer"]
    assert found_by(in_force(tarnfell), "My lawyer says: small claims.") == ["small claims"]


def test_saving_what_is_there_already_makes_nothing_new(threat: Guideline, tarnfell: Community, ada: User) -> None:
    version = save(threat, tarnfell, ada)
    before = in_force(tarnfell)
    assert save(threat, tarnfell, ada, seen=2) == version
    assert in_force(tarnfell) == before


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Lawsuits"},
        {"category": "legal"},
        {"statement": "Stay calm."},
        {"severity": Severity.LOW},
        {"is_on": False},
        {"rules": ()},
    ],
)
def test_every_change_is_a_new_version(
    threat: Guideline, tarnfell: Community, ada: User, change: dict[str, Any]
) -> None:
    save(threat, tarnfell, ada)
    assert save(threat, tarnfell, ada, seen=2, **change).number == 3


def test_a_version_keeps_the_name_and_the_category_that_it_had(
    threat: Guideline, tarnfell: Community, ada: User
) -> None:
    save(threat, tarnfell, ada, name="Lawsuits", category="law")
    found = [(str(each), each.value().name, each.value().category) for each in threat.versions.order_by("number")]
    assert found == [("Legal threat v1", "Legal threat", "legal-threat"), ("Lawsuits v2", "Lawsuits", "law")]


@pytest.mark.parametrize("slice_of", [1, 2, 2_000])
def test_an_upgrade_gives_every_version_the_name_that_its_guideline_has(
    threat: Guideline, tarnfell: Community, ada: User, monkeypatch: pytest.MonkeyPatch, slice_of: int
) -> None:
    upgrade = import_module("moderation.migrations.0013_a_version_has_its_own_name")
    monkeypatch.setattr(upgrade, "SLICE", slice_of)
    save(threat, tarnfell, ada, statement="Stay calm.")
    make_guideline(tarnfell, "spam")
    GuidelineVersion.objects.update(name="", category="")
    upgrade.name_versions(apps, None)
    named = list(GuidelineVersion.objects.order_by("pk").values_list("name", "category"))
    assert named == [("Legal threat", "legal-threat")] * 2 + [("Spam", "spam")]


def test_the_order_of_rules_is_no_change(threat: Guideline, tarnfell: Community, ada: User) -> None:
    rules = (Rule("phrase", "my lawyer"), Rule("shouting"))
    save(threat, tarnfell, ada, rules=rules)
    assert save(threat, tarnfell, ada, seen=2, rules=rules[::-1]).number == 2


def test_a_version_that_somebody_saved_meanwhile_is_not_overwritten(
    threat: Guideline, tarnfell: Community, ada: User, mia: User
) -> None:
    save(threat, tarnfell, ada)
    with pytest.raises(Refused, match="Ada saved version 2 while you were editing"):
        save(threat, tarnfell, mia, statement="Mine.")
    assert threat.versions.count() == 2


def test_a_guideline_that_is_off_finds_nothing(threat: Guideline, tarnfell: Community, ada: User) -> None:
    assert found_by(in_force(tarnfell), "Ask my lawyer.") == ["my lawyer"]
    save(threat, tarnfell, ada, is_on=False)
    assert found_by(in_force(tarnfell), "Ask my lawyer.") == []


def test_a_rule_that_cannot_work_is_refused(threat: Guideline, tarnfell: Community, ada: User) -> None:
    with pytest.raises(Refused, match="not valid"):
        save(threat, tarnfell, ada, rules=(Rule("pattern", "(open"),))
    assert threat.versions.count() == 1


def test_two_guidelines_cannot_have_one_name(threat: Guideline, tarnfell: Community, ada: User) -> None:
    with pytest.raises(Refused, match="“legal THREAT” already"):
        save(None, tarnfell, ada, None, name="legal THREAT")


def test_a_name_may_be_used_again_elsewhere(threat: Guideline, emberloom: Community, pat: User) -> None:
    assert save(None, emberloom, pat, None).guideline.slug == "legal-threat"


@pytest.mark.parametrize(("name", "slug"), [("New", "new-2"), ("脅迫", "guideline"), ("x" * 120, "x" * 56)])
def test_a_new_guideline_gets_an_address_of_its_own(tarnfell: Community, ada: User, name: str, slug: str) -> None:
    assert save(None, tarnfell, ada, None, name=name).guideline.slug == slug


def test_a_taken_address_gets_a_number(threat: Guideline, tarnfell: Community, ada: User) -> None:
    assert save(None, tarnfell, ada, None, name="Legal: threat!").guideline.slug == "legal-threat-2"


def test_missing_starter_guidelines_are_added_and_none_is_changed(tarnfell: Community, ada: User) -> None:
    publishing.install_starter_guidelines(tarnfell, kind="forum")
    Guideline.objects.filter(slug__in=("grooming", "blackmail")).delete()
    Guideline.objects.filter(slug="press").update(name="Formal complaint")
    before = set(GuidelineVersion.objects.values_list("pk", flat=True))
    added = publishing.add_missing_starters(tarnfell, ada, NOON, "regulated")
    # One of that name is taken for it.
    assert added == ["Grooming", "Blackmail", "Product safety", "Product complaint", "Customer who needs care"]
    assert before < set(in_force(tarnfell).versions.values_list("pk", flat=True))
    assert Desk.objects.get(community=tarnfell).kind == "regulated"
    assert publishing.add_missing_starters(tarnfell, ada, NOON, "regulated") == []


def test_missing_starter_guidelines_that_would_be_too_heavy_are_refused(
    tarnfell: Community, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishing.install_starter_guidelines(tarnfell)
    Guideline.objects.filter(slug="hate-speech").delete()
    monkeypatch.setattr("moderation.policy.weight.LARGEST_WEIGHT", 100)
    with pytest.raises(Refused, match="All guidelines together"):
        publishing.add_missing_starters(tarnfell, ada, NOON, "brand")
    assert not Guideline.objects.filter(slug="hate-speech").exists()


def test_what_is_in_force_costs_one_query(
    threat: Guideline, tarnfell: Community, emberloom: Community, django_assert_num_queries: Any
) -> None:
    bare = Community.objects.create(slug="bare", name="Bare")
    with django_assert_num_queries(1):
        found = publishing.current_rule_sets([tarnfell.pk, emberloom.pk, bare.pk])
    assert found[tarnfell.pk].rule_set == in_force(tarnfell).pk
    assert found[emberloom.pk] == found[bare.pk] == publishing.InForce(None, Thresholds())


def test_thresholds_come_from_the_desk(tarnfell: Community) -> None:
    Desk.objects.filter(community=tarnfell).update(severity_from=Severity.LOW, compound_to=-0.2, reports_from=9)
    assert publishing.current_rule_sets([tarnfell.pk])[tarnfell.pk].thresholds == Thresholds(Severity.LOW, -0.2, 9)


def test_without_a_rule_set_nothing_is_looked_for(threat: Guideline) -> None:
    assert publishing.compiled_rule_set(None).guidelines == ()


def test_a_rule_set_is_compiled_once(threat: Guideline, tarnfell: Community, django_assert_num_queries: Any) -> None:
    rule_set = in_force(tarnfell)
    first = publishing.compiled_rule_set(rule_set.pk)
    with django_assert_num_queries(0):
        assert publishing.compiled_rule_set(rule_set.pk) is first


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="a SQLite database has one writer at a time")
def test_of_two_admins_who_save_at_once_one_wins_and_the_other_is_told(
    threat: Guideline, tarnfell: Community, ada: User
) -> None:
    at_once = Barrier(2)

    def save_mine(statement: str) -> str:
        try:
            at_once.wait()
            return f"saved {save(threat, tarnfell, ada, statement=statement).number}"
        except Refused as refused:
            return refused.reason
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        said = sorted(threads.map(save_mine, ("First.", "Second.")))
    assert said == ["Ada saved version 2 while you were editing.", "saved 2"]
    assert (threat.versions.count(), in_force(tarnfell).number) == (2, 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="a SQLite database has one writer at a time")
def test_two_guidelines_saved_at_once_are_both_in_force(tarnfell: Community, ada: User) -> None:
    at_once = Barrier(2)

    def save_new(name: str) -> int:
        at_once.wait()
        try:
            return save(None, tarnfell, ada, None, name=name).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        saved = set(threads.map(save_new, ("Spoilers", "Cheats")))
    assert set(in_force(tarnfell).versions.values_list("pk", flat=True)) == saved


HEAVY = (Rule("pattern", "[ab]*a[ab]{900}c"), Rule("pattern", "[ab]*a[ab]{900}d"))


def test_a_guideline_that_would_make_checking_too_slow_is_refused(
    threat: Guideline, tarnfell: Community, ada: User
) -> None:
    save(None, tarnfell, ada, None, name="Other", rules=HEAVY)
    with pytest.raises(Refused, match="All guidelines together would take 121 %"):
        save(threat, tarnfell, ada, rules=HEAVY)
    assert save(threat, tarnfell, ada, rules=HEAVY, is_on=False).number == 2


def test_what_guidelines_in_force_weigh_is_known_by_their_keys(
    threat: Guideline, tarnfell: Community, emberloom: Community, ada: User
) -> None:
    heavy = save(None, tarnfell, ada, None, name="Other", rules=HEAVY).guideline
    save(threat, tarnfell, ada, is_on=False)
    assert {key: round(weight) for key, weight in publishing.weights(tarnfell).items()} == {heavy.pk: 1811}
    assert publishing.weights(emberloom) == {}

"""Examples of guidelines are tests: what is broken is named, and what is only mentioned is not found."""

import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from community.models import Community
from moderation.guidelines import publishing
from moderation.guidelines.examples import DISGUISES, check_examples, disguised
from moderation.models import GuidelineVersion, User
from moderation.policy import values
from moderation.policy.examples import try_examples
from moderation.policy.guidelines import compile_rules
from moderation.policy.starter import KINDS, STARTER, starter_for
from moderation.policy.values import Guideline, Rule, Severity
from tests.builders import NOON, make_guideline

pytestmark = pytest.mark.django_db
LAWYERS = Guideline(
    "lawyers", "Lawyers", "harassment", Severity.HIGH, "", (Rule("phrase", "my lawyer"),),
    must_find=("My lawyer will write.",), must_not_find=("The law is long.",),
)  # fmt: skip


def carrying(community: Community, must: list[str], must_not: list[str]) -> None:
    make_guideline(community)
    GuidelineVersion.objects.update(must_find=must, must_not_find=must_not)


def printed(*args: str) -> list[dict[str, object]]:
    out = StringIO()
    try:
        call_command("check_examples", *args, "--json", stdout=out)
    finally:
        lines = [json.loads(line) for line in out.getvalue().splitlines()]
    return lines


def test_what_is_kept_and_what_is_broken(tarnfell: Community) -> None:
    carrying(tarnfell, ["My lawyer will write.", "A solicitor will."], ["Law is long.", "My lawyer camps."])
    (checked,) = check_examples(tarnfell)
    assert checked.kept == 2
    assert [(each.text, each.must) for each in checked.broken] == [
        ("A solicitor will.", True),
        ("My lawyer camps.", False),
    ]


def test_words_that_are_only_mentioned_are_not_found() -> None:
    guideline = Guideline(
        "g", "G", "harassment", Severity.HIGH, "", (Rule("phrase", "you idiot"),),
        must_find=("Go away, you idiot.",), must_not_find=('He called me "you idiot" yesterday.',),
    )  # fmt: skip
    assert all(each.is_kept for each in try_examples(guideline, compile_rules([guideline]), "en"))


def test_a_guideline_whose_rules_cannot_look_is_named(tarnfell: Community) -> None:
    make_guideline(tarnfell, rules=(("oracle", "x"),))
    (checked,) = check_examples(tarnfell)
    assert checked.fault == "There is no check named oracle."
    out = StringIO()
    with pytest.raises(CommandError, match="1 example broken"):
        call_command("check_examples", "--community", "tarnfell", "--disguises", stdout=out)
    assert out.getvalue() == "legal-threat: its rules cannot look: There is no check named oracle.\n"


def test_what_is_switched_off_is_not_tried(tarnfell: Community) -> None:
    carrying(tarnfell, ["A solicitor will."], [])
    GuidelineVersion.objects.update(is_on=False)
    assert list(check_examples(tarnfell)) == []


def test_disguises_are_a_share_of_what_is_found_clean() -> None:
    assert len(DISGUISES) == 35
    share = disguised(LAWYERS, "en")
    assert share is not None
    assert 0.5 < share <= 1
    assert disguised(values.Guideline("n", "N", "n", Severity.LOW, "", LAWYERS.rules), "en") is None


def test_the_command_names_what_is_broken_and_fails(tarnfell: Community) -> None:
    carrying(tarnfell, ["A solicitor will."], [])
    out = StringIO()
    with pytest.raises(CommandError, match="1 example broken"):
        call_command("check_examples", "--community", "tarnfell", stdout=out)
    assert "legal-threat: 0 of 1 examples kept" in out.getvalue()
    assert "“A solicitor will.” is not found" in out.getvalue()


def test_the_command_says_the_share_in_disguises_where_asked(tarnfell: Community) -> None:
    carrying(tarnfell, ["My lawyer will write."], [])
    (without,) = printed("--community", "tarnfell")
    (with_them,) = printed("--community", "tarnfell", "--disguises")
    assert without["disguised"] is None
    assert with_them["disguised"] == disguised(LAWYERS, "en")


@pytest.mark.parametrize("kind", KINDS)
def test_every_starter_guideline_keeps_its_examples(kind: str) -> None:
    assert {line["guideline"] for line in printed("--kind", kind)} == {each.key for each in starter_for(kind)}


def test_every_starter_guideline_says_what_it_must_not_find() -> None:
    assert all(each.must_not_find for each in STARTER)
    # A likeness, a name or a tone is no matter of single sentences.
    without = {"like-spam", "impersonation", "heated-tone"}
    assert {each.key for each in STARTER if not each.must_find} == without


@pytest.fixture
def install(tarnfell: Community) -> Callable[[], None]:
    return lambda: publishing.install_starter_guidelines(tarnfell) and None


def test_a_new_community_has_the_examples_of_the_starter_guidelines(
    tarnfell: Community, emberloom: Community, install: Callable[[], None], ada: User
) -> None:
    install()
    assert sum(len(each.tried) for each in check_examples(tarnfell)) > 90
    publishing.copy_newest(tarnfell, emberloom, ada, NOON)
    assert sum(len(each.tried) for each in check_examples(emberloom)) > 90

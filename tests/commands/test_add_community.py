"""A further community by command has somebody who can enter it, or is refused in one sentence."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from community.models import Community
from moderation.models import Change, Membership, User
from moderation.policy.starter import STARTER
from tests.builders import make_guideline


def add(*words: str) -> str:
    out = StringIO()
    call_command("add_community", *words, stdout=out)
    return out.getvalue()


def refusal(*words: str) -> str:
    with pytest.raises(CommandError) as refused:
        add(*words)
    assert refused.value.returncode == 2
    return str(refused.value)


def test_a_community_with_the_starter_guidelines_and_its_admin(ana: User) -> None:
    said = add("Brackwater", "--admin", "ANA@example.org", "--time-zone", "Asia/Tokyo", "--languages", "ja, en")
    made = Community.objects.get(slug="brackwater")
    assert said == f"Brackwater is there under /c/brackwater/. Guidelines: {len(STARTER)}. People: 1. Admin: Ana.\n"
    assert (made.time_zone, made.languages) == ("Asia/Tokyo", ["ja", "en"])
    assert Membership.objects.get(community=made).user == ana


@pytest.mark.parametrize("other", ["tarnfell", "Tarnfell Outdoor"])
def test_one_like_another_with_its_people(tarnfell: Community, ada: User, ana: User, other: str) -> None:
    make_guideline(tarnfell)
    said = add("Brackwater", "--like", other, "--with-people")
    made = Community.objects.get(slug="brackwater")
    assert said == "Brackwater is there under /c/brackwater/. Guidelines: 1. People: 2. Admin: Ada.\n"
    assert (made.time_zone, made.guidelines.get().slug) == ("Europe/London", "legal-threat")


def test_the_record_names_nobody_where_the_command_did_it(tarnfell: Community, ada: User) -> None:
    add("Brackwater", "--like", "tarnfell", "--admin", ada.email)
    assert set(Change.objects.filter(community__slug="brackwater").values_list("actor", flat=True)) == {None}


def test_a_name_is_one_line(ada: User) -> None:
    add(" Brack \n water ", "--admin", ada.email)
    assert Community.objects.filter(name="Brack water", slug="brack-water").exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "Say --admin EMAIL"),
        (("--like", "tarnfell"), "Say --admin EMAIL"),
        (("--with-people",), "Say --admin EMAIL"),
        (("--with-people", "--admin", "ada@example.org"), "Say which community the people come from"),
        (("--admin", "noor@example.org"), "no account with the e-mail noor@example.org; invite them first"),
        (("--admin", "gus@example.org"), "no account with the e-mail gus@example.org"),
        (("--like", "nowhere", "--admin", "ada@example.org"), "no community nowhere; there is tarnfell"),
        (("--time-zone", "Mars/Olympus", "--admin", "ada@example.org"), "Mars/Olympus is not a time zone"),
        (("--languages", "en klingon", "--admin", "ada@example.org"), "No language has the code klingon"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_makes_nothing(ada: User, words: tuple[str, ...], why: str) -> None:
    User.objects.create_user("gus@example.org", is_active=False)
    assert why in refusal("Brackwater", *words)
    assert Community.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "why"),
    [("Tarnfell", "named “Tarnfell” already"), ("", "blank"), ("x" * 121, "at most 120")],
)
def test_a_name_that_cannot_be_is_refused(ada: User, name: str, why: str) -> None:
    assert why in refusal(name, "--admin", ada.email)


def test_people_without_an_admin_among_them_need_one_named(tarnfell: Community, ana: User) -> None:
    assert "Nobody would be its admin" in refusal("Brackwater", "--like", "tarnfell", "--with-people")
    add("Brackwater", "--like", "tarnfell", "--with-people", "--admin", ana.email)
    assert Membership.objects.get(community__slug="brackwater").role == "admin"


def test_an_empty_installation_is_pointed_to_setup(db: Any) -> None:
    assert "manage.py setup makes the first one" in refusal("Brackwater", "--admin", "ada@example.org")

"""Examples on the screens: a change that breaks one says which, and a page tries them all."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.models import Community
from moderation.models import Guideline, GuidelineVersion, User
from tests.builders import make_guideline
from tests.web.administration.browsing import text
from tests.web.shared.browsing import as_

pytestmark = pytest.mark.django_db
PAGE = reverse("guideline-examples", args=["tarnfell"])


@pytest.fixture
def lawyers(tarnfell: Community) -> Guideline:
    guideline = make_guideline(tarnfell)
    GuidelineVersion.objects.update(must_find=["My lawyer will write."], must_not_find=["The law is long."])
    return guideline


@pytest.fixture
def editor(ada: User) -> Client:
    return as_(ada)


def save(editor: Client, guideline: Guideline, **typed: str) -> Any:
    address = reverse("guideline", args=["tarnfell", guideline.slug])
    form: Any = editor.get(address).context["form"]
    sent = {field.html_name: field.value() for field in form}
    sent = {name: "on" if value is True else value for name, value in sent.items() if value not in (None, False)}
    return editor.post(address, sent | typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"phrases": "a solicitor"}, "“My lawyer will write.” is not found."),
        ({"phrases": "my lawyer\nlaw*"}, "“The law is long.” is found: Says “law*”."),
        ({"must_find": "My solicitor will write."}, "“My solicitor will write.” is not found."),
        ({"must_not_find": "My lawyer camps."}, "“My lawyer camps.” is found: Says “my lawyer”."),
        ({"must_find": "x" * 501}, "is too long: 500 characters are the most."),
        ({"must_find": "\n".join(map(str, range(101)))}, "101 examples are too many: 100 are the most."),
    ],
)
def test_a_change_that_breaks_an_example_says_which(
    editor: Client, lawyers: Guideline, typed: dict[str, str], said: str
) -> None:
    page = text(save(editor, lawyers, **typed))
    assert said in page
    assert "Nothing was saved." in page
    assert GuidelineVersion.objects.count() == 1


def test_examples_are_saved_with_the_version_and_told_in_its_history(editor: Client, lawyers: Guideline) -> None:
    save(editor, lawyers, must_find="My lawyer will write.\n\n My lawyer calls. \nMy lawyer calls.")
    newest = lawyers.versions.latest("number")
    assert newest.must_find == ["My lawyer will write.", "My lawyer calls."]
    assert newest.must_not_find == ["The law is long."]
    page = " ".join(text(editor.get(reverse("guideline", args=["tarnfell", lawyers.slug]))).split())
    assert "Must find:<del>1 example</del>" in page
    record = text(editor.get(reverse("settings-record", args=["tarnfell"])))
    assert "“My lawyer calls.”" in record


def test_whoever_may_only_read_sees_them(lawyers: Guideline, ana: User) -> None:
    page = text(as_(ana).get(reverse("guideline", args=["tarnfell", lawyers.slug])))
    assert "My lawyer will write." in page
    assert "The law is long." in page


def test_a_composed_rule_reads_back_as_a_sentence(editor: Client, lawyers: Guideline) -> None:
    save(editor, lawyers, composed="all of: phrase [lawyer]; reports >= 2")
    page = text(editor.get(reverse("guideline", args=["tarnfell", lawyers.slug])))
    assert "All of this: it says “lawyer”; members reported it 2 or more times" in page


def test_a_composed_rule_that_cannot_be_read_names_its_line(editor: Client, lawyers: Guideline) -> None:
    page = text(save(editor, lawyers, composed="all of: phrase [lawyer]\nall of phrase [court]"))
    assert "Line 2: The rule needs a “:” before “phrase [court]”." in page


def test_the_page_tries_them_all(editor: Client, lawyers: Guideline) -> None:
    assert "All are kept." in text(editor.get(PAGE))
    GuidelineVersion.objects.update(must_find=["A solicitor will."], must_not_find=["My lawyer camps."])
    page = text(editor.get(PAGE))
    assert "2 broken." in page
    assert "“A solicitor will.”</span> is not found" in page
    assert "“My lawyer camps.”</span> is found: Says “my lawyer”." in page


def test_a_guideline_whose_rules_cannot_look_breaks_no_page(editor: Client, tarnfell: Community) -> None:
    guideline = make_guideline(tarnfell, rules=(("oracle", "x"),))
    page = text(editor.get(f"{PAGE}?disguised={guideline.slug}"))
    assert "Its rules cannot look: There is no check named oracle." in page


def test_disguises_are_tried_where_they_are_asked_for(editor: Client, lawyers: Guideline) -> None:
    assert f"?disguised={lawyers.slug}" in text(editor.get(PAGE))
    assert "% found" in text(editor.get(f"{PAGE}?disguised={lawyers.slug}"))


def test_without_guidelines_there_is_nothing_to_try(editor: Client) -> None:
    assert "So there is nothing to try." in text(editor.get(PAGE))


def test_a_guideline_without_examples_says_so(editor: Client, lawyers: Guideline) -> None:
    GuidelineVersion.objects.update(must_find=[], must_not_find=[])
    assert "no examples" in text(editor.get(PAGE))

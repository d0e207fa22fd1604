"""What a community is is asked where it begins, and can be said otherwise later."""

import pytest

from community.models import Community
from moderation.models import Guideline, User
from tests.web.guidelines.browsing import LIST, text
from tests.web.shared.browsing import as_

pytestmark = pytest.mark.django_db


def test_what_the_community_is_is_asked_where_nothing_is_in_force(tarnfell: Community, ada: User) -> None:
    editor = as_(ada)
    assert "What is this community?" in text(editor.get(LIST))
    editor.post(LIST, {"kind": "regulated"})
    assert Guideline.objects.filter(slug="formal-complaint").exists()
    assert '<option value="regulated" selected>' in text(editor.get(LIST))


def test_starter_guidelines_that_are_missing_can_be_added(tarnfell: Community, ada: User) -> None:
    editor = as_(ada)
    editor.post(LIST, {"kind": "forum"})
    assert "Added: Product safety, Product complaint." in text(editor.post(LIST, {"kind": "brand"}, follow=True))
    assert "Nothing was missing" in text(editor.post(LIST, {"kind": "nonsense"}, follow=True))


def test_whoever_may_only_read_is_not_asked(threat: Guideline, ana: User) -> None:
    assert "Starter guidelines for" not in text(as_(ana).get(LIST))
    assert as_(ana).post(LIST, {"kind": "game"}).status_code == 403

"""On a case, one key says that its text does not sound as it was scored, and one takes that back."""

import pytest
from django.urls import reverse

from community.models import Community
from moderation.models import Case, SentimentCorrection, User
from moderation.policy.sentiment import PARLEY
from tests.builders import make_assessment, make_case, make_escalation, make_message
from tests.web.administration.browsing import text
from tests.web.shared.browsing import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def ironic(tarnfell: Community) -> Case:
    message = make_message("Great, third zip gone.")
    return make_case(message, assessment=make_assessment(message, engine=PARLEY, compound=0.62))


def at(case: Case, name: str = "case") -> str:
    return reverse(name, args=["tarnfell", case.pk])


@pytest.mark.parametrize(
    ("compound", "offered", "missing"),
    [
        (0.62, "This was not positive", "This was not negative"),
        (-0.62, "This was not negative", "This was not positive"),
        (0.1, "It is negative", "This was not"),
    ],
)
def test_it_offers_what_the_text_may_be_instead(
    ironic: Case, ana: User, compound: float, offered: str, missing: str
) -> None:
    ironic.assessment.compound = compound  # type: ignore[union-attr]
    ironic.assessment.save()  # type: ignore[union-attr]
    page = text(as_(ana).get(at(ironic)))
    assert offered in page
    assert missing not in page


def test_one_press_keeps_it_and_another_takes_it_back(ironic: Case, ana: User) -> None:
    browser = as_(ana)
    said = browser.post(at(ironic, "case-mood"), {"band": "negative", "revision": 1}, follow=True)
    assert "Kept: this text is negative. It changes no figure" in text(said)
    assert "You said it is negative, where parley-1 said positive." in " ".join(text(said).split())
    browser.post(at(ironic, "case-mood"), {"revision": 1})
    assert not SentimentCorrection.objects.exists()


def test_what_a_colleague_said_is_shown_by_name(ironic: Case, ana: User, ben: User) -> None:
    as_(ana).post(at(ironic, "case-mood"), {"band": "negative", "revision": 1})
    assert "Ana said it is negative" in text(as_(ben).get(at(ironic)))


def test_a_lead_is_shown_the_mood_and_no_way_to_correct_it(ironic: Case, lee: User) -> None:
    make_escalation(ironic, "pr")
    page = text(as_(lee).get(at(ironic)))
    assert "This was not positive" not in page
    assert "positive" in page
    assert as_(lee).post(at(ironic, "case-mood"), {"band": "negative", "revision": 1}).status_code == 403


def test_a_refusal_says_why(ironic: Case, ana: User) -> None:
    said = as_(ana).post(at(ironic, "case-mood"), {"band": "positive", "revision": 1})
    assert said.status_code == 409
    assert "It is shown as positive already." in text(said)


def test_a_text_without_a_score_offers_nothing(ironic: Case, ana: User) -> None:
    ironic.assessment.compound = None  # type: ignore[union-attr]
    ironic.assessment.save()  # type: ignore[union-attr]
    assert "case-mood" not in text(as_(ana).get(at(ironic)))
    assert "not scored" in text(as_(ana).get(at(ironic)))


@pytest.mark.parametrize("said", [{"band": "furious", "revision": 1}, {"band": "negative"}])
def test_what_is_no_mood_is_refused(ironic: Case, ana: User, said: dict[str, object]) -> None:
    assert as_(ana).post(at(ironic, "case-mood"), said).status_code == 422
    assert not SentimentCorrection.objects.exists()

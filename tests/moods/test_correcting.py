"""What people say of a mood is kept with what the engine said, once a person, and changes no figure."""

import pytest

from community.models import Community
from moderation.models import Assessment, Case, SentimentCorrection, User
from moderation.moods.correcting import correct_mood, correction_lines, counted_corrections, take_correction_back
from moderation.policy.sentiment import PARLEY, VADER
from moderation.refusal import Refused
from tests.builders import NOON, make_assessment, make_case, make_message

pytestmark = pytest.mark.django_db
IRONIC = "Great, third zip gone."


@pytest.fixture
def ironic(tarnfell: Community) -> Case:
    message = make_message(IRONIC)
    return make_case(message, assessment=make_assessment(message, engine=PARLEY, compound=0.62))


def test_it_is_kept_with_what_the_engine_said(ironic: Case, ana: User) -> None:
    correct_mood(ironic, ana, NOON, band="negative", revision=1)
    kept = SentimentCorrection.objects.get()
    assert (kept.by, kept.at, kept.band, kept.engine, kept.said) == (ana, NOON, "negative", PARLEY, "positive")
    assert Assessment.objects.get().compound == 0.62


def test_a_second_word_of_the_same_person_takes_the_place_of_the_first(ironic: Case, ana: User, ben: User) -> None:
    for band in ("negative", "unclear"):
        correct_mood(ironic, ana, NOON, band=band, revision=1)
    correct_mood(ironic, ben, NOON, band="negative", revision=1)
    assert sorted(SentimentCorrection.objects.values_list("by__email", "band")) == [
        (ana.email, "unclear"),
        (ben.email, "negative"),
    ]


def test_it_can_be_taken_back_by_who_said_it(ironic: Case, ana: User, ben: User) -> None:
    correct_mood(ironic, ana, NOON, band="negative", revision=1)
    with pytest.raises(Refused, match="said nothing"):
        take_correction_back(ironic, ben, revision=1)
    take_correction_back(ironic, ana, revision=1)
    assert not SentimentCorrection.objects.exists()


def test_what_is_shown_already_is_no_correction(ironic: Case, ana: User) -> None:
    with pytest.raises(Refused, match="shown as positive already"):
        correct_mood(ironic, ana, NOON, band="positive", revision=1)


def test_a_score_is_told_by_the_bands_of_its_engine(ironic: Case, ana: User) -> None:
    """What VADER calls positive from .05 on is unclear to the other until .3."""
    Assessment.objects.update(compound=0.2)
    correct_mood(ironic, ana, NOON, band="positive", revision=1)
    assert SentimentCorrection.objects.get().said == "unclear"
    Assessment.objects.update(engine=VADER)
    with pytest.raises(Refused, match="already"):
        correct_mood(ironic, ana, NOON, band="positive", revision=1)


def test_a_text_that_was_not_scored_has_no_mood_to_correct(ironic: Case, ana: User) -> None:
    Assessment.objects.update(compound=None)
    with pytest.raises(Refused, match="not scored"):
        correct_mood(ironic, ana, NOON, band="negative", revision=1)


def test_a_text_that_was_edited_meanwhile_is_looked_at_again(ironic: Case, ana: User) -> None:
    ironic.message.revision = 2
    ironic.message.save()
    with pytest.raises(Refused, match="edited meanwhile"):
        correct_mood(ironic, ana, NOON, band="negative", revision=1)


def test_they_are_counted_and_written_out_with_their_texts(ironic: Case, tarnfell: Community, ana: User) -> None:
    correct_mood(ironic, ana, NOON, band="negative", revision=1)
    assert counted_corrections(tarnfell) == [(PARLEY, "positive", "negative", 1)]
    (line,) = correction_lines(tarnfell)
    assert (line["text"], line["label"], line["said"], line["by"]) == (IRONIC, "negative", "positive", str(ana))


def test_of_an_edited_text_only_what_was_said_is_left(ironic: Case, tarnfell: Community, ana: User) -> None:
    correct_mood(ironic, ana, NOON, band="negative", revision=1)
    ironic.message.revision, ironic.message.text = 2, "Great zip."
    ironic.message.save()
    assert [line["text"] for line in correction_lines(tarnfell)] == [""]


def test_other_communities_have_their_own(ironic: Case, emberloom: Community, ana: User) -> None:
    correct_mood(ironic, ana, NOON, band="negative", revision=1)
    assert (counted_corrections(emberloom), list(correction_lines(emberloom))) == ([], [])

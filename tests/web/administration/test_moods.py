"""Admins choose what moods are scored by, watch texts being scored anew, and can take it back."""

import pytest
from django.test import Client

from community.models import Channel, Community
from moderation.models import Assessment, Case, Change, Desk, PendingAssessment, Rescoring, User
from moderation.moods import rescoring
from moderation.moods.correcting import correct_mood
from moderation.policy.sentiment import PARLEY, VADER
from moderation.policy.sentiment.words import EMOJI, TROUBLE
from tests.builders import NOON, make_assessment, make_case, make_message
from tests.web.administration.browsing import at, fill, text
from tests.web.administration.test_each_setting import assess
from tests.web.shared.browsing import as_

pytestmark = pytest.mark.django_db
HERE = "settings-mood"


def mood_of(said: str, channel: Channel) -> float:
    message = make_message(said, channel=channel)
    assess(message)
    return Assessment.objects.get(message=message).compound or 0.0


# Each setting changes what the next message is scored.


@pytest.mark.parametrize(("engine", "compound"), [(VADER, 0.3182), (PARLEY, 0)])
def test_the_engine(desk: Client, reviews: Channel, engine: str, compound: float) -> None:
    fill(desk, at(HERE), engine=engine)
    assert mood_of("Please.", reviews) == compound


def test_own_names_are_no_words(desk: Client, reviews: Channel) -> None:
    assert mood_of("My Trusty Beacon is off, what a lovely pine.", reviews) > 0
    fill(desk, at(HERE), own_names="Trusty Beacon\nLovely Pine")
    assert mood_of("My Trusty Beacon is off, what a lovely pine!", reviews) == 0


def test_trouble_words(desk: Client, reviews: Channel) -> None:
    fill(desk, at(HERE), trouble_words="seam tape\nMudslide")
    assert mood_of("Seam tape again", reviews) < 0
    assert mood_of("There was a mudslide", reviews) < 0
    assert mood_of("I want a refund", reviews) > 0


def test_emoji(desk: Client, reviews: Channel) -> None:
    fill(desk, at(HERE), negative_emoji="🐌 💀")
    assert mood_of("My parcel 🐌", reviews) < 0


# Stored texts are scored anew, with progress and an undo.


def test_saving_begins_to_score_anew_and_the_page_says_how_far(desk: Client, reviews: Channel, ada: User) -> None:
    Desk.objects.update(engine=VADER)
    assess(make_message("Please.", channel=reviews))
    assert "Stored texts are scored anew" in text(desk.get(fill(desk, at(HERE), engine=PARLEY)["Location"]))
    assert "going on" in text(desk.get(at(HERE)))
    rescoring.go_on(NOON, 60)
    assert "1 text looked at, 1 scored otherwise" in text(desk.get(at(HERE)))
    assert Change.objects.get(subject="mood").after == {"engine": PARLEY}


def test_it_can_be_taken_back(desk: Client, tarnfell: Community) -> None:
    Desk.objects.update(engine=VADER)
    fill(desk, at(HERE), engine=PARLEY)
    desk.post(at("settings-mood-undo", pk=Rescoring.objects.get().pk))
    assert Desk.objects.get(community=tarnfell).engine == VADER
    assert Rescoring.objects.count() == 2


def test_an_old_change_cannot_be_taken_back(desk: Client, tarnfell: Community) -> None:
    fill(desk, at(HERE), engine=VADER)
    first = Rescoring.objects.get()
    fill(desk, at(HERE), own_names="beacon")
    said = desk.post(at("settings-mood-undo", pk=first.pk), follow=True)
    assert "changed once more since" in text(said)
    assert Desk.objects.get(community=tarnfell).own_names == ["beacon"]


def test_saving_what_stands_there_scores_nothing_anew(desk: Client) -> None:
    fill(desk, at(HERE))
    assert not Rescoring.objects.exists()


def test_the_known_words_are_shown_and_stay_the_known_ones(desk: Client, tarnfell: Community) -> None:
    shown = text(desk.get(at(HERE)))
    assert TROUBLE[0] in shown
    assert EMOJI[0] in shown
    fill(desk, at(HERE), engine=VADER)
    saved = Desk.objects.get(community=tarnfell)
    assert (saved.trouble_words, saved.negative_emoji, saved.own_names) == (None, None, [])


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [
        ("negative_emoji", "🐌 no", "“n” is no emoji."),
        ("trouble_words", "x" * 61, "is too long; 60 characters are the most."),
        ("own_names", "\n".join(map(str, range(501))), "501 words; 500 are the most."),
        ("engine", "vader-1", "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_typed(desk: Client, field: str, typed: str, wrong: str) -> None:
    refused = fill(desk, at(HERE), **{field: typed})
    assert refused.status_code == 422
    assert wrong in text(refused)
    assert not Rescoring.objects.exists()


def test_emoji_may_be_typed_with_what_belongs_to_them(desk: Client, tarnfell: Community) -> None:
    fill(desk, at(HERE), negative_emoji="☠️👎🏽 🐌🐌")
    assert Desk.objects.get(community=tarnfell).negative_emoji == ["☠", "👎", "🐌"]


def test_somebody_elses_change_is_not_overwritten_unseen(desk: Client, tarnfell: Community) -> None:
    opened = desk.get(at(HERE)).context["seen"]
    fill(desk, at(HERE), own_names="beacon")
    refused = desk.post(at(HERE), {"engine": VADER, "seen": opened})
    assert refused.status_code == 409
    assert "beacon" in text(refused)


# What people corrected


@pytest.fixture
def corrected(tarnfell: Community, ana: User) -> Case:
    message = make_message("=Great, third zip gone.")
    case = make_case(message, assessment=make_assessment(message, engine=PARLEY, compound=0.62))
    correct_mood(case, ana, NOON, band="negative", revision=1)
    return case


def test_corrections_are_counted(desk: Client, corrected: Case) -> None:
    row = '<th scope="row">parley-1</th><td>positive</td><td>negative</td><td class="num">1</td>'
    assert row in text(desk.get(at(HERE)))


def test_corrections_come_as_a_file_without_formulas(desk: Client, corrected: Case) -> None:
    lines = desk.get(at("settings-mood-csv")).getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "at,by,channel,external_id,engine,said,label,text"
    assert lines[1].endswith('"\'=Great, third zip gone."')


def test_only_admins_may(corrected: Case, mia: User) -> None:
    manager = as_(mia)
    for name in (HERE, "settings-mood-csv"):
        assert manager.get(at(name)).status_code == 403
    assert not PendingAssessment.objects.exists()

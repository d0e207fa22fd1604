"""A low rating opens a case, however the review tells it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.models import Channel, Message
from community.records import RawMessage
from moderation.assessments import intake, pipeline
from moderation.assessments.foretelling import Foretelling
from moderation.assessments.messages import Said
from moderation.assessments.ratings import load_ratings
from moderation.models import Case, PendingAssessment
from tests.builders import NOON, make_message
from tests.community.storing import raw, store

pytestmark = pytest.mark.django_db
CALM = "The shop opens at nine."


def assess(*messages: Message) -> None:
    for message in messages:
        PendingAssessment.objects.create(message=message, revision=message.revision)
    pipeline.drain()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"rating": 1.0}, ["rating"]),
        ({"rating": 2.0}, ["rating"]),
        ({"rating": 2.5}, None),
        ({"rating": 5.0}, None),
        ({"rating": None}, None),
        ({"tags": ["not recommended"]}, ["rating"]),
        ({"tags": ["recommended"]}, None),
        ({"tags": ["not recommended"], "rating": 4.0}, None),
        ({"tags": ["not recommended"], "kind": "comment"}, None),
        ({"rating": 1.0, "text": ""}, ["rating"]),
        ({"rating": 1.0, "automated": True}, None),
        ({"rating": 1.0, "from_staff": True}, None),
    ],
    ids=str,
)
def test_a_rating_at_or_below_the_limit_opens_a_case(
    reviews: Channel, fields: dict[str, object], expected: list[str] | None
) -> None:
    message = make_message(**{"text": CALM, "kind": "review", "channel": reviews, **fields})  # type: ignore[arg-type]
    assess(message)
    found = Case.objects.filter(message=message).first()
    assert (found and found.opened_for) == expected


def test_a_rating_that_gets_worse_opens_a_case_though_the_text_stays(reviews: Channel) -> None:
    store(reviews, raw(text=CALM, kind="review", rating=4.0), on_stored=intake.stored)
    pipeline.drain()
    assert not Case.objects.exists()
    store(reviews, raw(text=CALM, kind="review", rating=1.0), on_stored=intake.stored)
    pipeline.drain()
    assert Case.objects.get().opened_for == ["rating"]


def test_a_case_for_a_rating_goes_with_its_review(reviews: Channel) -> None:
    store(reviews, raw(text=CALM, kind="review", rating=1.0), on_stored=intake.stored)
    pipeline.drain()
    store(reviews, raw(text=CALM, kind="review", rating=1.0, deleted=True), on_stored=intake.stored)
    assert Case.objects.get().outcome == Case.Outcome.GONE


@pytest.mark.parametrize("reviews_waiting", [1, 7])
def test_thumbs_are_read_for_all_reviews_of_a_batch_at_once(reviews: Channel, reviews_waiting: int) -> None:
    said = [
        Message.objects.filter(pk=make_message(channel=reviews, kind="review", tags=["not recommended"]).pk)
        for _ in range(reviews_waiting)
    ]
    with CaptureQueriesContext(connection) as asked:
        ratings = load_ratings([Said(*each.values_list(*Said._fields).get()) for each in said])
    assert set(ratings.values()) == {1.0}
    assert len(asked) == reviews_waiting + 1


@pytest.mark.parametrize(
    ("record", "cases"),
    [
        (RawMessage("1", CALM, kind="review", rating=1.0), 1),
        (RawMessage("1", CALM, kind="review", tags=("not recommended",)), 1),
        (RawMessage("1", CALM, kind="review", rating=4.0), 0),
        (RawMessage("1", CALM, kind="review", rating=4.0, tags=("not recommended",)), 0),
    ],
)
def test_a_rehearsal_foretells_the_cases_of_ratings(reviews: Channel, record: RawMessage, cases: int) -> None:
    foretold = Foretelling(reviews.community, reviews, NOON)
    foretold.add(record)
    assert foretold.cases() == cases

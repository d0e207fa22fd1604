"""What others said before in a conversation may be quoted; what the author said, and what came later, may not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.models import Channel, Member, Message, MessageText, Person
from moderation.assessments import pipeline
from moderation.assessments.quotable import quotable_texts
from moderation.models import Assessment, Finding, PendingAssessment
from moderation.policy.reading import READING_VERSION
from tests.builders import NOON, make_guideline, make_member, make_message, make_reply

pytestmark = pytest.mark.django_db
THREAT = "You will hear from my lawyer."


@pytest.fixture(autouse=True)
def guidelines(tarnfell: object) -> None:
    make_guideline()


def assess(message: Message) -> list[Finding]:
    PendingAssessment.objects.create(message=message, revision=message.revision)
    pipeline.drain()
    return list(Finding.objects.filter(assessment__message=message))


def test_a_threat_that_somebody_else_made_is_not_charged_to_who_quotes_it(reviews: Channel) -> None:
    root = make_message(THREAT, channel=reviews)
    reply = make_reply(root, f"> {THREAT}\n\nPlease calm down.", author=make_member(reviews.community, "nils"))
    assert assess(reply) == []


@pytest.mark.parametrize(("who", "minutes"), [("moira", 30), ("nils", -30)])
def test_what_the_author_said_or_what_came_later_bears_no_quote_out(reviews: Channel, who: str, minutes: int) -> None:
    root = make_message(THREAT, channel=reviews)
    quoting = make_reply(root, f"> {THREAT}", author=make_member(reviews.community, who), minutes=minutes)
    (found,) = assess(quoting)
    assert found.reason.endswith("In a quote that no earlier message here bears out.")


def test_two_members_of_one_person_bear_nothing_out_for_each_other(reviews: Channel) -> None:
    root = make_message(THREAT, channel=reviews)
    quoting = make_reply(root, f"> {THREAT}", author=make_member(reviews.community, "nils"))
    Member.objects.update(person=Person.objects.create(community=reviews.community))
    assert quotable_texts([quoting]) == {quoting.pk: []}  # type: ignore[list-item]


def edited(message: Message, text: str, minutes: int) -> None:
    """Replace the text of a message some minutes after it was posted."""
    at = message.posted_at + timedelta(minutes=minutes)
    MessageText.objects.create(message=message, revision=message.revision, text=message.text, replaced_at=at)
    Message.objects.filter(pk=message.pk).update(text=text, revision=message.revision + 1, edited_at=at)


def test_a_text_that_was_edited_since_may_be_quoted_as_it_was(reviews: Channel) -> None:
    root = make_message(THREAT, channel=reviews)
    reply = make_reply(root, f"> {THREAT}\n\nPlease calm down.", author=make_member(reviews.community, "nils"))
    edited(root, "I take that back.", minutes=60)
    assert assess(reply) == []


@pytest.mark.parametrize(("minutes", "is_context"), [(10, True), (60, False)])
def test_words_that_were_put_in_after_they_were_quoted_bear_nothing_out(
    reviews: Channel, minutes: int, is_context: bool
) -> None:
    root = make_message("A fine tent.", channel=reviews)
    reply = make_reply(root, f"> {THREAT}", author=make_member(reviews.community, "nils"))
    edited(root, THREAT, minutes=minutes)
    assert (assess(reply) == []) == is_context


def test_the_conversations_of_a_batch_are_read_in_one_query(reviews: Channel) -> None:
    nils = make_member(reviews.community, "nils")
    roots = [make_message(f"{THREAT} {number}", channel=reviews) for number in range(5)]
    quoting = [make_reply(root, f"> {root.text}", author=nils, posted_at=NOON + timedelta(hours=1)) for root in roots]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = quotable_texts(quoting)  # type: ignore[arg-type]
    assert len(queries) == 1
    assert found == {reply.pk: [root.text] for reply, root in zip(quoting, roots, strict=True)}


def test_nothing_is_read_for_messages_without_a_quote(reviews: Channel) -> None:
    message = make_message("3 > 2 >:(", channel=reviews)
    with CaptureQueriesContext(connection) as queries:
        assert quotable_texts([message]) == {}  # type: ignore[list-item]
    assert len(queries) == 0


def test_an_assessment_names_the_version_of_its_reading(reviews: Channel) -> None:
    assess(make_message("<p>A fine tent</p>", channel=reviews))
    assert Assessment.objects.get().reading_version == READING_VERSION

"""A text that somebody else said anywhere in the source may be quoted, and what no other said there may not."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.models import Community, Member, Message, MessageText, Person
from moderation.assessments import pipeline
from moderation.assessments.quoted_elsewhere import quoted_elsewhere
from moderation.models import Assessment, Finding, PendingAssessment
from moderation.policy.normalise import fingerprint
from tests.builders import NOON, make_channel, make_guideline, make_member, make_message, make_source

THREAT = "You will hear from my lawyer."
LATER = NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def guidelines(tarnfell: Community) -> None:
    make_guideline()


@pytest.fixture
def nils(tarnfell: Community) -> Member:
    """Nils quotes what Moira wrote."""
    return make_member(tarnfell, "nils")


def assess(*messages: Message) -> list[Finding]:
    """Judge messages in one batch, and return what the last one is charged with."""
    PendingAssessment.objects.bulk_create(PendingAssessment(message=each, revision=each.revision) for each in messages)
    pipeline.drain()
    return list(Finding.objects.filter(assessment__message=messages[-1]))


def said(text: str = THREAT, channel: str = "reviews", **fields: Any) -> Message:
    """A message in a conversation of its own, judged an hour before the quote."""
    message = make_message(text, channel=make_channel(slug=channel), **fields)
    assess(message)
    Assessment.objects.filter(message=message).update(assessed_at=message.posted_at)
    return message


def quoted(author: Member | None, text: str = THREAT, **fields: Any) -> Message:
    fields.setdefault("posted_at", LATER)
    return make_message(f"> {text}\n\nPlease calm down.", author=author, **fields)


@pytest.mark.parametrize("channel", ["reviews", "gear-help"])
def test_who_quotes_another_conversation_or_channel_is_not_charged(nils: Member, channel: str) -> None:
    said(channel=channel)
    assert assess(quoted(nils)) == []


def test_a_text_is_the_same_in_other_markup(nils: Member) -> None:
    said("<p>You will hear from <b>my lawyer</b></p>")
    assert assess(quoted(nils)) == []


def test_text_and_quote_may_be_judged_together(nils: Member) -> None:
    assert assess(make_message(THREAT), quoted(nils)) == []


def test_what_stands_beside_such_a_quote_is_the_authors_own(nils: Member) -> None:
    said()
    (found,) = assess(make_message(f"> {THREAT}\n\nAnd from my lawyer.", author=nils, posted_at=LATER))
    assert not found.reason.endswith("bears out.")


def test_another_source_bears_nothing_out(nils: Member, tarnfell: Community) -> None:
    forum = make_channel(tarnfell, "forum", source=make_source(tarnfell, "Forum"))
    assess(make_message(THREAT, channel=forum))
    assert is_charged(quoted(nils))


def test_another_community_bears_nothing_out(nils: Member, emberloom: Community) -> None:
    make_guideline(emberloom)
    assess(make_message(THREAT, channel=make_channel(emberloom)))
    assert is_charged(quoted(nils))


@pytest.mark.parametrize(("was", "now", "is_context"), [(THREAT, "Sorry.", True), ("A fine tent.", THREAT, False)])
def test_an_edit_after_the_quote_changes_nothing(nils: Member, was: str, now: str, is_context: bool) -> None:
    message = said(was)
    at = LATER + timedelta(hours=1)
    MessageText.objects.create(message=message, revision=1, text=was, replaced_at=at)
    Message.objects.filter(pk=message.pk).update(text=now, revision=2, edited_at=at)
    message.refresh_from_db()
    assess(message)
    Assessment.objects.filter(message=message).update(assessed_at=at)
    assert (assess(quoted(nils)) == []) == is_context


def test_what_the_author_said_elsewhere_bears_no_quote_out(nils: Member) -> None:
    said(author=nils)
    assert is_charged(quoted(nils))


def test_two_members_of_one_person_bear_nothing_out_for_each_other(nils: Member, tarnfell: Community) -> None:
    moira = make_member(tarnfell, "moira")
    person = Person.objects.create(community=tarnfell)
    Member.objects.update(person=person)
    said(author=moira)
    assert is_charged(quoted(nils))


@pytest.mark.parametrize("external_id", ["", "nils"])
def test_who_wrote_without_a_name_may_be_whoever_quotes_it(tarnfell: Community, external_id: str) -> None:
    said(author=None)
    assert is_charged(quoted(make_member(tarnfell, external_id) if external_id else None))


def test_what_staff_without_a_name_said_is_of_somebody_else(nils: Member) -> None:
    said(author=None, from_staff=True)
    assert assess(quoted(nils)) == []


def test_a_guest_may_quote_what_a_member_said(tarnfell: Community) -> None:
    said()
    assert assess(quoted(None)) == []


def test_what_comes_later_bears_no_quote_out(nils: Member) -> None:
    said(posted_at=LATER + timedelta(minutes=1))
    assert is_charged(quoted(nils))


@pytest.mark.parametrize(("days", "is_context"), [(29, True), (31, False)])
def test_a_month_is_looked_back(nils: Member, days: int, is_context: bool) -> None:
    said(posted_at=LATER - timedelta(days=days))
    assert is_charged(quoted(nils)) is not is_context


def test_words_as_short_as_anybody_may_say_bear_nothing_out(nils: Member) -> None:
    said("My lawyer!")
    assert is_charged(quoted(nils, "my lawyer"))


def test_a_part_of_a_text_elsewhere_bears_nothing_out(nils: Member) -> None:
    said(f"Third stove in a row. {THREAT}")
    assert is_charged(quoted(nils))


def test_private_words_weigh_and_stay_where_they_are(nils: Member, tarnfell: Community) -> None:
    said(channel=make_channel(tarnfell, "support", is_private=True).slug)
    quoting = quoted(nils, THREAT.upper())
    assert found_elsewhere(quoting) == {quoting.pk: [THREAT.upper()]}


@pytest.mark.parametrize("count", [1, 20])
def test_a_batch_is_looked_up_in_two_queries(nils: Member, count: int) -> None:
    quoting = []
    for number in range(count):
        said(f"{THREAT} Number {number}.")
        quoting.append(quoted(nils, f"{THREAT} Number {number}."))
    with CaptureQueriesContext(connection) as queries:
        found = found_elsewhere(*quoting)
    assert len(queries) == 2
    assert all(found[each.pk] for each in quoting)


def test_nothing_is_looked_up_for_short_quotes(nils: Member) -> None:
    quoting = quoted(nils, "so true")
    with CaptureQueriesContext(connection) as queries:
        assert found_elsewhere(quoting) == {}
    assert len(queries) == 0


def found_elsewhere(*quoting: Message) -> dict[int, list[str]]:
    marks = {each.pk: fingerprint(each.text) for each in quoting}
    return quoted_elsewhere(quoting, marks)  # type: ignore[arg-type]


def is_charged(quoting: Message) -> bool:
    found = assess(quoting)
    return bool(found) and all(
        each.reason.endswith("In a quote that no earlier message here bears out.") for each in found
    )

"""The pipeline without Redis: what waits is judged, stored once, and becomes a case when a human should look."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.ingest import Stored
from community.models import Channel, Community
from moderation.assessments import intake, pipeline, standing
from moderation.assessments.lease import lease
from moderation.cases import actions
from moderation.models import Assessment, Case, CaseMessage, Clock, Finding, PendingAssessment, Tally, User
from moderation.targets import install_starter_targets
from tests.assessments.judging import THREAT, ask, assess, edit
from tests.builders import NOON, make_channel, make_clock, make_guideline, make_member, make_message, make_reply


@pytest.fixture(autouse=True)
def guidelines(tarnfell: object) -> None:
    make_guideline()


def test_a_message_is_scored_and_its_words_are_kept(reviews: Channel) -> None:
    assess(make_message("I love this tent, but the zip is terrible.", channel=reviews))
    made = Assessment.objects.get()
    assert made.language == "en"
    assert made.compound == pytest.approx(-0.3716, abs=0.0001)
    assert {word for word, _ in made.words} == {"love", "terrible"}
    assert not PendingAssessment.objects.exists()


def test_a_text_in_another_language_is_not_scored_and_says_so(reviews: Channel) -> None:
    assess(make_message("Die Stangen sind in der ersten Nacht gebrochen, ich bin sehr enttäuscht.", channel=reviews))
    made = Assessment.objects.get()
    assert (made.compound, made.language) == (None, "de")
    assert "German" in made.not_scored


def test_a_finding_quotes_the_characters_it_saw(reviews: Channel) -> None:
    assess(make_message(THREAT, channel=reviews))
    found = Finding.objects.get()
    assert THREAT[found.start : found.end] == found.excerpt == "my lawyer"
    assert found.version.guideline.slug == "legal-threat"


@pytest.mark.parametrize(("zone", "found"), [("Europe/Madrid", ["612 345 678"]), ("UTC", [])])
def test_numbers_are_read_as_in_the_time_zone_of_the_community(reviews: Channel, zone: str, found: list[str]) -> None:
    Community.objects.filter(pk=reviews.community_id).update(time_zone=zone)
    make_guideline(reviews.community, "personal-data", rules=(("phone", ""),))
    assess(make_message("Mine is 612 345 678, at six.", channel=reviews))
    assert [each.excerpt for each in Finding.objects.all()] == found


def test_a_finding_opens_a_case_with_its_reason_and_priority(reviews: Channel) -> None:
    assess(make_message(THREAT, channel=reviews))
    case = Case.objects.get()
    assert case.opened_for == ["finding"]
    assert case.priority == case.assessment.priority == sum(term["value"] for term in case.assessment.terms)
    assert [guideline.slug for guideline in case.guidelines.all()] == ["legal-threat"]
    assert [event.kind for event in case.events.all()] == ["opened"]


def test_a_friendly_message_opens_no_case(reviews: Channel) -> None:
    assess(make_message("Lovely tent, thank you.", channel=reviews))
    assert not Case.objects.exists()


def test_history_is_scored_and_counted_and_opens_no_case(reviews: Channel) -> None:
    assess(make_message(THREAT, channel=reviews), is_history=True)
    assert (Finding.objects.count(), Case.objects.count(), Tally.objects.total("assessed")) == (1, 0, 1)


def test_staff_never_have_a_case(reviews: Channel) -> None:
    assess(make_message(THREAT, channel=reviews, from_staff=True))
    assert (Assessment.objects.count(), Case.objects.count()) == (1, 0)


def test_a_deleted_message_opens_no_case(reviews: Channel) -> None:
    assess(make_message(THREAT, channel=reviews, removed_at=NOON))
    assert not Case.objects.exists()


def test_member_reports_open_a_case(reviews: Channel) -> None:
    assess(make_message("Just a tent.", channel=reviews, reports=2))
    assert Case.objects.get().opened_for == ["reports"]


def test_a_question_where_we_answer_opens_a_case_for_an_answer_only(tarnfell: object) -> None:
    forum = make_channel(slug="gear-help", is_answered=True)
    assess(make_message("Is the Skarn 2 waterproof?", channel=forum))
    assert Case.objects.get().answer_only


def test_a_question_that_staff_answered_opens_no_case(tarnfell: object) -> None:
    question = make_message("Is the Skarn 2 waterproof?", channel=make_channel(slug="gear-help", is_answered=True))
    make_reply(question, from_staff=True)
    assess(question)
    assert not Case.objects.exists()


def test_a_staff_answer_closes_the_case_that_waited_for_it(tarnfell: object) -> None:
    question = make_message("Is the Skarn 2 waterproof?", channel=make_channel(slug="gear-help", is_answered=True))
    assess(question)
    assess(make_reply(question, from_staff=True))
    assert Case.objects.get().outcome == "answered"


def test_the_same_text_joins_the_open_case_as_a_copy(reviews: Channel) -> None:
    gaz = make_member(external_id="gaz")
    assess(make_message(THREAT, channel=reviews))
    assess(make_message(THREAT, channel=reviews, author=gaz))
    assert CaseMessage.objects.get(role="copy").case == Case.objects.get()
    assert [event.kind for event in Case.objects.get().events.all()] == ["opened", "joined"]


def test_copies_within_one_batch_join_the_first(reviews: Channel) -> None:
    assess(*(make_message(THREAT, channel=reviews) for _ in range(4)))
    assert (Case.objects.count(), CaseMessage.objects.filter(role="copy").count()) == (1, 3)


def test_who_waits_for_an_answer_only_is_no_copy_of_another(tarnfell: object) -> None:
    direct = make_channel(slug="direct", is_private=True)
    assess(*(make_message("Is the Skarn 2 waterproof?", channel=direct, kind="direct") for _ in range(2)))
    assert (Case.objects.count(), CaseMessage.objects.filter(role="copy").count()) == (2, 0)


def test_a_copy_that_waits_for_an_answer_has_a_clock_of_its_own(tarnfell: Community) -> None:
    install_starter_targets(tarnfell)
    direct = make_channel(slug="direct", is_private=True)
    first, second = (
        make_message(THREAT, channel=direct, kind="direct", author=make_member(external_id=who)) for who in "ab"
    )
    assess(first, second, is_first=True)
    clocks = Case.objects.get().clocks.filter(kind="reply").order_by("pk")
    assert list(clocks.values_list("message", flat=True)) == [first.pk, second.pk]


def test_an_answer_to_a_copy_keeps_the_promise_to_it_and_no_other(tarnfell: Community) -> None:
    install_starter_targets(tarnfell)
    direct = make_channel(slug="direct", is_private=True)
    first, second = (
        make_message(THREAT, channel=direct, kind="direct", author=make_member(external_id=who)) for who in "ab"
    )
    assess(first, second, is_first=True)
    assess(make_reply(second, from_staff=True))
    clocks = Clock.objects.filter(kind="reply").order_by("pk")
    assert list(clocks.values_list("message", "kept_as")) == [(first.pk, ""), (second.pk, "platform")]
    assert Case.objects.open().exists()


def test_an_edit_is_assessed_anew_and_the_old_assessment_stays(reviews: Channel) -> None:
    message = make_message("Lovely tent, thank you.", channel=reviews)
    assess(message)
    assess(edit(message, THREAT))
    assert [made.revision for made in Assessment.objects.order_by("revision")] == [1, 2]
    assert Case.objects.get().revision == 2


def test_an_open_case_follows_the_edit(reviews: Channel) -> None:
    message = make_message(THREAT, channel=reviews)
    assess(message)
    assess(edit(message, THREAT + " And so will my lawyer's dog."))
    case = Case.objects.get()
    assert (case.revision, [event.kind for event in case.events.all()]) == (2, ["opened", "assessed"])


def test_a_decision_covers_the_revision_it_saw(reviews: Channel, ana: User) -> None:
    message = make_message(THREAT, channel=reviews)
    assess(message)
    actions.decide(Case.objects.get(), ana, NOON, action="keep", guideline=None, reason="Fine.", revision=1)
    assess(edit(message, THREAT + " Thanks."))
    assert Case.objects.get().decision == "keep"


def test_a_new_finding_after_a_decision_opens_a_linked_case(reviews: Channel, ana: User) -> None:
    make_guideline(slug="spam", rules=(("phrase", "free coupons"),))
    message = make_message(THREAT, channel=reviews)
    assess(message)
    first = Case.objects.get()
    actions.decide(first, ana, NOON, action="keep", guideline=None, reason="Fine.", revision=1)
    assess(edit(message, THREAT + " Get free coupons here."))
    assert Case.objects.open().get().follows == first


def test_an_automatic_pass_never_reopens_what_a_person_decided(reviews: Channel, ana: User) -> None:
    message = make_message(THREAT, channel=reviews)
    assess(message)
    actions.decide(Case.objects.get(), ana, NOON, action="keep", guideline=None, reason="Fine.", revision=1)
    message.reports = 40
    message.save()
    assess(message)
    assert Case.objects.get().closed_at is not None


@pytest.mark.parametrize(("hours", "times"), [(1, 3), (25, 0), (-1, 0)])
def test_the_same_text_counts_when_it_was_said_in_the_day_before(reviews: Channel, hours: int, times: int) -> None:
    """Whenever it was read in: ninety days of history that came a minute ago were not said a minute ago."""
    text = "Peanut butter from the jar, with a spoon."
    earlier = NOON - timedelta(hours=hours)
    assess(*(make_message(text, channel=reviews, posted_at=earlier) for _ in range(3)), is_history=True)
    assess(make_message(text, channel=reviews, posted_at=NOON))
    terms = Assessment.objects.latest("pk").terms
    assert [term["value"] for term in terms if term["name"] == "same text repeated"] == [2 * times] * bool(times)


def test_judging_a_revision_again_replaces_its_findings(reviews: Channel) -> None:
    message = make_message(THREAT, channel=reviews)
    assess(message)
    assess(message)
    assert (Assessment.objects.count(), Finding.objects.count()) == (1, 1)


def test_an_authors_record_counts_in_the_priority(reviews: Channel, ana: User) -> None:
    assess(make_message(THREAT, channel=reviews))
    actions.decide(Case.objects.get(), ana, NOON, action="hide", guideline=None, reason="Rude.", revision=1)
    assess(make_message("My lawyer says hello to all of you people.", channel=reviews))
    names = [term["name"] for term in Case.objects.open().get().assessment.terms]
    assert "author history" in names


def test_a_community_without_a_desk_is_assessed_without_rules(db: None) -> None:
    message = make_message(channel=make_channel(slug="reviews"))
    message.community.desk.delete()
    assess(message)
    assert Assessment.objects.get().rule_set is None


def test_the_queries_of_a_batch_do_not_grow_with_it(reviews: Channel, django_assert_max_num_queries: Any) -> None:
    ask(*(make_message(f"{THREAT} Number {number} of many words.", channel=reviews) for number in range(40)))
    held = lease(timezone.now(), 100)
    assert held
    with django_assert_max_num_queries(43):
        assert pipeline.step(held) == 40


def test_judging_the_same_text_again_finds_nothing_new(reviews: Channel) -> None:
    message = make_message(THREAT, channel=reviews)
    assess(message)
    found_at = Case.objects.get().found_at
    assess(message)
    assert Case.objects.get().found_at == found_at


@pytest.mark.parametrize("text", [f"{THREAT} Or I will beat you up.", "My lawyer and I will come to your house."])
def test_what_an_edit_adds_to_an_open_case_is_found_then(reviews: Channel, text: str) -> None:
    make_guideline(slug="violence", rules=(("phrase", "beat you up"), ("phrase", "come to your house")))
    message = make_message("My lawyer will write.", channel=reviews)
    assess(message)
    found_at = Case.objects.get().found_at
    assess(edit(message, text))
    assert Case.objects.get().found_at > found_at


def test_a_copy_of_what_is_deleted_at_the_source_is_judged_again(reviews: Channel) -> None:
    said = "A horrible, terrible, awful tent, and I hate it."
    first, copy = (make_message(said, channel=reviews, author=make_member(external_id=who)) for who in "ab")
    assess(first, copy)
    assert CaseMessage.objects.get(role="copy").message == copy
    first.removed_at = NOON
    first.save()
    promise = make_clock(Case.objects.get(), "reply", message=copy)
    CaseMessage.objects.filter(role="copy").update(waits=True)
    intake.take_back([first], timezone.now())
    promise.refresh_from_db()
    assert promise.ended_as == "moved"
    pipeline.drain()
    assert Case.objects.open().get().message == copy


def test_a_question_whose_answer_is_deleted_is_open_again(tarnfell: Community) -> None:
    help_channel = make_channel(tarnfell, "gear-help", is_answered=True)
    question = make_message("Is it waterproof?", channel=help_channel)
    assess(question)
    reply = make_reply(question, "Yes.", from_staff=True)
    assess(reply)
    assert Case.objects.get().outcome == "answered"
    reply.removed_at = NOON
    reply.save()
    intake.stored(Stored(removed=[reply]))
    pipeline.drain()
    assert Case.objects.open().get().message == question


def test_a_case_that_opens_again_has_waited_for_nobody_meanwhile(reviews: Channel) -> None:
    message = make_message(THREAT, channel=reviews)
    assess(message)
    Case.objects.update(unclaimed_at=NOON)
    CaseMessage.objects.update(opened_for=["answer"])
    standing.gone([message.pk], NOON)
    assess(message)
    assert Case.objects.open().get().unclaimed_at > NOON


def test_a_copy_that_joins_leaves_a_decision_owed_about_what_else_stands(reviews: Channel) -> None:
    install_starter_targets(reviews.community)
    first = make_message(THREAT, channel=reviews)
    assess(first, make_message("My lawyer will write again.", channel=reviews, conversation=first.conversation))
    decision = Clock.objects.get(kind="decision")
    assert decision.message == first
    CaseMessage.objects.filter(message=first).update(settled_at=timezone.now(), settled_as="closed")
    assess(make_message(THREAT, channel=reviews, author=make_member(external_id="vera")))
    assert CaseMessage.objects.get(role="copy").case_id == decision.case_id
    decision.refresh_from_db()
    assert decision.ended_at is None

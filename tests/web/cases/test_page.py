"""What the screen of a case shows: the text, why it is here, and who wrote it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from community.models import Message
from moderation.cases import actions
from moderation.models import Case, CaseEvent, Guideline, PendingAssessment
from moderation.policy.order import LOST
from tests.builders import (
    make_assessment,
    make_case,
    make_copy,
    make_finding,
    make_guideline,
    make_member,
    make_message,
    make_reply,
)
from tests.web.cases.browsing import address, edit, shown
from tests.web.shared.markup import page_of


def test_the_evidence_is_marked_in_the_text_and_explained_under_it(desk, threat):
    page = shown(desk, threat)
    assert '<mark class="ev is-bad">My lawyer<sup>1</sup></mark> will write. Order &lt;88&gt;.' in page
    assert "<b>Legal threat v1</b>: " in page
    assert "phrase “My lawyer”" in page


def test_a_text_with_markup_is_shown_as_people_read_it_and_as_it_was_written(desk, reviews):
    message = make_message(
        "<p>So my <b>lawyer</b> will write.</p><blockquote>Fine &amp; well</blockquote>", channel=reviews
    )
    make_finding(make_assessment(message), make_guideline(), "my <b>lawyer")
    page = shown(desk, make_case(message))
    assert '<mark class="ev is-bad">my lawyer<sup>1</sup></mark> will write.' in page
    assert '<summary>Quoted</summary><div class="text said" dir="auto">Fine &amp; well</div>' in page
    assert "<summary>As written</summary>" in page
    assert '<mark class="ev is-bad">my &lt;b&gt;lawyer<sup>1</sup></mark>&lt;/b&gt; will write.' in page


def test_the_place_in_the_queue_is_a_sum_too(desk, threat):
    due_by = timezone.now() - timedelta(hours=3)
    Case.objects.filter(pk=threat.pk).update(due_by=due_by)
    page = shown(desk, threat)
    assert "<td>Late by 3 h<small>in working time; what is due sooner stands higher</small></td>" in page
    # Five days of 24 working hours, and three hours more.
    assert f'first</th><td class="num">{threat.priority + 246}</td>' in page
    Case.objects.filter(pk=threat.pk).update(closed_at=due_by, outcome="decided")
    assert "Place in the queue" not in shown(desk, threat)


def test_a_lost_reply_is_told_in_its_place_in_the_queue(desk, threat):
    usual = sum_shown(shown(desk, threat))
    Case.objects.filter(pk=threat.pk).update(reply_lost_at=timezone.now())
    page = shown(desk, threat)
    assert f"<td>The reply did not arrive<small>{LOST.why}</small></td>" in page
    assert sum_shown(page) == usual + LOST.value
    # It may be one of an earlier case, and can be given up here.
    assert 'id="lost-h"' in page


def sum_shown(page: str) -> int:
    return int(re.search(r'the highest first</th><td class="num">(\d+)</td>', page)[1])


def test_a_plain_text_is_shown_once(desk, threat):
    assert "As written" not in shown(desk, threat)


def test_a_finding_says_what_its_guideline_was_called_when_it_was_made(desk, threat):
    Guideline.objects.update(name="Lawsuits")
    page = shown(desk, threat)
    assert "<b>Legal threat v1</b>: " in page
    assert "<h2>Legal threat</h2>" in page
    assert '<span class="chip is-bad">Legal threat</span>' in page
    queue = page_of(desk.get("/c/tarnfell/queue/"))
    assert '<span class="chip is-bad"><sup>1</sup>Legal threat</span>' in queue


def test_the_conversation_stands_around_the_message_with_staff_marked(desk, threat):
    make_reply(threat.message, "Sorry, Moira.", author=make_member(threat.community, "noa"), from_staff=True)
    page = shown(desk, threat)
    assert page.index("My lawyer") < page.index("Sorry, Moira.")
    assert '<span class="chip">staff</span>' in page


def test_a_message_that_was_removed_at_the_source_says_so(desk, threat):
    reply = make_reply(threat.message, "Gone by now.", removed_at=timezone.now())
    assert shown(desk, threat).count("removed at the source") == 2  # in the thread and in the author's history
    Message.objects.filter(pk=reply.pk).update(removed_at=None)
    assert "removed at the source" not in shown(desk, threat)


def test_a_long_thread_is_shown_whole_on_request_and_stays_so(desk, threat):
    for number in range(15):
        make_reply(threat.message, f"Answer {number}.", minutes=number)
    assert "Answer 14." not in shown(desk, threat).split('id="reply-h"')[0]
    assert "Answer 14." in shown(desk, threat, "?thread=all").split('id="reply-h"')[0]
    assert desk.post(address(threat, "claim") + "?thread=all").url.endswith("?thread=all")


def test_an_earlier_revision_stays_readable_with_its_own_assessment(desk, threat):
    edit(threat, "I was angry yesterday.")
    make_assessment(Message.objects.get(pk=threat.message_id), compound=0.5, priority=7)
    page = shown(desk, threat)
    assert "I was angry yesterday." in page
    assert '<mark class="ev is-bad">My lawyer<sup>1</sup></mark>' in page.split("Revision 1, replaced")[1]
    assert "priority 60, sentiment −0.71" in page


def test_the_copies_of_a_case_are_listed(desk, threat):
    copy = make_message("My lawyer will write.", author=make_member(threat.community, "copycat"))
    make_copy(threat, copy)
    assert "Copies handled with it: 1" in shown(desk, threat)
    assert "<bdi>Copycat</bdi> in" in shown(desk, threat)


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://example.org/1", True),
        ("HTTP://example.org/1", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("", False),
    ],
)
def test_only_a_web_address_becomes_a_link_to_the_source(desk, threat, url, is_link):
    Message.objects.filter(pk=threat.message_id).update(url=url)
    page = shown(desk, threat)
    assert ("open at source" in page) is is_link
    assert page.count('rel="noopener noreferrer nofollow"') == (2 if is_link else 0)


def test_the_host_that_a_link_opens_is_said_wherever_one_stands(desk, threat):
    Message.objects.filter(pk=threat.message_id).update(url="https://good.example@аpple.com/7")
    page = shown(desk, threat)
    assert page.count('href="https://xn--pple-43d.com/7"') == 2
    for name in ("open at source", "source"):
        assert f'>{name}: <span dir="ltr">xn--pple-43d.com</span></a>' in page


def test_nothing_that_a_member_wrote_becomes_markup(desk, reviews):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    author = make_member(reviews.community, "evil", name=evil)
    message = make_message(
        evil, channel=reviews, title=evil, author=author, url=f"https://x/{evil}", language=evil[:16]
    )
    made = make_assessment(
        message, words=[[evil, -1.0]], terms=[{"name": evil, "value": 60, "why": evil}], language="xx"
    )
    make_finding(made, make_guideline(reviews.community), "<script>alert(1)", rule=evil, reason=evil)
    case = make_case(message, assessment=made)
    CaseEvent.objects.create(case=case, kind="noted", at=timezone.now(), why=evil)
    page = shown(desk, case)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert page.count("&lt;script&gt;") >= 9


# ── judge ───────────────────────────────────────────────────────────────


def test_the_priority_is_told_as_a_sum_with_its_reasons(desk, threat):
    threat.assessment.terms = [
        {"name": "severity", "value": 66, "why": "Legal threat, severity high"},
        {"name": "author history", "value": -6, "why": "3 messages of this author kept"},
    ]
    threat.assessment.save()
    page = shown(desk, threat)
    assert ">+66</td>" in page
    assert ">−6</td>" in page
    assert 'Priority, high</th><td class="num">60</td>' in page
    assert "Not known: views." in page


def test_what_a_crowd_adds_to_the_first_message_is_a_term_of_the_sum(desk, threat):
    threat.assessment.terms = [{"name": "reach", "value": 4, "why": "20 reactions"}]
    threat.assessment.priority = 4
    threat.assessment.save()
    Case.objects.filter(pk=threat.pk).update(opened_for=["gathering"], priority=80)
    page = shown(desk, threat)
    assert "Many people<small>many people wrote below it within minutes</small>" in page
    assert ">+76</td>" in page
    assert 'Priority, critical</th><td class="num">80</td>' in page
    assert "In the queue at" not in page


def test_a_found_guideline_is_quoted(desk, threat):
    assert "What to do about a legal threat." in shown(desk, threat)
    assert f"/c/{threat.community.slug}/guidelines/legal-threat/" in shown(desk, threat)


def test_the_words_that_moved_the_sentiment_are_shown_with_its_figures(desk, threat):
    page = shown(desk, threat)
    assert "<b>−0.71</b><small>negative</small>" in page
    assert '<bdi>broke</bdi> <b class="neg">−0.42</b>' in page
    assert "only its beginning was scored" not in page
    threat.assessment.was_cut = True
    threat.assessment.save()
    assert "5,000 characters, 200 emoji" in shown(desk, threat)


def test_a_text_that_was_not_scored_says_why_and_shows_no_figure(desk, reviews):
    message = make_message("Überall nur Werbung.", channel=reviews)
    unscored = {"compound": None, "neg": None, "neu": None, "pos": None, "words": [], "language": "de"}
    made = make_assessment(message, not_scored="Only English is scored.", **unscored)
    page = shown(desk, make_case(message, assessment=made))
    assert "<b>not scored</b><small>German</small>" in page
    assert "Only English is scored." in page
    assert "<dt>neutral</dt>" not in page


def test_a_text_that_could_not_be_checked_says_so_with_the_fault(desk, case):
    case.message.assessments.all().delete()
    Case.objects.filter(pk=case.pk).update(is_unchecked=True, opened_for=["unchecked"], priority=100)
    waits = PendingAssessment.objects.create(message=case.message, revision=1, tries=5, error="TimeoutError: too long")
    assert "has not been checked yet" in shown(desk, case)
    PendingAssessment.objects.filter(pk=waits.pk).update(died_at=timezone.now())
    page = shown(desk, case)
    assert "<strong>Could not be checked.</strong>" in page
    assert "TimeoutError: too long" in page
    assert "In the queue at 100" in page


def test_the_author_comes_with_earlier_cases_and_messages(desk, threat):
    earlier = make_case(make_message("The pegs bent.", posted_at=timezone.now() - timedelta(days=400)))
    Case.objects.filter(pk=earlier.pk).update(decision="keep", outcome="decided", closed_at=timezone.now())
    page = shown(desk, threat)
    assert "<dd>1: 1 keep</dd>" in page
    assert address(earlier) in page
    assert "The pegs bent." in page


def test_a_message_without_an_author_is_a_case_like_any_other(desk, reviews):
    assert "did not say who wrote this" in shown(desk, make_case(make_message(author=None, channel=reviews)))


def test_a_busy_case_takes_at_most_30_questions(desk, threat, ana, django_assert_max_num_queries):
    Message.objects.filter(pk=threat.message_id).update(conversation=make_message("The first.").conversation)
    for number in range(25):
        make_reply(threat.message, f"Answer {number}.", author=make_member(threat.community, f"m{number}"))
        actions.note(threat, ana, timezone.now(), text="Note.")
    for number in range(12):
        make_case(make_message(f"Earlier {number}."))
    edit(threat, "My lawyer wrote.")
    actions.decide(
        threat, ana, timezone.now(), action="hide", guideline=None, reason="Threat.", revision=2, keep_open=True
    )
    with django_assert_max_num_queries(30):
        shown(desk, threat)

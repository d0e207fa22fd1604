"""The queue: what stands where and why, what an address means, what a page costs, what came in meanwhile."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Channel, Community
from moderation.models import Case, CaseEvent, CaseGuideline, User
from moderation.policy.hours import ALWAYS
from moderation.policy.order import LOST, time_term
from moderation.policy.values import Severity
from moderation.web.queue import counts
from moderation.web.queue import page as queue
from tests.builders import (
    NOON,
    make_assessment,
    make_case,
    make_channel,
    make_copy,
    make_escalation,
    make_finding,
    make_guideline,
    make_member,
    make_message,
)
from tests.web.queue.browsing import NEW, QUEUE, shown
from tests.web.shared.markup import page_of


def make_cases(count: int, **fields: Any) -> list[Case]:
    return [make_case(make_message(), **{"priority": count - n, **fields}) for n in range(count)]


def test_cases_stand_by_harm_and_by_how_soon_they_are_due(desk: Client, reviews: Channel) -> None:
    old = make_case(make_message(posted_at=NOON - timedelta(days=1)), priority=50)
    young = make_case(make_message(), priority=50)
    late = make_case(make_message(), priority=50, due_by=NOON - timedelta(hours=3))
    due = make_case(make_message(), priority=50, due_by=NOON)
    urgent = make_case(make_message(), priority=90, due_by=NOON + timedelta(hours=1))
    assert shown(desk.get(QUEUE)) == [urgent.pk, late.pk, due.pk, old.pk, young.pk]


def test_a_row_says_why_it_is_there(desk: Client, reviews: Channel) -> None:
    message = make_message("Good morning. My lawyer will write to you.")
    terms = [
        {"name": name, "value": value, "why": "because"} for name, value in [("a", 5), ("b", -30), ("c", 9), ("d", 40)]
    ]
    assessment = make_assessment(message, compound=-0.71, terms=terms)
    make_finding(assessment, make_guideline(), "My lawyer")
    make_case(message, priority=85, assessment=assessment)
    page = page_of(desk.get(QUEUE))
    assert '<mark class="ev is-bad">My lawyer<sup>1</sup></mark> will write' in page
    assert '<span class="chip is-bad"><sup>1</sup>Legal threat</span>' in page
    assert ["<b>+40</b> d" in page, "<b>−30</b> b" in page, "<b>+9</b> c" in page, "<b>+5</b>" in page] == [
        True,
        True,
        True,
        False,
    ]
    assert "<span><b>1</b> more</span>" in page
    assert "<span>critical</span>" in page
    assert "<b>−0.71</b><small>negative</small>" in page


def test_a_row_says_why_it_stands_where_it_does(desk: Client, reviews: Channel) -> None:
    now = timezone.now()
    soon = make_case(make_message(posted_at=now), priority=50, due_by=now + timedelta(minutes=40))
    late = make_case(make_message(posted_at=now), priority=20, due_by=now - timedelta(hours=3))
    response = desk.get(QUEUE)
    page = page_of(response)
    for case, words in ((soon, "due in"), (late, "late by 3 h")):
        term = time_term(case.due_by, case.opened_at, response.context["now"], ALWAYS)
        assert term.name.startswith(words)
        assert f'<span title="{term.why}"><b>+{term.value}</b> {term.name}</span>' in page
    # The sum helps nobody who goes from row to row; it stands on the page of the case.
    assert "in order" not in page
    Case.objects.filter(pk=late.pk).update(closed_at=now, outcome="decided")
    assert "late by" not in page_of(desk.get(f"{QUEUE}?state=closed"))


def test_a_lost_reply_stands_above_all_that_is_late_and_says_why(desk: Client, reviews: Channel) -> None:
    now = timezone.now()
    late = make_case(make_message(posted_at=now), priority=100, severity=4, due_by=now - timedelta(days=60))
    lost = make_case(make_message(posted_at=now), priority=5, severity=0, reply_lost_at=now)
    response = desk.get(QUEUE)
    assert shown(response) == [lost.pk, late.pk]
    assert f'title="{LOST.why}"><b>+{LOST.value}</b> the reply did not arrive</span>' in page_of(response)
    Case.objects.filter(pk=lost.pk).update(closed_at=now, outcome="decided")
    assert LOST.why not in page_of(desk.get(f"{QUEUE}?state=closed"))


def test_of_many_alike_one_row_counts_those_behind_it(desk: Client, reviews: Channel) -> None:
    first = make_case(make_message())
    others = [make_case(make_message(), behind=first) for _ in range(2)]
    page = page_of(desk.get(QUEUE))
    assert "2 more critical behind it" in page
    assert page.count("<b>−30</b> one of many alike") == 2
    Case.objects.filter(pk=others[0].pk).update(closed_at=NOON, outcome="decided")
    assert "1 more critical behind it" in page_of(desk.get(QUEUE))


def test_what_was_not_scored_is_not_shown_as_neutral(desk: Client, reviews: Channel) -> None:
    message = make_message("¿Hacéis envíos?")
    make_case(message, assessment=make_assessment(message, compound=None, language="es", not_scored="Spanish"))
    page = page_of(desk.get(QUEUE))
    assert "<b>not scored</b><small>Spanish</small>" in page
    assert "0.00" not in page


def test_what_could_not_be_checked_is_said_on_top_and_in_its_row(desk: Client, case: Case) -> None:
    make_case(make_message(), is_unchecked=True, opened_for=["unchecked"], assessment=None, priority=0)
    page = page_of(desk.get(QUEUE))
    assert "1 message could not be checked" in page
    assert "<b>not checked</b>" in page
    assert 'href="/c/tarnfell/queue/?state=unchecked">Read it</a>' in page


def test_nothing_is_said_of_checks_when_all_could_be_made(desk: Client, case: Case) -> None:
    assert "could not be checked</strong>" not in page_of(desk.get(QUEUE))


@pytest.mark.parametrize(
    ("kind", "opened_for", "words"),
    [
        ("direct", ["answer"], "unanswered message"),
        ("post", ["answer"], "unanswered question"),
        ("post", ["reports"], "reported by 3"),
    ],
)
def test_why_a_case_waits(desk: Client, reviews: Channel, kind: str, opened_for: list[str], words: str) -> None:
    make_case(make_message(kind=kind, reports=3), opened_for=opened_for)
    assert words in page_of(desk.get(QUEUE))


def test_copies_are_counted(desk: Client, case: Case) -> None:
    for _ in range(3):
        make_copy(case, make_message())
    assert "3 more alike" in page_of(desk.get(QUEUE))


def test_an_edited_text_is_shown_without_the_old_evidence(desk: Client, reviews: Channel) -> None:
    message = make_message("My lawyer will write.")
    make_finding(make_assessment(message), make_guideline(), "My lawyer")
    make_case(message)
    message.text, message.revision = "Never mind, it works.", 2
    message.save()
    page = page_of(desk.get(QUEUE))
    assert "<mark" not in page
    assert "edited since it was checked" in page


def test_who_has_a_case_is_said(desk: Client, ana: User, ben: User, reviews: Channel) -> None:
    since = timezone.now() - timedelta(minutes=4)
    mine, bens, _ = make_cases(3)
    Case.objects.filter(pk=mine.pk).update(assignee=ana, claimed_at=since)
    Case.objects.filter(pk=bens.pk).update(assignee=ben, claimed_at=since)
    page = page_of(desk.get(QUEUE))
    assert ["</span>You</span>" in page, "</span>Ben</span>" in page, "</span>Nobody</span>" in page] == [True] * 3
    assert "4 min ago" in page


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</li></ol><h1>"])
def test_nothing_that_came_in_is_trusted(desk: Client, tarnfell: Community, text: str) -> None:
    member = make_member(tarnfell, "evil", name=text)
    message = make_message(text * 20, title=text, author=member, channel=make_channel(tarnfell, "evil", name=text))
    make_finding(
        make_assessment(message, language=text[:8], terms=[{"name": text, "value": 3, "why": text}]),
        make_guideline(),
        text,
    )
    make_case(message)
    assert text not in page_of(desk.get(QUEUE))


@pytest.fixture
def several(tarnfell: Community, reviews: Channel, ana: User, ben: User) -> dict[str, int]:
    """One case for each filter."""
    french = make_message("Bonjour")
    cases = {
        "mine": make_case(make_message(), priority=90, assignee=ana),
        "bens": make_case(make_message(), priority=80, assignee=ben, severity=Severity.LOW),
        "answer": make_case(
            make_message(), priority=70, answer_only=True, severity=Severity.NONE, opened_for=["answer"]
        ),
        "unscored": make_case(french, priority=60, is_unscored=True),
        "unchecked": make_case(make_message(), priority=50, is_unchecked=True, assessment=None),
        "chat": make_case(make_message(channel=make_channel(tarnfell, "chat")), priority=40),
        "guided": make_case(make_message(), priority=30),
        "closed": make_case(make_message(), priority=20, closed_at=NOON, outcome="decided", decision="hide"),
    }
    CaseGuideline.between(cases["guided"], make_guideline(tarnfell, "spam").pk).save()
    return {name: case.pk for name, case in cases.items()}


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("", "mine bens answer unscored unchecked chat guided"),
        ("?state=open", "mine bens answer unscored unchecked chat guided"),
        ("?state=nonsense", "mine bens answer unscored unchecked chat guided"),
        ("?state=closed", "closed"),
        ("?state=unchecked", "unchecked"),
        ("?state=unscored", "unscored"),
        ("?state=answer", "answer"),
        ("?assignee=me", "mine"),
        ("?assignee=nobody", "answer unscored unchecked chat guided"),
        ("?assignee=everybody", ""),
        ("?assignee=99999999999999999999", ""),
        ("?channel=chat", "chat"),
        ("?channel=nowhere", ""),
        ("?severity=low", "bens"),
        ("?severity=none", "answer"),
        ("?severity=terrible", ""),
        ("?guideline=spam", "guided"),
        ("?guideline=nonsense", ""),
        ("?channel=reviews&severity=high&assignee=me", "mine"),
        ("?channel=chat&severity=low", ""),
    ],
)
def test_an_address_means_its_cases(desk: Client, several: dict[str, int], address: str, names: str) -> None:
    assert shown(desk.get(QUEUE + address)) == [several[name] for name in names.split()]


def test_a_person_can_be_chosen(desk: Client, several: dict[str, int], ben: User) -> None:
    page = desk.get(QUEUE, {"assignee": ben.pk})
    assert shown(page) == [several["bens"]]
    assert f'<option value="{ben.pk}" selected>With: Ben</option>' in page_of(page)


def test_a_shared_link_shows_the_same_to_another_person(client: Client, several: dict[str, int], mia: User) -> None:
    client.force_login(mia)
    assert shown(client.get(f"{QUEUE}?channel=chat&severity=high")) == [several["chat"]]


def test_a_closed_case_says_how_it_ended(desk: Client, several: dict[str, int]) -> None:
    page = page_of(desk.get(f"{QUEUE}?state=closed"))
    assert "<span>Hide</span>" in page
    assert "data-claim" not in page


def test_the_rail_counts_what_is_in_each_view(desk: Client, several: dict[str, int]) -> None:
    rail = {view.name: count for view, count, _ in desk.get(QUEUE).context["rail"]}
    assert rail == {
        "Needs review": "7",
        "Mine": "1",
        "Unclaimed": "5",
        "To answer": "1",
        "Not scored": "1",
        "Could not be checked": "1",
        "Closed": "1",
    }


def test_the_rail_says_where_one_is(desk: Client, several: dict[str, int]) -> None:
    here = [view.name for view, _, is_here in desk.get(f"{QUEUE}?assignee=me&channel=chat").context["rail"] if is_here]
    assert here == ["Mine"]


@pytest.mark.parametrize(
    ("address", "found"), [("", "1"), ("&severity=high", "1"), ("&severity=low", "0"), ("&state=closed", "1")]
)
def test_the_cases_of_a_guideline_are_counted(desk: Client, several: dict[str, int], address: str, found: str) -> None:
    spam = CaseGuideline.objects.get().guideline
    CaseGuideline.between(Case.objects.get(pk=several["closed"]), spam.pk).save()
    assert desk.get(f"{QUEUE}?guideline=spam{address}").context["found"] == found


@pytest.mark.parametrize(("count", "words"), [(0, "0"), (4, "4"), (5, "4+"), (7, "4+")])
def test_no_count_looks_further_than_its_limit(
    tarnfell: Community, reviews: Channel, monkeypatch: pytest.MonkeyPatch, count: int, words: str
) -> None:
    monkeypatch.setattr(counts, "COUNTED", 5)
    make_cases(count)
    assert counts.count_in_words(counts.counts_up_to_limit(tarnfell, [Case.objects.all()])[0]) == words


def test_other_communities_are_not_in_the_queue(desk: Client, case: Case, emberloom: Community) -> None:
    make_case(make_message(channel=make_channel(emberloom)))
    assert shown(desk.get(QUEUE)) == [case.pk]


def test_nothing_new_leaves_the_pill_away(desk: Client, case: Case) -> None:
    page = page_of(desk.get(NEW, {"seen": case.pk}))
    assert "pill" not in page
    assert "<title>Needs review · Parley</title>" in page


def test_new_cases_are_announced_and_change_nothing_else(desk: Client, case: Case) -> None:
    make_case(make_message(), priority=71)
    make_case(make_message(), priority=70)
    page = page_of(desk.get(NEW, {"seen": case.pk}))
    assert "2 new, 1 above priority 70" in page
    assert "<title>(2 new) Needs review · Parley</title>" in page
    assert 'class="row"' not in page


def test_only_what_fits_the_filters_is_announced(desk: Client, case: Case, tarnfell: Community) -> None:
    make_case(make_message(channel=make_channel(tarnfell, "chat")))
    make_case(make_message())
    page = page_of(desk.get(NEW, {"seen": case.pk, "channel": "chat"}))
    assert "1 new" in page
    assert 'href="/c/tarnfell/queue/?channel=chat"' in page


def test_the_page_asks_for_what_comes_after_the_newest_case(desk: Client, several: dict[str, int]) -> None:
    page = page_of(desk.get(f"{QUEUE}?channel=chat"), unescape)
    assert f'hx-get="{NEW}?channel=chat&seen={several["closed"]}"' in page


def test_a_page_of_fifty_rows_costs_no_more_than_one(
    desk: Client, tarnfell: Community, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr(queue, "PAGE", 50)
    for n in range(50):
        message = make_message(
            "My lawyer will write.", author=make_member(tarnfell, f"m{n}"), channel=make_channel(tarnfell, f"c{n % 7}")
        )
        guideline = make_guideline(tarnfell, f"g{n % 5}") if n < 5 else tarnfell.guidelines.get(slug=f"g{n % 5}")
        make_finding(make_assessment(message), guideline, "My lawyer")
        make_copy(make_case(message, action=NOON, reply=NOON), make_message())
    with django_assert_max_num_queries(12):
        assert len(shown(desk.get(QUEUE))) == 50


def test_asking_for_new_cases_is_cheap(desk: Client, case: Case, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(8):
        desk.get(NEW, {"seen": 0})


def test_an_empty_installation_says_how_to_begin(desk: Client) -> None:
    page = page_of(desk.get(QUEUE))
    assert "manage.py import_messages FILE --community tarnfell --channel CHANNEL --create" in page


def test_an_empty_queue_says_what_was_last_done(desk: Client, ana: User, case: Case) -> None:
    Case.objects.update(closed_at=timezone.now() - timedelta(minutes=9), outcome="decided", decision="hide")
    CaseEvent.objects.create(case=case, kind="decided", actor=ana, at=timezone.now())
    page = page_of(desk.get(QUEUE))
    assert "Nothing needs you here" in page
    assert "9 min ago" in page
    assert "1 decided" in page


def test_filters_that_fit_nothing_are_not_an_empty_queue(desk: Client, case: Case) -> None:
    page = page_of(desk.get(f"{QUEUE}?severity=low"))
    assert "No case fits these filters" in page
    assert "Nothing needs you here" not in page


@pytest.mark.parametrize(
    ("state", "says"),
    [({}, "with Legal"), ({"answered_at": NOON}, "Legal answered"), ({"closed_at": NOON}, "")],
)
def test_a_row_says_which_team_it_waits_for(desk: Client, case: Case, state: dict[str, Any], says: str) -> None:
    make_escalation(case, "legal", **state)
    page = page_of(desk.get(QUEUE))
    assert [said for said in ("with Legal", "Legal answered") if said in page] == ([says] if says else [])


def test_a_row_whose_message_was_answered_waits_for_nobody(desk: Client, reviews: Channel) -> None:
    asked = {"opened_for": ["finding", "answer"]}
    make_case(make_message("Is it waterproof?", channel=reviews), **asked).rows.update(answered_at=NOON)
    assert "unanswered" not in page_of(desk.get(QUEUE))
    make_case(make_message("Is it light?", channel=reviews), **asked)
    assert "unanswered question" in page_of(desk.get(QUEUE))


@pytest.mark.parametrize(
    ("rating", "opened_for", "expected"),
    [
        (1.0, ["rating"], "rated 1 of 5"),
        (1.5, ["finding", "rating"], "rated 1.5 of 5"),
        (None, ["rating"], "not recommended"),
        (1.0, ["finding"], ""),
    ],
)
def test_a_row_tells_the_rating_that_opened_it(
    desk: Client, reviews: Channel, rating: float | None, opened_for: list[str], expected: str
) -> None:
    make_case(make_message(kind="review", rating=rating), opened_for=opened_for)
    response = desk.get(QUEUE)
    assert response.context["rows"][0].rated == expected
    assert ("rated " in page_of(response, unescape)) == expected.startswith("rated")

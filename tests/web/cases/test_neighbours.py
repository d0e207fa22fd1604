"""Going on from a case: the next and the previous one of the queue that it was opened from."""

from html import unescape

import pytest
from django.utils import timezone

from moderation.cases import actions
from moderation.models import Case, CaseGuideline
from tests.builders import make_case, make_channel, make_guideline, make_message
from tests.web.cases.browsing import HTMX, address, edit, shown, text_of
from tests.web.shared.markup import page_of

QUEUE = "/c/tarnfell/queue/"


def above(case: Case, query: str = "") -> str:
    return f'<a href="{address(case)}{query}" data-key="k">'


def below(case: Case, query: str = "") -> str:
    return f'<a href="{address(case)}{query}" data-key="j">'


@pytest.fixture
def chat(case):
    return make_channel(case.community, "chat")


@pytest.fixture
def chats(chat) -> list[Case]:
    """Three of one channel, with others between them."""
    for priority in (80, 55, 35):
        make_case(make_message(), priority=priority)
    return [make_case(make_message(channel=chat), priority=priority) for priority in (90, 50, 30)]


def test_a_row_of_the_queue_leads_to_its_case_with_the_filters(desk, chats):
    page = text_of(desk.get(f"{QUEUE}?channel=chat&severity=high&after=nonsense&q=x"))
    assert f'class="who" href="{address(chats[0])}?channel=chat&severity=high"' in page


def test_a_row_that_was_claimed_keeps_the_filters(desk, chats):
    target = {**HTMX, "HX-Target": f"case-{chats[0].pk}"}
    assert f'href="{address(chats[0])}?channel=chat"' in text_of(desk.get(f"{QUEUE}?channel=chat", headers=target))


def test_the_neighbours_are_those_of_the_filtered_queue(desk, chats):
    page = shown(desk, chats[1], "?channel=chat")
    assert above(chats[0], "?channel=chat") in page
    assert below(chats[2], "?channel=chat") in page
    assert f'href="{QUEUE}?channel=chat">Queue</a>' in page


def test_without_filters_they_are_those_of_all_open_cases(desk, chats):
    page = shown(desk, chats[1])
    assert above(chats[0]) not in page
    assert above(Case.objects.get(priority=55)) in page


def test_a_guideline_can_be_gone_through(desk, chats):
    spam = make_guideline(chats[0].community, "spam")
    for case in (chats[0], chats[2]):
        CaseGuideline.between(case, spam.pk).save()
    # It need not be among them itself.
    page = shown(desk, chats[1], "?guideline=spam")
    assert above(chats[0], "?guideline=spam") in page
    assert below(chats[2], "?guideline=spam") in page


def test_what_a_person_has_can_be_gone_through_by_another(desk, case, chats, ben):
    for each in chats:
        actions.claim(each, ben, timezone.now())
    query = f"?assignee={ben.pk}"
    assert below(chats[2], query) in shown(desk, chats[1], query)
    assert below(chats[2], "?channel=chat") not in shown(desk, chats[1], "?channel=chat")


def test_closed_cases_are_gone_through_from_the_newest(desk, chats, ana):
    for each in chats:
        actions.close(each, ana, timezone.now(), why="Seen.")
    page = shown(desk, chats[1], "?state=closed")
    assert above(chats[2], "?state=closed") in page
    assert below(chats[0], "?state=closed") in page


def test_a_case_that_was_reopened_goes_on_with_the_open_ones(desk, case, chats, ana):
    actions.close(case, ana, timezone.now(), why="Seen.")
    actions.reopen(case, ana, timezone.now(), why="Look again.")
    assert above(Case.objects.get(priority=80), "?state=closed") in shown(desk, case, "?state=closed")


def test_a_case_that_is_alone_in_its_view_says_so(desk, chats):
    assert "no other case in this view" in shown(desk, chats[1], "?severity=low")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_deciding_leads_on_within_the_filters(desk, chats, headers):
    verb = address(chats[0], "decide") + "?channel=chat"
    answer = desk.post(verb, {"revision": 1, "action": "keep", "onward": "1"}, headers=headers)
    assert answer.headers.get("HX-Redirect", answer.headers.get("Location")) == f"{address(chats[1])}?channel=chat"


@pytest.mark.parametrize(("query", "same"), [("?thread=all", "?thread=all"), ("?channel=chat", "?channel=chat")])
def test_a_verb_comes_back_to_the_case_as_it_was_looked_at(desk, chats, query, same):
    assert f'action="{address(chats[0], "claim")}{same}"' in shown(desk, chats[0], query)
    assert desk.post(address(chats[0], "claim") + query).url == address(chats[0]) + same


def test_undo_comes_back_to_the_filtered_case(desk, chats):
    desk.post(address(chats[0], "close") + "?channel=chat", {"revision": 1, "why": "Seen."})
    assert f'action="{address(chats[0], "undo")}?channel=chat"' in shown(desk, chats[1])


def test_another_persons_link_means_the_reader(desk, chats, ana, ben):
    actions.claim(chats[0], ben, timezone.now())
    actions.claim(chats[2], ana, timezone.now())
    page = shown(desk, chats[1], "?assignee=me")
    assert below(chats[2], "?assignee=me") in page
    assert above(chats[0], "?assignee=me") not in page


@pytest.mark.parametrize("name", ["channel", "guideline", "severity", "assignee", "state"])
@pytest.mark.parametrize("word", ['"><script>alert(1)</script>', "https://evil.example/", "\x00", "9" * 60])
def test_a_word_that_means_nothing_finds_no_neighbours_and_leads_nowhere(desk, chats, name, word):
    answer = desk.get(address(chats[1]), {name: word})
    page = page_of(answer, unescape)
    assert answer.status_code == 200
    assert "<script>alert" not in page_of(answer)
    assert 'href="https://evil' not in page
    assert (above(Case.objects.get(priority=55)) in page) is (name == "state")


@pytest.mark.parametrize("name", ["from", "next", "q", "after"])
def test_only_filters_are_taken_along(desk, chats, name):
    assert "evil" not in shown(desk, chats[1], f"?{name}=https://evil.example/")
    assert desk.post(f"{address(chats[1], 'claim')}?{name}=https://evil.example/").url == address(chats[1])


def test_filters_cost_no_more_questions_than_a_case_may_ask(desk, threat, ana, django_assert_max_num_queries):
    edit(threat, "My lawyer wrote.")
    actions.note(threat, ana, timezone.now(), text="Note.")
    with django_assert_max_num_queries(38):
        shown(desk, threat, "?channel=reviews&guideline=legal-threat")

"""To do on the platform: what a person carries out by hand."""

import csv
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from moderation.cases import actions
from moderation.models import CaseEvent, Outbox, PushToken
from moderation.outbox import delivery, fetching
from moderation.web.outbox.todo import PAGE
from tests.builders import make_case, make_channel, make_feed, make_guideline, make_member, make_message
from tests.web.pushes.programs import Program
from tests.web.shared.markup import page_of

TO_DO = "/c/tarnfell/to-do/"


def handed(by, message=None, action="hide", **fields) -> Outbox:
    """A decision whose undo time is over, so that it waits to be done by hand."""
    case = make_case(message or make_message())
    facts = {"guideline": None, "reason": "Spam.", "revision": 1} | fields
    actions.decide(case, by, timezone.now() - timedelta(minutes=1), action=action, **facts)
    delivery.deliver_due(timezone.now())
    return case.outbox.get()


def replied(by, text: str, message=None) -> Outbox:
    case = make_case(message or make_message())
    actions.reply(case, by, timezone.now() - timedelta(minutes=1), text=text, close=True)
    delivery.deliver_due(timezone.now())
    return case.outbox.get()


def shown(client: Client, query: str = "") -> str:
    return page_of(client.get(TO_DO + query), unescape)


def table(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = b"".join(client.get(f"/c/tarnfell/to-do.csv{query}").streaming_content).decode()
    return list(csv.DictReader(answer.splitlines(keepends=True), strict=True))


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ((), ["has not fetched it within"]),
        (("ends",), []),
        (("fetches",), ["has not said what became"]),
        (("fetches", "ends"), ["has not said what became"]),
    ],
)
def test_what_a_program_left_says_so(desk, ana, reviews, steps, says):
    bot = Program.of(reviews.source, made_at=timezone.now() - timedelta(hours=1))
    row = handed(ana, make_message(channel=reviews))
    if "fetches" in steps:
        bot.fetched()
    fetching.hand_over_late(timezone.now() + timedelta(minutes=11))
    if "ends" in steps:
        PushToken.objects.update(ended_at=timezone.now())
    page = shown(desk)
    assert f"task-{row.pk}" in page
    told = [each for each in ("has not fetched it within", "has not said what became") if each in page]
    assert told == says


def test_what_was_decided_before_a_program_came_is_left_to_people(desk, ana, reviews):
    handed(ana, make_message(channel=reviews))
    Program.of(reviews.source, made_at=timezone.now() + timedelta(minutes=1))
    assert "has not fetched it" not in shown(desk)


def test_with_nothing_to_do_the_page_says_what_comes_here(desk, tarnfell):
    assert "Nothing is to be done by hand" in shown(desk)


def test_a_task_says_what_to_do_who_decided_it_and_why(desk, tarnfell, ben):
    guideline = make_guideline(tarnfell, "spam")
    handed(ben, make_message("Buy cheap tents.", url="https://example.org/7"), guideline=guideline, reason="An advert.")
    page = shown(desk)
    assert "<h2>Hide</h2>" in page
    assert "Buy cheap tents." in page
    assert 'href="https://example.org/7" rel="noopener noreferrer nofollow"' in page
    assert "Ben decided it" in page
    assert 'under Spam: <span dir="auto">An advert.</span>' in page


def test_a_reply_comes_with_its_text_to_copy(desk, tarnfell, ben):
    row = replied(ben, "\nDear <Moira>,\nthe pegs are on their way.")
    page = page_of(desk.get(TO_DO))
    assert f'data-copy="text-{row.pk}"' in page
    assert 'readonly dir="auto">\n\nDear &lt;Moira&gt;,\nthe pegs are on their way.</textarea>' in page


def test_what_a_feed_carries_out_or_still_waits_is_not_on_the_list(desk, tarnfell, ana):
    fed = make_channel(tarnfell, "forum", feed=make_feed(tarnfell))
    Outbox.objects.filter(pk=handed(ana, make_message(channel=fed)).pk).update(state=Outbox.State.DONE)
    case = make_case(make_message())
    actions.decide(case, ana, timezone.now(), action="hide", guideline=None, reason="Spam.", revision=1)
    assert 'class="task"' not in shown(desk)


def test_the_oldest_task_is_first_and_pages_are_bounded(desk, tarnfell, ana):
    rows = [handed(ana) for _ in range(PAGE + 2)]
    first, second = shown(desk), shown(desk, f"?after={rows[PAGE - 1].pk}")
    assert [f'id="task-{row.pk}"' in first for row in rows] == [True] * PAGE + [False] * 2
    assert [f'id="task-{row.pk}"' in second for row in rows] == [False] * PAGE + [True] * 2
    assert f"?after={rows[PAGE - 1].pk}" in first
    assert ">Newer</a>" not in second


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"reviews hide", "letters hide", "letters reply"}),
        ("?channel=letters", {"letters hide", "letters reply"}),
        ("?kind=hide", {"reviews hide", "letters hide"}),
        ("?channel=letters&kind=reply", {"letters reply"}),
        ("?channel=nowhere&kind=explode&after=x", {"reviews hide", "letters hide", "letters reply"}),
        ("?channel=%00&after=99999999999999999999", {"reviews hide", "letters hide", "letters reply"}),
    ],
)
def test_tasks_are_filtered_by_channel_and_kind_on_the_page_and_in_the_file(desk, tarnfell, ana, query, found):
    handed(ana, make_message())
    letters = make_channel(tarnfell, "letters")
    handed(ana, make_message(channel=letters))
    replied(ana, "Dear Moira,", make_message(channel=letters))
    assert {f"{row['channel']} {row['what']}".lower() for row in table(desk, query)} == found
    assert shown(desk, query).count('class="task"') == len(found)


def test_marking_a_task_as_done_is_recorded_and_keeps_the_filter(desk, tarnfell, ana):
    row = handed(ana)
    answer = desk.post(f"{TO_DO}{row.pk}/done/?kind=hide")
    assert (answer.status_code, answer.url) == (303, f"{TO_DO}?kind=hide")
    row.refresh_from_db()
    assert (row.state, row.done_by) == (Outbox.State.DONE, ana)
    assert row.case.events.filter(kind=CaseEvent.Kind.DELIVERED, actor=ana).exists()
    assert f"Hide for case {row.case_id} is done." in shown(desk)


def test_of_two_people_who_did_it_the_second_is_told_who_was_first(desk, tarnfell, ana, ben):
    row = handed(ana)
    actions.carried_out(row, ben, timezone.now())
    answer = desk.post(f"{TO_DO}{row.pk}/done/", follow=True)
    assert "Ben was faster: this is done already." in page_of(answer, unescape)
    assert row.case.events.filter(kind=CaseEvent.Kind.DELIVERED).count() == 1


def test_a_task_of_another_community_is_absent(client, tarnfell, ana, pat):
    row = handed(ana)
    client.force_login(pat)
    assert client.get(TO_DO).status_code == 404
    assert client.get("/c/tarnfell/to-do.csv").status_code == 404
    assert client.post(f"{TO_DO}{row.pk}/done/").status_code == 404
    assert client.post(f"/c/emberloom/to-do/{row.pk}/done/").status_code == 404


def test_looking_does_not_mark_as_done(desk, tarnfell, ana):
    assert desk.get(f"{TO_DO}{handed(ana).pk}/done/").status_code == 405


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_of_the_file_is_a_formula(desk, tarnfell, ana, start):
    evil = f"{start}HYPERLINK(1)"
    message = make_message(
        channel=make_channel(tarnfell, "letters", name=evil), author=make_member(tarnfell, "e", name=evil)
    )
    handed(ana, message, reason=evil)
    replied(ana, evil, message=make_message(external_id=evil))
    rows = list(table(desk))
    assert len(rows) == 2
    assert [cell for row in rows for cell in row.values() if cell.startswith(start)] == []


def test_the_file_carries_the_text_in_full_and_no_address_that_is_not_of_the_web(desk, tarnfell, ana):
    text = "Dear Moira,\n" + "the pegs are on their way. " * 300
    replied(ana, text.strip(), make_message(url="javascript:alert(1)"))
    (row,) = table(desk)
    assert (row["text"], row["link"], row["decided by"]) == (text.strip(), "", "Ana")


def test_the_host_that_a_link_opens_is_said(desk, tarnfell, ana):
    handed(ana, make_message(url="https://good.example@аpple.com:81/7"))
    assert '>open at source: <span dir="ltr">xn--pple-43d.com:81</span></a>' in shown(desk)
    (row,) = table(desk)
    assert row["link"] == "https://xn--pple-43d.com:81/7"


def test_nothing_that_a_member_or_a_colleague_wrote_becomes_markup(desk, tarnfell, ana):
    evil = "<script>alert(1)</script>"
    author = make_member(tarnfell, "evil", name=evil)
    handed(ana, make_message(evil, title=evil, author=author, external_id=evil), reason=evil)
    replied(ana, f"</textarea>{evil}")
    page = page_of(desk.get(TO_DO))
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;") == 6


def test_a_page_of_tasks_takes_few_questions(desk, tarnfell, ana, django_assert_max_num_queries):
    for _ in range(PAGE):
        handed(ana)
    with django_assert_max_num_queries(10):
        shown(desk)

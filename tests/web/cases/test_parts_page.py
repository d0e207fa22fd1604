"""The messages of one case on its screen: which are chosen, what stays open, and how each verb is taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Channel
from moderation.cases.parts import lead_again
from moderation.models import Case, CaseMessage, Clock, Outbox, User
from tests.builders import make_assessment, make_case, make_copy, make_member, make_message, make_row
from tests.web.cases.browsing import HTMX, act, address, shown, text_of

WAITS = {"opened_for": ["answer"], "severity": 0, "priority": 32}
FOUND = {"opened_for": ["finding"], "severity": 3, "priority": 60}


@pytest.fixture
def burst(reviews: Channel) -> Case:
    """Moira asks something in three messages, and threatens in a fourth."""
    case = make_case(make_message("Where is my tent?", external_id="ask", channel=reviews), **WAITS)
    further(case, "number", "It is number 4711.", **WAITS)
    further(case, "hello", "Hello?", **WAITS)
    further(case, "threat", "My lawyer will write.", **FOUND)
    return case


def further(case: Case, name: str, text: str, **fields: Any) -> CaseMessage:
    at = case.posted_at + timedelta(minutes=case.rows.count())
    about = {"conversation": case.conversation, "author": case.author, "posted_at": at, "external_id": name}
    message = make_message(text, channel=case.channel, **about)
    row = make_row(case, message, assessment=make_assessment(message), **fields)
    lead_again(case)
    case.refresh_from_db()
    return row


def copy_that_waits(case: Case, name: str) -> CaseMessage:
    about = {"author": make_member(case.community, name), "channel": case.channel}
    row = make_copy(case, make_message(case.message.text, external_id=name, **about))
    CaseMessage.objects.filter(pk=row.pk).update(waits=True)
    return row


def on_screen(case: Case) -> str:
    """What the page says that it shows."""
    own = case.rows.filter(role="own", settled_at=None, left_at=None).select_related("message")
    return ",".join(f"{row.pk}:{row.message.revision}" for row in own)


def keys_of(case: Case, *names: str) -> list[int]:
    return [case.rows.get(message__external_id=name).pk for name in names]


def standing(case: Case) -> list[str]:
    rows = case.rows.filter(settled_at=None, left_at=None).order_by("pk")
    return list(rows.values_list("message__external_id", flat=True))


def state_of(case: Case) -> list[Any]:
    """All that undoing has to bring back."""
    columns = ("closed_at", "outcome", "decision", "severity", "priority", "message")
    rows = CaseMessage.objects.order_by("pk").values_list("case", "message", "settled_as", "waits", "severity")
    clocks = Clock.objects.order_by("kind", "due_by").values_list("case", "kind", "due_by", "ended_as")
    return [Case.objects.filter(pk=case.pk).values_list(*columns).get(), list(rows), list(clocks)]


def undo(desk: Client, case: Case) -> str:
    return text_of(desk.post(address(case, "undo"), follow=True))


def test_the_one_with_a_finding_is_chosen_and_each_says_why_it_is_there(desk: Client, burst: Case) -> None:
    page = shown(desk, burst)
    (found,), waiting = keys_of(burst, "threat"), keys_of(burst, "ask", "number", "hello")
    assert "Which of its 4 messages" in page
    assert f'name="chosen" value="{found}" checked>' in page
    assert not any(f'name="chosen" value="{key}" checked>' in page for key in waiting)
    assert page.count(", waits for an answer") == 3
    assert f'name="shown" value="{on_screen(burst)}"' in page


def test_a_message_that_is_in_a_case_of_another_conversation_names_it(desk: Client, burst: Case) -> None:
    ida, zoe = (make_member(burst.community, name) for name in ("ida", "zoe"))
    threat = make_message("I will sue.", conversation=burst.conversation, channel=burst.channel, author=ida)
    elsewhere = make_case(make_message("I will sue.", channel=burst.channel, author=zoe))
    make_copy(elsewhere, threat)
    page = shown(desk, burst)
    assert f'href="{address(elsewhere)}">in case {elsewhere.pk}</a>' in page
    assert f"in case {burst.pk}" not in page


def test_others_in_the_conversation_are_named_with_who_has_their_case(desk: Client, burst: Case, ben: User) -> None:
    ida, zoe, kim = (make_member(burst.community, name) for name in ("ida", "zoe", "kim"))
    about = {"conversation": burst.conversation, "channel": burst.channel}
    own = make_case(make_message("Where is mine?", author=ida, **about), assignee=ben)
    elsewhere = make_case(make_message("I will sue.", channel=burst.channel, author=zoe))
    for author in (kim, burst.author):
        make_copy(elsewhere, make_message("I will sue.", author=author, **about))
    gone = make_case(
        make_message("I will sue, too.", channel=burst.channel, author=zoe), closed_at=timezone.now(), outcome="closed"
    )
    make_copy(gone, make_message("I will sue, too.", author=kim, **about))
    _, _, others = shown(desk, burst).partition("Others in this conversation")
    others = others.partition("</div>")[0]
    assert f"Case {own.pk}</a>: <bdi>Ida</bdi>, Ben has it" in others
    assert f"Case {elsewhere.pk}</a>: <bdi>Kim</bdi>, nobody has it" in others
    assert others.count("<li>") == 2


def test_each_message_of_the_conversation_says_when_it_is_in_this_case(desk: Client, burst: Case) -> None:
    make_message("Lovely tents.", conversation=burst.conversation, channel=burst.channel)
    assert shown(desk, burst).count("in this case</span>") == 3


def test_a_message_of_the_case_offers_no_case_of_its_own(desk: Client, burst: Case) -> None:
    page = shown(desk, burst)
    assert "Open a case" not in page
    other = make_message("Lovely tents.", conversation=burst.conversation, channel=burst.channel, author=burst.author)
    page = shown(desk, burst)
    assert page.count("Open a case") == page.count(f"/messages/{other.pk}/case/") == 2


@pytest.mark.parametrize("headers", [None, HTMX], ids=["without JavaScript", "with htmx"])
def test_a_decision_on_one_leaves_the_others_open_and_says_so(desk: Client, burst: Case, headers: Any) -> None:
    chosen = {"action": "hide", "reason": "A threat.", "shown": on_screen(burst), "chosen": keys_of(burst, "threat")}
    answer = act(desk, burst, "decide", headers=headers, **chosen)
    assert standing(burst) == ["ask", "number", "hello"]
    assert list(Outbox.objects.values_list("message__external_id", flat=True)) == ["threat"]
    page = text_of(answer) if headers else shown(desk, burst)
    assert "It stays open with 3 messages." in page
    assert "The others stay open; 1 more is done." in page
    undo(desk, burst)
    assert standing(burst) == ["ask", "number", "hello", "threat"]


def test_nothing_chosen_is_refused_with_what_was_typed(desk: Client, burst: Case) -> None:
    answer = act(desk, burst, "decide", action="hide", reason="A threat, typed.", shown=on_screen(burst))
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Choose which of its messages you decide about." in page
    assert "A threat, typed." in page
    assert not Outbox.objects.exists()


def test_no_answer_needed_leaves_what_was_found_and_is_taken_back(desk: Client, burst: Case) -> None:
    before = state_of(burst)
    told = text_of(desk.post(address(burst, "unneeded"), {"revision": 1, "shown": on_screen(burst)}, follow=True))
    assert f"Case {burst.pk}: no answer needed. It stays open with 1 message" in told
    assert standing(burst) == ["threat"]
    assert "Undone" in undo(desk, burst)
    assert state_of(burst)[:2] == [(*before[0][:-1], before[0][-1]), before[1]]


def test_no_answer_needed_closes_a_case_of_which_nothing_else_is_left(desk: Client, burst: Case) -> None:
    burst.rows.filter(message__external_id="threat").delete()
    lead_again(burst)
    page = shown(desk, burst)
    assert 'data-key="n"' in page
    desk.post(address(burst, "unneeded"), {"revision": 1, "shown": on_screen(burst)})
    assert Case.objects.get(pk=burst.pk).outcome == Case.Outcome.UNNEEDED
    undo(desk, burst)
    assert standing(burst) == ["ask", "number", "hello"]
    assert Case.objects.open().filter(pk=burst.pk).exists()


def test_a_split_moves_the_chosen_and_is_taken_back(desk: Client, burst: Case) -> None:
    told = text_of(desk.post(address(burst, "split"), {"chosen": keys_of(burst, "threat")}, follow=True))
    new = Case.objects.exclude(pk=burst.pk).get()
    assert f"Split off: case {new.pk} has 1 of its messages." in told
    assert "Others in this conversation" not in told
    assert (standing(burst), standing(new)) == (["ask", "number", "hello"], ["threat"])
    undo(desk, burst)
    assert standing(burst) == ["ask", "number", "hello", "threat"]
    assert list(Case.objects.open()) == [burst]


@pytest.mark.parametrize(
    ("names", "status", "said"),
    [
        ([], 422, "Choose the messages that become a case of their own."),
        (["ask", "number", "hello", "threat"], 409, "Choose some of its messages, and leave at least one."),
    ],
)
def test_a_split_of_none_or_of_all_is_refused(
    desk: Client, burst: Case, names: list[str], status: int, said: str
) -> None:
    answer = desk.post(address(burst, "split"), {"chosen": keys_of(burst, *names)})
    assert (answer.status_code, said in text_of(answer)) == (status, True)
    assert list(Case.objects.all()) == [burst]


def test_a_case_of_the_same_person_is_merged_and_given_back(desk: Client, burst: Case) -> None:
    other = make_case(make_message("And my pegs?", external_id="pegs", author=burst.author), **WAITS)
    assert f'<input type="hidden" name="other" value="{other.pk}">' in shown(desk, burst)
    told = text_of(desk.post(address(burst, "merge"), {"other": other.pk}, follow=True))
    assert f"Case {other.pk} is merged into case {burst.pk}." in told
    assert standing(burst) == ["ask", "number", "hello", "threat", "pegs"]
    undo(desk, burst)
    assert (standing(burst)[-1], standing(other)) == ("threat", ["pegs"])


def test_a_case_of_somebody_else_is_not_merged(desk: Client, burst: Case) -> None:
    other = make_case(make_message(author=make_member(burst.community, "somebody")))
    answer = desk.post(address(burst, "merge"), {"other": other.pk})
    assert (answer.status_code, "same person" in text_of(answer)) == (409, True)
    assert standing(other)


def test_others_in_the_conversation_are_named_with_who_has_them(desk: Client, burst: Case, ben: User) -> None:
    message = make_message("Mine too.", conversation=burst.conversation, author=make_member(burst.community, "tess"))
    other = make_case(message, **WAITS)
    assert f'{address(other)}">Case {other.pk}</a>: <bdi>Tess</bdi>, nobody has it' in shown(desk, burst)
    Case.objects.filter(pk=other.pk).update(assignee=ben, claimed_at=timezone.now())
    assert f"<bdi>Tess</bdi>, {ben} has it" in shown(desk, burst)


def test_a_severity_is_corrected_with_a_reason_and_taken_back(desk: Client, burst: Case) -> None:
    before = state_of(burst)
    assert act(desk, burst, "severity", severity="1").status_code == 422
    told = text_of(desk.post(address(burst, "severity"), {"severity": "1", "why": "A joke."}, follow=True))
    assert f"Case {burst.pk}: severity low." in told
    assert Case.objects.get(pk=burst.pk).severity == 1
    undo(desk, burst)
    assert state_of(burst)[:2] == before[:2]


def test_a_reply_that_was_lost_asks_once_and_closes_as_undelivered(desk: Client, burst: Case) -> None:
    burst.rows.filter(message__external_id="threat").delete()
    lead_again(burst)
    assert "The reply did not arrive" not in shown(desk, burst)
    act(desk, burst, "reply", text="It is on its way.", shown=on_screen(burst))
    Outbox.objects.update(state=Outbox.State.FAILED, error="blocked")
    assert "The reply did not arrive" in shown(desk, burst)
    assert desk.post(address(burst, "undelivered"), {}).status_code == 422
    desk.post(address(burst, "undelivered"), {"why": "The account is gone."})
    assert Case.objects.get(pk=burst.pk).outcome == Case.Outcome.UNDELIVERED


def test_what_came_by_itself_many_times_in_a_row_is_one_line(desk: Client, burst: Case, ana: User) -> None:
    for _ in range(3):
        burst.events.create(kind="joined", at=burst.opened_at + timedelta(minutes=1))
    burst.events.create(kind="claimed", actor=ana, at=burst.opened_at + timedelta(minutes=2))
    burst.events.create(kind="joined", at=burst.opened_at + timedelta(minutes=3))
    page = shown(desk, burst)
    assert page.count("A copy was added") == 2
    assert page.count("A copy was added, 3 times") == 1
    assert "The case was opened" in page


# ── copies ──────────────────────────────────────────────────────────────


def test_a_decision_takes_the_copies_with_it(desk: Client, threat: Case) -> None:
    copy = make_copy(threat, make_message(threat.message.text, author=make_member(threat.community, "copycat")))
    act(desk, threat, "decide", action="hide", reason="Spam.", shown=on_screen(threat))
    assert set(Outbox.objects.values_list("message", flat=True)) == {threat.message_id, copy.message_id}


@pytest.mark.parametrize("to_all", [True, False])
def test_a_reply_goes_to_all_who_wait_or_leaves_the_others_waiting(desk: Client, threat: Case, to_all: bool) -> None:
    copy_that_waits(threat, "tess")
    copy_that_waits(threat, "uma")
    assert "Answer all others of the same text who wait, too (2)" in shown(desk, threat)
    typed = {"text": "We look.", "close": "on", "shown": on_screen(threat)} | ({"to_all": "on"} if to_all else {})
    act(desk, threat, "reply", **typed)
    assert Outbox.objects.count() == (3 if to_all else 1)
    assert standing(threat) == ([] if to_all else ["tess", "uma"])
    assert Case.objects.open().exists() is not to_all


def test_a_case_of_which_only_copies_wait_can_be_ended(desk: Client, threat: Case) -> None:
    copy_that_waits(threat, "tess")
    act(desk, threat, "reply", text="We look.", close="on", shown=on_screen(threat))
    assert 'id="unneeded"' in shown(desk, threat)
    desk.post(address(threat, "unneeded"), {"revision": 1, "shown": on_screen(threat)})
    assert Case.objects.get(pk=threat.pk).closed_at

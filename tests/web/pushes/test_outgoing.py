"""What a program fetches in lines, and the answers to what it says of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from community.models import Channel
from moderation.cases import actions
from moderation.models import Case, Outbox, User
from moderation.outbox import delivery
from tests.builders import NOON, make_case, make_channel, make_message, make_source
from tests.web.pushes.programs import Program
from tests.web.pushes.test_openapi import SCHEMAS

DUE = NOON + timedelta(seconds=10)


@pytest.fixture
def bot(reviews: Channel) -> Program:
    return Program.of(reviews.source)


@pytest.fixture
def due(case: Case, bot: Program, ana: User) -> Outbox:
    actions.reply(case, ana, NOON, text="Sorry about “that”.", close=True)
    delivery.deliver_due(DUE)
    return case.outbox.get()


def test_a_line_tells_what_to_do_to_what(bot: Program, due: Outbox) -> None:
    answer = bot.fetch()
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/x-ndjson; charset=utf-8")
    assert bot.fetched() == [
        {
            "id": str(due.stable_id),
            "verb": "reply",
            "external_id": due.message.external_id,
            "author_id": "moira",
            "text": "Sorry about “that”.",
            "channel": "reviews",
            "to_do": False,
        }
    ]


def test_a_line_has_the_fields_that_are_described(bot: Program, due: Outbox) -> None:
    (line,) = bot.fetched()
    assert list(line) == SCHEMAS["Action"]["required"] == list(SCHEMAS["Action"]["properties"])


def test_people_see_it_too_after_a_while_and_the_line_says_so(bot: Program, due: Outbox) -> None:
    Outbox.objects.update(state="to_do")
    assert [line["to_do"] for line in bot.fetched()] == [True]


def test_an_author_that_nobody_knows_has_no_id(bot: Program, reviews: Channel, ana: User) -> None:
    case = make_case(make_message(channel=reviews, author=None))
    actions.decide(case, ana, NOON, action="hide", guideline=None, reason="Rude.", revision=1)
    delivery.deliver_due(DUE)
    assert [line["author_id"] for line in bot.fetched()] == [""]


def test_with_nothing_to_do_it_is_empty(bot: Program) -> None:
    answer = bot.fetch()
    assert (answer.status_code, answer.content) == (200, b"")


def test_delivered_twice_is_the_same_answer(bot: Program, due: Outbox) -> None:
    answers = [bot.report(due.stable_id) for _ in range(2)]
    assert [(answer.status_code, answer.json()) for answer in answers] == [
        (200, {"id": str(due.stable_id), "state": "delivered"})
    ] * 2
    assert Outbox.objects.get().state == "done"
    assert bot.fetched() == []


def test_failed_tells_the_case_why(bot: Program, due: Outbox) -> None:
    answer = bot.report(due.stable_id, "failed", reason="The thread\0 is closed \ud83d." + "x" * 900)
    assert (answer.status_code, answer.json()["state"]) == (200, "failed")
    row = Outbox.objects.get()
    assert (row.state, row.error[:23], len(row.error)) == ("failed", "The thread\ufffd is closed \ufffd", 500)


def test_what_was_cancelled_cannot_be_delivered(bot: Program, due: Outbox) -> None:
    Outbox.objects.update(state="cancelled")
    answer = bot.report(due.stable_id)
    assert (answer.status_code, answer.json()) == (409, {"error": "It was cancelled, and is not to be carried out."})


@pytest.mark.parametrize("said", ["done", "", None, ["delivered"], {"delivered": 1}])
def test_another_word_is_refused_with_the_words_that_there_are(bot: Program, due: Outbox, said: object) -> None:
    answer = bot.report(due.stable_id, said)
    assert (answer.status_code, "delivered" in answer.json()["error"]) == (422, True)
    assert Outbox.objects.get().state == "offered"


@pytest.mark.parametrize("body", ["", "delivered", "[]", "[" * 100_000, '{"state": "failed", "reason": 7}'])
def test_what_is_no_answer_is_refused(bot: Program, due: Outbox, body: str) -> None:
    address = reverse("push-report", args=[bot.source, due.stable_id])
    said = {"CONTENT_LENGTH": str(len(body))}
    answer = Client().generic("POST", address, body, "application/json", headers=bot.headers, **said)
    assert answer.status_code == 422


def foreign(due: Outbox) -> object:
    other = make_channel(slug="other", source=make_source(name="other"))
    Outbox.objects.update(channel=other)
    return due.stable_id


def mail(due: Outbox) -> object:
    Outbox.objects.update(kind="mail", recipient=User.objects.first())
    return due.stable_id


def absent(_due: Outbox) -> object:
    return uuid4()


@pytest.mark.parametrize("whose", [foreign, mail, absent])
def test_a_row_that_is_not_for_this_program_is_not_there(
    bot: Program, due: Outbox, whose: Callable[[Outbox], Any]
) -> None:
    answer = bot.report(whose(due))
    assert (answer.status_code, answer.json()) == (404, {"error": "There is no such row of this source."})
    assert bot.fetched() == [] or whose is absent

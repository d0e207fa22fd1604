"""What a row says of a reply that was written here, until it is there."""

from datetime import timedelta

import pytest
from django.test import Client

from community.models import Channel
from moderation.cases import actions
from moderation.models import Case, CaseMessage, Outbox, User
from tests.builders import NOON, make_case, make_message, make_row
from tests.web.shared.markup import page_of

QUEUE = "/c/tarnfell/queue/"
SAID = ("unanswered message", "answered, not yet sent", "the reply did not arrive")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def case(reviews: Channel) -> Case:
    """Moira asks something in private."""
    case = make_case(make_message("Where is my parcel?", kind="direct"), opened_for=["answer"])
    CaseMessage.objects.update(joined_at=NOON)
    return case


def said_in_queue(client: Client, by: User) -> list[str]:
    client.force_login(by)
    page = page_of(client.get(QUEUE))
    return [words for words in SAID if f"{words}<" in page]


STATES = {
    "waiting": "answered, not yet sent",
    "offered": "answered, not yet sent",
    "to_do": "answered, not yet sent",
    "failed": "the reply did not arrive",
    "cancelled": "unanswered message",
}


@pytest.mark.parametrize(("state", "words"), STATES.items(), ids=STATES)
def test_a_row_says_what_became_of_our_reply(client: Client, case: Case, ana: User, state: str, words: str) -> None:
    assert said_in_queue(client, ana) == ["unanswered message"]
    actions.reply(case, ana, NOON + MINUTE, text="It left today.", close=False)
    Outbox.objects.update(state=state)
    assert said_in_queue(client, ana) == [words]


def test_what_was_written_after_our_reply_is_unanswered(client: Client, case: Case, ana: User) -> None:
    actions.reply(case, ana, NOON + MINUTE, text="It left today.", close=False)
    about = {"conversation": case.conversation, "author": case.author, "kind": "direct"}
    further = make_message("And the other one?", channel=case.channel, posted_at=NOON + 2 * MINUTE, **about)
    make_row(case, further, opened_for=["answer"], joined_at=NOON + 2 * MINUTE)
    assert said_in_queue(client, ana) == ["unanswered message"]

"""The question whether a reply was sent, on its case's page and on the list of what is to be done."""

from datetime import timedelta

import pytest

from community.ingest import Covered, Span
from moderation.cases import actions, sought
from moderation.models import Case, Outbox
from moderation.outbox import delivery
from tests.builders import NOON, make_case, make_message
from tests.web.cases.browsing import act, shown, text_of

DONE = NOON + timedelta(minutes=30)
LATER = NOON + timedelta(days=1)


@pytest.fixture
def missed(reviews, ana) -> Outbox:
    """A reply that Ana marked as sent, and that an import does not have."""
    case = make_case(make_message(channel=reviews), opened_for=["answer"], reply=NOON + timedelta(hours=4))
    actions.reply(case, ana, NOON, text="It left <today>.", close=True)
    delivery.deliver_due(NOON + timedelta(minutes=5))
    actions.carried_out(case.outbox.get(), ana, DONE)
    sought.seek_replies(Covered(reviews.pk, Span(NOON, LATER), 1, "week <1>.csv"), LATER)
    return case.outbox.get()


def test_the_page_of_a_closed_case_asks(desk, missed):
    page = shown(desk, missed.case)
    assert "the import of “<bdi>week &lt;1&gt;.csv</bdi>” does not have it:" in page
    assert "It left &lt;today&gt;." in page
    assert f'id="sent-{missed.pk}"' in page
    assert 'data-key="y"' in page
    assert 'data-key="x"' in page


def test_the_list_of_what_is_to_be_done_leads_there(desk, missed):
    page = text_of(desk.get("/c/tarnfell/to-do/"))
    assert "Were these sent?" in page
    assert f'href="/c/tarnfell/cases/{missed.case_id}/#sent-{missed.pk}"' in page


def test_nothing_is_asked_where_no_import_missed_it(desk, missed):
    Outbox.objects.update(sought="found")
    assert "was it sent?" not in shown(desk, missed.case)
    assert "Were these sent?" not in text_of(desk.get("/c/tarnfell/to-do/"))


def test_a_yes_asks_no_more(desk, missed):
    page = text_of(desk.get(act(desk, missed.case, "sent", reply=missed.pk, sent="yes").url))
    assert "Noted: it was sent." in page
    assert "said that the reply was sent" in page
    assert "was it sent?" not in page


def test_a_no_opens_the_case(desk, missed):
    page = text_of(desk.get(act(desk, missed.case, "sent", reply=missed.pk, sent="no").url))
    assert "Noted: it was not sent, so the person still waits." in page
    assert "The reply did not arrive" in page
    assert Case.objects.get().closed_at is None


def test_it_can_be_undone_on_the_page(desk, missed):
    act(desk, missed.case, "sent", reply=missed.pk, sent="no")
    act(desk, missed.case, "undo")
    assert Case.objects.get().outcome == "replied"
    assert "was it sent?" in text_of(desk.get(f"/c/tarnfell/cases/{missed.case_id}/"))


def test_what_somebody_else_has_said_is_refused_with_the_reason(desk, missed):
    Outbox.objects.update(sought="sent")
    response = act(desk, missed.case, "sent", reply=missed.pk, sent="no")
    assert response.status_code == 409
    assert "Nobody is asked about this reply any more." in text_of(response)


def test_whoever_does_not_hold_an_open_case_cannot_press(desk, missed, ben):
    actions.reopen(missed.case, ben, LATER, why="Look again.")
    page = shown(desk, missed.case)
    assert "Ben has this case; nobody else can say so until it is released." in page


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"sent": "yes"}, "Say which reply is meant."),
        ({"reply": 1}, "Choose yes or no."),
        ({"reply": 1, "sent": "perhaps"}, "not one of the available choices"),
        ({"reply": "first", "sent": "no"}, "Enter a whole number."),
        ({"reply": 10**30, "sent": "no"}, "less than or equal to"),
    ],
)
def test_a_form_that_says_nothing_is_asked_again(desk, missed, typed, fault):
    response = act(desk, missed.case, "sent", **typed)
    assert response.status_code == 422
    assert fault in text_of(response)

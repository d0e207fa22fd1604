"""Cases as lines: what a line says, which cases, and what a thousand of them cost."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.models import Channel, Conversation
from moderation.cases import exporting
from moderation.models import Case, User
from tests.builders import (
    NOON,
    make_case,
    make_channel,
    make_clock,
    make_community,
    make_copy,
    make_escalation,
    make_member,
    make_message,
    make_row,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def exported(*arguments: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("export_cases", "--community=tarnfell", "--json", *arguments, stdout=out, stderr=StringIO())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_says_what_a_case_is_and_nobodys_words(reviews: Channel, ana: User) -> None:
    thread = Conversation.objects.create(channel=reviews, thread_external_id="t-9")
    first = make_message("My secret.", channel=reviews, conversation=thread, external_id="m-1")
    case = make_case(first, opened_for=["answer", "finding"], assignee=ana)
    copied = make_message("My secret.", channel=reviews, external_id="m-2", author=make_member(external_id="nils"))
    make_copy(case, copied, opened_for=["finding"], joined_at=NOON + HOUR)
    make_row(case, make_message("Moved away.", channel=reviews), left_at=NOON)
    make_clock(case, "reply", NOON + HOUR, kept_at=NOON + HOUR, kept_as="done")
    make_escalation(case, "legal", asks="A secret question?", made_at=NOON)
    (line,) = exported()
    (message,), (copy,), (clock,), (asked,) = (
        line.pop(name) for name in ("messages", "copies", "clocks", "escalations")
    )
    assert line == {
        "id": case.pk, "channel": "reviews", "conversation_id": "t-9", "author_id": "moira",
        "opened_for": ["answer", "finding"], "severity": "high", "priority": 60,
        "terms": [{"name": "severity", "value": 60, "why": "Legal threat, severity high"}],
        "state": "open", "outcome": None, "decision": None, "assignee": "ana@example.org",
        "opened_at": "2026-11-16T12:00:00+00:00", "closed_at": None,
    }  # fmt: skip
    assert message == {
        "external_id": "m-1", "revision": 1, "author_id": "moira", "waits": True,
        "opened_for": ["answer", "finding"], "severity": "high", "priority": 60,
        "posted_at": "2026-11-16T12:00:00+00:00", "joined_at": "2026-11-16T12:00:00+00:00",
        "answered_at": None, "settled_at": None, "settled_as": None,
    }  # fmt: skip
    assert (copy["external_id"], copy["author_id"], copy["waits"]) == ("m-2", "nils", False)
    assert (clock["name"], clock["state"], clock["due_by"], clock["kept_at"]) == (
        *("reply", "met"), *("2026-11-16T13:00:00+00:00",) * 2,
    )  # fmt: skip
    assert (asked["team"], asked["state"], asked["answered_at"]) == ("legal", "new", None)
    assert "secret" not in json.dumps([line, message, copy, clock, asked])


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"kept_at": NOON + HOUR, "kept_as": "done"}, "met"),
        ({"kept_at": NOON + 2 * HOUR, "kept_as": "done"}, "missed"),
        ({"ended_at": NOON, "ended_as": "closed"}, "cancelled"),
        ({}, "late"),
        ({"due_by": NOON + timedelta(days=30_000), "risk_at": NOON}, "at-risk"),
        ({"due_by": NOON + timedelta(days=30_000), "risk_at": NOON + timedelta(days=30_000)}, "on-track"),
    ],
    ids=str,
)
def test_a_clock_has_its_state(case: Case, fields: dict[str, Any], state: str) -> None:
    make_clock(case, **{"due_by": NOON + HOUR, "risk_at": NOON + HOUR, **fields})
    assert [clock["state"] for clock in exported()[0]["clocks"]] == [state]


def test_a_conversation_without_an_id_of_the_source_has_a_stable_one_of_ours(reviews: Channel) -> None:
    first = make_message(channel=reviews)
    make_case(first)
    make_case(make_message(channel=reviews, conversation=first.conversation, author=None))
    one, other = exported()
    assert one["conversation_id"] == other["conversation_id"] == f"parley:{first.conversation_id}"
    assert other["author_id"] is None


def test_which_cases(reviews: Channel) -> None:
    first = make_case(make_message(channel=reviews))
    done = make_case(make_message(channel=reviews), closed_at=NOON, outcome="decided", decision="hide")
    make_case(make_message(channel=make_channel(make_community("emberloom"))))
    told = {state: [line["id"] for line in exported(f"--state={state}")] for state in ("open", "closed", "all")}
    assert told == {"open": [first.pk], "closed": [done.pk], "all": [first.pk, done.pk]}
    assert [line["id"] for line in exported()] == [first.pk, done.pk]
    assert (exported("--state=closed")[0]["state"], exported("--state=closed")[0]["decision"]) == ("closed", "hide")


def test_an_escalation_names_the_conversation_that_it_is_about(case: Case, reviews: Channel) -> None:
    elsewhere = make_message(channel=reviews)
    make_escalation(case, message=elsewhere)
    assert exported()[0]["escalations"][0]["conversation_id"] == f"parley:{elsewhere.conversation_id}"


def test_a_withdrawn_escalation_is_none(case: Case) -> None:
    make_escalation(case, withdrawn_at=NOON, closed_at=NOON)
    assert exported()[0]["escalations"] == []


def test_pages_leave_out_no_case_and_each_costs_four_queries(reviews: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [make_case(make_message(channel=reviews)) for _ in range(7)]
    for case in cases:
        make_clock(case)
        make_escalation(case)
    monkeypatch.setattr(exporting, "A_QUERY", 3)
    with CaptureQueriesContext(connection) as asked:
        lines = list(exporting.case_lines(Case.objects.all(), NOON))
    assert [line["id"] for line in lines] == [case.pk for case in cases]
    assert [len(line["messages"]) for line in lines] == [1] * 7
    assert len(asked) == 3 * 4 + 1


def test_a_community_that_is_not_there_ends_with_a_sentence(case: Case) -> None:
    with pytest.raises(CommandError, match="There is no community nowhere"):
        call_command("export_cases", "--community=nowhere")

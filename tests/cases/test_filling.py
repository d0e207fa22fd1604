"""Cases of the fourth part get the rows of their messages and their clocks, also by an upgrade that was broken off."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction

from moderation.cases import filling
from tests.earlier.living import standing_at

BEFORE = [("community", "0015_erased_in_a_source_that_parted"), ("moderation", "0026_cases_have_rows")]
NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Killed(Exception):
    """What breaks an upgrade off."""


@pytest.fixture(scope="module")
def earlier(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Any]:
    """The tables as they were."""
    with standing_at(tmp_path_factory.mktemp("earlier") / "earlier.sqlite3", BEFORE, django_db_blocker) as apps:
        yield apps


@pytest.fixture
def old(earlier: Any, django_db_blocker: Any) -> Iterator["Old"]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Old(earlier)
        transaction.set_rollback(True)


class Old:
    """A channel in the old tables."""

    def __init__(self, apps: Any) -> None:
        self.apps = apps
        self.community = self.make("community.Community", slug="tarnfell", name="Tarnfell")
        self.source = self.make("community.Source", community=self.community, name="All")
        within = {"community": self.community, "source": self.source}
        self.channel = self.make("community.Channel", slug="all", **within)
        self.moira = self.make("community.Member", source=self.source, external_id="moira")

    def make(self, model: str, **fields: Any) -> Any:
        return self.apps.get_model(model).objects.create(**fields)

    def conversation(self) -> Any:
        return self.make("community.Conversation", channel=self.channel)

    def message(self, name: str, conversation: Any = None, **fields: Any) -> Any:
        within = {"community": self.community, "source": self.source, "channel": self.channel}
        said = {"author": self.moira, "posted_at": NOON, "received_at": NOON, "external_id": name}
        conversation = conversation or self.conversation()
        return self.make("community.Message", conversation=conversation, **within, **said | fields)

    def case(self, message: Any, **fields: Any) -> Any:
        about = {"community": self.community, "channel": self.channel, "message": message, "author": message.author}
        said = {"revision": 1, "opened_for": ["finding"], "severity": 3, "priority": 60, "posted_at": NOON}
        times = {"opened_at": NOON, "found_at": NOON, "unclaimed_at": NOON}
        return self.make("moderation.Case", **about, **said | times | fields)

    def copy(self, case: Any, message: Any) -> Any:
        return self.make("moderation.CaseCopy", case=case, message=message, revision=1)

    def fill(self) -> int:
        return filling.fill_cases(partial(self.apps.get_model, "moderation"), connection.alias)

    def all(self, model: str) -> Any:
        return self.apps.get_model("moderation", model).objects.order_by("pk")

    def rows(self) -> list[tuple[str, int, str, str]]:
        """Each message, its case, its role, and how it is settled."""
        rows = self.all("CaseMessage").order_by("case", "pk")
        return list(rows.values_list("message__external_id", "case", "role", "settled_as"))


PROMISED = {
    "clock_started_at": NOON,
    "first_action_by": NOON + HOUR,
    "first_action_risk_at": NOON + HOUR / 2,
    "first_reply_by": NOON + 4 * HOUR,
    "first_reply_risk_at": NOON + 3 * HOUR,
}
CLOSED, DECIDED = {"closed_at": NOON + DAY, "outcome": "closed"}, {"closed_at": NOON + DAY, "outcome": "decided"}
WAITS = {"opened_for": ["answer"], "severity": 0}


def test_a_case_has_its_message_and_its_copies(old: Old) -> None:
    case = old.case(old.message("threat"), is_unchecked=True, is_unscored=True)
    for name in ("copy", "another"):
        old.copy(case, old.message(name))
    old.fill()
    assert old.rows() == [
        ("threat", case.pk, "own", ""),
        ("copy", case.pk, "copy", ""),
        ("another", case.pk, "copy", ""),
    ]
    own = old.all("CaseMessage").get(role="own")
    now = old.all("Case").get()
    assert (now.conversation_id, now.split_no) == (own.message.conversation_id, 0)
    assert (own.opened_for, own.severity, own.priority, own.joined_at) == (["finding"], 3, 60, NOON)
    assert (own.is_unchecked, own.is_unscored, own.waits) == (True, True, False)


@pytest.mark.parametrize("slice_of", [1, 2_000])
def test_a_copy_that_has_a_case_of_its_own_too_has_one_place(
    old: Old, monkeypatch: pytest.MonkeyPatch, slice_of: int
) -> None:
    """The one of its own comes first, or later and in another slice."""
    monkeypatch.setattr(filling, "SLICE", slice_of)
    both = [old.message(name) for name in ("first", "second")]
    first = old.case(both[0], **DECIDED)
    leading = old.case(old.message("leading"))
    for message in both:
        old.copy(leading, message)
    second = old.case(both[1], **DECIDED)
    old.fill()
    assert old.rows() == [
        ("first", first.pk, "own", "decided"),
        ("leading", leading.pk, "own", ""),
        ("second", second.pk, "own", "decided"),
    ]


@pytest.mark.parametrize("slice_of", [1, 2_000])
def test_several_open_cases_of_a_person_in_one_conversation_are_parts(
    old: Old, monkeypatch: pytest.MonkeyPatch, slice_of: int
) -> None:
    monkeypatch.setattr(filling, "SLICE", slice_of)
    here, there = old.conversation(), old.conversation()
    vera = old.make("community.Member", source=old.source, external_id="vera")
    said = [
        ("a", here, {}),
        ("b", here, {}),
        ("c", here, {}),
        ("elsewhere", there, {}),
        ("vera", here, {"author": vera}),
    ]
    for name, place, fields in said:
        old.case(old.message(name, place, **fields))
    old.case(old.message("closed", here), **CLOSED)
    for name in ("nobody", "nobody again"):
        old.case(old.message(name, here, author=None))
    old.fill()
    parts = dict(old.all("Case").values_list("message__external_id", "split_no"))
    nobody = {"closed": 0, "nobody": 0, "nobody again": 0}
    assert parts == {"a": 0, "b": 1, "c": 2, "elsewhere": 0, "vera": 0} | nobody
    assert not old.all("Case").filter(conversation=None).exists()


# How a case was closed, and how its message is settled then.
SETTLED: list[tuple[dict[str, Any], str]] = [
    ({}, ""),
    (CLOSED, "closed"),
    (DECIDED | {"decision": "hide"}, "acted"),
    (DECIDED | {"decision": "keep"}, "decided"),
    (DECIDED | {"decision": "hide", "opened_for": ["answer"]}, "decided"),
    (CLOSED | {"outcome": "replied"}, "replied"),
    (CLOSED | {"outcome": "answered"}, "answered"),
    (CLOSED | {"outcome": "gone"}, "gone"),
]


@pytest.mark.parametrize(("columns", "settled_as"), SETTLED)
def test_a_message_is_settled_as_its_case_was_closed(old: Old, columns: dict[str, Any], settled_as: str) -> None:
    old.case(old.message("threat"), **columns)
    old.fill()
    row = old.all("CaseMessage").get()
    assert (row.settled_as, row.settled_at) == (settled_as, columns.get("closed_at"))


def test_who_waited_still_does(old: Old) -> None:
    old.case(old.message("waits"), **WAITS)
    old.case(old.message("answered"), **WAITS, first_reply_at=NOON + HOUR)
    old.case(old.message("closed"), **WAITS | CLOSED)
    old.fill()
    columns = old.all("CaseMessage").values_list("message__external_id", "waits", "answered_at", "settled_at")
    assert list(columns) == [
        ("waits", True, None, None),
        ("answered", True, NOON + HOUR, None),
        ("closed", True, None, NOON + DAY),
    ]


KEPT = {"first_action_at": NOON + HOUR / 2, "first_reply_at": NOON + HOUR}
# What was promised and done, and what became of the promises to act and to reply.
CLOCKS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "they run": (WAITS, {"action": "runs", "reply": "runs"}),
    "who waits for nothing is owed no reply": ({}, {"action": "runs"}),
    "they were kept": (WAITS | KEPT, {"action": "done", "reply": "done"}),
    "staff answered on the platform": (
        WAITS | KEPT | CLOSED | {"outcome": "answered"},
        {"action": "platform", "reply": "platform"},
    ),
    "it was closed": (WAITS | CLOSED, {"action": "closed", "reply": "closed"}),
    "it was gone too late": (WAITS | CLOSED | {"outcome": "gone"}, {"action": "not_ours", "reply": "not_ours"}),
    "it was gone in time": (
        WAITS | {"closed_at": NOON + HOUR, "outcome": "gone"},
        {"action": "withdrawn", "reply": "withdrawn"},
    ),
    "it was acted against": (
        DECIDED | {"decision": "hide", "opened_for": ["finding", "answer"]},
        {"action": "closed", "reply": "acted"},
    ),
}


@pytest.mark.parametrize("story", CLOCKS)
def test_a_case_has_the_promises_that_were_made_for_it(old: Old, story: str) -> None:
    columns, becomes = CLOCKS[story]
    case = old.case(old.message("threat"), **PROMISED | columns)
    old.fill()
    clocks = old.all("Clock").filter(case=case.pk, message=case.message.pk)
    assert {each.kind: each.kept_as or each.ended_as or "runs" for each in clocks} == becomes
    action = clocks.get(kind="action")
    assert (action.started_at, action.due_by, action.risk_at, action.within) == (NOON, NOON + HOUR, NOON + HOUR / 2, 60)


def test_where_nothing_was_promised_there_is_no_clock(old: Old) -> None:
    old.case(old.message("threat"))
    old.case(old.message("started"), clock_started_at=NOON)
    old.fill()
    assert not old.all("Clock").exists()


# Broken off


def dying_in(slices: int) -> Callable[..., Any]:
    """Let an upgrade die within a slice, after so many that were stored."""
    stored: list[str] = []

    def execute(run: Callable[..., Any], sql: str, *how: Any) -> Any:
        if sql.startswith('INSERT INTO "moderation_clock"'):
            if len(stored) == slices:
                raise Killed
            stored.append(sql)
        return run(sql, *how)

    return execute


@pytest.mark.parametrize("done", [0, 1, 2])
def test_filling_that_is_broken_off_goes_on_where_it_was(old: Old, monkeypatch: pytest.MonkeyPatch, done: int) -> None:
    monkeypatch.setattr(filling, "SLICE", 2)
    here = old.conversation()
    for number in range(5):
        case = old.case(old.message(f"m{number}", here), **PROMISED | WAITS)
        old.copy(case, old.message(f"copy of {number}"))
    with pytest.raises(Killed), connection.execute_wrapper(dying_in(done)):
        old.fill()
    assert old.all("CaseMessage").count() == done * 4
    assert old.fill() == 5 - done * 2
    assert [(name, role) for name, _, role, _ in old.rows()] == [
        pair for number in range(5) for pair in ((f"m{number}", "own"), (f"copy of {number}", "copy"))
    ]
    assert list(old.all("Case").values_list("split_no", flat=True)) == [0, 1, 2, 3, 4]
    assert old.all("Clock").count() == 10
    assert old.fill() == 0

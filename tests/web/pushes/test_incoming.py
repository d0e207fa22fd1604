"""A push is taken in like a file: counted, and the same again changes nothing."""

import gzip
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.models import Channel, ImportRun, Message
from moderation.models import PendingAssessment, PushToken
from moderation.pushes.reading import SIZE
from moderation.web.pushes import door
from tests.builders import make_channel, make_message, make_source
from tests.outages import *  # noqa: F403 - fixtures
from tests.web.pushes.programs import Program, said


@pytest.fixture
def bot(reviews: Channel) -> Program:
    return Program.of(reviews.source)


def counts(answer: Any) -> dict[str, int]:
    return {name: count for name, count in answer.json().items() if isinstance(count, int) and count}


def test_a_push_is_stored_counted_and_waits_to_be_checked(bot: Program, reviews: Channel) -> None:
    answer = bot.push(said(1), said(2, author="lena", from_staff=True))
    assert (answer.status_code, counts(answer)) == (200, {"read": 2, "created": 2})
    assert sorted(Message.objects.values_list("external_id", "channel", "from_staff")) == [
        ("m1", reviews.pk, False),
        ("m2", reviews.pk, True),
    ]
    assert PendingAssessment.objects.filter(is_history=False).count() == 2
    assert ImportRun.objects.count() == 0


def test_the_same_body_again_is_unchanged_and_another_text_an_edit(bot: Program) -> None:
    bot.push(said(1), said(2))
    assert counts(bot.push(said(1), said(2))) == {"read": 2, "unchanged": 2}
    assert counts(bot.push(said(1, text="Edited."), said(1, text="Edited."))) == {
        "read": 2, "updated": 1, "duplicate": 1,
    }  # fmt: skip
    assert Message.objects.count() == 2


def test_a_push_that_comes_again_after_an_edit_does_not_undo_it(bot: Program) -> None:
    first, second = {"edited_at": "2026-11-16T10:00:00Z"}, {"edited_at": "2026-11-16T11:00:00Z"}
    for more in ({}, {"text": "Once edited."} | first, {"text": "Twice edited."} | second):
        bot.push(said(1, **more))
    for old in (said(1), said(1, text="Once edited.", **first)):
        assert counts(bot.push(old)) == {"read": 1, "unchanged": 1}
    message = Message.objects.get()
    assert (message.text, message.revision) == ("Twice edited.", 3)
    # What says no edit and was never said before is the last word.
    bot.push(said(1, text="Other words."))
    assert Message.objects.get().text == "Other words."
    assert counts(bot.push(said(1, deleted=True, **first))) == {"read": 1, "updated": 1}
    assert Message.objects.get().removed_at


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-ndjson", b'{"id": 1, "text": "One"}\n{"id": 2, "text": "Two"}\n'),
        ("application/json", b'[{"id": 1, "text": "One"}, {"id": 2, "text": "Two"}]'),
        ("application/json", b'{"id": 1, "text": "One"}\n{"id": 2, "text": "Two"}\n'),
        ("text/csv", b"id,text\n1,One\n2,Two\n"),
        ("text/csv; charset=windows-1252", b"id,text\n1,Gr\xfc\xdfe\n2,Two\n"),
        ("application/octet-stream", gzip.compress(b"id;text\n1;One\n2;Two\n", mtime=0)),
    ],
)
def test_the_body_is_whatever_an_import_reads(bot: Program, content_type: str, body: bytes) -> None:
    assert counts(bot.send(body, content_type, "?posted_at=now")) == {"read": 2, "created": 2}


def test_rejected_lines_come_back_with_their_reasons(bot: Program) -> None:
    answer = bot.push(said(1), {"text": "No id"}, said(3, from_staff="perhaps"))
    assert (answer.status_code, counts(answer)) == (200, {"read": 3, "created": 1, "rejected": 2})
    lines = [(each["line"], each["reason"].partition(" (")[0]) for each in answer.json()["rejects"]]
    assert lines == [(2, "there is no external_id"), (3, "from_staff is 'perhaps', neither yes nor no")]


def test_a_record_without_a_time_is_rejected_unless_all_of_it_is_said_to_be_now(bot: Program) -> None:
    timed = said(2, posted_at="2026-11-16T12:00:00Z")
    answer = bot.push(said(1), timed, query="")
    assert counts(answer) == {"read": 2, "created": 1, "rejected": 1}
    assert "there is no posted_at" in answer.json()["rejects"][0]["reason"]
    assert counts(bot.push(said(1), timed)) == {"read": 2, "created": 1, "unchanged": 1}


@pytest.mark.parametrize(
    ("record", "query", "channel"),
    [
        ({}, "&channel=help", "help"),
        ({"channel": "help"}, "", "help"),
        # The address says it of all of them.
        ({"channel": "help"}, "&channel=reviews", "reviews"),
        ({"channel": "nowhere"}, "", "the source has no channel 'nowhere'; it has help, reviews"),
        # A channel of another source, though of this community.
        ({"channel": "elsewhere"}, "", "the source has no channel 'elsewhere'; it has help, reviews"),
        ({}, "&channel=elsewhere", "the source has no channel 'elsewhere'; it has help, reviews"),
        ({}, "", "it names no channel, and the source has several: help, reviews"),
    ],
)
def test_a_record_finds_its_channel_within_the_source(
    bot: Program, reviews: Channel, record: dict[str, str], query: str, channel: str
) -> None:
    make_channel(slug="help", source=reviews.source)
    make_channel(slug="elsewhere", source=make_source(name="elsewhere"))
    answer = bot.push(said(1, **record), query=f"?posted_at=now{query}")
    slugs = list(Message.objects.values_list("channel__slug", flat=True))
    assert slugs + [each["reason"] for each in answer.json()["rejects"]] == [channel]


def test_a_source_without_a_channel_takes_nothing(reviews: Channel) -> None:
    answer = Program.of(make_source(name="empty")).push(said(1))
    assert answer.json()["rejects"] == [{"line": 1, "reason": "this source has no channel yet"}]


@pytest.mark.parametrize(
    ("body", "content_type", "why"),
    [
        (b"", "application/json", "The file is empty."),
        (b"\x89PNG\r\n", "application/json", "a picture (PNG)"),
        (b"name,words\nmoira,hello\n", "text/csv", "No column is the messages"),
        (b"id,text\n1,x\n", "text/csv; charset=klingon", "klingon"),
    ],
)
def test_a_body_without_records_is_refused_as_a_whole(bot: Program, body: bytes, content_type: str, why: str) -> None:
    answer = bot.send(body, content_type)
    assert (answer.status_code, why in answer.json()["error"]) == (422, True)


def test_a_thousand_records_are_taken_and_not_one_more(bot: Program) -> None:
    answer = bot.push(*map(said, range(1001)))
    assert (answer.status_code, Message.objects.count()) == (413, 0)
    assert "at most 1,000 records and 2 MB" in answer.json()["error"]
    assert counts(bot.push(*map(said, range(1000))))["created"] == 1000


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_more_than_two_megabytes_are_refused_packed_or_not(bot: Program, pack: Any) -> None:
    body = pack(json.dumps(said(1)).encode() + b" " * SIZE)
    assert (bot.send(body, query="?posted_at=now").status_code, Message.objects.count()) == (413, 0)


def test_what_is_said_to_be_larger_is_not_read(bot: Program) -> None:
    assert bot.send(b"id,text\n", "text/csv", length=str(SIZE + 1)).status_code == 413


def test_a_body_that_broke_off_is_not_read_at_all(bot: Program) -> None:
    """Its last line could read like a whole one."""
    body = b"id,text\n1,One\n2,Two and mo"
    answer = bot.send(body, "text/csv", "?posted_at=now", length=str(len(body) + 9))
    assert (answer.status_code, Message.objects.count()) == (400, 0)


def test_a_body_whose_length_nobody_says_is_refused(bot: Program) -> None:
    assert bot.send(b"", length="chunked").status_code == 411


# ── who may ─────────────────────────────────────────────────────────────
def test_any_wrong_key_gets_the_same_answer(bot: Program, reviews: Channel) -> None:
    foreign, ended = Program.of(make_source(name="other")), Program.of(reviews.source, name="old")
    PushToken.objects.filter(name="old").update(ended_at=timezone.now())
    wrong = {
        "another token": Program(bot.source, "parley_guess"),
        "no token": Program(bot.source, ""),
        "an ended one": ended,
        "one of another source": Program(bot.source, foreign.token),
        "no such source": Program(987654, bot.token),
        "a number that no key has": Program(10**30, bot.token),
    }
    answers = {what: program.push(said(1)) for what, program in wrong.items()}
    seen = {(answer.status_code, answer.content, answer["WWW-Authenticate"]) for answer in answers.values()}
    assert seen == {(401, b'{"error": "This token does not open this source."}', "Bearer")}
    assert Message.objects.count() == 0


def test_a_session_opens_nothing(bot: Program, ada: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    assert client.post(reverse("push-in", args=[bot.source]), "{}", content_type="text/plain").status_code == 401


def test_a_token_needs_no_form_of_ours(bot: Program) -> None:
    client = Client(enforce_csrf_checks=True)
    address = reverse("push-in", args=[bot.source]) + "?posted_at=now"
    answer = client.post(address, json.dumps(said(1)), content_type="application/json", headers=bot.headers)
    assert (answer.status_code, answer.cookies) == (200, {})


def test_the_last_use_is_kept_once_a_minute(bot: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    bot.push(said(1))
    first = PushToken.objects.get().last_used_at
    bot.push(said(2))
    assert first
    assert PushToken.objects.get().last_used_at == first


# ── not now ─────────────────────────────────────────────────────────────
def test_a_token_has_so_many_requests_a_minute(bot: Program, reviews: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "REQUESTS", 2)
    other = Program.of(reviews.source, name="other bot")
    answers = [bot.push(said(1)) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"
    assert other.push(said(1)).status_code == 200


@pytest.mark.parametrize(("is_history", "status"), [(False, 429), (True, 200)])
def test_a_line_that_is_behind_turns_pushes_away_but_history_is_no_line(
    bot: Program, settings: Any, is_history: bool, status: int
) -> None:
    settings.PUSH_WAITING = 2
    for _ in range(3):
        PendingAssessment.objects.create(message=make_message(), revision=1, is_history=is_history)
    answer = bot.push(said(1))
    assert answer.status_code == status
    assert status == 200 or answer["Retry-After"] == "30"


def test_up_to_the_limit_pushes_are_taken(bot: Program, settings: Any) -> None:
    settings.PUSH_WAITING = 1
    PendingAssessment.objects.create(message=make_message(), revision=1)
    assert bot.push(said(1)).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_without_a_database_a_program_is_asked_to_come_again(no_database: None) -> None:
    answer = Program(1, "parley_x").push(said(1))
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Send it again" in answer.json()["error"]


def test_a_push_of_nearly_nothing_but_staff_is_stored_only_when_somebody_says_that_it_is_right(bot: Program) -> None:
    said_by = [{"id": n, "text": "On its way.", "author_id": f"a{n}", "from_staff": True} for n in range(6)]
    body = json.dumps(said_by).encode()
    answer = bot.send(body, "application/json", "?posted_at=now")
    assert (answer.status_code, Message.objects.count()) == (422, 0)
    assert "6 of the 6 authors would be staff (100%)" in answer.json()["error"]
    assert counts(bot.send(body, "application/json", "?posted_at=now&staff_is_right=1")) == {
        "read": 6,
        "created": 6,
    }

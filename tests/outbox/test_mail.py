"""Mail to the leads of a team: what it says, that it says nothing of the case, and what becomes of it."""

import socketserver
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import Message as Mail
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Model

from community.models import Community
from moderation.escalations import actions, rules
from moderation.models import Case, Escalation, Membership, Outbox, Team, User
from moderation.outbox import delivery
from moderation.outbox import mail as mailing
from tests.builders import (
    NOON,
    make_assessment,
    make_case,
    make_channel,
    make_escalation_rule,
    make_feed,
    make_message,
    make_team,
    make_user,
)
from tests.patience import PATIENCE

DUE = NOON + timedelta(seconds=10)
SECRET, ASKED = "My lawyer will hear of the broken tent.", "May we answer this threat?"


class Silent(BaseEmailBackend):
    """A server that never answers."""

    tried: ClassVar[int] = 0

    def open(self) -> bool:
        type(self).tried += 1
        raise TimeoutError("no answer")


class Slow(BaseEmailBackend):
    """A server that answers, but takes its time."""

    SECONDS: ClassVar[float] = 20.0

    def open(self) -> bool:
        time.sleep(self.SECONDS)
        return True


class Conversation(socketserver.StreamRequestHandler):
    """Enough of SMTP for one client: the mails it hands over, and recipients that it refuses."""

    mails: ClassVar[list[Mail]] = []
    refused: ClassVar[set[str]] = set()

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            command = line.split(" ")[0].upper().split(":")[0]
            if command == "QUIT":
                self.say("221 bye")
                return
            if command == "DATA":
                self.take()
            elif command == "RCPT" and any(who in line for who in self.refused):
                self.say("550 nobody of that name")
            else:
                self.say("250 fine")

    def take(self) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        self.mails.append(message_from_bytes(b"".join(lines)))
        self.say("250 kept")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def server(settings: Any) -> Iterator[type[Conversation]]:
    """A mail server of our own, which the settings name."""
    Conversation.mails, Conversation.refused = [], set()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = listening.server_address
        settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, PATIENCE
        yield Conversation
        listening.shutdown()
        thread.join()


@pytest.fixture
def posting(settings: Any) -> Any:
    """A mail server is set up, and Django keeps what it is given."""
    settings.EMAIL_HOST = "mail.example.org"
    return settings


@pytest.fixture
def threat(lee: User) -> Case:
    message = make_message(SECRET, title="An angry title")
    return make_case(message, assessment=make_assessment(message, assessed_at=NOON))


def asked(case: Case, by: User) -> Escalation:
    return actions.escalate(case, by, NOON, team="pr", asks=ASKED, note="He is loud.")


def rows() -> list[Outbox]:
    return list(Outbox.objects.order_by("pk"))


def test_a_mail_goes_over_the_wire_under_its_own_id(server: type[Conversation], threat: Case, ana: User) -> None:
    asked(threat, ana)
    delivery.deliver_due(DUE)
    (row,) = rows()
    (received,) = server.mails
    assert (row.state, DUE <= row.done_at < DUE + timedelta(seconds=PATIENCE)) == ("done", True)
    assert received["Message-ID"] == f"<{row.stable_id}@127.0.0.1>"
    assert received["To"] == "lee@example.org"
    assert f"http://127.0.0.1:8000/c/tarnfell/cases/{threat.pk}/" in str(received.get_payload())


def test_one_that_the_server_refuses_does_not_hold_up_the_next(
    server: type[Conversation], threat: Case, ana: User, lee: User
) -> None:
    make_user("lena", "lead", team="pr")
    server.refused = {"lee@example.org"}
    asked(threat, ana)
    delivery.deliver_due(DUE)
    assert [received["To"] for received in server.mails] == ["lena@example.org"]
    refused, sent = rows()
    assert (refused.state, refused.tries, sent.state) == ("waiting", 1, "done")
    assert "nobody of that name" in refused.error


def test_a_mail_says_where_and_never_what(posting: object, threat: Case, ana: User) -> None:
    asked(threat, ana)
    delivery.deliver_due(DUE)
    (sent,) = mail.outbox
    assert sent.subject == f"Tarnfell Outdoor: case {threat.pk} is with PR"
    assert sent.body.startswith(
        f"Ana asks about case {threat.pk} in Tarnfell Outdoor, for PR.\n\nhttp://127.0.0.1:8000"
    )
    whole = str(sent.message())
    for word in ("lawyer", "broken", "angry", "threat", "loud", "Moira"):
        assert word not in whole


def test_a_mail_by_a_rule_names_the_rule_and_not_its_reason(posting: object, threat: Case) -> None:
    make_escalation_rule(severity_from=1, name="Law", reason="Threats of lawyers.")
    Case.objects.update(rules_due_at=NOON)
    rules.ask_rules(NOON)
    delivery.deliver_due(NOON)
    (sent,) = mail.outbox
    assert sent.body.startswith(f"The rule “Law” found case {threat.pk} in Tarnfell Outdoor, for PR.")
    assert "lawyer" not in str(sent.message())


def test_the_link_begins_with_the_address_of_the_site(posting: Any, threat: Case, ana: User) -> None:
    posting.SITE_URL = "https://desk.example"
    asked(threat, ana)
    delivery.deliver_due(DUE)
    assert f"\nhttps://desk.example/c/tarnfell/cases/{threat.pk}/\n" in mail.outbox[0].body
    assert mail.outbox[0].message()["Message-ID"].endswith("@desk.example>")


@pytest.mark.parametrize("model", [Community, Team])
def test_a_name_of_several_lines_is_no_header_of_its_own(
    posting: object, threat: Case, ana: User, model: type[Model]
) -> None:
    model.objects.update(name="Tarnfell\r\nBcc: all@example.org")
    asked(threat, ana)
    delivery.deliver_due(DUE)
    assert mail.outbox[0].message()["Bcc"] is None


def test_by_hand_it_waits_as_long_as_an_undo_may_cancel_it(posting: object, threat: Case, ana: User) -> None:
    asked(threat, ana)
    assert delivery.deliver_due(DUE - timedelta(seconds=1)) == 0
    assert delivery.deliver_due(DUE) == 1


def test_everybody_who_leads_the_team_now_gets_one_and_nobody_else(
    posting: object, threat: Case, ana: User, ben: User, ada: User
) -> None:
    make_user("lena", "lead", team="pr")
    make_user("jonas", "lead", team="legal")
    gone, inactive = make_user("gil", "lead", team="pr"), make_user("ira", "lead", team="pr")
    Membership.objects.filter(user=gone).update(ended_at=NOON)
    User.objects.filter(pk=inactive.pk).update(is_active=False)
    asked(threat, ana)
    delivery.deliver_due(DUE)
    assert sorted(sent.to[0] for sent in mail.outbox) == ["lee@example.org", "lena@example.org"]


def test_who_does_not_lead_the_team_any_more_when_it_leaves_gets_none(
    posting: object, threat: Case, ana: User, lee: User
) -> None:
    asked(threat, ana)
    Membership.objects.filter(user=lee).update(team=make_team("legal"))
    delivery.deliver_due(DUE)
    (row,) = rows()
    assert (row.state, row.error, mail.outbox) == ("failed", "Lee does not lead this team any more.", [])


def test_without_a_mail_server_it_fails_at_once_and_says_which_setting(threat: Case, ana: User) -> None:
    asked(threat, ana)
    delivery.deliver_due(DUE)
    (row,) = rows()
    assert (row.state, row.tries, row.error) == ("failed", 1, "No mail server is set up (EMAIL_HOST).")
    assert threat.events.get(kind="failed").facts == {"outbox": row.pk, "what": "mail", "to": "Lee"}


def test_a_mail_is_never_something_to_do_on_the_platform(posting: object, threat: Case, ana: User) -> None:
    asked(threat, ana)
    delivery.deliver_due(DUE)
    assert [row.state for row in rows()] == ["done"]


def test_a_feed_is_not_asked_to_carry_a_mail(posting: object, lee: User, ana: User) -> None:
    channel = make_channel(slug="social")
    channel.feed = make_feed(channel.community)
    channel.save()
    asked(make_case(make_message(channel=channel)), ana)
    delivery.deliver_due(DUE)
    assert len(mail.outbox) == 1


def test_a_server_that_does_not_answer_is_tried_again_and_asked_once_a_sweep(
    posting: Any, threat: Case, ana: User, lee: User
) -> None:
    Silent.tried = 0
    posting.EMAIL_BACKEND = f"{__name__}.Silent"
    for name in ("lena", "lou"):
        make_user(name, "lead", team="pr")
    asked(threat, ana)
    delivery.deliver_due(DUE)
    assert Silent.tried == 1
    assert sorted((row.state, row.tries, row.error) for row in rows()) == [
        ("waiting", 0, ""), ("waiting", 0, ""), ("waiting", 1, "TimeoutError: no answer"),
    ]  # fmt: skip
    assert delivery.deliver_due(DUE + timedelta(seconds=20)) == 0
    for hour in range(1, 40):
        delivery.deliver_due(DUE + timedelta(hours=hour))
    assert (Silent.tried, {row.state for row in rows()}) == (3 * 12, {"failed"})


def test_a_mail_server_may_be_away_for_some_hours(posting: Any, threat: Case, ana: User, lee: User) -> None:
    posting.EMAIL_BACKEND = f"{__name__}.Silent"
    asked(threat, ana)
    at = DUE
    while rows()[0].state == "waiting":
        delivery.deliver_due(at)
        at = rows()[0].due_at
    assert timedelta(hours=4) < at - DUE < timedelta(hours=8)


def test_a_slow_mail_server_does_not_hold_up_the_sweep(
    posting: Any, threat: Case, ana: User, lee: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It answers each word within the time that a socket grants it, and altogether far too late."""
    monkeypatch.setattr(mailing, "SECONDS_A_MAIL", 0.5)
    posting.EMAIL_BACKEND = f"{__name__}.Slow"
    asked(threat, ana)
    began = time.monotonic()
    delivery.deliver_due(DUE)
    assert time.monotonic() - began < Slow.SECONDS
    assert rows()[0].error == "TimeoutError: The mail server took longer than 0.5 s."


def test_no_mail_leaves_for_what_was_closed_since_its_lease_was_taken(
    posting: Any, threat: Case, ana: User, lee: User
) -> None:
    asked(threat, ana)
    (held,) = delivery.lease_rows(mailing.Mail(), DUE)
    Escalation.objects.update(closed_at=DUE)
    with pytest.raises(mailing.Unsendable, match="closed before"):
        mailing.Mail().carry_out(held, DUE)


def test_what_is_tried_twice_has_one_id(posting: object, threat: Case, ana: User) -> None:
    """A sweep that died after sending is followed by another, and the mailbox can tell."""
    asked(threat, ana)
    (held,) = delivery.lease_rows(mailing.Mail(), DUE)
    mailing.Mail().carry_out(held, DUE)
    delivery.deliver_due(DUE + timedelta(minutes=5))
    assert len({sent.message()["Message-ID"] for sent in mail.outbox}) == 1
    assert len(mail.outbox) == 2


def test_a_sweep_stops_in_time_and_the_next_one_sends_the_rest(
    posting: object, threat: Case, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_user("lena", "lead", team="pr")
    asked(threat, ana)
    monkeypatch.setattr("moderation.outbox.delivery.SECONDS", 0.0)
    delivery.deliver_due(DUE)
    assert [(row.state, row.tries, row.token) for row in rows()] == [("done", 1, None), ("waiting", 0, None)]
    delivery.deliver_due(DUE)
    assert [sent.to[0] for sent in mail.outbox] == ["lee@example.org", "lena@example.org"]

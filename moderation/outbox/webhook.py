"""Calls the one address of a team with what its leads are mailed, and never with what anybody wrote."""

import json
import socket
import ssl
from collections.abc import Sequence
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Thread
from typing import Any

from django.db.models import Exists, OuterRef

from moderation.models import Escalation, Outbox
from moderation.models.outbox import OutboxQuerySet
from moderation.outbox import notices
from moderation.outbox.carrier import Carrier, Unsendable
from moderation.outbox.letters import facts_in_words
from moderation.outbox.mail import STORM, Mail, check_notice, postpone_while_quiet
from moderation.policy import webhooks as policy

NO_ADDRESS = "The team has no address any more."
# For the look-up, the connection and the answer together.
SECONDS_A_CALL = 5.0


class Webhook(Carrier):
    """The addresses of teams, each called by itself."""

    name = "webhooks"
    looks_at = STORM
    seconds_a_row = SECONDS_A_CALL
    waits = Mail.waits

    def rows(self) -> OutboxQuerySet:
        return Outbox.objects.filter(kind=Outbox.Kind.WEBHOOK)

    def choose(self, rows: list[Any], /) -> list[Any]:
        """Choose what is for the same team."""
        asked = Escalation.objects.filter(pk__in=[row[3] for row in rows])
        teams = dict(asked.values_list("pk", "team"))
        return [row for row in rows if teams.get(row[3]) == teams.get(rows[0][3])] if rows else []

    def check(self, row: Outbox, _now: datetime, /) -> None:
        if not notices.escalation_of(row).team.webhook:
            raise Unsendable(NO_ADDRESS)
        check_notice(row)

    def carry_out(self, row: Outbox, now: datetime, /) -> Outbox.State:
        self.check(row, now)
        return self.carry_out_all([row], now)

    def carry_out_all(self, rows: Sequence[Outbox], now: datetime, /) -> Outbox.State:
        address = notices.escalation_of(rows[0]).team.webhook
        postpone_while_quiet(rows[0], of_team(rows[0]), now)
        call = Call(address, json.dumps(payload_of(rows)).encode())
        call.start()
        call.join(SECONDS_A_CALL)
        if call.is_alive():
            raise TimeoutError(f"The address took longer than {SECONDS_A_CALL:g} s.")
        if call.fault:
            raise call.fault
        return Outbox.State.DONE


def of_team(row: Outbox) -> OutboxQuerySet:
    """Return the calls of this row's team, of which a lease locks no other table."""
    asked = Escalation.objects.filter(pk=OuterRef("escalation"), team__escalations=row.escalation_id)
    return Outbox.objects.filter(Exists(asked), kind=Outbox.Kind.WEBHOOK, community=row.community_id)


def payload_of(rows: Sequence[Outbox]) -> dict[str, Any]:
    """Return what is sent: counts and times, and a sentence for programs that show one."""
    first = rows[0]
    team, lines = notices.escalation_of(first).team, notices.lines_of(notices.notices_of(rows))
    words = "; ".join(f"{notices.WORDS[line.what].format(team.name)}: {facts_in_words(line, first)}" for line in lines)
    return {
        "id": str(first.stable_id),
        "community": first.community.slug,
        "team": team.slug,
        "text": f"{words}. {notices.address_of_list(first, team)}",
        "url": notices.address_of_list(first, team),
        "notices": [
            {
                "what": line.what,
                "severity": line.severity_name,
                "category": line.category,
                "channel": line.channel,
                "cases": line.number,
                "due_by": line.due_by.isoformat() if line.due_by else None,
            }
            for line in lines
        ],
    }


class Call(Thread):
    """One call. Names are looked up and slow words heard without an end, so it is left to itself."""

    def __init__(self, address: str, body: bytes) -> None:
        super().__init__(daemon=True)
        self.address, self.body = address, body
        self.fault: Exception | None = None

    def run(self) -> None:
        try:
            status = post(self.address, self.body)
        except Exception as fault:
            self.fault = fault
            return
        if 300 <= status < 400:
            self.fault = Unsendable(f"The address sends elsewhere ({status}), and only it itself is called.")
        elif status >= 400 or status < 200:
            self.fault = HTTPException(f"The address answered {status}.")


def post(address: str, body: bytes) -> int:
    """Send a body to an address of the public internet. Returns the status of the answer."""
    try:
        target = policy.read_target(address)
    except ValueError as wrong:
        raise Unsendable(str(wrong)) from None
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    try:
        addresses = policy.check_public(target.host, [str(each[4][0]) for each in found])
    except ValueError as private:
        raise Unsendable(str(private)) from None
    connection = connection_to(target, addresses[0])
    try:
        connection.request("POST", target.path, body, {"Content-Type": "application/json", "User-Agent": "Parley"})
        return connection.getresponse().status
    finally:
        connection.close()


def connection_to(target: policy.Target, address: str) -> HTTPConnection:
    """Connect to the address that was checked, so that a second look-up cannot lead elsewhere."""
    # A proxy of the environment would look the name up itself, and is not asked.
    raw = socket.create_connection((address, target.port), timeout=SECONDS_A_CALL)
    if target.scheme == "http":
        plain = HTTPConnection(target.host, target.port, timeout=SECONDS_A_CALL)
        plain.sock = raw
        return plain
    secure = HTTPSConnection(target.host, target.port, timeout=SECONDS_A_CALL)
    secure.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=target.host)
    return secure

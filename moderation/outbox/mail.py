"""Mails people that an escalation waits for them, and never what anybody wrote."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from threading import Thread
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from moderation.access import Right
from moderation.models import Clock, Desk, Escalation, Membership, Outbox, User
from moderation.models.outbox import OutboxQuerySet
from moderation.models.people import may
from moderation.outbox import notices
from moderation.outbox.carrier import Carrier, Postponed, Unsendable
from moderation.outbox.letters import letter_about

NO_SERVER = "No mail server is set up (EMAIL_HOST)."
CLOSED = "It was closed before the mail left."
DONE_SINCE = "It was done before the reminder left."
NO_LEAD = "{} does not lead this team any more."
NO_SIGHT = "{} may not see this case any more."
# The most that one mail tells of.
STORM = 5_000
# Also for a server that goes on answering, word by word.
SECONDS_A_MAIL = 3.0
# The server's word on one mail, which says nothing about the next.
ABOUT_ONE = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)


class Mail(Carrier):
    """The mail server, over one connection. Once it has failed, it is left alone until another delivery."""

    name = "mail"
    looks_at = STORM
    seconds_a_row = SECONDS_A_MAIL
    # A server may be away for hours, and turn away whom it does not know at first: about five hours together.
    waits = tuple(min(30 * 2**number, 3600) for number in range(11))

    def __init__(self) -> None:
        self.connection: Any = None

    def rows(self) -> OutboxQuerySet:
        return Outbox.objects.filter(kind=Outbox.Kind.MAIL)

    def choose(self, rows: list[Any], /) -> list[Any]:
        """Choose what is for the same person, so that a storm is one mail."""
        return [row for row in rows if (row[1], row[2]) == (rows[0][1], rows[0][2])]

    def check(self, row: Outbox, _now: datetime, /) -> None:
        if not settings.EMAIL_HOST:
            raise Unsendable(NO_SERVER)
        # As it is now: a lease outlives the sweep that took it.
        check_notice(row)
        check_recipient(row, notices.escalation_of(row), notices.recipient_of(row))

    def carry_out(self, row: Outbox, now: datetime, /) -> Outbox.State:
        """Send it, or raise Unsendable where it can never leave and the server's own error where it may later."""
        self.check(row, now)
        return self.carry_out_all([row], now)

    def carry_out_all(self, rows: Sequence[Outbox], now: datetime, /) -> Outbox.State:
        postpone_while_quiet(rows[0], self.rows().filter(recipient=rows[0].recipient_id), now)
        self._hand_over(letter_about(rows))
        return Outbox.State.DONE

    def close(self) -> None:
        if self.connection:
            self.connection.close()

    def _hand_over(self, message: EmailMessage) -> None:
        talk = Talk(self.connection, message)
        talk.start()
        talk.join(SECONDS_A_MAIL)
        self.connection = None if talk.is_alive() else talk.connection
        fault = (
            TimeoutError(f"The mail server took longer than {SECONDS_A_MAIL:g} s.") if talk.is_alive() else talk.fault
        )
        if fault:
            # Waiting for a server that does not answer, mail by mail, would hold up every mail behind it.
            self.is_away = isinstance(fault, OSError) and not isinstance(fault, ABOUT_ONE)
            raise fault


class Talk(Thread):
    """Handing one mail over. A socket's time-out begins anew with every byte: a slow server is left to itself."""

    def __init__(self, connection: Any, message: EmailMessage) -> None:
        super().__init__(daemon=True)
        self.connection, self.message = connection, message
        self.fault: Exception | None = None

    def run(self) -> None:
        try:
            if self.connection is None:
                self.connection = get_connection()
                self.connection.open()
            self.connection.send_messages([self.message])
        except Exception as fault:
            self.fault = fault


def postpone_while_quiet(row: Outbox, alike: OutboxQuerySet, now: datetime) -> None:
    """Raise Postponed where one like it left a short while ago: what comes in a storm goes out together."""
    quiet = timedelta(minutes=Desk.objects.get(community=row.community_id).digest_minutes)
    done = alike.filter(community=row.community_id, state=Outbox.State.DONE, done_at__gt=now - quiet)
    # One of the future was written by a clock that has been set back since.
    last = done.filter(done_at__lte=now).order_by("-done_at").values_list("done_at", flat=True).first()
    if last:
        raise Postponed(last + quiet)


def check_notice(row: Outbox) -> None:
    """Raise Unsendable where there is nothing to tell any more."""
    escalation, what = notices.escalation_of(row), notices.what_of(row)
    if what == notices.ANSWERED:
        return
    if not Escalation.objects.open().filter(pk=escalation.pk).exists():
        raise Unsendable(CLOSED)
    runs = Clock.objects.running().filter(pk=row.cause.facts.get("clock", 0))
    if what == notices.REMINDED and not runs.exists():
        raise Unsendable(DONE_SINCE)


def check_recipient(row: Outbox, escalation: Escalation, to: User) -> None:
    """Raise Unsendable where it is no longer theirs: the right counts when the mail is sent."""
    if notices.what_of(row) == notices.ANSWERED:
        if not may(to, Right.SEE_CASES, row.community):
            raise Unsendable(NO_SIGHT.format(to))
    elif not (still_leads(to, escalation) or stands_in(to, escalation)):
        raise Unsendable(NO_LEAD.format(to))


def still_leads(who: User, escalation: Escalation) -> bool:
    return Membership.objects.leads_of(escalation.community, escalation.team).filter(user=who).exists()


def stands_in(who: User, escalation: Escalation) -> bool:
    """Tell whether somebody is told as an admin, because nobody leads the team."""
    if Membership.objects.leads_of(escalation.community, escalation.team).exists():
        return False
    return may(who, Right.EDIT_SETTINGS, escalation.community)

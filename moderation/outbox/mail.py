"""Mails the leads of a team that something waits for them, and never what anybody wrote."""

from datetime import datetime
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse

from moderation.models import Escalation, Membership, Outbox, User
from moderation.models.outbox import OutboxQuerySet
from moderation.outbox.carrier import Carrier, Unsendable

NO_SERVER = "No mail server is set up (EMAIL_HOST)."
NOTHING = "What the mail was about is gone."
CLOSED = "It was closed before the mail left."
NO_LEAD = "{} does not lead this team any more."
# Also for a server that goes on answering, word by word.
SECONDS_A_MAIL = 3.0
# The server's word on one mail, which says nothing about the next.
ABOUT_ONE = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)
BODY = """{trigger} in {community}, for {team}.

{address}

What it is about stands there and not in this mail. You get it because you lead {team} in {community}.
"""


class Mail(Carrier):
    """The mail server, over one connection. Once it has failed, it is left alone until another delivery."""

    name = "mail"
    seconds_a_row = SECONDS_A_MAIL
    # A server may be away for hours, and turn away whom it does not know at first: about five hours together.
    waits = tuple(min(30 * 2**number, 3600) for number in range(11))

    def __init__(self) -> None:
        self.connection: Any = None

    def rows(self) -> OutboxQuerySet:
        return Outbox.objects.filter(kind=Outbox.Kind.MAIL)

    def carry_out(self, row: Outbox, _now: datetime, /) -> Outbox.State:
        """Send it, or raise Unsendable where it can never leave and the server's own error where it may later."""
        if not settings.EMAIL_HOST:
            raise Unsendable(NO_SERVER)
        if not (row.escalation and row.recipient):
            raise Unsendable(NOTHING)
        # As it is now: a lease outlives the sweep that took it.
        if not Escalation.objects.open().filter(pk=row.escalation.pk).exists():
            raise Unsendable(CLOSED)
        if not still_leads(row.recipient, row.escalation):
            raise Unsendable(NO_LEAD.format(row.recipient))
        self._hand_over(letter_about(row, row.escalation, row.recipient))
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


def still_leads(who: User, escalation: Escalation) -> bool:
    """Whether somebody still leads the team: the right counts when the mail is sent."""
    return Membership.objects.leads_of(escalation.community, escalation.team).filter(user=who).exists()


def letter_about(row: Outbox, escalation: Escalation, to: User) -> EmailMessage:
    """Write the mail, the same each time: a mailbox that gets it twice can tell by its Message-ID."""
    named = {
        "trigger": one_line(f"{trigger_words(escalation)} case {row.case_id}"),
        "community": one_line(row.community.name),
        "team": one_line(escalation.team.name),
        "address": settings.SITE_URL + reverse("case", args=[row.community.slug, row.case_id]),
    }
    return EmailMessage(
        subject=f"{named['community']}: case {row.case_id} is with {named['team']}",
        body=BODY.format(**named),
        to=[to.email],
        headers={"Message-ID": f"<{row.stable_id}@{urlsplit(settings.SITE_URL).hostname or 'parley'}>"},
    )


def trigger_words(escalation: Escalation) -> str:
    """What set it off, without a word of what is asked."""
    if escalation.made_by:
        return f"{escalation.made_by} asks about"
    return f"The rule “{escalation.rule}” found" if escalation.rule else "A rule found"


def one_line(name: str) -> str:
    """Names are typed by people, and a subject is one line."""
    return " ".join(name.split())

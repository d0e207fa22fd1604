"""Mail to the leads of a team: that something waits for them, and where; never what anybody wrote."""

import time
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse

from moderation.models import Escalation, Membership, Outbox, User

NO_SERVER = "No mail server is set up (EMAIL_HOST)."
NOTHING = "What the mail was about is gone."
CLOSED = "It was closed before the mail left."
NO_LEAD = "{} does not lead this team any more."
# A slow server must not keep the sweep from its timers: so long for one mail, and to begin with mails in one sweep.
SECONDS_A_MAIL, SECONDS = 3.0, 2.0
# The server's word on one mail, which says nothing about the next.
ABOUT_ONE = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)
BODY = """{trigger} in {community}, for {team}.

{address}

What it is about stands there and not in this mail. You get it because you lead {team} in {community}.
"""


class Unsendable(Exception):
    """Trying again would not help; the reason is for the screen."""


class Post:
    """The mail of one sweep, over one connection. Once the server has failed, it is left alone until the next sweep."""

    def __init__(self) -> None:
        self.connection: Any = None
        self.fault: Exception | None = None
        self.began: float | None = None

    @property
    def is_over(self) -> bool:
        """Whether this sweep has been at it for long enough; the first mail is always tried."""
        return self.began is not None and time.monotonic() - self.began >= SECONDS

    def send(self, row: Outbox) -> None:
        """Unsendable when this mail can never leave; the server's own error when it may later."""
        if not settings.EMAIL_HOST:
            raise Unsendable(NO_SERVER)
        if not (row.escalation and row.recipient):
            raise Unsendable(NOTHING)
        # As it is now: a lease outlives the sweep that took it.
        if not Escalation.objects.open().filter(pk=row.escalation.pk).exists():
            raise Unsendable(CLOSED)
        if not still_leads(row.recipient, row.escalation):
            raise Unsendable(NO_LEAD.format(row.recipient))
        self.began = self.began or time.monotonic()
        try:
            self._hand_over(letter_about(row, row.escalation, row.recipient))
        except ABOUT_ONE:
            raise
        except OSError as error:
            # Waiting for a server that does not answer, mail by mail, would hold up everything else in the sweep.
            self.fault = error
            raise

    def close(self) -> None:
        if self.connection:
            self.connection.close()

    def _hand_over(self, message: EmailMessage) -> None:
        talk = Talk(self.connection, message)
        talk.start()
        talk.join(SECONDS_A_MAIL)
        self.connection = None if talk.is_alive() else talk.connection
        if talk.is_alive():
            raise TimeoutError(f"The mail server took longer than {SECONDS_A_MAIL:g} s.")
        if talk.fault:
            raise talk.fault


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
    """The same mail each time it is tried: a mailbox that gets it twice can tell by its Message-ID."""
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

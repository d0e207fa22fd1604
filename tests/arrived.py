"""Mails that leave behind an answer, as soon as they have left."""

import threading

from django.core import mail
from django.core.mail import EmailMessage

from moderation.web.people.signin import POSTMAN
from tests.patience import PATIENCE


def mails_arrived() -> list[EmailMessage]:
    for thread in threading.enumerate():
        if thread.name == POSTMAN:
            thread.join(PATIENCE)
    return list(mail.outbox)

"""The sweep under test, with a platform that hangs in one way and a mail server that answers."""

import logging
import os
import time
from types import MappingProxyType
from typing import Any

import django
from django.core.management import call_command

log = logging.getLogger(__name__)

KIND, SLUG = "hanging", "stuck"
WHAT = os.environ.get("FAULTS_HANGS", "")
# Longer than any test.
FOR_EVER = 3_600
SECONDS_A_ROW, SECONDS_A_PULL = 10, 2


class Platform:
    """It never answers a pull, or answers each row after so many seconds."""

    label = "Hanging feed"
    defaults = MappingProxyType({})

    def __init__(self) -> None:
        from django import forms

        from community.connectors.values import Budget

        self.settings_form = forms.Form
        self.budget = Budget(seconds_a_pull=SECONDS_A_PULL, seconds_a_row=SECONDS_A_ROW, waits=(30,))

    def pull(self, *_arguments: Any, **_named: Any) -> int:
        hang_at("pull", FOR_EVER)
        return 0

    def carry_out(self, *_arguments: Any) -> None:
        hang_at("row", SECONDS_A_ROW)


def hang_at(what: str, seconds: int) -> None:
    if what == WHAT:
        log.warning("A %s hangs.", what)
        time.sleep(seconds)


def plant_stuck(rows: int) -> None:
    """A feed that hangs, and so many decisions that wait for its platform."""
    from django.utils import timezone

    from moderation.models import Outbox
    from tests.builders import make_case, make_channel, make_community, make_feed, make_message

    place = make_community("emberloom")
    channel = make_channel(place, SLUG, feed=make_feed(place, kind=KIND))
    case = make_case(make_message(channel=channel))
    said = {"community": place, "channel": channel, "case": case, "message": case.message, "due_at": timezone.now()}
    Outbox.objects.bulk_create(Outbox(**said, cause=case.events.get(), kind="hide") for _ in range(rows))


def plant_others() -> None:
    """What is due beside it: timers with their mails, a feed of another kind, and a day that is not counted."""
    from moderation.models import Desk
    from moderation.rollups.stale import mark_stale
    from tests.builders import NOON, make_channel, make_community, make_feed
    from tests.faults import timers

    timers.plant(3, 3)
    place = make_community()
    # No mail waits for those that it could be one with.
    Desk.objects.update(digest_minutes=0)
    make_feed(place)
    mark_stale([(make_channel(place).pk, NOON)])


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.conf import settings

    from community.connectors.kinds import CONNECTORS

    CONNECTORS[KIND] = Platform()  # type: ignore[assignment]
    settings.EMAIL_HOST, settings.EMAIL_BACKEND = "mail.example.org", "django.core.mail.backends.locmem.EmailBackend"
    call_command("sweep", every=0.5)


if __name__ == "__main__":
    main()

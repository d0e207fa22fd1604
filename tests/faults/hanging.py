"""The sweep under test, with a platform that hangs and beside it a mail server that answers."""

import os
import time
from types import MappingProxyType
from typing import Any

import django
from django.core.management import call_command

KIND = "hanging"
# Longer than any test: only the lane's budget ends the waiting for it.
FOR_EVER = 3_600
SECONDS_A_ROW = 10


class Platform:
    """It answers no pull, and each row after so many seconds."""

    label = "Hanging feed"
    defaults = MappingProxyType({})

    def __init__(self) -> None:
        from django import forms

        from community.connectors.values import Budget

        self.settings_form = forms.Form
        self.budget = Budget(seconds_a_pull=2, seconds_a_row=SECONDS_A_ROW, waits=(30,))

    def pull(self, *_arguments: Any) -> int:
        time.sleep(FOR_EVER)
        return 0

    def carry_out(self, *_arguments: Any) -> None:
        time.sleep(SECONDS_A_ROW)


def plant() -> None:
    """A case on the hanging platform with five rows, a mail, another feed, and a day to be counted."""
    from datetime import timedelta

    from django.utils import timezone

    from community.models import Channel
    from moderation.escalations import actions
    from moderation.models import CaseEvent, Outbox
    from moderation.rollups.stale import mark_stale
    from tests.builders import make_case, make_channel, make_community, make_feed, make_message, make_user

    now, place = timezone.now(), make_community()
    make_feed(place)
    stuck = make_channel(make_community("emberloom"), "social", feed=make_feed(make_community("emberloom"), kind=KIND))
    case = make_case(make_message(channel=stuck))
    said = {"community": case.community, "channel": stuck, "case": case, "message": case.message, "due_at": now}
    cause = CaseEvent.objects.get(case=case)
    Outbox.objects.bulk_create(Outbox(**said, cause=cause, kind=Outbox.Kind.HIDE) for _ in range(5))
    make_user("lee", "lead", place, team="pr")
    asking = make_case(make_message(channel=make_channel(place, "gear-help", feed=place.feeds.get())))
    actions.escalate(asking, make_user("ana", "moderator", place), now - timedelta(minutes=1), team="pr", asks="May we?")

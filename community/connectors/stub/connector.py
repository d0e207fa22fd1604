"""The stub's connector, which streams at a set speed and plays back what it was told."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django import forms
from django.db import transaction

from community.connectors.connector import OnStored
from community.connectors.storing import as_said, store_records
from community.connectors.stub import PLANS, Stub, play_back
from community.connectors.values import Action, Budget, NewChannel
from community.models import Channel, Community, Feed, Message, StubAction
from community.records import RawMessage

# A feed that slept for a weekend does not pour it out at once.
MESSAGES_A_READING = 60
ACTIONS_A_READING = 200
# The slowest is near the pace of the history, about a hundred a day.
FEWEST_A_MINUTE, MOST_A_MINUTE = 0.1, 600
# Staff answer nobody sooner; what comes up within it they leave to the desk.
STAFF_WAIT = timedelta(minutes=10)
# Two sweeps' clocks may differ by so much; more means that the clock was set back since.
CLOCKS_APART = timedelta(minutes=1)
# A reply shows on the platform so long after the desk was told that it is delivered.
SHOWN_AFTER = timedelta(seconds=1)
# Which actions change what everybody sees of a message: whether it is gone.
SHOWN = {"hide": True, "remove": True, "restore": False}


class StubForm(forms.Form):
    # Not the seed: under another one, what was said would go on as another story.
    a_minute = forms.FloatField(
        label="Messages a minute",
        min_value=FEWEST_A_MINUTE,
        max_value=MOST_A_MINUTE,
        help_text=f"From {FEWEST_A_MINUTE}, which is six an hour, to {MOST_A_MINUTE}. For a show, try 12.",
    )

    def clean_a_minute(self) -> float:
        speed = float(self.cleaned_data["a_minute"])
        return int(speed) if speed.is_integer() else speed


class StubConnector:
    """Two invented communities that live in the database alone."""

    label = "Stub feed"
    budget = Budget(seconds_a_pull=30, seconds_a_row=10, waits=(30, 60, 90, 120))
    defaults: Mapping[str, Any] = MappingProxyType({"seed": 1, "a_minute": 12})
    settings_form: type[forms.Form] = StubForm

    def summary(self, feed: Feed) -> str:
        return f"{self.setting(feed, 'a_minute'):g} a minute"

    def about(self, community: Community) -> str:
        return (
            f"It plays {community} as an invented community: it writes as members do, carries decisions out and plays "
            "them back. Its channels are made where they are missing."
        )

    def why_not(self, community: Community) -> str:
        if community.slug in PLANS:
            return ""
        played = " and ".join(plan.name for plan in PLANS.values())
        return f"The stub feed plays two invented communities, {played}; it has nothing to say in {community}."

    def new_channels(self, community: Community) -> Sequence[NewChannel]:
        return PLANS[community.slug].channels

    def pull(self, feed: Feed, now: datetime, on_stored: OnStored) -> int:
        """Store what is new. Returns how much was read, which is nothing when another reader was faster."""
        due = messages_due(feed, self.setting(feed, "a_minute"), now)
        # Made up before the transaction, which nobody else has to wait for then.
        streamed = Stub(PLANS[feed.community.slug], int(self.setting(feed, "seed"))).stream(feed.cursor, due, now)
        with transaction.atomic():
            if not advance_cursor(feed, due, now):
                return 0
            told = actions_to_play_back(feed)
            said = unhurried(feed, streamed, now)
            played = list(filter(None, map(played_back, told)))
            records = [*still_gone(feed, said), *played]
            store_records(feed, records, now, on_stored)
            feed.actions.filter(pk__in=[action.pk for action in told]).update(played_at=now)
        return len(streamed) + len(played)

    def carry_out(self, feed: Feed, action: Action) -> None:
        StubAction.objects.get_or_create(
            stable_id=action.stable_id,
            defaults={
                "feed": feed,
                "kind": action.kind,
                "channel": Channel.objects.get(community=feed.community_id, slug=action.channel),
                "target_external_id": action.target_external_id,
                "text": action.text,
                "told_at": action.at,
            },
        )

    def setting(self, feed: Feed, name: str) -> float:
        return float(feed.settings.get(name, self.defaults[name]))


def messages_due(feed: Feed, a_minute: float, now: datetime) -> int:
    """Count what the feed's speed has made since it was read. After a clock that was set back it begins anew."""
    if feed.read_at is None or feed.read_at > now + CLOCKS_APART:
        return 1
    seconds = max((now - feed.read_at).total_seconds(), 0)
    return min(int(seconds * a_minute / 60), MESSAGES_A_READING)


def advance_cursor(feed: Feed, due: int, now: datetime) -> bool:
    """Move the cursor on for exactly one of two readers."""
    here = Feed.objects.filter(pk=feed.pk, is_on=True, cursor=feed.cursor)
    if due == 0:
        return here.filter(actions__played_at=None, actions__isnull=False).exists()
    return bool(here.update(cursor=feed.cursor + due, read_at=now))


def actions_to_play_back(feed: Feed) -> list[StubAction]:
    waiting = feed.actions.filter(played_at=None).select_related("channel")
    return list(waiting.order_by("told_at", "pk")[:ACTIONS_A_READING])


def unhurried(feed: Feed, records: list[RawMessage], now: datetime) -> list[RawMessage]:
    """Leave out what staff would answer within seconds, and what would follow on that."""
    parents = {record.parent_external_id for record in records} - {""}
    named = parents | {record.external_id for record in records}
    stored = Message.objects.filter(channel__feed=feed, external_id__in=named)
    posted = dict(stored.values_list("external_id", "posted_at"))
    said: list[RawMessage] = []
    for record in records:
        asked_at = posted.get(record.parent_external_id)
        is_hasty = bool(record.from_staff and asked_at and now - asked_at < STAFF_WAIT)
        # News of what was left out are left out too.
        is_of_nothing = record.posted_at is None and record.external_id not in posted
        if is_of_nothing or (record.parent_external_id and (asked_at is None or is_hasty)):
            continue
        said.append(record)
        posted.setdefault(record.external_id, record.posted_at or now)
    return said


def still_gone(feed: Feed, records: list[RawMessage]) -> list[RawMessage]:
    """News of a message that the platform was told to take down do not bring it back."""
    acted = feed.actions.filter(target_external_id__in=[record.external_id for record in records], kind__in=SHOWN)
    gone = {action.target_external_id: SHOWN[action.kind] for action in acted.order_by("told_at", "pk")}
    return [record._replace(deleted=True) if gone.get(record.external_id) else record for record in records]


def played_back(action: StubAction) -> RawMessage | None:
    """Make the record that shows an action. A warning is seen by nobody else, and has none."""
    if action.kind in SHOWN:
        message = Message.objects.filter(channel=action.channel, external_id=action.target_external_id).first()
        return as_said(message)._replace(deleted=SHOWN[action.kind]) if message else None
    return play_back(
        Action(
            stable_id=str(action.stable_id),
            kind=action.kind,
            target_external_id=action.target_external_id,
            channel=action.channel.slug,
            text=action.text,
            at=action.told_at + SHOWN_AFTER,
        )
    )

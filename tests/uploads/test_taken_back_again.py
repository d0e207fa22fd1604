"""Whatever an import brought, taking it back leaves what was there before."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from community.imports import runs
from community.models import Channel, Conversation, ImportRun, Member, Message, TakenBack
from community.records import RawMessage
from moderation.assessments import intake
from moderation.uploads import actions, taking_back
from tests.builders import NOON
from tests.commands.test_export_messages import exported
from tests.community.storing import raw

pytestmark = pytest.mark.django_db
LATEST = ("revision",)


# Who wrote each, as a platform says it again and again.
WRITERS: dict[str, dict[str, Any]] = {
    "1": {"author_id": "kim", "kind": "direct"},
    "2": {"author_id": "lou", "kind": "direct"},
    "3": {"author_id": "desk", "kind": "direct", "from_staff": True, "recipient_id": "kim"},
    "4": {"author_id": "lou"},
    "5": {"kind": "review", "author_name": "Guest"},
    "6": {"author_id": "desk", "from_staff": True, "internal": True},
}
IDS = st.sampled_from(sorted(WRITERS))


@st.composite
def said(draw: st.DrawFn) -> RawMessage:
    record = raw(
        draw(IDS),
        draw(st.sampled_from(["Broke.", "Second thoughts."])),
        title=draw(st.sampled_from(["", "A title"])),
        deleted=draw(st.booleans()),
        reports=draw(st.sampled_from([None, 0, 3])),
        posted_at=NOON + timedelta(seconds=draw(st.integers(0, 3))),
    )
    # A reply that names its thread tells it of its parent too, and that stays told.
    where = "parent_external_id" if record.external_id in "134" else "thread_external_id"
    return record._replace(**WRITERS[record.external_id], **{where: draw(st.one_of(st.just(""), IDS))})


def brought(channel: Channel, records: Sequence[RawMessage], size: int) -> ImportRun:
    run = ImportRun.objects.create(channel=channel, source="drawn", keeps_changes=True)
    watch: dict[str, Any] = {"on_stored": intake.stored, "on_batch": lambda _: None}
    runs.store_records(run, iter(records), settled=set(), size=size, **watch)
    return run


def kept() -> list[dict[str, Any]]:
    return [{name: value for name, value in line.items() if name not in LATEST} for line in exported()]


def forget() -> None:
    Conversation.objects.update(root=None)
    for model in (Message, Conversation, Member, TakenBack, ImportRun):
        model._default_manager.all().delete()


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    first=st.lists(said(), max_size=7), second=st.lists(said(), max_size=7), size=st.integers(1, 8), slice_=st.just(3)
)
def test_what_was_there_before_is_there_as_it_was(
    reviews: Channel, first: list[RawMessage], second: list[RawMessage], size: int, slice_: int
) -> None:
    forget()
    brought(reviews, first, size)
    before, there = kept(), set(Message.objects.values_list("pk", flat=True))
    run = brought(reviews, second, size)
    usual, taking_back.SLICE = taking_back.SLICE, slice_
    actions.take_back(run, None, timezone.now())
    taking_back.go_on()
    taking_back.SLICE = usual
    changed = [(one, other) for one, other in zip(before, kept(), strict=True) if one != other]
    assert changed == []
    assert set(Message.objects.values_list("pk", flat=True)) == there
    assert not Conversation.objects.filter(messages=None).exists()
    assert {conversation.root_id for conversation in Conversation.objects.all()} <= there

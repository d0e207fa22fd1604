from datetime import UTC, datetime

import pytest

from community.feeds.raw import RawMessage
from community.feeds.stub import Action, playback

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def told(kind: str, channel: str = "gear-help", text: str = "") -> RawMessage | None:
    return playback(Action("7f3a", kind, "tarnfell-s-000045", channel, text, AT))


def test_a_reply_is_played_back_as_a_message_of_the_staff() -> None:
    reply = told("reply", text="Hello, it is on its way.")
    assert reply == RawMessage(
        external_id="parley-7f3a",
        text="Hello, it is on its way.",
        channel="gear-help",
        kind="reply",
        author_id="staff-desk",
        author_name="Support desk",
        from_staff=True,
        posted_at=AT,
        parent_external_id="tarnfell-s-000045",
    )


def test_a_reply_in_private_is_a_direct_message() -> None:
    assert told("reply", "direct", "Hello").kind == "direct"


@pytest.mark.parametrize("kind", ["hide", "remove"])
def test_what_is_hidden_or_removed_is_gone_and_nothing_else_is_said_of_it(kind: str) -> None:
    assert told(kind) == RawMessage("tarnfell-s-000045", channel="gear-help", kind="", deleted=True)


@pytest.mark.parametrize("kind", ["keep", "warn", "suspend", "restore"])
def test_other_actions_leave_no_trace_on_the_platform(kind: str) -> None:
    assert told(kind) is None

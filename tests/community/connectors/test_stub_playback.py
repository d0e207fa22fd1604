from datetime import UTC, datetime

import pytest

from community.connectors.stub import play_back
from community.connectors.values import Action
from community.records import RawMessage

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def told(kind: str, channel: str = "gear-help", text: str = "") -> RawMessage | None:
    return play_back(Action("7f3a", kind, "tarnfell-s-000045", channel, text, AT))


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


@pytest.mark.parametrize("kind", ["keep", "hide", "warn", "suspend", "restore"])
def test_other_actions_make_no_message(kind: str) -> None:
    assert told(kind) is None
